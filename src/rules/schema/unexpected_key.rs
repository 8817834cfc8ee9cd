//! S004 `unexpected-key`

use crate::config::suggest;
use crate::record::key;
use crate::record::vocabulary::Vocabulary;
use crate::rules::prelude::*;
use crate::schema;

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
    let record = cx.record;
    let (Some(doc), Some(schema)) = (super::document(record), schema::find(&record.kind.name)) else {
        return;
    };
    let vocabulary = Vocabulary::default();
    for (name, span, _) in doc.entries() {
        let free = name.starts_with("x-") || name == "migrated-from" || SITE.contains(&name);
        // A slip of the pen is the matter of a rule of its own.
        let known = || {
            let normal = key::normal_key(name);
            schema.keys().any(|key| key == normal)
                || key::meaning(name, &vocabulary).is_some()
                || suggest::nearest(name, schema.keys()).is_some()
        };
        if !free && !known() {
            out.report(record, span, format!("records of kind `{}` have no key `{name}`", record.kind.name))
                .help(format!("name it `x-{name}` if it is your own, or remove it"));
        }
    }
}
