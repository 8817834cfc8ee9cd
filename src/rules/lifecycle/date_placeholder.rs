//! L012 `date-placeholder`

use crate::record::date::DateProblem;
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L012",
    name: "date-placeholder",
    summary: "the template's words stand where a date belongs",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("date_placeholder.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for fact in cx.record.dates.iter().filter(|fact| fact.problem == Some(DateProblem::Placeholder)) {
        out.report_fact(
            cx.record,
            fact.carrier,
            fact.span,
            format!("{} is still the template's: {}", quoted(&fact.label), quoted(&fact.text)),
        )
        .help("write the day, as YYYY-MM-DD, or take the field out");
    }
}
