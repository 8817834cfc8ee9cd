//! R027 `successor-not-live`

use crate::corpus::Resolution;
use crate::record::{Relation, RelationKind};
use crate::rules::prelude::*;

use super::shared::name;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R027",
    name: "successor-not-live",
    summary: "a record is superseded by one that is not in force",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("successor_not_live.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    if cx.record.state() != Some(Status::Superseded) {
        return;
    }
    let stated: Vec<(&Relation, usize)> = cx
        .relations()
        .filter(|(relation, _)| relation.kind == RelationKind::SupersededBy && !relation.partial)
        .filter_map(|(relation, target)| match target {
            Resolution::Record(at) if *at != cx.index => Some((relation, *at)),
            _ => None,
        })
        .collect();
    // One that is in force, or whose state is not known, is enough.
    if stated.iter().any(|&(_, at)| !is_void(cx.corpus, at)) {
        return;
    }
    for (relation, at) in stated {
        let other = &cx.corpus.records[at];
        let Some(status) = other.status() else { continue };
        let message = format!("the successor `{}` is {}", name(other), status.name());
        let report = out
            .report_fact(cx.record, relation.carrier, relation.span, message)
            .related(&other.file_of(status.carrier).path, status.span, "its status")
            .help("until the successor is accepted this record is what holds: say so, or name another");
        // Elsewhere the text of a proposal may have been merged into another that is still open.
        if !cx.record.own_form() && other.state().is_some_and(Status::is_open) {
            report.at_most(Severity::Info);
        }
    }
}

/// Neither in force nor followed by another.
fn is_void(corpus: &Corpus, at: usize) -> bool {
    let state = corpus.records[at].state();
    state.is_some_and(|state| state.is_open() || matches!(state, Status::Rejected | Status::Withdrawn))
        && corpus.successors(at).is_empty()
}
