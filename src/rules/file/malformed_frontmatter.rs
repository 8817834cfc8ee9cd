//! F001 `malformed-frontmatter`

use super::{conflict_marker, yaml_problem};
use crate::record::yaml::ProblemKind;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F001",
    name: "malformed-frontmatter",
    summary: "the YAML of the frontmatter cannot be read",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("malformed_frontmatter.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    // A missing fence or a conflict is the cause, and has its own rule.
    let unfenced = record.frontmatter.as_ref().is_some_and(|fm| !fm.opened || !fm.closed);
    let in_conflict = || {
        let block = record.frontmatter.as_ref().map(|fm| fm.block.text(&record.source.text));
        block.is_some_and(conflict_marker::starts_in)
    };
    if unfenced || in_conflict() {
        return;
    }
    let wanted =
        [ProblemKind::Syntax, ProblemKind::SecondDocument, ProblemKind::KeyType, ProblemKind::TooDeep];
    yaml_problem::report(record, out, &wanted);
}
