//! The frontmatter keys that are known, by whose they are.

use crate::record::key::{self, KeyMeaning};
use crate::record::vocabulary::Vocabulary;
use crate::record::{DateMeaning, Kind, PersonRole};

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
            "override",
            "sensitivity",
            "consequences",
            "premortem",
            "bias",
            "predictions",
            "risks",
            "kill-criteria",
            "stakeholders",
            "noticed",
            "unplanned",
        ],
    ),
    (
        "business-case",
        &[
            "problem",
            "outcomes",
            "criteria",
            "options",
            "override",
            "sensitivity",
            "benefits",
            "benefits-subtotals",
            "benefits-total-annual",
            "costs",
            "costs-total",
            "phases",
            "phases-total-weeks",
            "rates",
            "fx",
            "cash-flows",
            "metrics",
            "lifetime-years",
            "scenarios",
            "weighted-npv",
            "estimates",
            "estimates-path",
            "drivers",
            "simulation",
            "timeline-confidence",
            "outside-view",
            "risks",
            "kill-criteria",
            "premortem",
            "bias",
            "predictions",
            "stakeholders",
            "cost-of-delay",
            "commitment",
        ],
    ),
    (
        "tech-debt",
        &[
            "quadrant",
            "type",
            "introduced-on",
            "discovered-on",
            "components",
            "cut",
            "accepted-by",
            "learning",
            "principal",
            "interest",
            "impact-score",
            "debt-ratio",
            "breakeven-months",
            "lifetime-months",
            "repay-by",
            "plan",
            "gate",
            "realised",
        ],
    ),
    (
        "initiative",
        &[
            "purpose",
            "outcomes",
            "teams",
            "milestones",
            "stakeholders",
            "constraints",
            "effort-pm",
            "rice",
            "ice",
            "wsjf",
            "cost-of-delay",
            "moscow",
            "kano",
            "horizon",
            "items",
            "flow",
            "estimates",
            "estimates-path",
            "timeline-confidence",
            "outside-view",
            "risks",
            "kill-criteria",
            "premortem",
            "bias",
            "predictions",
        ],
    ),
    (
        "experiment",
        &["assumption", "hypothesis", "measure", "threshold", "timebox", "result", "verdict", "next"],
    ),
    (
        "org-change",
        &[
            "why",
            "outcomes",
            "structure",
            "teams",
            "interactions",
            "architecture",
            "pilot",
            "scale",
            "dip",
            "conway",
            "kotter",
            "adkar",
            "stakeholders",
            "risks",
            "kill-criteria",
            "premortem",
        ],
    ),
    ("objective", &["objective", "type", "cycle", "horizon", "key-results", "score", "parent"]),
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
pub(in crate::rules) fn is_known(name: &str) -> bool {
    let normal = key::normal_key(name);
    let blocks = || BLOCKS.iter().any(|(_, keys)| keys.contains(&normal.as_ref()));
    normal.starts_with("x-")
        || key::is_of_envelope(&normal)
        || blocks()
        || OTHERS.contains(&name)
        || OTHERS.contains(&normal.as_ref())
        || key::meaning(name, &Vocabulary::default()).is_some()
        || ["editor", "reviewer", "reviewers", "approvers", "contact", "version"].contains(&normal.as_ref())
}

/// The keys that a record of `kind` may have.
pub(in crate::rules) fn of_kind(kind: &Kind) -> impl Iterator<Item = &'static str> {
    key::envelope().chain(blocks(kind).iter().copied())
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
pub(in crate::rules) fn nearest(
    name: &str,
    candidates: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
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

#[cfg(test)]
mod tests {
    use super::{DateMeaning, KeyMeaning, Vocabulary, key, of_kind};
    use crate::record::kind::Kinds;

    #[test]
    fn the_keys_of_a_kind_are_those_of_its_schema() {
        for kind in Kinds::built_in().all() {
            // `owner` is read, and written `owners`.
            for name in crate::schema::find(&kind.name).unwrap().keys().filter(|name| *name != "owner") {
                assert!(of_kind(kind).any(|known| known == name), "{}: {name}", kind.name);
            }
        }
    }

    #[test]
    fn no_block_is_taken_for_the_day_of_a_record() {
        for kind in Kinds::built_in().all() {
            for name in of_kind(kind).filter(|name| !["created", "decided"].contains(name)) {
                let meaning = key::meaning(name, &Vocabulary::default());
                let day = [DateMeaning::Created, DateMeaning::Decided].map(KeyMeaning::Date);
                assert!(!meaning.is_some_and(|meaning| day.contains(&meaning)), "{}: {name}", kind.name);
            }
        }
    }
}
