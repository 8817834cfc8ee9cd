//! L015 `decided-while-open`

use crate::record::DateMeaning;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L015",
    name: "decided-while-open",
    summary: "a record is dated as decided while its status is open",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("decided_while_open.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    if !record.own_form() {
        return;
    }
    let Some(fact) = record.status() else { return };
    // What is deferred or paused may have been decided before.
    if !matches!(fact.status, Status::Draft | Status::Proposed) {
        return;
    }
    let Some((date, decided)) = record.date(DateMeaning::Decided).and_then(|fact| Some((fact.date?, fact)))
    else {
        return;
    };
    out.report(
        record,
        decided.span,
        format!("was decided on {date}, but its status is still {}", fact.name()),
    )
    .label("decided here")
    .related(&record.source.path, fact.span, format!("{} here", fact.name()))
    .help("set the status that was decided on that day, or take `decided` out");
}
