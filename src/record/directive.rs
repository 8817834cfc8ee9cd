//! Suppression comments in a record's body and frontmatter, and `waivers`.
//!
//! Body: `<!-- deem: ignore[name, X001] reason -->` covers the next block, `<!-- deem:
//! ignore-file[name] reason -->` the whole file. Frontmatter: `# deem: ignore[name] reason` on a
//! key's line or the line above it. A directive inside a code fence does not count.
//!
//! The next block is the first one of the outline that starts after the comment, containers first: a
//! heading (its line, not its section), a paragraph, a table, a code block, a whole list or quote,
//! or, for a comment inside a list, the next item. The scope runs from the comment's end to the
//! block's end. A comment with text after it in its own block covers the rest of that block. Where
//! nothing follows, nothing is covered.
//!
//! A frontmatter comment after a key covers its line. On a line of its own it covers the next key or
//! list item with its whole value.

mod comment;
mod frontmatter;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::span::Span;

use super::outline::Outline;
use super::{Frontmatter, Record};

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

impl Directive {
    /// The last day on which a waiver counts, where it is written `YYYY-MM-DD`.
    pub fn last_day(&self) -> Option<Date> {
        let (text, _) = self.until.as_ref()?;
        let dashes = [4, 7].iter().all(|&at| text.as_bytes().get(at) == Some(&b'-'));
        // The length and dashes rule out `20240101` and years beyond 9999, which jiff reads too.
        if text.len() == 10 && dashes { text.parse().ok() } else { None }
    }

    /// True when the directive may suppress findings on `today`: well formed, with a reason and, for a
    /// waiver, a last day that is not over.
    pub fn in_force(&self, today: Date) -> bool {
        let current = match self.kind {
            DirectiveKind::Next | DirectiveKind::File => true,
            DirectiveKind::Waiver => self.last_day().is_some_and(|day| today <= day),
        };
        self.malformed.is_none() && !self.reason.is_empty() && current
    }
}

/// The directives of a record in file order.
pub fn directives(record: &Record, outline: &Outline) -> Vec<Directive> {
    collect(&record.source.text, record.frontmatter.as_ref(), outline)
}

fn collect(file: &str, frontmatter: Option<&Frontmatter>, outline: &Outline) -> Vec<Directive> {
    let mut found = frontmatter.map_or_else(Vec::new, |block| frontmatter::directives(file, block));
    for (content, span) in &outline.comments {
        // The content follows `<!--`.
        found.extend(comment::parse(content, span.start + 4, *span, file.len(), || {
            next_block(file, outline, *span)
        }));
    }
    found.sort_by_key(|directive| directive.span);
    found
}

/// What a comment in the body covers.
fn next_block(file: &str, outline: &Outline, comment: Span) -> Span {
    let blocks = &outline.blocks;
    let after = blocks.partition_point(|block| block.span.start < comment.end);
    let own = after.checked_sub(1).and_then(|index| blocks.get(index));
    if let Some(own) = own.filter(|block| block.leaf && block.span.end > comment.end) {
        let rest = Span::new(comment.end, own.span.end);
        if !rest.text(file).trim().is_empty() {
            return rest;
        }
    }
    blocks.get(after).map_or(Span::at(comment.end), |block| Span::new(comment.end, block.span.end))
}
