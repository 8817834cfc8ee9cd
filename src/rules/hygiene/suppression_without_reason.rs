//! X002 `suppression-without-reason`

use crate::record::directive::{Directive, DirectiveKind};
use crate::rules::context::SuppressionContext;
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "X002",
    name: "suppression-without-reason",
    summary: "a suppression comment gives no reason",
    group: Group::Hygiene,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("suppression_without_reason.md"),
    check: Check::Suppression(check),
};

fn check(cx: &SuppressionContext<'_>, out: &mut Sink<'_>) {
    for (record, directive) in cx.placed() {
        let comment = directive.kind != DirectiveKind::Waiver;
        if comment && directive.malformed.is_none() && directive.reason.is_empty() {
            out.report(
                record,
                directive.span,
                format!("{} is suppressed without a reason", named(directive)),
            )
            .help("say after the bracket why the finding may stay; without a reason nothing is suppressed");
        }
    }
}

fn named(directive: &Directive) -> String {
    directive.rules.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
}
