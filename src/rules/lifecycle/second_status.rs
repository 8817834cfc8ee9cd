//! L004 `second-status`

use crate::record::status;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L004",
    name: "second-status",
    summary: "one status value states two that exclude each other",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("second_status.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    // A deem kind's status is one word; anything else is no status of it.
    if record.native {
        return;
    }
    let Some(fact) = record.status() else { return };
    let text = record.file_of(fact.carrier).text.as_str();
    for (other, span) in fact.others.iter().filter(|(_, span)| states(text, *span)) {
        let (other, first) = (other.as_str(), fact.status.as_str());
        out.report_fact(
            record,
            fact.carrier,
            *span,
            format!("says it is {other} here, and {first} in the same status"),
        )
        .label(format!("{other} here"))
        .help(format!("keep the one that is true: a record is not {first} and {other} at once"));
    }
}

/// True where the word opens its line or follows another state there, so that the line speaks of the
/// record itself (`and implemented` ends a sentence about something else). A line with a year is
/// history.
fn states(text: &str, word: Span) -> bool {
    let start = text.get(..word.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let before = Span::new(start, word.start).text(text);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let opens = !before.contains(char::is_alphanumeric);
    !has_year(line) && (opens || status::read(before).status != Status::Unknown)
}

fn has_year(line: &str) -> bool {
    // A link's destination may carry digits of another sort.
    let words = line.split(|c: char| !c.is_ascii_digit());
    words
        .filter(|digits| digits.len() == 4)
        .any(|digits| digits.starts_with("19") || digits.starts_with("20"))
}
