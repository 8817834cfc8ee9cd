//! Suppression comments in a record's body and frontmatter, and `waivers`.
//!
//! Body: `<!-- deem: ignore[name, X001] reason -->` covers the next block, `<!-- deem:
//! ignore-file[name] reason -->` the whole file. Frontmatter: `# deem: ignore[name] reason` on a
//! key's line or the line above it. A directive inside a code fence does not count.

use crate::span::Span;

use super::Record;

/// Where a directive was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectiveKind {
    /// Covers `scope`.
    Next,
    /// Covers the file.
    File,
    /// An entry of the frontmatter's `waivers`: covers the file until its date.
    Waiver,
}

/// One suppression as written.
#[derive(Clone, Debug)]
pub struct Directive {
    /// Where and how far.
    pub kind: DirectiveKind,
    /// The rules named, each with its place. Not checked against the registry here.
    pub rules: Vec<(String, Span)>,
    /// Why; empty when the author gave none.
    pub reason: String,
    /// The last day on which a waiver counts, as written.
    pub until: Option<(String, Span)>,
    /// The whole comment or waiver entry.
    pub span: Span,
    /// The bytes in which findings are covered.
    pub scope: Span,
    /// What is wrong with the comment's form, in words; it then suppresses nothing.
    pub malformed: Option<String>,
}

/// The directives of a record in file order.
pub fn directives(record: &Record) -> Vec<Directive> {
    let _ = record;
    Vec::new()
}
