//! M008 `skipped-heading-level`

use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M008",
    name: "skipped-heading-level",
    summary: "a heading skips a level",
    group: Group::Structure,
    class: Class::OptIn,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("skipped_heading_level.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let mut before = None;
    for heading in cx.outline().headings.iter().filter(|heading| !heading.nested) {
        if let Some(level) = before.filter(|level| heading.level > level + 1) {
            out.report(
                record,
                heading.span,
                format!("a heading of level {} follows one of level {level}", heading.level),
            )
            .help(format!("make it level {}", level + 1));
        }
        before = Some(heading.level);
    }
}
