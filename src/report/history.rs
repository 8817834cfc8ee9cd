//! Facts from git as outputs show them.

use serde::Serialize;

use crate::history::{LastChange, Touch};

/// A commit.
#[derive(Clone, Debug, Serialize)]
pub struct Commit {
    /// All hexadecimal digits.
    pub oid: String,
    /// The author's day.
    pub date: String,
    /// The author's name.
    pub author: String,
}

impl From<&Touch> for Commit {
    fn from(touch: &Touch) -> Self {
        Self { oid: touch.oid.clone(), date: touch.date.to_string(), author: touch.author.clone() }
    }
}

/// Digits of a commit's id that people are shown.
const SHORT: usize = 8;

impl Commit {
    /// The start of the id.
    pub fn short(&self) -> &str {
        self.oid.get(..SHORT).unwrap_or(&self.oid)
    }
}

/// What git tells of a record.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RecordHistory {
    /// The commit that last changed the file; `null` where it is not known or there is none yet.
    pub last_commit: Option<Commit>,
    /// False where the clone lacks commits that would tell, or history was not read.
    pub complete: bool,
}

impl From<&LastChange> for RecordHistory {
    fn from(change: &LastChange) -> Self {
        Self {
            last_commit: change.touch().map(Commit::from),
            complete: !matches!(change, LastChange::CutOff),
        }
    }
}

impl RecordHistory {
    /// Where nothing is known.
    pub const UNKNOWN: Self = Self { last_commit: None, complete: false };
}
