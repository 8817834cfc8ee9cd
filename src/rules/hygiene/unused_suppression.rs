//! X001 `unused-suppression`

use crate::rules::context::SuppressionContext;
use crate::rules::prelude::*;
use crate::rules::registry;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "X001",
    name: "unused-suppression",
    summary: "a suppression covers no finding",
    group: Group::Hygiene,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unused_suppression.md"),
    check: Check::Suppression(check),
};

fn check(cx: &SuppressionContext<'_>, out: &mut Sink<'_>) {
    for usage in cx.used.iter().filter(|usage| usage.findings == 0) {
        let Some((_, directives)) = cx.directives.iter().find(|(path, _)| *path == usage.path) else {
            continue;
        };
        let Some(directive) = directives.get(usage.directive) else { continue };
        let Some((name, span)) = directive.rules.get(usage.rule) else { continue };
        let Some(record) = cx.corpus.at_path(&usage.path).map(|at| &cx.corpus.records[at]) else { continue };
        let ran =
            registry::find(name).is_some_and(|rule| cx.rules.iter().any(|other| other.code == rule.code));
        let in_force =
            directive.malformed.is_none() && !directive.reason.is_empty() && directive.in_force(cx.today);
        if ran && in_force {
            out.report(record, *span, format!("nothing is suppressed by `{name}` here"))
                .help("remove the name, or the whole comment if it is the only one");
        }
    }
}
