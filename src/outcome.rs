//! What a check yields: the one thing that every renderer of findings reads.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Finding, Severity};
use crate::source::{RelPath, SourceFile};

/// A file that was not read, or not as a record, and why. Never dropped silently.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Skipped {
    /// The file; bytes that are not UTF-8 are replaced.
    pub path: String,
    /// Why, in words.
    pub reason: String,
}

/// The result of one check.
#[derive(Debug)]
pub struct Outcome {
    /// `.`, or the checked folder relative to the repository root.
    pub root: String,
    /// The day that the clock said.
    pub as_of: Date,
    /// Records that were checked.
    pub records: usize,
    /// Files that could not be read.
    pub skipped: Vec<Skipped>,
    /// Findings in the order of path, place and code.
    pub findings: Vec<Finding>,
    /// Findings that a comment or waiver covers, with its reason.
    pub suppressed: Vec<(Finding, String)>,
    /// What could not be judged, and why.
    pub notes: Vec<String>,
    /// Findings that a baseline covers.
    pub baselined: usize,
    /// The text of every file that a finding or its related places lie in.
    pub sources: BTreeMap<RelPath, Arc<SourceFile>>,
}

impl Outcome {
    /// Number of findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Number of findings with a fix that may be applied unread.
    pub fn fixable(&self) -> usize {
        use crate::diagnostic::Applicability;
        self.findings
            .iter()
            .filter(|finding| {
                finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
            })
            .count()
    }
}
