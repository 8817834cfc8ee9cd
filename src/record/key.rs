//! What a metadata key means, in whatever dialect it stands.

use std::borrow::Cow;

use super::date::{self, DateMeaning};
use super::people::{self, PersonRole};
use super::relation::RelationKind;
use super::vocabulary::Vocabulary;

/// The keys of a record's head in the order in which a record shows them.
const HEAD: [&str; 38] = [
    "kind",
    "id",
    "title",
    "status",
    "created",
    "decided",
    "date",
    "owners",
    "owner",
    "decision-makers",
    "deciders",
    "consulted",
    "informed",
    "tags",
    "supersedes",
    "superseded-by",
    "superseded-reason",
    "amends",
    "amended-by",
    "depends-on",
    "depended-on-by",
    "relates-to",
    "justified-by",
    "justifies",
    "incurs",
    "incurred-by",
    "pays",
    "paid-by",
    "tests",
    "tested-by",
    "supports",
    "supported-by",
    "governs",
    "review",
    "waivers",
    "imported",
    "migrated-from",
    "blocked",
];

/// Those of them that deem reads and other tools write: other spellings, and the other ends of relations.
const FOREIGN: [&str; 8] =
    ["date", "owner", "deciders", "depended-on-by", "justifies", "paid-by", "tested-by", "supported-by"];

/// The keys that records of every kind may have, in the order in which a record shows them.
pub fn envelope() -> impl Iterator<Item = &'static str> {
    HEAD.into_iter().filter(|name| !FOREIGN.contains(name))
}

/// True for a normalised key of [`envelope`].
pub fn is_of_envelope(key: &str) -> bool {
    HEAD.contains(&key) && !FOREIGN.contains(&key)
}

/// The place of a normalised key among those of a record's head; keys that no kind shares come last.
pub fn rank(key: &str) -> usize {
    HEAD.iter().position(|known| *known == key).unwrap_or(HEAD.len())
}

/// The keys whose place is before `rank`, the nearest first.
pub fn before(rank: usize) -> impl Iterator<Item = &'static str> {
    HEAD.iter().take(rank).rev().copied()
}

/// The meaning of a metadata key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMeaning {
    /// The state.
    Status,
    /// A date.
    Date(DateMeaning),
    /// Names of people or teams.
    People(PersonRole),
    /// References to records.
    Relation(RelationKind),
    /// A supersession said in a sentence: `Superseded: 2019-12-19 by [ADR 14](…)`.
    RelationSentence,
    /// Tags, topics.
    Tags,
    /// The title.
    Title,
    /// The record's number.
    Number,
    /// The record's id.
    Id,
    /// Globs of governed paths.
    Governs,
}

const NUMBER_KEYS: [&str; 14] = [
    "number",
    "eip",
    "erc",
    "pep",
    "rfc",
    "cap",
    "sep",
    "cip",
    "cps",
    "bip",
    "adr",
    "kep-number",
    "tep-number",
    "adr-number",
];

/// Reads a key. Case, spaces, `-` and `_` do not matter; words of the house go first.
pub fn meaning(key: &str, vocabulary: &Vocabulary) -> Option<KeyMeaning> {
    if let Some(meaning) = vocabulary.date(key) {
        return Some(KeyMeaning::Date(meaning));
    }
    let name = normal_key(key);
    Some(match name.as_ref() {
        "status" | "statut" | "estado" | "stato" | "state" | "статус" | "状态" | "adr-status"
        | "decision-status" => KeyMeaning::Status,
        "title" | "feature-name" | "titre" | "titel" | "titulo" | "título" => KeyMeaning::Title,
        "id" | "identifier" => KeyMeaning::Id,
        "tags" | "topics" | "keywords" | "labels" | "tag" => KeyMeaning::Tags,
        "governs" => KeyMeaning::Governs,
        "superseded" | "superceded" | "amended" if !key.contains(['_', '-']) => KeyMeaning::RelationSentence,
        name => {
            if let Some(kind) = relation(name) {
                KeyMeaning::Relation(kind)
            } else if NUMBER_KEYS.contains(&name) {
                KeyMeaning::Number
            } else if let Some(meaning) = date::meaning_of(key) {
                KeyMeaning::Date(meaning)
            } else if let Some(role) = people::role_of(key) {
                KeyMeaning::People(role)
            } else {
                return None;
            }
        }
    })
}

/// The relation that a normal key states, synonyms of other dialects included.
pub fn relation(name: &str) -> Option<RelationKind> {
    Some(match name {
        "supercedes" | "replaces" | "obsoletes" | "supersede" => RelationKind::Supersedes,
        "supersededby" | "supercededby" | "superceded-by" | "replaced-by" | "obsoleted-by"
        | "superseeded-by" | "deprecated-by" => RelationKind::SupersededBy,
        "requires" | "depends" | "depends-upon" => RelationKind::DependsOn,
        "see-also" | "related" | "related-to" | "relates" | "related-adrs" | "related-decisions" => {
            RelationKind::RelatesTo
        }
        "refines" | "updates" | "extends" => RelationKind::Amends,
        "refined-by" | "updated-by" | "extended-by" => RelationKind::AmendedBy,
        _ => return RelationKind::from_key(name),
    })
}

/// A key in lower case with `-` between its words.
pub fn normal_key(key: &str) -> Cow<'_, str> {
    lower(key.trim(), ['_', ' '], "-")
}

/// A text in lower case with each of `marks` written as `mark`; not copied where it is that already.
pub(super) fn lower<'t>(text: &'t str, marks: [char; 2], mark: &str) -> Cow<'t, str> {
    let done = |c: char| c.is_ascii() && !c.is_ascii_uppercase() && !marks.contains(&c);
    if text.chars().all(done) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase().replace(marks, mark))
    }
}
