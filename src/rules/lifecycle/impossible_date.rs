//! L009 `impossible-date`

use crate::record::date::DateProblem;
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L009",
    name: "impossible-date",
    summary: "a date that no calendar has",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("impossible_date.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for fact in &cx.record.dates {
        if let Some(DateProblem::Impossible(why)) = &fact.problem {
            out.report_fact(
                cx.record,
                fact.carrier,
                fact.span,
                format!("the date {} cannot be: {why}", quoted(&fact.text)),
            )
            .help("write the day that is meant, as YYYY-MM-DD");
        }
    }
}
