//! R011 `dependency-cycle`

use crate::record::RelationKind;
use crate::rules::prelude::*;

use super::shared::{cycles, name, place, round, steps, title_carrier};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R011",
    name: "dependency-cycle",
    summary: "records depend on each other in a circle",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("dependency_cycle.md"),
    check: Check::Corpus(check),
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    for cycle in cycles(&steps(cx.corpus, RelationKind::DependsOn)) {
        let Some(first) = cycle.first() else { continue };
        let record = &cx.corpus.records[first.from];
        let message = format!("depends on itself in the end: {}", round(cx.corpus, &cycle));
        let mut report = if first.by == first.from {
            let relation = &record.relations[first.at];
            out.report_fact(record, relation.carrier, relation.span, message)
        } else {
            out.report_fact(record, title_carrier(record), record.title_span, message)
        };
        for step in &cycle {
            let by = &cx.corpus.records[step.by];
            let (path, span) = place(by, &by.relations[step.at]);
            let (from, to) = (&cx.corpus.records[step.from], &cx.corpus.records[step.to]);
            report = report.related(path, span, format!("`{}` depends on `{}`", name(from), name(to)));
        }
        report = report.help("remove the dependency that does not hold");
        if !record.native {
            report.at_most(Severity::Warning);
        }
    }
}
