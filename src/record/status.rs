//! The state of a record, and the many ways in which it is written.

use crate::span::Span;

use super::Carrier;

/// The normalised state of a foreign record; a deem kind's own states map onto it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the words themselves")]
pub enum Status {
    Draft,
    Proposed,
    Accepted,
    Rejected,
    Withdrawn,
    Deprecated,
    Superseded,
    Implemented,
    Deferred,
    /// Stated, but fits none of the others.
    Unknown,
}

impl Status {
    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
            Self::Implemented => "implemented",
            Self::Deferred => "deferred",
            Self::Unknown => "unknown",
        }
    }

    /// Not decided yet: draft, proposed or deferred.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Proposed | Self::Deferred)
    }

    /// In force: accepted or implemented.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Accepted | Self::Implemented)
    }

    /// No longer to be relied on: rejected, withdrawn, deprecated or superseded.
    pub const fn is_dead(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn | Self::Deprecated | Self::Superseded)
    }
}

/// A status that a record states.
#[derive(Clone, Debug)]
pub struct StatusFact {
    /// The text as written, markup included.
    pub text: String,
    /// Where the text stands.
    pub span: Span,
    /// What it means.
    pub status: Status,
    /// A deem kind's own status (`paying`), where the record is of one.
    pub own: Option<String>,
    /// How it was written.
    pub carrier: Carrier,
    /// The template's list of choices was left in.
    pub placeholder: bool,
}

impl StatusFact {
    /// The status as outputs name it: the kind's own word, else the normalised one.
    pub fn name(&self) -> &str {
        self.own.as_deref().unwrap_or(self.status.as_str())
    }
}
