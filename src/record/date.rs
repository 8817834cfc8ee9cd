//! Dates as records write them.

use jiff::civil::Date;

use crate::span::Span;

use super::Carrier;

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateMeaning {
    /// The record was first written.
    Created,
    /// The status became final.
    Decided,
    /// The record was last changed.
    Updated,
    /// When the record should be read again.
    Review,
    /// A bare `Date:` whose meaning is not labelled.
    Unknown,
}

impl DateMeaning {
    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Decided => "decided",
            Self::Updated => "updated",
            Self::Review => "review",
            Self::Unknown => "unknown",
        }
    }
}

/// Why a text that stands where a date belongs is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Nothing stands there.
    Empty,
    /// A template's words stand there: `YYYY-MM-DD`, `{date}`.
    Placeholder,
    /// Month 13, 30 February: the part that cannot be, in words.
    Impossible(String),
    /// `03/04/2021`: two readings, none can be preferred.
    Ambiguous(Date, Date),
    /// A month or a year only.
    Imprecise,
    /// Not a date that is understood.
    Unreadable,
}

/// A date that a record states.
#[derive(Clone, Debug)]
pub struct DateFact {
    /// The key or label as written, `Date`, `decided`, `Last Modified`.
    pub label: String,
    /// What it says.
    pub meaning: DateMeaning,
    /// The day, where it could be read.
    pub date: Option<Date>,
    /// Why it could not be read, or what is doubtful about it.
    pub problem: Option<DateProblem>,
    /// True when it is written `YYYY-MM-DD`.
    pub iso: bool,
    /// The text as written.
    pub text: String,
    /// Where the text stands.
    pub span: Span,
    /// How it was written.
    pub carrier: Carrier,
}
