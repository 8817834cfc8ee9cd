//! M012 `undefined-link-reference`

use crate::rules::prelude::*;

use std::collections::BTreeSet;

use crate::record::outline::Undefined;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M012",
    name: "undefined-link-reference",
    summary: "a reference link has no definition",
    group: Group::Structure,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("undefined_link_reference.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let undefined = &cx.outline().undefined;
    if undefined.is_empty() {
        return;
    }
    let written = written_labels(&record.source.text);
    for undefined in undefined {
        if !is_certain(record, undefined) || written.contains(&undefined.label.to_lowercase()) {
            continue;
        }
        out.report(record, undefined.span, format!("the link's label `{}` is not defined", undefined.label))
            .help(format!("add a line `[{}]: …` with the link's destination", undefined.label));
    }
}

/// `a[i][j]`, `[Feature:X][Slow]` and `[ ][x]` look like reference links and are none: a link has words
/// of prose for its text, or a label that is made like one.
fn is_certain(record: &Record, undefined: &Undefined) -> bool {
    let text = record.source.text.as_str();
    let before = text.get(..undefined.span.start).and_then(|head| head.chars().next_back());
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ']' | ')' | '_' | '`' | '\\')) {
        return false;
    }
    let whole = undefined.span.text(text);
    let Some((shown, label)) = whole.strip_prefix('[').and_then(|rest| rest.rsplit_once("][")) else {
        return false;
    };
    let label = label.trim_end_matches(']');
    let prose = |text: &str| {
        let words = || text.split_whitespace();
        words().nth(1).is_some() && words().all(|word| word.chars().any(char::is_alphabetic))
    };
    // The number of an issue before a label in words.
    let number = shown.len() > 2
        && shown.bytes().all(|b| b.is_ascii_digit())
        && label.len() > 3
        && label.chars().all(|c| c.is_alphabetic() || c == '-');
    number
        || prose(shown)
            && !shown.contains(['[', ',', '|', '='])
            && undefined.label.chars().any(char::is_alphabetic)
            && !label.contains(['[', '='])
        || !label.is_empty() && shown == label && label.chars().filter(|c| c.is_alphabetic()).count() >= 4
}

/// The labels of lines that look like definitions: one that other text swallows (a footnote before it)
/// is not missing, and some renderers take it.
fn written_labels(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.trim_start().strip_prefix('[')?.split_once("]:"))
        .map(|(label, _)| label.to_lowercase())
        .collect()
}
