//! R005 `title-mismatch`

use crate::record::identity::split_title;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R005",
    name: "title-mismatch",
    summary: "the metadata's title and the heading differ",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("title_mismatch.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    if !record.own_form() {
        return;
    }
    let (Some(meta), Some(heading)) = (&record.meta_title, &record.h1) else { return };
    let normal = |title: &str| {
        let start = split_title(title, record.identity.name.number.as_ref()).map_or(0, |found| found.rest);
        words(&title[start..])
    };
    if normal(&meta.value) != normal(&heading.value) {
        out.report(record, meta.span, format!("the title here is not the heading's `{}`", heading.value))
            .related(&record.source.path, heading.span, "the heading")
            .help("make the two agree, or leave `title` out: the heading is enough");
    }
}

/// Letters and digits of a title in lower case.
fn words(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
