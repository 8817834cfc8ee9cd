//! R011 `dependency-cycle`

use crate::record::RelationKind;
use crate::rules::prelude::*;

use super::shared::{Circles, report_circles};

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

const WORDS: Circles = Circles {
    kind: RelationKind::DependsOn,
    message: "depends on itself in the end",
    verb: "depends on",
    help: "remove the dependency that does not hold",
    foreign: Severity::Warning,
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    report_circles(cx, &WORDS, out);
}
