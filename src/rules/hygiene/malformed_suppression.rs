//! X004 `malformed-suppression`

use crate::record::directive::DirectiveKind;
use crate::rules::context::SuppressionContext;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "X004",
    name: "malformed-suppression",
    summary: "a comment speaks to deem in a form that it does not understand",
    group: Group::Hygiene,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("malformed_suppression.md"),
    check: Check::Suppression(check),
};

fn check(cx: &SuppressionContext<'_>, out: &mut Sink<'_>) {
    for (record, directive) in cx.placed().filter(|(_, directive)| directive.kind != DirectiveKind::Waiver) {
        if let Some(problem) = &directive.malformed {
            out.report(record, directive.span, format!("nothing is suppressed here: {problem}"))
                .help("write `<!-- deem: ignore[rule-name] reason -->`, or `ignore-file` for the whole file");
        }
    }
}
