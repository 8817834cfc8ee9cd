//! R017 `malformed-link`

use crate::corpus::{LinkTarget, is_mail_address};
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R017",
    name: "malformed-link",
    summary: "a link's destination is empty or not written as one",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("malformed_link.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (link, target) in cx.links() {
        let (message, help) = match target {
            LinkTarget::Empty => (
                format!("`{}` leads nowhere", shown(link.span.text(&cx.record.source.text))),
                "add its destination, or remove the link".to_owned(),
            ),
            LinkTarget::Malformed => (
                format!("`{}` is no destination", shown(&link.target)),
                "write one pair of brackets, `[text](destination)`".to_owned(),
            ),
            LinkTarget::Schemeless => {
                let scheme = if is_mail_address(&link.target) { "mailto:" } else { "https://" };
                (
                    format!("`{}` has no scheme, so that it is read as a path", shown(&link.target)),
                    format!("write `{scheme}{}`", shown(&link.target)),
                )
            }
            _ => continue,
        };
        let span = if link.target_span.is_empty() { link.span } else { link.target_span };
        out.report(cx.record, span, message).help(help);
    }
}

/// Longest text that a message repeats, in characters.
const LONGEST: usize = 80;

fn shown(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
