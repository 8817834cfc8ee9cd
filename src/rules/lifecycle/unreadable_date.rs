//! L014 `unreadable-date`

use crate::record::date::DateProblem;
use crate::record::{Carrier, DateMeaning};
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L014",
    name: "unreadable-date",
    summary: "no date can be read where one belongs",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unreadable_date.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for fact in cx.record.dates.iter().filter(|fact| fact.carrier != Carrier::FileName) {
        let shown = quoted(&fact.text);
        if cx.record.own_form() {
            let demanded = matches!(fact.meaning, DateMeaning::Created | DateMeaning::Decided);
            let unclear = matches!(fact.problem, Some(DateProblem::Unreadable | DateProblem::Imprecise));
            if demanded && (unclear || (fact.date.is_some() && !fact.iso)) {
                let help = match fact.date {
                    Some(date) => format!("write `{date}`"),
                    None => "write the day as YYYY-MM-DD".to_owned(),
                };
                out.report(
                    cx.record,
                    fact.span,
                    format!("{} is {shown}, not a day as YYYY-MM-DD", quoted(&fact.label)),
                )
                .help(help);
            }
        } else if fact.problem == Some(DateProblem::Unreadable) {
            out.report_fact(
                cx.record,
                fact.carrier,
                fact.span,
                format!("{} is {shown}, which is no date", quoted(&fact.label)),
            )
            .at_most(Severity::Info)
            .help("write the day as YYYY-MM-DD");
        }
    }
}
