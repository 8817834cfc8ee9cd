//! X008 `suppression-of-hygiene`

use crate::rules::context::SuppressionContext;
use crate::rules::prelude::*;
use crate::rules::registry;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "X008",
    name: "suppression-of-hygiene",
    summary: "a suppression names a rule about suppressions",
    group: Group::Hygiene,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("suppression_of_hygiene.md"),
    check: Check::Suppression(check),
};

fn check(cx: &SuppressionContext<'_>, out: &mut Sink<'_>) {
    for (record, directive) in cx.placed() {
        for (name, span) in &directive.rules {
            if registry::find(name).is_some_and(|rule| rule.group == Group::Hygiene) {
                out.report(record, *span, format!("{} cannot be suppressed", quoted(name)))
                    .help("mend what it reports, or set its level in `deem.toml`");
            }
        }
    }
}
