//! L018 `uneven-status-spelling`

use std::collections::BTreeMap;

use crate::record::StatusFact;
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L018",
    name: "uneven-status-spelling",
    summary: "one folder spells the same status in several ways",
    group: Group::Lifecycle,
    class: Class::OptIn,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("uneven_status_spelling.md"),
    check: Check::Corpus(check),
};

/// Longest status that counts as a plain word, in bytes; longer ones carry remarks.
const LONGEST: usize = 32;

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    for (_, records) in cx.corpus.folders() {
        let mut spellings: BTreeMap<String, BTreeMap<&str, Vec<&Record>>> = BTreeMap::new();
        for record in records.iter().map(|&at| &cx.corpus.records[at]).filter(|record| !record.native) {
            if let Some(fact) = record.status().filter(|fact| is_plain(fact)) {
                spellings
                    .entry(word(&fact.text))
                    .or_default()
                    .entry(fact.text.trim())
                    .or_default()
                    .push(record);
            }
        }
        for by_text in spellings.values() {
            let usual =
                by_text.iter().max_by_key(|(text, records)| (records.len(), std::cmp::Reverse(**text)));
            let Some((usual, most)) = usual else { continue };
            for (text, records) in by_text.iter().filter(|(text, _)| *text != usual) {
                for (record, fact) in records.iter().filter_map(|record| Some((*record, record.status()?))) {
                    out.report_fact(
                        record,
                        fact.carrier,
                        fact.span,
                        format!(
                            "the status is written {}; {} of this folder write {}",
                            quoted(text),
                            counted(most.len()),
                            quoted(usual)
                        ),
                    )
                    .help(format!("write {}", quoted(usual)));
                }
            }
        }
    }
}

fn counted(records: usize) -> String {
    if records == 1 { "1 record".to_owned() } else { format!("{records} records") }
}

/// The letters in lower case. Other words for the same state are not compared: they may differ in meaning, as
/// `Active` and `Final` do in PEPs.
fn word(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// A status alone, without a successor or remark.
fn is_plain(fact: &StatusFact) -> bool {
    let text = fact.text.trim();
    fact.status != Status::Unknown
        && fact.others.is_empty()
        && text.len() <= LONGEST
        && !text.contains(['(', '[', '<', '\n', ',', ';', '&'])
        && !text.chars().any(|c| c.is_ascii_digit())
}
