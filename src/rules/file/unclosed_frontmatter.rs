//! F002 `unclosed-frontmatter`

use crate::rules::prelude::*;

use crate::diagnostic::Applicability;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F002",
    name: "unclosed-frontmatter",
    summary: "a fence of the frontmatter is missing",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unclosed_frontmatter.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(fm) = &record.frontmatter else { return };
    let newline = if record.source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let fence = format!("---{newline}");
    if !fm.opened {
        out.report(record, first_line(record, fm.block), "the frontmatter has no opening `---`")
            .anchor("opening fence")
            .help("put a line `---` before the first key")
            .fix(Applicability::Safe, "add the opening fence", Span::at(fm.block.start), fence);
    } else if !fm.closed {
        let ends_line = fm.block.text(&record.source.text).ends_with('\n');
        let text = if ends_line { fence } else { format!("{newline}{fence}") };
        out.report(record, first_line(record, fm.block), "the frontmatter has no closing `---`")
            .anchor("closing fence")
            .help("put a line `---` after the last key")
            .fix(Applicability::Unsafe, "add the closing fence", Span::at(fm.block.end), text);
    }
}

/// The first line of a block, without its ending.
fn first_line(record: &Record, block: Span) -> Span {
    let length = block.text(&record.source.text).lines().next().map_or(0, str::len);
    Span::new(block.start, block.start + length)
}
