//! M004 `empty-section`

use crate::rules::prelude::*;

use crate::record::Dialect;
use crate::record::outline::Heading;
use crate::record::section::Section;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M004",
    name: "empty-section",
    summary: "a heading has nothing under it",
    group: Group::Structure,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("empty_section.md"),
    check: Check::Record(check),
};

/// Below this level a heading that is no usual section may be all the text there is.
const DEEPEST: u8 = 3;
/// A heading of more words is a sentence.
const LONGEST: usize = 8;

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let headings = &cx.outline().headings;
    let title = headings
        .iter()
        .position(|heading| heading.text_span == record.title_span)
        .or_else(|| headings.iter().position(|heading| heading.level == 1 && !heading.nested));
    for (at, heading) in headings.iter().enumerate() {
        // Headings below this one are its content.
        let has_children =
            headings.get(at + 1).is_some_and(|next| next.parent == Some(at) || is_split(heading, next));
        if !heading.empty || heading.nested || has_children || Some(at) == title || heading.text.is_empty() {
            continue;
        }
        let core = is_core(heading);
        // A template's optional section with its guidance in a comment is how its authors leave it.
        if heading.comment_only && !core && !record.own_form() {
            continue;
        }
        // Low headings and long ones often say all there is to say.
        let speaks = heading.level > DEEPEST || heading.text.split_whitespace().count() > LONGEST;
        if speaks && !core {
            continue;
        }
        let message = if heading.comment_only {
            format!("the section `{}` holds nothing but a comment", heading.text)
        } else {
            format!("the section `{}` is empty", heading.text)
        };
        let report =
            out.report(record, heading.span, message).help("say what belongs here, or remove the heading");
        if !core || heading.comment_only || is_calm(record) {
            report.at_most(Severity::Info);
        }
    }
}

/// Consequences told as `Positive`, `Negative` and `Neutral`, whose headings were not set one level lower.
fn is_split(heading: &Heading, next: &Heading) -> bool {
    let first = next.text.split_whitespace().next().unwrap_or("");
    Section::of(&heading.text) == Some(Section::Consequences)
        && ["positive", "negative", "neutral"].iter().any(|half| first.eq_ignore_ascii_case(half))
}

/// A section that every decision record has.
fn is_core(heading: &Heading) -> bool {
    matches!(
        Section::of(&heading.text),
        Some(Section::Status | Section::Context | Section::Decision | Section::Consequences)
    )
}

/// Records whose gaps are the custom of their template, or that are not finished or no longer read.
fn is_calm(record: &Record) -> bool {
    matches!(record.form(), Dialect::Kep | Dialect::Preamble)
        || record.state().is_some_and(|state| state.is_open() || state.is_dead())
}
