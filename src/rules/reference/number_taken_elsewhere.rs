//! R028 `number-taken-elsewhere`

use crate::rules::context::BranchContext;
use crate::rules::prelude::*;

use super::shared::title_carrier;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R028",
    name: "number-taken-elsewhere",
    summary: "a new record has a number that another branch gave to another record",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("number_taken_elsewhere.md"),
    check: Check::Branches(check),
};

fn check(cx: &BranchContext<'_>, out: &mut Sink<'_>) {
    for taken in &cx.numbers.taken {
        let record = &cx.corpus.records[taken.record];
        let by = taken.author.as_ref().filter(|_| !taken.default);
        let by = by.map_or_else(String::new, |author| format!(" ({author})"));
        let message = format!(
            "number {} is taken by `{}` on `{}`{by}; the next free number is {}",
            taken.number, taken.name, taken.reference, taken.next
        );
        let help = format!(
            "`deem renumber {} {}` moves this record and mends what refers to it; seen were {}",
            record.path(),
            taken.next,
            cx.numbers.seen
        );
        let report = out
            .report_fact(record, title_carrier(record), record.title_span, message)
            .anchor("number")
            .help(help);
        // Another branch may never land.
        if !taken.default {
            report.at_most(Severity::Warning);
        }
    }
}
