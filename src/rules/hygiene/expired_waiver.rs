//! X006 `expired-waiver`

use crate::record::directive::DirectiveKind;
use crate::rules::context::SuppressionContext;
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "X006",
    name: "expired-waiver",
    summary: "a waiver is past its last day",
    group: Group::Hygiene,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("expired_waiver.md"),
    check: Check::Suppression(check),
};

fn check(cx: &SuppressionContext<'_>, out: &mut Sink<'_>) {
    for (record, directive) in cx.placed().filter(|(_, directive)| directive.kind == DirectiveKind::Waiver) {
        let Some(last) = directive.last_day().filter(|&last| last < cx.today) else { continue };
        let (Some((_, place)), Some((rule, at))) = (&directive.until, directive.rules.first()) else {
            continue;
        };
        out.report(record, *place, format!("the waiver of {} ended on {last}", quoted(rule)))
            .related(&record.source.path, *at, "waived here")
            .help("mend what was waived and take the entry out, or agree on a new day");
    }
}
