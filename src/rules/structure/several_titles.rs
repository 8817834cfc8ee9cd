//! M002 `several-titles`

use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M002",
    name: "several-titles",
    summary: "a record has more than one heading of level 1",
    group: Group::Structure,
    class: Class::OptIn,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("several_titles.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let mut titles = cx.outline().headings.iter().filter(|heading| heading.level == 1 && !heading.nested);
    let Some(first) = titles.next() else { return };
    for title in titles {
        out.report(record, title.span, format!("`{}` is a second heading of level 1", title.text))
            .related(&record.source.path, first.span, "the title stands here")
            .help("use `##` for what is not the title");
    }
}
