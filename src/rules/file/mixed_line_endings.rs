//! F014 `mixed-line-endings`

use crate::rules::prelude::*;

use crate::diagnostic::Applicability;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F014",
    name: "mixed-line-endings",
    summary: "a file mixes two kinds of line ending",
    group: Group::File,
    class: Class::OptIn,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("mixed_line_endings.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let text = record.source.text.as_bytes();
    let ends: Vec<(usize, bool)> = memchr::memchr_iter(b'\n', text)
        .map(|at| (at, at.checked_sub(1).and_then(|before| text.get(before)) == Some(&b'\r')))
        .collect();
    let windows = ends.iter().filter(|(_, crlf)| *crlf).count();
    let unix = ends.len() - windows;
    if windows == 0 || unix == 0 {
        return;
    }
    let crlf_is_odd = windows <= unix;
    let odd: Vec<Span> = ends
        .iter()
        .filter(|(_, crlf)| *crlf == crlf_is_odd)
        .map(|&(at, crlf)| Span::new(if crlf { at - 1 } else { at }, at + 1))
        .collect();
    let Some(first) = odd.first() else { return };
    let (few, many) = if crlf_is_odd { ("CRLF", "LF") } else { ("LF", "CRLF") };
    let right = if crlf_is_odd { "\n" } else { "\r\n" };
    let message = format!("{} of {} lines end in {few}, the others in {many}", odd.len(), ends.len());
    out.report(record, *first, message)
        .anchor("line endings")
        .help(format!("end every line in {many}"))
        .fix_all(
            Applicability::Safe,
            format!("end every line in {many}"),
            odd.iter().map(|&span| (span, right.to_owned())),
        );
}
