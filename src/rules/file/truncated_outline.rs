//! F013 `truncated-outline`

use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F013",
    name: "truncated-outline",
    summary: "the rest of a record was not checked",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("truncated_outline.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(rest) = cx.outline().truncated else { return };
    let line = rest.text(&record.source.text).lines().next().map_or(0, str::len);
    out.report(
        record,
        Span::new(rest.start, rest.start + line),
        "from here on the record was not checked: lists or quotes nest too deeply",
    )
    .anchor("truncated")
    .help("nest less deeply");
}
