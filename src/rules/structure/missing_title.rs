//! M001 `missing-title`

use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M001",
    name: "missing-title",
    summary: "a record has no title",
    group: Group::Structure,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("missing_title.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    // A stub that points elsewhere needs no title of its own.
    let moved = record.status().is_some_and(|fact| fact.text.to_lowercase().contains("moved"));
    // Broken frontmatter may hold the title; it has a finding of its own.
    let broken = record.partial || record.frontmatter.as_ref().is_some_and(|fm| !fm.closed);
    if !record.title.is_empty() || broken || moved || record.state() == Some(Status::Unknown) {
        return;
    }
    out.report(record, record.title_span, "the record has no title")
        .anchor("title")
        .help("say what is decided in a heading `# …` at the top");
}
