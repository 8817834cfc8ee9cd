//! F005 `preceded-frontmatter`

use crate::rules::prelude::*;

use crate::diagnostic::Applicability;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F005",
    name: "preceded-frontmatter",
    summary: "blank lines stand before the frontmatter",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("preceded_frontmatter.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(fm) = record.frontmatter.as_ref().filter(|fm| fm.preceded_by_blank) else { return };
    let blank = Span::new(record.source.bom_len(), fm.block.start);
    let fence = Span::new(fm.block.start, fm.block.start + 3);
    out.report(record, fence, "blank lines before the opening `---` hide the frontmatter from most tools")
        .anchor("opening fence")
        .help("start the file with `---`")
        .fix(Applicability::Safe, "remove the blank lines", blank, "");
}
