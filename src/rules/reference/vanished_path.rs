//! R019 `vanished-path`

use crate::corpus::CitedPath;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R019",
    name: "vanished-path",
    summary: "a cited path of code does not exist any more",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("vanished_path.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for cited in cx.body.cited.iter().filter(|cited| !cited.exists) {
        if speaks_of_change(cx.record, cited) {
            continue;
        }
        let message = format!("`{}` does not exist any more", cited.path);
        let report = out.report(cx.record, cited.span, message);
        match &cited.near {
            Some(near) => report.help(format!("did it become `{near}`?")),
            None => report.help("name where it went, or say that it is gone"),
        };
    }
}

/// Words by which a line says that the path is of another day: to come, or gone on purpose.
const OF_ANOTHER_DAY: [&str; 40] = [
    "add",
    "adds",
    "added",
    "adding",
    "create",
    "creates",
    "created",
    "creating",
    "new",
    "will",
    "would",
    "should",
    "could",
    "may",
    "might",
    "move",
    "moved",
    "moves",
    "rename",
    "renamed",
    "remove",
    "removed",
    "removes",
    "delete",
    "deleted",
    "deletes",
    "generate",
    "generated",
    "generates",
    "introduce",
    "former",
    "formerly",
    "previous",
    "previously",
    "old",
    "example",
    "e.g",
    "eg",
    "e.g.",
    "like",
];

fn speaks_of_change(record: &Record, cited: &CitedPath) -> bool {
    let text = &record.source.text;
    let start = text[..cited.span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[cited.span.end..].find('\n').map_or(text.len(), |at| cited.span.end + at);
    let around = [&text[start..cited.span.start], &text[cited.span.end..end]];
    around.iter().any(|part| {
        part.split(|c: char| !c.is_alphabetic() && c != '.')
            .any(|word| OF_ANOTHER_DAY.iter().any(|known| known.eq_ignore_ascii_case(word)))
    })
}
