//! L002 `unknown-status`

use crate::record::status;
use crate::rules::prelude::*;
use crate::rules::words::{either, quoted};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L002",
    name: "unknown-status",
    summary: "a status fits no state that is known",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unknown_status.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(fact) = record.status() else { return };
    if fact.status != Status::Unknown || fact.placeholder || fact.own.is_some() {
        return;
    }
    let shown = quoted(&fact.text);
    if record.native {
        let allowed: Vec<&str> = record.kind.statuses.iter().map(|status| status.name).collect();
        let help = match nearest(record, &fact.text) {
            Some(name) => {
                format!("write `{name}`; a record of kind {} may be {}", record.kind.name, either(&allowed))
            }
            None => format!("a record of kind {} may be {}", record.kind.name, either(&allowed)),
        };
        out.report_fact(
            record,
            fact.carrier,
            fact.span,
            format!("{shown} is no status of kind {}", record.kind.name),
        )
        .help(help);
        return;
    }
    let mapping = mapping(&fact.text);
    let help = match status::suggest(&fact.text) {
        Some(state) => format!(
            "write `{state}` if that is meant, or map the word in `deem.toml`: {mapping}",
            state = state.as_str()
        ),
        None => format!(
            "if it is a word of this repository, map it in `deem.toml` to the state it stands for: {mapping}"
        ),
    };
    out.report_fact(record, fact.carrier, fact.span, format!("the status {shown} fits no known state"))
        .at_most(Severity::Info)
        .help(help);
}

/// The kind's status that means the same or is spelled almost so.
fn nearest(record: &Record, text: &str) -> Option<&'static str> {
    let reading = status::read(text).status;
    let same = record.kind.statuses.iter().find(|status| status.means == reading);
    same.map(|status| status.name).or_else(|| {
        crate::config::nearest(text.trim(), record.kind.statuses.iter().map(|status| status.name))
    })
}

/// The line that maps the word, as the vocabulary looks it up.
fn mapping(text: &str) -> String {
    let asked = std::cell::RefCell::new(Vec::new());
    status::read_with(text, &|word| {
        asked.borrow_mut().push(word.to_owned());
        None
    });
    let words = asked.into_inner();
    // The whole line first, then its first statement: the shorter one suits more records.
    let word = words.iter().rev().find(|word| !word.is_empty()).map_or("word", String::as_str);
    let state = status::suggest(text).unwrap_or(Status::Proposed);
    format!("`[vocabulary]` with `status.{word:?} = \"{}\"`", state.as_str())
}
