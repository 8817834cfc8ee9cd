//! L013 `ambiguous-date`

use crate::record::date::DateProblem;
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L013",
    name: "ambiguous-date",
    summary: "a date can be read as two different days",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("ambiguous_date.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for fact in &cx.record.dates {
        if let Some(DateProblem::Ambiguous(one, other)) = &fact.problem {
            out.report_fact(
                cx.record,
                fact.carrier,
                fact.span,
                format!("the date {} can be {one} or {other}", quoted(&fact.text)),
            )
            .help("write it as YYYY-MM-DD");
        }
    }
}
