//! Which numbers of a folder are taken, and by whom.

use std::collections::BTreeMap;

use crate::corpus::{Corpus, home};
use crate::record::{Number, Record};
use crate::scaffold::Naming;

/// The numbers of one series in one folder.
#[derive(Debug)]
pub struct Taken {
    naming: Naming,
    by: BTreeMap<u64, String>,
}

impl Taken {
    /// The numbers that the records beside `record` have, itself included.
    pub fn beside(corpus: &Corpus, record: &Record) -> Self {
        let naming = Naming { prefix: record.identity.name.prefix.clone(), ..Naming::default() };
        let mut taken = Self { naming, by: BTreeMap::new() };
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
        if let Some(number) = self.naming.number_of(name) {
            self.by.entry(number).or_insert_with(place);
        }
    }

    /// Where a number is taken.
    pub fn by(&self, number: u64) -> Option<&str> {
        self.by.get(&number).map(String::as_str)
    }

    /// The next free number.
    pub fn next(&self) -> u64 {
        self.by.last_key_value().map_or(1, |(highest, _)| highest.saturating_add(1))
    }
}
