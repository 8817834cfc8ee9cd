//! R024 `number-gap`

use std::collections::BTreeMap;

use crate::record::Number;
use crate::rules::prelude::*;

use super::shared::{title, title_carrier};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R024",
    name: "number-gap",
    summary: "a number of the sequence is not used",
    group: Group::Reference,
    class: Class::OptIn,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("number_gap.md"),
    check: Check::Corpus(check),
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    for (_, records) in cx.corpus.folders() {
        let mut series: BTreeMap<(&str, String), BTreeMap<u64, &Record>> = BTreeMap::new();
        for record in records.iter().map(|&at| &cx.corpus.records[at]) {
            if let Some(Number::Int(number)) = record.identity.number {
                let prefix = record.identity.name.prefix.to_lowercase();
                series.entry((&*record.kind.name, prefix)).or_default().entry(number).or_insert(record);
            }
        }
        for numbers in series.values() {
            gaps(numbers, out);
        }
    }
}

fn gaps(numbers: &BTreeMap<u64, &Record>, out: &mut Sink<'_>) {
    let (Some((low, _)), Some((high, _))) = (numbers.first_key_value(), numbers.last_key_value()) else {
        return;
    };
    // Numbers that are given elsewhere, such as those of issues, have gaps by nature.
    let count = u64::try_from(numbers.len()).unwrap_or(u64::MAX);
    if high - low >= count.saturating_mul(2) {
        return;
    }
    for ((before, earlier), (after, record)) in numbers.iter().zip(numbers.iter().skip(1)) {
        let message = match after - before {
            1 => continue,
            2 => format!("number {} before this one is not used", before + 1),
            _ => format!("numbers {} to {} before this one are not used", before + 1, after - 1),
        };
        let (path, span) = title(earlier);
        out.report_fact(record, title_carrier(record), record.title_span, message)
            .anchor("number")
            .related(path, span, format!("number {before} here"))
            .help("keep a record that was dropped, with status rejected or withdrawn");
    }
}
