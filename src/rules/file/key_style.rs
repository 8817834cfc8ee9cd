//! F007 `key-style`

use crate::rules::prelude::*;

use super::keys;
use crate::diagnostic::Applicability;
use crate::record::yaml::{NodeRef, Value};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F007",
    name: "key-style",
    summary: "a frontmatter key is not written in kebab-case or by its own name",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("key_style.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(fm) = record.native_frontmatter().filter(|fm| !fm.recovered) else { return };
    for (name, span, node) in fm.doc.entries() {
        let Some(style) = keys::canonical(name, &record.kind).filter(|style| *style != name) else {
            continue;
        };
        // The spelling `superceded-by` is the business of `misspelled-key`.
        if name.contains("upercede") || name.contains("uperseede") {
            continue;
        }
        let report = out
            .report(record, span, format!("the key `{name}` is written `{style}`"))
            .anchor(name)
            .help(format!("rename it to `{style}`"));
        if fm.doc.get(style).is_some() {
            report.help(format!("`{style}` is there too: join the two"));
            continue;
        }
        let mut edits = vec![(span, style.to_owned())];
        if keys::is_list(style)
            && let Some(list) = as_list(node, &record.source.text)
        {
            edits.push((node.span(), list));
        }
        report.fix_all(Applicability::Safe, format!("rename the key to `{style}`"), edits);
    }
}

/// A scalar in the brackets of a list; `None` for what is a list, or nothing.
fn as_list(node: NodeRef<'_>, file: &str) -> Option<String> {
    let written = node.span().text(file);
    match node.value() {
        Value::Seq(_) | Value::Map(_) | Value::Null => None,
        _ if written.contains('\n') => None,
        _ if node.quoted() || !written.contains([',', '[', ']', '{', '}', '#', '"', '\\']) => {
            Some(format!("[{written}]"))
        }
        _ => Some(format!("[\"{}\"]", written.replace('\\', "\\\\").replace('"', "\\\""))),
    }
}
