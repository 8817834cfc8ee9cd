//! S002 `invalid-value`

use crate::rules::prelude::*;
use crate::schema::{self, Fault};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "S002",
    name: "invalid-value",
    summary: "a value is none that the schema allows",
    group: Group::Schema,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("invalid_value.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for problem in schema::problems(cx.record) {
        // Which statuses a kind has is the matter of a rule of the lifecycle.
        if problem.fault != Fault::Value || problem.pointer == "/status" {
            continue;
        }
        let span = super::place(cx.record, &problem);
        // Dates that rules of the lifecycle report are not reported twice.
        if cx.record.dates.iter().any(|fact| fact.problem.is_some() && span.contains(fact.span)) {
            continue;
        }
        super::report(out, cx.record, &problem);
    }
}
