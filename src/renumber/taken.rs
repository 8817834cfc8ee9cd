//! Which numbers of a folder are taken, and by whom.

use std::collections::BTreeMap;

use crate::corpus::{Corpus, home};
use crate::record::{Number, Record};
use crate::scaffold::sequence_number;

/// The numbers of one series in one folder.
#[derive(Debug)]
pub struct Taken {
    /// What stands before the numbers.
    prefix: String,
    by: BTreeMap<u64, String>,
    /// The highest number of the series in other folders, where its names begin with a prefix of their own:
    /// `RFC0012` means one record wherever it stands.
    elsewhere: u64,
}

impl Taken {
    /// The numbers that the records beside `record` have, itself included.
    pub fn beside(corpus: &Corpus, record: &Record) -> Self {
        let prefix = record.identity.name.prefix.clone();
        let mut taken = Self { prefix, by: BTreeMap::new(), elsewhere: 0 };
        if !record.identity.name.prefix.is_empty() {
            let others = corpus.records.iter().map(|other| &other.identity.name);
            let same = others.filter(|name| name.prefix.eq_ignore_ascii_case(&record.identity.name.prefix));
            let numbers = same.filter_map(|name| match name.number {
                Some(Number::Int(number)) => Some(number),
                _ => None,
            });
            taken.elsewhere = numbers.max().unwrap_or(0);
        }
        for &at in corpus.in_folder(home(record.path())) {
            let other = &corpus.records[at];
            let same = other.identity.name.prefix.eq_ignore_ascii_case(&record.identity.name.prefix);
            if let Some(Number::Int(number)) = other.identity.number
                && same
            {
                taken.by.entry(number).or_insert_with(|| format!("`{}`", other.path()));
            }
        }
        taken
    }

    /// Counts the name of a file or folder, record or not; `place` says where it is.
    pub fn take(&mut self, name: &str, place: impl FnOnce() -> String) {
        if let Some(number) = sequence_number(name, &self.prefix) {
            self.by.entry(number).or_insert_with(place);
        }
    }

    /// Where a number is taken.
    pub fn by(&self, number: u64) -> Option<&str> {
        self.by.get(&number).map(String::as_str)
    }

    /// The next free number.
    pub fn next(&self) -> u64 {
        let highest = self.by.last_key_value().map_or(0, |(highest, _)| *highest);
        highest.max(self.elsewhere).saturating_add(1)
    }
}
