//! R018 `unresolved-site-link`

use crate::corpus::LinkTarget;
use crate::rules::prelude::*;

use super::broken_link::relative;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R018",
    name: "unresolved-site-link",
    summary: "a link works at most on a rendered site",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unresolved_site_link.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (link, target) in cx.links() {
        match target {
            LinkTarget::Site => {
                out.report(cx.record, link.target_span, format!("`{}` is no path here", link.target))
                    .help("only a site generator can tell; a relative path works everywhere");
            }
            LinkTarget::Rendered { path } => {
                let message = format!("`{}` works on the rendered site only", link.target);
                out.report(cx.record, link.target_span, message)
                    .help(format!("write `{}`", relative(cx.record.path(), path)));
            }
            _ => {}
        }
    }
}
