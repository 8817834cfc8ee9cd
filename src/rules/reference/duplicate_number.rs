//! R001 `duplicate-number`

use std::collections::BTreeMap;

use crate::record::Number;
use crate::rules::prelude::*;

use super::shared::{title, title_carrier};
use super::translation::is_translation;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R001",
    name: "duplicate-number",
    summary: "two records of one folder have the same number",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("duplicate_number.md"),
    check: Check::Corpus(check),
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    for (_, records) in cx.corpus.folders() {
        // A number counts within one folder, kind and prefix; dates repeat and are no numbers.
        let mut by_number: BTreeMap<(u64, &str, String), Vec<&Record>> = BTreeMap::new();
        for record in records.iter().map(|&at| &cx.corpus.records[at]) {
            if let Some(Number::Int(number)) = record.identity.number {
                let prefix = record.identity.name.prefix.to_lowercase();
                by_number.entry((number, record.kind.name, prefix)).or_default().push(record);
            }
        }
        for ((number, ..), same) in by_number {
            let Some((first, others)) = same.split_first() else { continue };
            for record in others.iter().filter(|record| !is_translation(first, record)) {
                let (path, span) = title(first);
                let report = out
                    .report_fact(
                        record,
                        title_carrier(record),
                        record.title_span,
                        format!("number {number} is taken by `{}` too", first.source.file_name()),
                    )
                    .anchor("number")
                    .related(path, span, format!("number {number} here"))
                    .help("give one of the two the next free number, and mend the references to it");
                // `001` beside `0001` is perhaps a series of its own.
                if first.identity.name.digits.len() != record.identity.name.digits.len() {
                    report.at_most(Severity::Warning);
                }
            }
        }
    }
}
