//! X007 `incomplete-waiver`

use crate::record::directive::{Directive, DirectiveKind};
use crate::rules::context::SuppressionContext;
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "X007",
    name: "incomplete-waiver",
    summary: "a waiver lacks its rule, reason or last day",
    group: Group::Hygiene,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("incomplete_waiver.md"),
    check: Check::Suppression(check),
};

fn check(cx: &SuppressionContext<'_>, out: &mut Sink<'_>) {
    for (record, directive) in cx.placed().filter(|(_, directive)| directive.kind == DirectiveKind::Waiver) {
        let (span, message) = if let Some(problem) = &directive.malformed {
            (directive.span, problem.clone())
        } else if directive.reason.is_empty() {
            (directive.span, format!("the waiver of {} gives no `reason`", named(directive)))
        } else {
            match &directive.until {
                None => (directive.span, format!("the waiver of {} has no `until`", named(directive))),
                Some((text, span)) if directive.last_day().is_none() => {
                    (*span, format!("`until` is {}, not a day as YYYY-MM-DD", quoted(text)))
                }
                Some(_) => continue,
            }
        };
        out.report(record, span, message)
            .help("a waiver has `rule`, `reason` and `until: YYYY-MM-DD`; without them it waives nothing");
    }
}

fn named(directive: &Directive) -> String {
    directive.rules.first().map_or_else(|| "no rule".to_owned(), |(name, _)| quoted(name))
}
