//! R021 `index-missing-record`

use std::collections::{HashMap, HashSet};

use crate::corpus::{IndexFile, LinkTarget, home};
use crate::rules::prelude::*;

use super::shared::listed;
use super::translation::split_language;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R021",
    name: "index-missing-record",
    summary: "an index leaves records of its folder out",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("index_missing_record.md"),
    check: Check::Corpus(check),
};

/// Fewest records that an index lists.
const LEAST: usize = 3;

/// Most missing records that are named.
const NAMED: usize = 5;

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    let folders: HashMap<&str, &[usize]> = cx.corpus.folders().collect();
    for index in &cx.corpus.indexes {
        for (folder, seen) in linked(cx.corpus, index) {
            let Some(records) = folders.get(folder) else { continue };
            if seen.at.len() < LEAST
                || seen.at.len() * 10 < records.len() * 6
                || seen.at.len() == records.len()
            {
                continue;
            }
            report(cx.corpus, index, records, &seen, out);
        }
    }
}

/// The records of one folder that an index links, and where the last link ends.
#[derive(Default)]
struct Seen {
    at: HashSet<usize>,
    last: Span,
}

fn linked<'a>(corpus: &'a Corpus, index: &IndexFile) -> Vec<(&'a str, Seen)> {
    let mut by_folder: HashMap<&str, Seen> = HashMap::new();
    for (link, target) in index.outline.links.iter().zip(&index.links) {
        let at = match target {
            LinkTarget::File { record: Some(at), .. } => *at,
            LinkTarget::Folder(path) => match corpus.at_path(&format!("{path}/README.md")) {
                Some(at) => at,
                None => continue,
            },
            LinkTarget::Rendered { path } => match corpus.at_path(path) {
                Some(at) => at,
                None => continue,
            },
            _ => continue,
        };
        let seen = by_folder.entry(home(corpus.records[at].path())).or_default();
        seen.at.insert(at);
        seen.last = link.span;
    }
    let mut found: Vec<_> = by_folder.into_iter().collect();
    found.sort_unstable_by_key(|(folder, _)| *folder);
    found
}

fn report(corpus: &Corpus, index: &IndexFile, records: &[usize], seen: &Seen, out: &mut Sink<'_>) {
    let text = index.source.text.to_lowercase();
    let named: HashSet<&str> =
        text.split(|c: char| c.is_whitespace() || "|()[]`*,;:\"'".contains(c)).collect();
    let mut listed_slugs: HashMap<String, bool> = HashMap::new();
    for &at in &seen.at {
        let (slug, translated) = split_language(&corpus.records[at]);
        *listed_slugs.entry(slug).or_default() |= translated;
    }
    let live = |at: usize| !corpus.records[at].state().is_some_and(Status::is_dead);
    let lists_dead = seen.at.iter().any(|&at| !live(at));
    let missing: Vec<&Record> = records
        .iter()
        .filter(|at| !seen.at.contains(at))
        // An index of what is in force leaves the others out on purpose.
        .filter(|&&at| lists_dead || live(at))
        .map(|&at| &corpus.records[at])
        .filter(|record| !is_named(record, &named))
        .filter(|record| !is_translation_of(record, &listed_slugs))
        .collect();
    if missing.is_empty() {
        return;
    }
    let names = listed(missing.iter().take(NAMED).map(|record| crate::record::reader::stem(record.path())));
    let more = missing.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let report = out
        .report_in(
            &index.source,
            seen.last,
            format!(
                "this index lists {} of {} records; it lacks {names}{more}",
                seen.at.len(),
                records.len()
            ),
        )
        .label("the last record that it lists")
        .anchor(home(missing[0].path()))
        .help("add them to the index");
    // One that lacks so many was perhaps closed, or holds what is worth showing.
    if missing.len() * 4 > records.len() {
        report.at_most(Severity::Info);
    }
}

/// True when the index names the record without a link, by id, file name or padded number.
fn is_named(record: &Record, words: &HashSet<&str>) -> bool {
    let name = &record.identity.name;
    let has = |word: &str| words.contains(word.to_lowercase().as_str());
    has(&record.identity.id)
        || has(record.source.file_name()) && !record.source.file_name().eq_ignore_ascii_case("readme.md")
        || has(crate::record::reader::stem(record.path()))
        || (name.digits.len() >= 3 && has(&name.digits))
}

/// True when the index lists the record in another language.
fn is_translation_of(record: &Record, listed: &HashMap<String, bool>) -> bool {
    let (slug, translated) = split_language(record);
    listed.get(&slug).is_some_and(|listed| translated || *listed)
}
