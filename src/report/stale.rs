//! Which records have been waiting too long, and by what evidence.

mod candidate;
mod evidence;
mod judge;
mod write;

use serde::Serialize;
use std::sync::Arc;

use super::history::Commit;
use super::row::OwnerRow;

pub use candidate::Candidates;
pub use evidence::{DriftEvidence, Evidence};
pub use write::{write_github, write_markdown, write_table};

/// Why a record is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The day of its review has passed.
    ReviewOverdue,
    /// It is a proposal that nobody has decided.
    ProposalOpen,
    /// The day by which the debt was to be paid has passed.
    DebtOverdue,
    /// The experiment's timebox has ended.
    ExperimentOverdue,
    /// The files that it governs have changed much since it was decided or reviewed.
    Drifted,
    /// A glob of files that it governs matches nothing any more.
    GovernsNothing,
}

impl Reason {
    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReviewOverdue => "review-overdue",
            Self::ProposalOpen => "proposal-open",
            Self::DebtOverdue => "debt-overdue",
            Self::ExperimentOverdue => "experiment-overdue",
            Self::Drifted => "drifted",
            Self::GovernsNothing => "governs-nothing",
        }
    }
}

/// A stale record with its reason.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct StaleRow {
    /// Id.
    pub id: String,
    /// Repository-relative path.
    pub path: String,
    /// The line that states what is late, from 1.
    pub line: usize,
    /// Kind's name.
    pub kind: Arc<str>,
    /// Title without number.
    pub title: String,
    /// Normalised, or the kind's own.
    pub status: Option<String>,
    /// As the record states them, then those of CODEOWNERS.
    pub owners: Vec<OwnerRow>,
    /// Why it is stale; a record with two reasons has two rows.
    pub reason: Reason,
    /// The day from which the days are counted.
    pub since: String,
    /// Days from `since` to today.
    pub days: i32,
    /// Days that are allowed.
    pub limit: u32,
    /// The commit that last changed the file, where it is known.
    pub last_commit: Option<Commit>,
    /// What shows it.
    pub evidence: Evidence,
}

impl StaleRow {
    /// Days beyond what is allowed.
    fn past(&self) -> i64 {
        i64::from(self.days) - i64::from(self.limit)
    }

    /// The title, else the path.
    fn name(&self) -> &str {
        if self.title.is_empty() { &self.path } else { &self.title }
    }
}

/// A record that could not be judged.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct UnknownRow {
    /// Id.
    pub id: String,
    /// Repository-relative path.
    pub path: String,
    /// What was asked.
    pub reason: Reason,
    /// Why there is no answer.
    pub because: String,
}

/// The answer to `deem stale`.
#[derive(Clone, Debug, Default)]
pub struct StaleReport {
    /// What is stale, the longest past its limit first.
    pub records: Vec<StaleRow>,
    /// What could not be judged.
    pub unknown: Vec<UnknownRow>,
    /// Records that can go stale at all.
    pub candidates: usize,
}
