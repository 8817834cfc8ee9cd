//! L016 `missing-decided`

use crate::record::DateMeaning;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L016",
    name: "missing-decided",
    summary: "a record with a final status does not say when it was decided",
    group: Group::Lifecycle,
    class: Class::Demand,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("missing_decided.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    // A date that cannot be read is another rule's finding.
    let dated = record.dates.iter().any(|fact| fact.meaning == DateMeaning::Decided);
    if !record.own_form() || record.partial || dated {
        return;
    }
    let Some(fact) = record.status() else { return };
    let own = fact.own.as_deref().and_then(|own| record.kind.status(own));
    if own.is_some_and(|own| own.is_final) {
        out.report(record, fact.span, format!("is {}, but no `decided` says since when", fact.name()))
            .help("add `decided:` with the day on which the status became final");
    }
}
