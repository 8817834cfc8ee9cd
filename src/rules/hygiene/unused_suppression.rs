//! X001 `unused-suppression`

use std::collections::{HashMap, HashSet};

use crate::record::directive::Directive;
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
    let files: HashMap<&str, &[Directive]> =
        cx.directives.iter().map(|(path, directives)| (&**path, directives.as_slice())).collect();
    let running: HashSet<&str> = cx.rules.iter().map(|rule| rule.code).collect();
    for usage in cx.used.iter().filter(|usage| usage.findings == 0) {
        let Some(directive) = files.get(&*usage.path).and_then(|list| list.get(usage.directive)) else {
            continue;
        };
        let Some((name, span)) = directive.rules.get(usage.rule) else { continue };
        let Some(record) = cx.corpus.at_path(&usage.path).map(|at| &cx.corpus.records[at]) else { continue };
        // A rule that did not run had no chance; one of this group cannot be suppressed anyway.
        let ran = registry::find(name)
            .is_some_and(|rule| rule.group != Group::Hygiene && running.contains(rule.code));
        if ran && directive.in_force(cx.today) {
            out.report(record, *span, format!("nothing is suppressed by `{name}` here"))
                .help("remove the name, or the whole comment if it is the only one");
        }
    }
}
