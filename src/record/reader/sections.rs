//! Metadata under headings of their own: `## Status`, `## Date`, `## Deciders`, and relations in
//! `## Links`.

use crate::span::Span;

use super::super::date::DateMeaning;
use super::super::head::Head;
use super::super::people::{self, PersonRole};
use super::super::relation::RelationKind;
use super::super::section::Section;
use super::super::{Carrier, heading};
use super::absorb::Facts;

/// Absorbs the sections of a foreign record. With a sidecar the status section is prose: only what it
/// says of other records counts.
pub(super) fn absorb(facts: &mut Facts<'_>, text: &str, head: &Head, sidecar: bool) {
    let mut stated = false;
    for (at, heading) in head.headings.iter().enumerate() {
        let title = heading.text.text(text);
        if heading.level > 3 {
            continue;
        }
        let (name, inline_value) = split_value(title, heading.text);
        let body = head.body_of(at, text);
        match Section::of(name) {
            // A later section of the same name belongs to the subject, not to the record.
            Some(Section::Status) if !stated && heading.level <= 2 => {
                stated = true;
                let value = inline_value.unwrap_or_else(|| status_value(text, body));
                if sidecar {
                    facts.sentence(text, value, Carrier::Section);
                } else {
                    facts.status(text, value, Carrier::Section);
                }
            }
            Some(Section::Date) if heading.level <= 2 => {
                let value = inline_value.unwrap_or_else(|| first_line(text, body));
                if !value.is_empty() {
                    facts.date(name, DateMeaning::Unknown, text, value, Carrier::Section);
                }
            }
            Some(Section::People) if heading.level <= 2 => {
                let role = people::role_of(&heading::normal(name)).unwrap_or(PersonRole::Other);
                for line in list_lines(text, body).take(20) {
                    facts.names(role, text, line, Carrier::Section);
                }
            }
            Some(Section::Supersedes) => related(facts, RelationKind::Supersedes, text, body),
            Some(Section::SupersededBy) => related(facts, RelationKind::SupersededBy, text, body),
            Some(Section::Links) => links(facts, text, body),
            _ => {}
        }
    }
    for prose in &head.prose {
        let line = prose.text(text);
        if line.contains("upersede") || line.contains("upercede") {
            facts.sentence(text, *prose, Carrier::Prose);
        }
    }
}

/// Splits `Status: Accepted` of a heading into its name and the value's place.
fn split_value(title: &str, span: Span) -> (&str, Option<Span>) {
    match title.split_once(':') {
        Some((name, value)) if !value.trim().is_empty() && Section::of(name) == Some(Section::Status) => {
            let start = span.start + name.len() + 1;
            (name, Some(Span::new(start, span.end)))
        }
        _ => (title, None),
    }
}

/// The status section's text; of a list with task marks only the ticked item.
fn status_value(text: &str, body: Span) -> Span {
    let ticked = list_lines(text, body).find(|line| {
        let line = line.text(text);
        line.starts_with("[x]") || line.starts_with("[X]")
    });
    if let Some(line) = ticked {
        return Span::new(line.start + 3, line.end).trim(text);
    }
    let value = body.trim(text);
    // `Status: accepted` under the heading of the same name.
    match value.text(text).split_once(':') {
        Some((key, _)) if heading::normal(key) == "status" => {
            Span::new(value.start + key.len() + 1, value.end).trim(text)
        }
        _ => value,
    }
}

fn first_line(text: &str, body: Span) -> Span {
    list_lines(text, body).next().unwrap_or(Span::at(body.start))
}

/// The lines of a section without their list marks; blank lines, comments and quotes are left out.
fn list_lines(text: &str, body: Span) -> impl Iterator<Item = Span> {
    let mut at = body.start;
    body.text(text).split_inclusive('\n').filter_map(move |line| {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        let line = span.text(text);
        if line.is_empty() || line.starts_with("<!--") || line.starts_with('>') || line.starts_with("```") {
            return None;
        }
        let mark = line.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with(' '));
        Some(mark.map_or(span, |rest| Span::new(span.end - rest.len(), span.end).trim(text)))
    })
}

fn related(facts: &mut Facts<'_>, kind: RelationKind, text: &str, body: Span) {
    for line in list_lines(text, body).take(20) {
        facts.related(kind, text, line, Carrier::Section);
    }
}

/// `* Supersedes [0001](0001-x.md)`, `- [Superseded by] [ADR-2](0002-x.md)` in a list of links.
fn links(facts: &mut Facts<'_>, text: &str, body: Span) {
    for line in list_lines(text, body).take(50) {
        let lower = line.text(text).to_lowercase();
        let says = ["supersede", "supercede", "replaced by", "replaces", "amend", "refine", "depends on"];
        if says.iter().any(|word| lower.trim_start_matches(['[', '*', '_']).starts_with(word)) {
            facts.sentence(text, line, Carrier::Section);
        }
    }
}
