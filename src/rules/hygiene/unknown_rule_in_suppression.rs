//! X003 `unknown-rule-in-suppression`

use crate::config::nearest;
use crate::rules::context::SuppressionContext;
use crate::rules::prelude::*;
use crate::rules::registry;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "X003",
    name: "unknown-rule-in-suppression",
    summary: "a suppression names a rule that does not exist",
    group: Group::Hygiene,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unknown_rule_in_suppression.md"),
    check: Check::Suppression(check),
};

fn check(cx: &SuppressionContext<'_>, out: &mut Sink<'_>) {
    for (record, directive) in cx.placed() {
        for (name, span) in &directive.rules {
            if registry::find(name).is_some() {
                continue;
            }
            let near = nearest(name, registry::all().iter().map(|rule| rule.name));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name single rules by name or code; `deem rule --all` lists them".to_owned(),
            };
            out.report(record, *span, format!("there is no rule {}", quoted(name))).help(help);
        }
    }
}
