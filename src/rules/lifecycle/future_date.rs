//! L010 `future-date`

use crate::record::{Carrier, DateMeaning};
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L010",
    name: "future-date",
    summary: "a record of what was done is dated in the future",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("future_date.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    // A day of grace, since it is tomorrow already somewhere.
    let Ok(latest) = cx.today.tomorrow() else { return };
    for fact in &cx.record.dates {
        let looks_ahead = fact.meaning == DateMeaning::Review || fact.carrier == Carrier::FileName;
        let Some(date) = fact.date.filter(|&date| date > latest && !looks_ahead) else { continue };
        out.report_fact(
            cx.record,
            fact.carrier,
            fact.span,
            format!("{} says {date}, which is after today, {}", quoted(&fact.label), cx.today),
        )
        .anchor(format!("date/{}", fact.label))
        .help("write the day on which it happened");
    }
}
