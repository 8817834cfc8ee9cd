//! R020 `depends-on-dead`

use crate::corpus::Resolution;
use crate::record::RelationKind;
use crate::rules::prelude::*;

use super::shared::{listed, name, title};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R020",
    name: "depends-on-dead",
    summary: "a decision in force rests on one that is not",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("depends_on_dead.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    if !cx.record.state().is_some_and(Status::is_live) {
        return;
    }
    for (relation, target) in cx.relations() {
        let Resolution::Record(at) = *target else { continue };
        let other = &cx.corpus.records[at];
        let rests = matches!(relation.kind, RelationKind::DependsOn | RelationKind::JustifiedBy);
        if !rests || at == cx.index || !other.state().is_some_and(Status::is_dead) {
            continue;
        }
        let Some(status) = other.status() else { continue };
        let (path, _) = title(other);
        let message =
            format!("`{}` names `{}`, which is {}", relation.kind.key(), name(other), status.name());
        let report = out.report_fact(cx.record, relation.carrier, relation.span, message).related(
            if status.carrier == crate::record::Carrier::Sidecar { path } else { &other.source.path },
            status.span,
            "its status",
        );
        let successors = cx.corpus.successors(at);
        let names = || listed(successors.iter().map(|&at| name(&cx.corpus.records[at])));
        let report = match successors.as_slice() {
            [] => report.help("say what it rests on now, or review the decision"),
            _ => report.help(format!("see whether it can rest on the successor {}", names())),
        };
        if !cx.record.own_form() {
            report.at_most(Severity::Warning);
        }
    }
}
