//! R014 `wrong-case-link`

use crate::corpus::LinkTarget;
use crate::rules::prelude::*;

use super::broken_link::relative;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R014",
    name: "wrong-case-link",
    summary: "a link is spelled in other letter case than the file",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("wrong_case_link.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (link, target) in cx.links() {
        let LinkTarget::WrongCase { actual } = target else { continue };
        let right = relative(cx.record.path(), actual);
        let message = format!("`{}` is spelled `{right}` on disk", link.target);
        out.report(cx.record, link.target_span, message)
            .help(format!("write `{right}`: many systems tell the cases apart"));
    }
}
