//! How one record refers to another.

use crate::span::Span;

use super::Carrier;

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

    /// The keys of all relations.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        Self::TABLE.iter().map(|row| row.1)
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
}
