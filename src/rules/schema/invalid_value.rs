//! S002 `invalid-value`

use crate::config::suggest;
use crate::rules::prelude::*;
use crate::schema::{self, Fault};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "S002",
    name: "invalid-value",
    summary: "a value is none that the schema allows",
    group: Group::Schema,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("invalid_value.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for problem in schema::problems(cx.record) {
        let Fault::Value { message, allowed, help } = problem.fault else { continue };
        // Which statuses a kind has is the matter of a rule of the lifecycle.
        if problem.pointer == "/status" {
            continue;
        }
        let span = super::place(cx.record, &problem.pointer);
        // Dates that rules of the lifecycle report are not reported twice.
        if cx.record.dates.iter().any(|fact| fact.problem.is_some() && span.contains(fact.span)) {
            continue;
        }
        let value = span.text(&cx.record.source.text).trim_matches(['"', '\'']);
        let key = super::key_path(&problem.pointer);
        let report = out.report(cx.record, span, format!("`{key}` {message}")).anchor(&key);
        if let Some(help) = help.or_else(|| choices(value, &allowed)) {
            report.help(help);
        }
    }
}

fn choices(value: &str, allowed: &[String]) -> Option<String> {
    let list = allowed.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match (suggest::nearest(value, allowed.iter().map(String::as_str)), allowed) {
        (_, []) => None,
        (_, [only]) => Some(format!("write `{only}`")),
        (Some(near), _) => Some(format!("did you mean `{near}`? it is one of {list}")),
        (None, _) => Some(format!("write one of {list}")),
    }
}
