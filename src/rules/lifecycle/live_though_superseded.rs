//! L007 `live-though-superseded`

use crate::corpus::Resolution;
use crate::record::{Dialect, RelationKind};
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L007",
    name: "live-though-superseded",
    summary: "a record names its successor but says it is in force",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("live_though_superseded.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(fact) = record.status().filter(|fact| fact.status.is_live()) else { return };
    // Two states in one value are one finding, of another rule.
    if !fact.others.is_empty() {
        return;
    }
    let whole = cx.relations().find(|(relation, target)| {
        relation.kind == RelationKind::SupersededBy && !relation.partial && !is_pending(cx, target)
    });
    let Some((relation, _)) = whole else { return };
    let severity = match record.form() {
        _ if record.own_form() => Severity::Error,
        // Where `Final` means that the text is settled, editors leave it when another text replaces it.
        Dialect::Preamble => Severity::Info,
        // Perhaps the document that it grew from, or an issue that goes on from here.
        _ if relation.target.contains("://") => Severity::Info,
        _ => Severity::Warning,
    };
    let target = quoted(&relation.target);
    out.report_fact(
        record,
        fact.carrier,
        fact.span,
        format!("says it is {}, but names {target} as its successor", fact.name()),
    )
    .at_most(severity)
    .label(format!("{} here", fact.name()))
    .related(&record.file_of(relation.carrier).path, relation.span, format!("superseded by {target} here"))
    .help(format!("set the status to superseded, or drop {target} if it replaces only a part"));
}

/// A successor that is itself not in force yet does not end the record.
fn is_pending(cx: &RecordContext<'_>, target: &Resolution) -> bool {
    match target {
        Resolution::Record(new) => cx.corpus.records[*new]
            .state()
            .is_some_and(|state| state.is_open() || matches!(state, Status::Rejected | Status::Withdrawn)),
        Resolution::Ambiguous(_) | Resolution::Elsewhere | Resolution::Nothing => false,
    }
}
