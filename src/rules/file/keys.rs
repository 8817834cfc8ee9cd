//! The frontmatter keys that are known, by whose they are.

use crate::record::key::{self, KeyMeaning};
use crate::record::vocabulary::Vocabulary;
use crate::record::{DateMeaning, Kind, PersonRole};

/// The keys of every kind.
const ENVELOPE: [&str; 24] = [
    "kind",
    "id",
    "title",
    "status",
    "created",
    "decided",
    "owners",
    "decision-makers",
    "consulted",
    "informed",
    "tags",
    "supersedes",
    "superseded-by",
    "amends",
    "amended-by",
    "depends-on",
    "relates-to",
    "justified-by",
    "incurs",
    "pays",
    "governs",
    "review",
    "waivers",
    "supports",
];

/// Keys of which each holds a list.
const LISTS: [&str; 6] = ["owners", "decision-makers", "consulted", "informed", "tags", "governs"];

/// The blocks of each kind.
const BLOCKS: [(&str, &[&str]); 7] = [
    (
        "adr",
        &[
            "process",
            "rapid",
            "constraints",
            "reversibility",
            "domain",
            "criteria",
            "options",
            "consequences",
            "premortem",
            "bias",
        ],
    ),
    (
        "business-case",
        &[
            "problem",
            "outcomes",
            "options",
            "benefits",
            "costs",
            "phases",
            "rates",
            "cash-flows",
            "metrics",
            "scenarios",
            "estimates",
            "drivers",
            "simulation",
            "risks",
            "stakeholders",
            "cost-of-delay",
            "commitment",
        ],
    ),
    (
        "tech-debt",
        &["quadrant", "type", "principal", "interest", "impact-score", "breakeven-months", "plan", "gate"],
    ),
    (
        "initiative",
        &[
            "teams",
            "milestones",
            "stakeholders",
            "rice",
            "ice",
            "wsjf",
            "moscow",
            "kano",
            "horizon",
            "items",
            "risks",
        ],
    ),
    (
        "experiment",
        &[
            "assumption",
            "hypothesis",
            "measure",
            "threshold",
            "timebox",
            "result",
            "verdict",
            "next",
            "tests",
        ],
    ),
    ("org-change", &["why", "structure", "teams", "interactions", "pilot", "scale", "dip", "conway"]),
    ("objective", &["cycle", "horizon", "key-results", "parent"]),
];

/// Keys of other tools that are near to one of ours.
const OTHERS: [&str; 40] = [
    "layout",
    "nav_order",
    "nav-order",
    "parent",
    "grand_parent",
    "has_children",
    "sidebar",
    "sidebar_position",
    "sidebar_label",
    "slug",
    "permalink",
    "draft",
    "weight",
    "aliases",
    "description",
    "summary",
    "category",
    "categories",
    "type",
    "toc",
    "hide",
    "search",
    "template",
    "linktitle",
    "lastmod",
    "image",
    "images",
    "menu",
    "redirect_from",
    "redirect_to",
    "subtitle",
    "stats",
    "states",
    "titles",
    "toc_depth",
    "bibliography",
    "project",
    "technologies",
    "audience",
    "numbered",
];

/// The well-known keys of foreign dialects: what a slip may have meant there.
const FOREIGN: [&str; 10] = [
    "status",
    "title",
    "deciders",
    "decision-makers",
    "consulted",
    "informed",
    "supersedes",
    "superseded-by",
    "superseded_by",
    "created",
];

/// True for a key that some kind, dialect or tool knows, `x-…` included.
pub(super) fn is_known(name: &str) -> bool {
    let normal = key::normal_key(name);
    let blocks = || BLOCKS.iter().any(|(_, keys)| keys.contains(&normal.as_ref()));
    normal.starts_with("x-")
        || ENVELOPE.contains(&normal.as_ref())
        || blocks()
        || OTHERS.contains(&name)
        || OTHERS.contains(&normal.as_ref())
        || key::meaning(name, &Vocabulary::default()).is_some()
        || ["editor", "reviewer", "reviewers", "approvers", "contact", "version"].contains(&normal.as_ref())
}

/// The keys that a record of `kind` may have.
pub(super) fn of_kind(kind: &Kind) -> impl Iterator<Item = &'static str> {
    ENVELOPE.into_iter().chain(blocks(kind).iter().copied())
}

fn blocks(kind: &Kind) -> &'static [&'static str] {
    BLOCKS.iter().find(|(name, _)| *name == &*kind.name).map_or(&[], |(_, keys)| keys)
}

/// The well-known keys of foreign dialects.
pub(super) fn foreign() -> impl Iterator<Item = &'static str> {
    FOREIGN.into_iter()
}

/// True for a key whose value is a list.
pub(super) fn is_list(name: &str) -> bool {
    LISTS.contains(&name)
}

/// The key that a slip of the pen in `name` most probably meant: within one letter, or two in words of
/// at least seven that start alike.
pub(super) fn nearest(name: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let length = name.chars().count();
    if !(5..=32).contains(&length) {
        return None;
    }
    let lower = name.to_lowercase();
    let within = |known: &str, distance: usize| {
        distance == 1 || distance == 2 && length >= 7 && known.bytes().next() == lower.bytes().next()
    };
    candidates
        .filter(|known| known.len() >= 5)
        .map(|known| (strsim::osa_distance(&lower, known), known))
        .filter(|(distance, known)| within(known, *distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// The form in which a record of `kind` writes this key: kebab-case, synonyms replaced. `None` for a
/// key that is not known.
pub(super) fn canonical(name: &str, kind: &Kind) -> Option<&'static str> {
    let kebab = kebab(name);
    if let Some(known) = of_kind(kind).find(|known| *known == kebab) {
        return Some(known);
    }
    Some(match key::meaning(&kebab, &Vocabulary::default())? {
        KeyMeaning::Status => "status",
        KeyMeaning::Title => "title",
        KeyMeaning::Id => "id",
        KeyMeaning::Tags => "tags",
        KeyMeaning::Governs => "governs",
        KeyMeaning::Date(DateMeaning::Created) => "created",
        KeyMeaning::Date(DateMeaning::Decided) => "decided",
        KeyMeaning::People(PersonRole::Owner) => "owners",
        KeyMeaning::People(PersonRole::Decider) => "decision-makers",
        KeyMeaning::People(PersonRole::Consulted) => "consulted",
        KeyMeaning::People(PersonRole::Informed) => "informed",
        KeyMeaning::Relation(kind) => kind.key(),
        _ => return None,
    })
}

/// `supersededBy`, `superseded_by` and `Superseded by` as `superseded-by`.
fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut lower_before = false;
    for c in name.trim().chars() {
        if c.is_uppercase() && lower_before {
            out.push('-');
        }
        lower_before = c.is_lowercase();
        match c {
            '_' | ' ' => out.push('-'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}
