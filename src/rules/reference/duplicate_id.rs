//! R002 `duplicate-id`

use std::collections::HashMap;

use crate::rules::prelude::*;

use super::translation::is_translation;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R002",
    name: "duplicate-id",
    summary: "two records state the same id",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("duplicate_id.md"),
    check: Check::Corpus(check),
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    let mut by_id: HashMap<(&str, String), &Record> = HashMap::new();
    for record in &cx.corpus.records {
        let Some(id) = &record.identity.stated else { continue };
        // An id of deem's own kinds counts everywhere; what another dialect calls an id, in its folder.
        let scope = if record.own_form() { "" } else { crate::corpus::home(record.path()) };
        let first = *by_id.entry((scope, id.value.to_lowercase())).or_insert(record);
        if std::ptr::eq(first, record) || is_translation(first, record) {
            continue;
        }
        let Some(other) = &first.identity.stated else { continue };
        out.report(record, id.span, format!("id `{}` is taken by `{}` too", id.value, first.path()))
            .label("stated here")
            .related(&first.source.path, other.span, "and here")
            .help("give one of the two an id of its own, and mend the references to it");
    }
}
