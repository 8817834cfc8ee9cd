//! What a rule reports: one type that every renderer reads.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::RelPath;
use crate::span::Span;

/// How much a finding matters. Ordered: `Info < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// The author would probably mend it.
    #[serde(alias = "warn")]
    Warning,
    /// The record is wrong, or contradicts itself or another.
    Error,
}

impl Severity {
    /// The word used in every output: `info`, `warning`, `error`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A second place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What stands there.
    pub message: String,
    /// The file, which may be another record, an index or `deem.toml`.
    pub path: RelPath,
    /// The place in that file.
    pub span: Span,
}

/// Whether a fix may be applied without a person reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Keeps the meaning.
    Safe,
    /// May change the meaning.
    Unsafe,
    /// Only shown, never applied.
    Display,
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The file to change.
    pub path: RelPath,
    /// First byte to replace.
    pub start: usize,
    /// Just past the last byte to replace.
    pub end: usize,
    /// What to put there.
    pub text: String,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// May it be applied unread?
    pub applicability: Applicability,
    /// The fix in words, imperative.
    pub title: String,
    /// The edits, none of which overlap.
    pub edits: Vec<Edit>,
}

/// The record that a finding belongs to, as outputs name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordRef {
    /// The record's id, stated or derived.
    pub id: String,
    /// The kind's name.
    pub kind: Arc<str>,
    /// The normalised status, if it states one.
    pub status: Option<String>,
}

/// A rule's verdict at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable code, a group letter and three digits.
    pub code: &'static str,
    /// Kebab-case name.
    pub name: &'static str,
    /// After profile, configuration and the record's state.
    pub severity: Severity,
    /// What is wrong: a lower-case fragment without a full stop that stands on its own.
    pub message: String,
    /// What the marked text is, shown under it; the message is enough where this is empty.
    pub label: Option<String>,
    /// How to mend it.
    pub help: Option<String>,
    /// The file.
    pub path: RelPath,
    /// The place; empty at 0 where the whole file is meant.
    pub span: Span,
    /// The record it belongs to, if the file is one.
    pub record: Option<RecordRef>,
    /// Other places it speaks of.
    pub related: Vec<Related>,
    /// How to mend it mechanically.
    pub fix: Option<Fix>,
    /// Key or heading path, for the fingerprint: what stays when lines move.
    pub anchor: String,
    /// SHA-256 (hex) of code, record, anchor and message; unique within one run.
    pub fingerprint: String,
}
