//! L004 `second-status`

use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L004",
    name: "second-status",
    summary: "one status value states two that exclude each other",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("second_status.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    // A deem kind's status is one word; anything else is no status of it.
    if record.native {
        return;
    }
    let Some(fact) = record.status() else { return };
    for (other, span) in &fact.others {
        let (other, first) = (other.as_str(), fact.status.as_str());
        out.report_fact(
            record,
            fact.carrier,
            *span,
            format!("says it is {other} here, and {first} in the same status"),
        )
        .label(format!("{other} here"))
        .help(format!("keep the one that is true, and tell the rest as history: a record is not {first} and {other} at once"));
    }
}
