//! F004 `refused-yaml`

use crate::rules::prelude::*;

use super::yaml_problem;
use crate::record::yaml::ProblemKind;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F004",
    name: "refused-yaml",
    summary: "the frontmatter uses a YAML feature that is refused",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("refused_yaml.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    yaml_problem::report(cx.record, out, &[ProblemKind::Refused]);
}
