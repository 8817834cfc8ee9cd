//! R001 `duplicate-number`

use std::collections::BTreeMap;

use crate::corpus::LinkTarget;
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
        let mut by_number: BTreeMap<(u64, &str, &str, String), Vec<&Record>> = BTreeMap::new();
        for &at in records {
            let record = &cx.corpus.records[at];
            let Some(Number::Int(number)) = record.identity.number else { continue };
            if is_moved(cx.corpus, at) {
                continue;
            }
            let name = &record.identity.name;
            let key = (number, &*record.kind.name, name.part(), name.prefix.to_lowercase());
            by_number.entry(key).or_default().push(record);
        }
        let is_second_series = second_series(by_number.values());
        for ((number, ..), same) in by_number {
            let Some((first, others)) = same.split_first() else { continue };
            for record in others.iter().filter(|record| !is_translation(first, record)) {
                let (path, span) = title(first);
                let report = out
                    .report_fact(
                        record,
                        title_carrier(record),
                        record.title_span,
                        format!("number {number} is taken by `{}` too", file_or_folder(first)),
                    )
                    .anchor("number")
                    .related(path, span, format!("number {number} here"))
                    .help(format!(
                        "`deem renumber {} next` gives this one the next free number and mends what refers to it",
                        record.path()
                    ));
                // `001` beside `0001` is perhaps a series of its own.
                if first.identity.name.digits.len() != record.identity.name.digits.len() {
                    report.at_most(Severity::Warning);
                } else if is_second_series {
                    report.at_most(Severity::Info);
                }
            }
        }
    }
}

/// The file's name, or the folder's for `README.md`.
fn file_or_folder(record: &Record) -> &str {
    let file = record.source.file_name();
    if file.eq_ignore_ascii_case("readme.md") { crate::record::reader::stem(record.path()) } else { file }
}

/// Most bytes of a text that only says where its record went.
const STUB: usize = 300;

/// True for a stub that leads those who know the old name to the record: hardly more than a link to another
/// of the same number.
fn is_moved(corpus: &Corpus, at: usize) -> bool {
    let record = &corpus.records[at];
    record.source.text.len() <= STUB
        && record.statuses.is_empty()
        && corpus.body(at).links().any(|(_, target)| match target {
            LinkTarget::File { record: Some(other), .. } => {
                *other != at && corpus.records[*other].identity.number == record.identity.number
            }
            _ => false,
        })
}

/// Fewest equal numbers by which a word shows that it tells two series apart.
const SERIES: usize = 3;

/// True when one word after the number tells each pair of equal numbers apart, as `0003-cli-x` beside `0003-y`:
/// two series were once put into one folder.
fn second_series<'a>(groups: impl Iterator<Item = &'a Vec<&'a Record>>) -> bool {
    let mut pairs = 0;
    let mut by_word: BTreeMap<&str, usize> = BTreeMap::new();
    for same in groups.filter(|same| same.len() > 1) {
        let [a, b] = same.as_slice() else { return false };
        let (a, b) = (first_word(a), first_word(b));
        pairs += 1;
        if a != b {
            *by_word.entry(a).or_default() += 1;
            *by_word.entry(b).or_default() += 1;
        }
    }
    pairs >= SERIES && by_word.values().any(|&count| count == pairs)
}

fn first_word(record: &Record) -> &str {
    record.identity.name.slug.split(['-', '_', '.', ' ']).next().unwrap_or("")
}
