//! F011 `template-braces`

use crate::rules::prelude::*;

use crate::diagnostic::Applicability;
use crate::record::key::{self, KeyMeaning};
use crate::record::vocabulary::Vocabulary;
use crate::record::yaml::{NodeRef, Value};
use crate::record::{Carrier, people};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F011",
    name: "template-braces",
    summary: "a value is still wrapped in a template's braces",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("template_braces.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    if let Some(fm) = record.frontmatter.as_ref().filter(|fm| !fm.recovered) {
        for (name, _, node) in fm.doc.entries() {
            in_frontmatter(record, name, node, out);
        }
    }
    for fact in record.statuses.iter().filter(|fact| fact.residue && !fact.placeholder) {
        if !matches!(fact.carrier, Carrier::Frontmatter | Carrier::Sidecar) {
            report(record, fact.span, out);
        }
    }
    for fact in record.dates.iter().filter(|fact| fact.date.is_some()) {
        if !matches!(fact.carrier, Carrier::Frontmatter | Carrier::Sidecar) {
            report(record, fact.span, out);
        }
    }
}

/// YAML reads `{accepted}` as a mapping of keys without values.
fn in_frontmatter(record: &Record, name: &str, node: NodeRef<'_>, out: &mut Sink<'_>) {
    let text = record.source.text.as_str();
    let braced = matches!(node.value(), Value::Map(_))
        && node.quoted()
        && node.entries().next().is_some()
        && node.entries().all(|(.., value)| value.is_null());
    if !braced {
        return;
    }
    let real = match key::meaning(name, &Vocabulary::default()) {
        Some(KeyMeaning::Status) => record
            .statuses
            .iter()
            .any(|fact| node.span().contains(fact.span) && fact.residue && !fact.placeholder),
        Some(KeyMeaning::Date(_)) => {
            record.dates.iter().any(|fact| node.span().contains(fact.span) && fact.date.is_some())
        }
        Some(KeyMeaning::People(_)) => {
            let names = people::split(node.span().text(text));
            names.first().is_some_and(|(name, _)| !name.is_empty()) && !is_instruction(node.span().text(text))
        }
        _ => false,
    };
    if real {
        report(record, node.span(), out);
    }
}

/// Reports a value in braces; others are left alone.
fn report(record: &Record, span: Span, out: &mut Sink<'_>) {
    let span = span.trim(&record.source.text);
    let Some(inner) =
        span.text(&record.source.text).strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
    else {
        return;
    };
    let inner = inner.trim();
    if inner.is_empty() || inner.contains(['{', '}', '\n']) {
        return;
    }
    out.report(record, span, format!("`{{{inner}}}` still has the braces of its template"))
        .help(format!("write `{inner}`"))
        .fix(Applicability::Safe, "remove the braces", span, plain(inner));
}

/// The value as YAML reads it without braces.
fn plain(inner: &str) -> String {
    let risky = inner.starts_with(['@', '&', '*', '!', '%', '`', '[', '|', '>', '"', '\'', '#', '-', '?'])
        || inner.contains(": ")
        || inner.contains(" #")
        || inner.ends_with(':');
    if risky && !inner.contains(['"', '\\']) { format!("\"{inner}\"") } else { inner.to_owned() }
}

/// `{list everyone who …}` names nobody.
fn is_instruction(braced: &str) -> bool {
    let inner = braced.trim_start_matches(['{', ' ']).to_lowercase();
    ["list ", "names of ", "name of ", "insert ", "everyone "].iter().any(|start| inner.starts_with(start))
}
