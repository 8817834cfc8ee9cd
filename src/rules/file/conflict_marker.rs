//! F009 `conflict-marker`

use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F009",
    name: "conflict-marker",
    summary: "the markers of a merge conflict were left in",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("conflict_marker.md"),
    check: Check::Record(check),
};

const OURS: &str = "<<<<<<< ";
const DIVIDER: &str = "=======";
const THEIRS: &str = ">>>>>>> ";

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let text = record.source.text.as_str();
    if !starts_in(text) {
        return;
    }
    let mut at = 0;
    let mut open: Option<(Span, Option<Span>)> = None;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        if line.starts_with(OURS) && !cx.outline().in_code(span.start) {
            open = Some((span, None));
        } else if line.trim_end() == DIVIDER {
            open = open.map(|(ours, _)| (ours, Some(span)));
        } else if line.starts_with(THEIRS)
            && let Some((ours, Some(divider))) = open.take()
        {
            out.report(record, ours, "a merge conflict was committed")
                .help("keep the lines that are meant, and remove the three marker lines")
                .related(&record.source.path, divider, "the other side starts here")
                .related(&record.source.path, span, "and ends here");
        }
    }
}

/// True when a line starts a conflict.
pub(super) fn starts_in(text: &str) -> bool {
    text.starts_with(OURS) || text.contains("\n<<<<<<< ")
}
