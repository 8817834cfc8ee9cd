//! R016 `missing-image`

use crate::corpus::LinkTarget;
use crate::rules::prelude::*;

use super::broken_link::relative;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R016",
    name: "missing-image",
    summary: "an image does not exist",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("missing_image.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (link, target) in cx.links().filter(|(link, _)| link.image) {
        let LinkTarget::Missing { path, near } = target else { continue };
        let report =
            out.report(cx.record, link.target_span, format!("image `{}` does not exist", link.target));
        match near {
            Some(near) => report.help(format!("did you mean `{}`?", relative(cx.record.path(), near))),
            None => report.help(format!("add the image at `{path}`, or remove it here")),
        };
    }
}
