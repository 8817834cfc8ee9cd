//! M011 `unfinished-text`

use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M011",
    name: "unfinished-text",
    summary: "a decided record has text that is still to be written",
    group: Group::Structure,
    class: Class::Heuristic,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unfinished_text.md"),
    check: Check::Record(check),
};

const WORDS: [&str; 9] =
    ["todo", "tbd", "fixme", "tbc", "xxx", "to be done", "to be defined", "to be decided", "to be written"];

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    if !record.own_form() || !record.state().is_some_and(Status::is_live) {
        return;
    }
    let text = record.source.text.as_str();
    let mut at = record.body_start;
    for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        let marks = |c: char| c.is_whitespace() || c.is_ascii_punctuation() || c == '…';
        let word = line.trim_matches(marks).to_lowercase();
        if WORDS.contains(&word.as_str()) && !cx.outline().in_code(span.start) {
            let state = record.status().map_or("", |status| status.name());
            out.report(record, span, format!("the record is {state}, but this is still to be written"))
                .help("write it, or remove it");
        }
    }
}
