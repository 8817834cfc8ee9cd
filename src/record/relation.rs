//! How one record refers to another.

use std::ops::Range;

use crate::span::Span;

use super::{Carrier, inline};

/// What a record says of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the kebab-case key of the same name")]
pub enum RelationKind {
    Supersedes,
    SupersededBy,
    Amends,
    AmendedBy,
    DependsOn,
    DependedOnBy,
    RelatesTo,
    JustifiedBy,
    Justifies,
    Incurs,
    IncurredBy,
    Pays,
    PaidBy,
    Tests,
    TestedBy,
    Supports,
    SupportedBy,
    Mentions,
}

impl RelationKind {
    const TABLE: [(Self, &'static str, Self); 18] = [
        (Self::Supersedes, "supersedes", Self::SupersededBy),
        (Self::SupersededBy, "superseded-by", Self::Supersedes),
        (Self::Amends, "amends", Self::AmendedBy),
        (Self::AmendedBy, "amended-by", Self::Amends),
        (Self::DependsOn, "depends-on", Self::DependedOnBy),
        (Self::DependedOnBy, "depended-on-by", Self::DependsOn),
        (Self::RelatesTo, "relates-to", Self::RelatesTo),
        (Self::JustifiedBy, "justified-by", Self::Justifies),
        (Self::Justifies, "justifies", Self::JustifiedBy),
        (Self::Incurs, "incurs", Self::IncurredBy),
        (Self::IncurredBy, "incurred-by", Self::Incurs),
        (Self::Pays, "pays", Self::PaidBy),
        (Self::PaidBy, "paid-by", Self::Pays),
        (Self::Tests, "tests", Self::TestedBy),
        (Self::TestedBy, "tested-by", Self::Tests),
        (Self::Supports, "supports", Self::SupportedBy),
        (Self::SupportedBy, "supported-by", Self::Supports),
        (Self::Mentions, "mentions", Self::Mentions),
    ];

    fn row(self) -> &'static (Self, &'static str, Self) {
        // The table is written in the order of the variants; a test keeps it so.
        &Self::TABLE[self as usize]
    }

    /// The kebab-case key, as in frontmatter and outputs.
    pub fn key(self) -> &'static str {
        self.row().1
    }

    /// The relation seen from the other record.
    pub fn inverse(self) -> Self {
        self.row().2
    }

    /// The relation of a frontmatter key; `-`, `_` and case do not matter.
    pub fn from_key(key: &str) -> Option<Self> {
        let key = key.to_ascii_lowercase().replace(['_', ' '], "-");
        Self::TABLE.iter().find(|row| row.1 == key).map(|row| row.0)
    }
}

/// A relation as one record states it.
#[derive(Clone, Debug)]
pub struct Relation {
    /// What is said.
    pub kind: RelationKind,
    /// Of whom: id, number, path, stem or URL as written, link syntax taken off.
    pub target: String,
    /// Where the target stands.
    pub span: Span,
    /// How it was written.
    pub carrier: Carrier,
    /// `partially supersedes`, `supersedes some aspects of`: the other record stays alive.
    pub partial: bool,
    /// True when the target was a Markdown link's destination, so that it must be a path or URL.
    pub link: bool,
}

/// A reference in the value of a relation key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Id, number, path or URL.
    pub text: String,
    /// Its place in the value.
    pub range: Range<usize>,
    /// It was a Markdown link's destination.
    pub link: bool,
}

/// Splits a relation's value into references: links, else parts between `,`, `;`, ` and `, line breaks.
/// `N/A`, `-`, `none` and template residue are no references.
pub fn targets(value: &str) -> Vec<Target> {
    let mut found = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    while let Some(open) = value[at..].find('[').map(|n| n + at) {
        match inline::link(&value[open..]) {
            Some(link) => {
                split_plain(value, plain_from..open, &mut found);
                let start = open + link.target_at;
                push(&mut found, link.target, start, true);
                at = open + link.len;
                plain_from = at;
            }
            None => at = open + 1,
        }
    }
    split_plain(value, plain_from..value.len(), &mut found);
    found
}

fn split_plain(value: &str, range: Range<usize>, found: &mut Vec<Target>) {
    let text = value.get(range.clone()).unwrap_or("");
    let mut start = range.start;
    for piece in text.split([',', ';', '\n', '|']) {
        let mut offset = start;
        for part in piece.split(" and ") {
            let lead = part.len() - part.trim_start().len();
            push(found, part.trim(), offset + lead, false);
            offset += part.len() + " and ".len();
        }
        start += piece.len() + 1;
    }
}

fn push(found: &mut Vec<Target>, text: &str, at: usize, link: bool) {
    let marks = |c: char| c.is_whitespace() || matches!(c, '-' | '*' | '"' | '\'' | '`' | '[' | ']' | '<' | '>' | '{' | '}' | '.' | '(' | ')');
    let kept = if link { text } else { text.trim_matches(marks) };
    let lead = if link { 0 } else { text.len() - text.trim_start_matches(marks).len() };
    if !is_empty_target(kept) {
        found.push(Target { text: kept.to_owned(), range: at + lead..at + lead + kept.len(), link });
    }
}

/// True for the ways in which people write that there is none, and for what templates leave behind.
pub fn is_empty_target(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    lower.is_empty()
        || lower.starts_with("<!--")
        || ["n/a", "na", "none", "null", "nil", "tbd", "no", "nothing", "~", "and", "or", "keine", "aucun", "br"].contains(&lower.as_str())
        || lower.contains("xxx")
        || lower.contains("nnnn")
        || lower.contains("yyyymmdd")
        || lower.contains("that-less-than-great-idea")
        || lower.contains("0005-example.md")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_variants_and_inverses_agree() {
        for (at, (kind, key, inverse)) in RelationKind::TABLE.iter().enumerate() {
            assert_eq!(*kind as usize, at, "{key}");
            assert_eq!(inverse.inverse(), *kind, "{key}");
            assert_eq!(RelationKind::from_key(key), Some(*kind));
        }
    }

    #[test]
    fn targets_are_links_and_words_and_never_template_residue() {
        let texts = |value: &str| targets(value).into_iter().map(|t| (t.text, t.link)).collect::<Vec<_>>();
        let plain = |words: &[&str]| words.iter().map(|w| ((*w).to_owned(), false)).collect::<Vec<_>>();
        assert_eq!(texts("ADR-0001, ADR 2 and 7"), plain(&["ADR-0001", "ADR 2", "7"]));
        assert_eq!(texts("[ADR 3](0003-x.md)"), vec![("0003-x.md".to_owned(), true)]);
        for none in ["N/A", "-", "", "none", "[xxx](yyyymmdd-xxx.md)", "/enhancements/that-less-than-great-idea.md"] {
            assert!(targets(none).is_empty(), "{none}");
        }
        let value = "see [a](b.md), `ADR-9`";
        for target in targets(value) {
            assert_eq!(&value[target.range.clone()], target.text);
        }
    }
}
