//! M010 `unclosed-code-fence`

use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M010",
    name: "unclosed-code-fence",
    summary: "a code fence is never closed",
    group: Group::Structure,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unclosed_code_fence.md"),
    check: Check::Record(check),
};

/// From this many lines on, the code is taken to be more than its author meant.
const LONG: usize = 10;

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    for fence in cx.outline().fences.iter().filter(|fence| !fence.closed) {
        let text = fence.span.text(&record.source.text);
        let lines = text.lines().skip(1).filter(|line| !line.trim().is_empty()).count();
        let headings = text.lines().skip(1).filter(|line| is_heading(line)).count();
        // A fence in a list or quote ends with it, and takes in nothing else.
        let to_end = record.source.text.get(fence.span.end..).unwrap_or("").trim().is_empty();
        if headings == 0 && (lines < LONG || !to_end) {
            continue;
        }
        let first = text.lines().next().map_or(0, |line| line.trim_end().len());
        let what = match headings {
            0 => format!("{lines} lines"),
            1 => "1 heading".to_owned(),
            n => format!("{n} headings"),
        };
        let span = Span::new(fence.span.start, fence.span.start + first);
        out.report(record, span, format!("this code fence is never closed and takes in {what}"))
            .help("close it with a fence of the same length");
    }
}

/// One `#` may as well start a comment of the code.
fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches('#');
    (2..=6).contains(&(line.len() - text.len())) && text.starts_with(' ')
}
