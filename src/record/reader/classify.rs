//! Whose frontmatter this is, and which dialect the file speaks.

use std::sync::Arc;

use super::super::head::Head;
use super::super::section::{self, Section};
use super::super::yaml::Document;
use super::super::{Carrier, Dialect, Kind, NameNumber, heading, key};
use super::ReadContext;
use super::absorb::Facts;

/// The kind of deem's own frontmatter; `None` for another tool's. Our own has a `kind:` of ours, or lies
/// in a folder that configuration gives a kind, or has `id` with `owners`, `decided` or `created`.
pub(super) fn native<'a>(doc: &Document, cx: &ReadContext<'a>) -> Option<&'a Arc<Kind>> {
    let kind = doc.get("kind").and_then(|node| node.scalar_text());
    if let Some(kind) = &kind {
        return cx.kinds.find(kind.trim());
    }
    if cx.folder_kind.is_some() {
        return cx.folder_kind;
    }
    let has = |key: &str| doc.get(key).is_some();
    if !has("id") || !(has("owners") || has("decided") || has("created")) {
        return None;
    }
    let id = doc.get("id").and_then(|node| node.scalar_text()).unwrap_or_default();
    cx.kinds.of_id(&id)
}

/// The dialect that a migrated record had, `migrated-from: nygard`.
pub(super) fn origin(doc: &Document) -> Option<Dialect> {
    doc.get("migrated-from").and_then(|node| node.as_str()).and_then(Dialect::named)
}

/// What the dialect is judged by.
pub(super) struct Evidence<'a> {
    pub(super) text: &'a str,
    pub(super) head: &'a Head,
    pub(super) frontmatter: Option<&'a Document>,
    pub(super) native: bool,
    pub(super) sidecar: bool,
    pub(super) facts: &'a Facts<'a>,
    pub(super) name: &'a NameNumber,
    pub(super) log4brains: bool,
}

/// The dialect of a record. Frontmatter that says nothing of the decision (a site generator's) does not
/// make one; then the body decides.
pub(super) fn dialect(e: &Evidence<'_>) -> Dialect {
    if e.native {
        return Dialect::Frontmatter;
    }
    if e.sidecar {
        return Dialect::Kep;
    }
    if let Some(found) = e.frontmatter.and_then(|doc| of_frontmatter(doc, e)) {
        return found;
    }
    if e.head.preamble {
        return Dialect::Preamble;
    }
    let carried = |carrier: Carrier| {
        e.facts.statuses.iter().any(|status| status.carrier == carrier)
            || e.facts.dates.iter().any(|date| date.carrier == carrier)
    };
    if carried(Carrier::Table) {
        return Dialect::Table;
    }
    let madr = is_madr(e);
    if carried(Carrier::Bullet) {
        return match (madr, is_day(e.name) && (e.log4brains || madr)) {
            (_, true) => Dialect::Log4brains,
            (true, false) => Dialect::Madr2,
            (false, false) => Dialect::Bullets,
        };
    }
    if carried(Carrier::Section) {
        return Dialect::Nygard;
    }
    if carried(Carrier::BoldLine) {
        return Dialect::Bullets;
    }
    if madr {
        return if e.frontmatter.is_some() { Dialect::Madr4 } else { Dialect::Madr2 };
    }
    if carried(Carrier::PlainLine) {
        return Dialect::Nygard;
    }
    if e.frontmatter.is_some_and(|doc| doc.get("id").is_some()) {
        return Dialect::Frontmatter;
    }
    Dialect::Plain
}

fn of_frontmatter(doc: &Document, e: &Evidence<'_>) -> Option<Dialect> {
    let keys: Vec<_> = doc.entries().map(|(name, ..)| key::normal_key(name)).collect();
    let has = |name: &str| keys.iter().any(|key| *key == name);
    if ["eip", "erc", "pep", "cap", "sep", "cip", "bip", "rfc"].iter().any(|name| has(name)) {
        return Some(Dialect::Preamble);
    }
    if has("type") && has("category") && (has("technologies") || has("audience") || has("project")) {
        return Some(Dialect::StructuredMadr);
    }
    if has("decision-makers") {
        return Some(Dialect::Madr4);
    }
    if has("deciders") {
        return Some(Dialect::Madr3);
    }
    let states = has("status") || has("date") || has("statut");
    if states {
        return Some(if is_madr(e) { Dialect::Madr4 } else { Dialect::Frontmatter });
    }
    None
}

fn is_madr(e: &Evidence<'_>) -> bool {
    let named = |wanted: &[&str]| {
        e.head
            .headings
            .iter()
            .any(|heading| wanted.contains(&heading::normal(heading.text.text(e.text)).as_str()))
    };
    named(&["decision outcome"])
        || (named(&["context and problem statement"]) && section::has(e.head, e.text, Section::Options))
}

fn is_day(name: &NameNumber) -> bool {
    name.date.is_some() && name.digits.len() == 8
}
