//! F006 `misspelled-key`

use crate::rules::prelude::*;

use super::keys;
use crate::diagnostic::Applicability;
use crate::record::key;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F006",
    name: "misspelled-key",
    summary: "a frontmatter key is misspelled",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("misspelled_key.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(fm) = record.frontmatter.as_ref().filter(|fm| !fm.recovered) else { return };
    for (name, span, _) in fm.doc.entries() {
        let Some((meant, misread)) = meant(name, record) else { continue };
        // Where the right key is there too, the other one is something else.
        if fm.doc.get(meant).is_some() {
            continue;
        }
        let message = if misread {
            format!("the key `{name}` is not known; `{meant}` is")
        } else {
            format!("the key `{name}` is spelled `{meant}`")
        };
        let report = out
            .report(record, span, message)
            .anchor(name)
            .help(format!("rename it to `{meant}`"))
            .fix(Applicability::Safe, format!("rename the key to `{meant}`"), span, meant);
        if !misread {
            report.at_most(Severity::Info);
        }
    }
}

/// The key that `name` stands for, and whether it goes unread as it is spelled.
fn meant(name: &str, record: &Record) -> Option<(&'static str, bool)> {
    match key::normal_key(name).as_ref() {
        // Often written so, and read as what it means.
        "superceded-by" | "superseeded-by" => {
            let snake = !record.own_form() && name.contains('_');
            return Some((if snake { "superseded_by" } else { "superseded-by" }, false));
        }
        "supercedes" => return Some(("supersedes", false)),
        _ if keys::is_known(name) => return None,
        _ => {}
    }
    let found = if record.own_form() {
        keys::nearest(name, keys::of_kind(&record.kind))
    } else {
        keys::nearest(name, keys::foreign())
    };
    found.map(|meant| (meant, true))
}
