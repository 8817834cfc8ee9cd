//! Who a record names.

use crate::span::Span;

use super::Carrier;

/// In which capacity somebody is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonRole {
    /// `owner`, `owners`: answers for the record.
    Owner,
    /// `deciders`, `decision-makers`.
    Decider,
    /// `author`, `authors`.
    Author,
    /// Consulted before the decision, two-way.
    Consulted,
    /// Informed of the decision, one-way.
    Informed,
    /// Reviewer, approver, sponsor, contact and other parts.
    Other,
}

/// A person, team or handle as a record writes it.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name or handle, link syntax and addresses taken off.
    pub name: String,
    /// In which capacity.
    pub role: PersonRole,
    /// Where it stands.
    pub span: Span,
    /// How it was written.
    pub carrier: Carrier,
}
