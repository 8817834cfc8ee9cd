//! R025 `duplicate-title`

use std::collections::HashMap;

use crate::record::{Carrier, section};
use crate::rules::prelude::*;

use super::shared::{title, title_carrier};
use super::translation::is_translation;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R025",
    name: "duplicate-title",
    summary: "two records of one folder have the same title",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("duplicate_title.md"),
    check: Check::Corpus(check),
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    for (_, records) in cx.corpus.folders() {
        let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
        for &at in records {
            if let Some(normal) = title_of(&cx.corpus.records[at]) {
                by_title.entry(normal).or_default().push(at);
            }
        }
        for same in by_title.values().filter(|same| same.len() > 1) {
            pair_up(cx.corpus, same, out);
        }
    }
}

/// A title that can be compared: written as one, and no word that stands for any record.
fn title_of(record: &Record) -> Option<String> {
    if record.title_carrier == Carrier::FileName {
        return None;
    }
    // `29 Audit the cluster` in file 30 has its number still.
    let bare = record.title.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let normal = crate::record::heading::normal(bare);
    let letters = normal.chars().filter(|c| c.is_alphanumeric()).count();
    (letters > 7 && normal.contains(' ') || letters > 11)
        .then_some(normal)
        .filter(|normal| !section::is_section_name(normal) && !normal.contains("template"))
}

/// Compares each record with the first of them whose file name fits the title.
fn pair_up(corpus: &Corpus, same: &[usize], out: &mut Sink<'_>) {
    let original = same.iter().copied().find(|&at| fits_name(&corpus.records[at])).unwrap_or(same[0]);
    for &at in same.iter().filter(|&&at| at != original) {
        let (first, record) = (&corpus.records[original], &corpus.records[at]);
        if is_translation(first, record)
            || corpus.successors(original).contains(&at)
            || corpus.successors(at).contains(&original)
        {
            continue;
        }
        let copied = !fits_name(record);
        let (path, span) = title(first);
        let message = format!("`{}` has the same title", first.source.path);
        let report = out
            .report_fact(record, title_carrier(record), record.title_span, message)
            .anchor("title")
            .related(path, span, "the same title here");
        if copied {
            report
                .label("does not fit the file's name")
                .help("write this record's own title: it looks copied");
        } else {
            report.at_most(Severity::Info).help("tell the two apart in their titles");
        }
    }
}

/// True when title and file name share a word that says something, or cannot be compared.
fn fits_name(record: &Record) -> bool {
    let slug = record.identity.name.slug.to_lowercase();
    let title = record.title.to_lowercase();
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.len() > 2)
            .map(str::to_owned)
            .collect()
    };
    let (slug_words, title_words) = (words(&slug), words(&title));
    let said = |word: &&String| !COMMON.contains(&word.as_str());
    let title_words: Vec<&String> = title_words.iter().filter(said).collect();
    let slug_words: Vec<&String> = slug_words.iter().filter(said).collect();
    let is_number = |word: &&&String| word.bytes().all(|b| b.is_ascii_digit());
    // `slp-0004` is a series and a number.
    let only_number = slug_words.len() == 2 && slug_words.iter().filter(is_number).count() == 1;
    if title_words.is_empty() || slug_words.is_empty() || only_number {
        return true;
    }
    let hits = slug_words.iter().filter(|word| title_words.iter().any(|other| alike(word, other))).count();
    hits * 3 >= slug_words.len()
}

/// The same word, or one that starts as the other does: `doc` and `documentation`.
fn alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.starts_with(short) || (short.len() > 5 && long.starts_with(&short[..5]))
}

/// Words that fit any record.
const COMMON: [&str; 16] = [
    "the", "and", "for", "use", "with", "from", "into", "adr", "rfc", "design", "api", "apis", "new",
    "paddle", "via", "support",
];
