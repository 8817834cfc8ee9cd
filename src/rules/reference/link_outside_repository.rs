//! R015 `link-outside-repository`

use crate::corpus::LinkTarget;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R015",
    name: "link-outside-repository",
    summary: "a link leads out of the repository",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("link_outside_repository.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (link, target) in cx.links() {
        if *target == LinkTarget::Outside {
            out.report(cx.record, link.target_span, format!("`{}` leads out of the repository", link.target))
                .help("count the `../` again, or link to the other repository's URL");
        }
    }
}
