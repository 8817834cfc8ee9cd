//! S004 `unexpected-key`

use crate::record::key;
use crate::record::vocabulary::Vocabulary;
use crate::rules::prelude::*;
use crate::schema::{self, Fault, pointer};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "S004",
    name: "unexpected-key",
    summary: "the frontmatter has a key that its kind does not know",
    group: Group::Schema,
    class: Class::Strict,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unexpected_key.md"),
    check: Check::Record(check),
};

/// Keys that site generators and editors read.
const SITE: [&str; 24] = [
    "aliases",
    "author",
    "categories",
    "category",
    "date",
    "description",
    "draft",
    "excerpt",
    "has_children",
    "hide_table_of_contents",
    "keywords",
    "layout",
    "linkTitle",
    "menu",
    "nav_order",
    "parent",
    "permalink",
    "sidebar_label",
    "sidebar_position",
    "slug",
    "summary",
    "toc",
    "type",
    "weight",
];

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let vocabulary = Vocabulary::default();
    for problem in schema::problems(cx.record) {
        // A slip of the pen, and a key in a block with a fixed set of keys, are the matter of other rules.
        if !matches!(&problem.fault, Fault::Unknown { near: None, closed: false }) {
            continue;
        }
        let mut steps = pointer::steps(&problem.pointer);
        let (name, nested) = (steps.next().unwrap_or_default(), steps.next().is_some());
        if !nested && (SITE.contains(&name.as_ref()) || key::meaning(&name, &vocabulary).is_some()) {
            continue;
        }
        super::report(out, cx.record, &problem);
    }
}
