//! L008 `predecessor-still-live`

use crate::record::{Dialect, RelationKind};
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L008",
    name: "predecessor-still-live",
    summary: "a record is in force though another one in force supersedes it",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("predecessor_still_live.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(fact) = record.status().filter(|fact| fact.status.is_live() && fact.others.is_empty()) else {
        return;
    };
    // Where the record names its successor itself, that is the finding.
    if cx.relations().any(|(relation, _)| relation.kind == RelationKind::SupersededBy) {
        return;
    }
    let claim = cx.corpus.inbound(cx.index).find(|(from, relation)| {
        relation.kind == RelationKind::Supersedes
            && !relation.partial
            && *from != cx.index
            && cx.corpus.records[*from].state().is_some_and(Status::is_live)
    });
    let Some((from, relation)) = claim else { return };
    let new = &cx.corpus.records[from];
    let id = &new.identity.id;
    // Where `Final` means that the text is settled, editors leave it when another text replaces it.
    let severity = if record.form() == Dialect::Preamble { Severity::Info } else { Severity::Warning };
    out.report_fact(
        record,
        fact.carrier,
        fact.span,
        format!("is still {}, though `{id}`, itself {}, supersedes it", fact.name(), stated(new)),
    )
    .at_most(severity)
    .label(format!("{} here", fact.name()))
    .related(&new.file_of(relation.carrier).path, relation.span, "superseded here")
    .help(format!("set the status to superseded by `{id}`, or let `{id}` say that it replaces only a part"));
}

fn stated(record: &Record) -> &str {
    record.status().map_or("in force", |fact| fact.name())
}
