//! F003 `duplicate-key`

use crate::rules::prelude::*;

use super::yaml_problem;
use crate::record::yaml::ProblemKind;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F003",
    name: "duplicate-key",
    summary: "a key of the frontmatter is given twice",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("duplicate_key.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    yaml_problem::report(cx.record, out, &[ProblemKind::DuplicateKey]);
}
