//! R010 `supersession-cycle`

use crate::record::RelationKind;
use crate::rules::prelude::*;

use super::shared::{Circles, report_circles};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R010",
    name: "supersession-cycle",
    summary: "records supersede each other in a circle",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("supersession_cycle.md"),
    check: Check::Corpus(check),
};

const WORDS: Circles = Circles {
    kind: RelationKind::SupersededBy,
    message: "superseded by itself in the end",
    verb: "is superseded by",
    help: "one of these supersessions points the wrong way: turn it round or remove it",
    foreign: Severity::Error,
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    report_circles(cx, &WORDS, out);
}
