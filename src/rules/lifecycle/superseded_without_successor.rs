//! L006 `superseded-without-successor`

use crate::record::section::Section;
use crate::record::{Dialect, RelationKind, StatusFact};
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L006",
    name: "superseded-without-successor",
    summary: "a superseded record names no successor",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("superseded_without_successor.md"),
    check: Check::Record(check),
};

/// The fewest words that explain something.
const FEWEST_WORDS: usize = 5;

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(fact) = record.status().filter(|fact| fact.status == Status::Superseded) else { return };
    // A successor that does not exist is another rule's finding.
    let named = cx.relations().any(|(relation, _)| relation.kind == RelationKind::SupersededBy);
    let claimed = cx.corpus.inbound(cx.index).any(|(_, relation)| relation.kind == RelationKind::Supersedes);
    if named || claimed || says_by_what(&fact.text) || says_by_what(comment(record, fact)) {
        return;
    }
    let severity = match record.form() {
        _ if record.own_form() => Severity::Error,
        // Their templates have no place for it, or their editors retire a text without a successor.
        Dialect::Table | Dialect::Plain | Dialect::StructuredMadr | Dialect::Preamble => Severity::Info,
        _ if is_explained(record) => Severity::Info,
        _ => Severity::Warning,
    };
    let help = if record.native {
        "add `superseded-by:` with the id of the record that replaces it, or use `deprecated` if none does"
    } else {
        "name the record that replaces it, or say deprecated if none does"
    };
    out.report_fact(
        record,
        fact.carrier,
        fact.span,
        "is superseded, but no record is named that replaces it",
    )
    .at_most(severity)
    .help(help);
}

/// The status section goes on after its first paragraph and tells what became of the decision.
fn is_explained(record: &Record) -> bool {
    let outline = record.outline();
    let Some(heading) = outline.section(Section::Status.names()) else { return false };
    let body = heading.own_body.text(&record.source.text).trim();
    body.split_once("\n\n").is_some_and(|(_, more)| more.split_whitespace().count() >= FEWEST_WORDS)
}

/// The YAML comment after a status, `replaced # by the new pipeline`.
fn comment<'a>(record: &'a Record, fact: &StatusFact) -> &'a str {
    let rest = record.file_of(fact.carrier).text.get(fact.span.end..).unwrap_or("");
    let line = rest.lines().next().unwrap_or("");
    if line.trim_start().starts_with('#') { line } else { "" }
}

/// `Superseded by the new pipeline`, `superseded: PR #305`: it is said, though not by a record's name.
fn says_by_what(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ticket = |(_, rest): (&str, &str)| rest.starts_with(|c: char| c.is_ascii_digit());
    if lower.split_once('#').is_some_and(ticket) {
        return true;
    }
    ["by ", "durch ", "par ", "por "].iter().any(|word| {
        lower.split_once(word).is_some_and(|(before, after)| {
            before.ends_with(char::is_whitespace) && after.chars().any(char::is_alphanumeric)
        })
    })
}
