//! L017 `date-against-file-name`

use crate::record::{Carrier, DateFact, DateMeaning};
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L017",
    name: "date-against-file-name",
    summary: "the date in the file name is another than the one in the record",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: OPTIONS,
    docs: include_str!("date_against_file_name.md"),
    check: Check::Record(check),
};

const OPTIONS: &[OptionSpec] = &[OptionSpec {
    name: "days",
    default: OptionValue::Int(180),
    summary: "days by which the two may differ",
}];

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let allowed = cx.option_int("days");
    let Some(named) = record.identity.name.date else { return };
    let stated: Vec<_> = record
        .dates
        .iter()
        .filter(|fact| fact.carrier != Carrier::FileName && speaks_of_origin(fact))
        .filter_map(|fact| fact.date.map(|date| (date, fact)))
        .collect();
    let days = |date: jiff::civil::Date| i64::from((date - named).get_days()).abs();
    // One date that agrees is enough: the others are of something else.
    if stated.iter().any(|(date, _)| days(*date) <= allowed) {
        return;
    }
    if let Some((date, fact)) = stated.first() {
        out.report_fact(
            record,
            fact.carrier,
            fact.span,
            format!("{} says {date}, the file name {named}", quoted(&fact.label)),
        )
        .help("mend the one that is wrong; others may link to the file by its name");
    }
}

/// A date written out that tells when the record or its decision came to be.
fn speaks_of_origin(fact: &DateFact) -> bool {
    fact.iso && matches!(fact.meaning, DateMeaning::Created | DateMeaning::Decided | DateMeaning::Unknown)
}
