//! Words of the house that deem does not understand.

use std::collections::BTreeMap;

use crate::record::vocabulary::Vocabulary;
use crate::record::{Carrier, DateMeaning, Record, Status, date, head, key, status};
use crate::source::RelPath;

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordOf {
    /// A status.
    Status,
    /// The label of a date.
    Date,
}

impl WordOf {
    /// The word for it, also the table's name in `[vocabulary]`.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Date => "date",
        }
    }
}

/// A word that records use and deem does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it stands for.
    pub of: WordOf,
    /// The word as `[vocabulary]` has it.
    pub text: String,
    /// How many records have it.
    pub count: usize,
    /// The first of them.
    pub first: RelPath,
    /// What it may mean; never put into force.
    pub guess: Option<&'static str>,
}

/// Longest text that is a word, in characters: more is a sentence, and nobody maps it.
const LONGEST: usize = 40;

/// Longest value that is a date alone, bytes.
const LONGEST_DATE: usize = 24;

/// From this many records on a label beside a date is the house's.
const HABIT: usize = 2;

/// The unknown words of all records, statuses first, the most frequent first.
pub(super) fn unknown(records: &[Record]) -> Vec<Word> {
    let mut found: BTreeMap<(WordOf, String), (usize, RelPath)> = BTreeMap::new();
    // What deem's own records may say is fixed by their kind, not by a vocabulary.
    for record in records.iter().filter(|record| !record.native) {
        let mut words: Vec<(WordOf, String)> =
            status_word(record).map(|word| (WordOf::Status, word)).into_iter().collect();
        words.extend(date_labels(record).into_iter().map(|label| (WordOf::Date, label)));
        words.sort_unstable();
        words.dedup();
        for word in words.into_iter().filter(|(_, text)| is_word(text)) {
            let (count, _) = found.entry(word).or_insert_with(|| (0, record.source.path.clone()));
            *count += 1;
        }
    }
    let mut words: Vec<Word> = found
        .into_iter()
        .filter(|((of, _), (count, _))| *of == WordOf::Status || *count >= HABIT)
        .map(|((of, text), (count, first))| Word { guess: guess(of, &text), of, text, count, first })
        .collect();
    words.sort_by_key(|word| (word.of, std::cmp::Reverse(word.count)));
    words
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST && text.chars().any(char::is_alphabetic)
}

fn status_word(record: &Record) -> Option<String> {
    let fact = record.status()?;
    // What broken YAML says can be read only after it is mended.
    let broken = record.partial && matches!(fact.carrier, Carrier::Frontmatter | Carrier::Sidecar);
    let asks = fact.status == Status::Unknown && fact.own.is_none() && !fact.placeholder && !broken;
    asks.then(|| status::house_word(&fact.text))
}

/// The labels of dates whose meaning nobody states, in lower case.
fn date_labels(record: &Record) -> Vec<String> {
    let bare = record.dates.iter().filter(|fact| {
        fact.meaning == DateMeaning::Unknown && fact.carrier != Carrier::FileName && fact.date.is_some()
    });
    let mut labels: Vec<String> = bare.map(|fact| folded(&fact.label)).collect();
    let text = &record.source.text;
    let start = record.frontmatter.as_ref().map_or(record.source.bom_len(), |front| front.block.end);
    let fields = head::scan(text, start).fields;
    let lines = fields.iter().map(|field| (field.key.as_str(), field.value.text(text)));
    let document =
        record.frontmatter.iter().filter(|_| !record.partial).flat_map(|front| front.doc.entries());
    let keys = document.filter_map(|(key, _, node)| Some((key, node.as_str()?)));
    for (label, value) in lines.chain(keys) {
        let is_date = value.len() <= LONGEST_DATE && date::read(value, date::DayOrder::Unknown).0.is_some();
        if is_date && key::meaning(label, &Vocabulary::default()).is_none() {
            labels.push(folded(label));
        }
    }
    labels
}

fn folded(label: &str) -> String {
    label.trim().to_lowercase()
}

/// A meaning that the word suggests to a reader of English.
fn guess(of: WordOf, text: &str) -> Option<&'static str> {
    const DATES: [(&str, &[&str]); 4] = [
        ("created", &["creat", "propos", "introduc", "start", "submit", "draft", "open", "written"]),
        ("decided", &["decid", "decision", "accept", "approv", "ratif", "adopt", "final", "agreed"]),
        ("updated", &["updat", "modif", "chang", "edit", "revis"]),
        ("review", &["review", "revisit", "expir", "due"]),
    ];
    const STATUSES: [(&str, &[&str]); 3] = [
        ("deferred", &["hold", "park", "paus", "postpon", "shelv", "backlog"]),
        ("draft", &["progress", "wip", "writing"]),
        ("proposed", &["discuss", "pending", "await", "consider"]),
    ];
    let by_stem = |table: &[(&'static str, &[&str])]| {
        let found = table.iter().find(|(_, stems)| stems.iter().any(|stem| text.contains(stem)));
        found.map(|(meaning, _)| *meaning)
    };
    match of {
        WordOf::Status => status::suggest(text).map(Status::as_str).or_else(|| by_stem(&STATUSES)),
        WordOf::Date => by_stem(&DATES),
    }
}
