//! L005 `status-placeholder`

use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L005",
    name: "status-placeholder",
    summary: "the template's choice of statuses is left in",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("status_placeholder.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for fact in cx.record.statuses.iter().filter(|fact| fact.placeholder) {
        out.report_fact(
            cx.record,
            fact.carrier,
            fact.span,
            format!("the status is still the template's: {}", quoted(&fact.text)),
        )
        .help("leave the one status that is true, without brackets");
    }
}
