//! The two numbers, and how names and texts write them.

use std::borrow::Cow;

use crate::corpus::{Corpus, home};
use crate::record::identity::date_in_name;
use crate::record::{Number, Record, reader};
use crate::source::{file_name_of, folder_of};
use crate::span::Span;

/// A record on its way from one number to another.
pub struct Change<'a> {
    /// All records.
    pub(super) corpus: &'a Corpus,
    /// The record's index among them.
    pub(super) at: usize,
    pub(super) record: &'a Record,
    /// The number that it has.
    pub(super) old: u64,
    new: u64,
    /// The old number as the file name writes it; empty where the name has none.
    digits: &'a str,
    /// The new number in the same manner.
    new_digits: String,
    /// The part of the path that carries the number, without extension.
    pub(super) stem: &'a str,
    /// Where the digits stand in it.
    start: usize,
    /// True for `0012-x/README.md`, which is named by its folder.
    pub(super) by_folder: bool,
    /// What stands before the number where the record is spoken of: `ADR`, in capitals.
    pub(super) words: Vec<String>,
}

impl<'a> Change<'a> {
    /// The record at `at` with another number; `None` for a record without number.
    pub fn new(corpus: &'a Corpus, at: usize, new: u64) -> Option<Self> {
        let record = corpus.records.get(at)?;
        let Some(Number::Int(old)) = record.identity.number else { return None };
        let path = record.path();
        let stem = reader::stem(path);
        let name = &record.identity.name;
        let digits = if name.number.is_some() { name.digits.as_str() } else { "" };
        let expected = date_in_name(stem).map_or(name.prefix.len(), |(_, len)| len + 1);
        let is_there = |start: &usize| stem.get(*start..).is_some_and(|rest| rest.starts_with(digits));
        let start = Some(expected).filter(is_there).or_else(|| stem.find(digits)).unwrap_or(0);
        let change = Self {
            corpus,
            at,
            record,
            old,
            new,
            digits,
            new_digits: format!("{new:0width$}", width = width(corpus, record)),
            stem,
            start,
            by_folder: !file_name_of(path).starts_with(stem),
            words: words(record),
        };
        Some(change)
    }

    /// The number that it has, as the file name or else the id writes it.
    pub fn old_name(&self) -> String {
        if self.digits.is_empty() { self.old.to_string() } else { self.digits.to_owned() }
    }

    /// The number that it has.
    pub const fn old(&self) -> u64 {
        self.old
    }

    /// True for a record that is named by its folder.
    pub const fn is_folder(&self) -> bool {
        self.by_folder
    }

    /// The file, or the folder that the record is named by.
    pub(super) fn place(&self) -> &'a str {
        let path = self.record.path();
        if self.by_folder { folder_of(path) } else { path }
    }

    /// The number that it will have.
    pub const fn number(&self) -> u64 {
        self.new
    }

    /// The part of the path that moves, file or folder, as it is; `None` where it carries no number.
    pub fn moved_from(&self) -> Option<&'a str> {
        (!self.digits.is_empty()).then(|| self.place())
    }

    /// The same as it will be.
    pub fn moved_to(&self) -> Option<String> {
        let from = self.moved_from()?;
        let name = self.renamed(file_name_of(from))?;
        let folder = home(self.record.path());
        Some(if folder.is_empty() { name } else { format!("{folder}/{name}") })
    }

    /// Where a path leads after the move.
    pub(super) fn path_after<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let (Some(from), Some(to)) = (self.moved_from(), self.moved_to()) else { return path.into() };
        match path.strip_prefix(from) {
            Some("") => to.into(),
            Some(rest) if rest.starts_with('/') => format!("{to}{rest}").into(),
            _ => path.into(),
        }
    }

    /// A name that begins as the record's does, with the new number.
    fn renamed(&self, name: &str) -> Option<String> {
        let end = self.start + self.digits.len();
        Some(format!("{}{}{}", name.get(..self.start)?, self.new_digits, name.get(end..)?))
    }

    /// The place of the digits within a written name, which may be percent-encoded.
    pub(super) fn digits_in(&self, name: &str) -> Option<Span> {
        if self.digits.is_empty() {
            return None;
        }
        let there = name.get(self.start..).is_some_and(|rest| rest.starts_with(self.digits));
        let start = if there { self.start } else { name.find(self.digits)? };
        Some(Span::new(start, start + self.digits.len()))
    }

    /// What takes the place of a row of digits, if they are the record's number.
    pub(super) fn written(&self, digits: &str) -> Option<String> {
        if digits == self.digits {
            return Some(self.new_digits.clone());
        }
        self.written_alone(digits)
    }

    /// The same for a number that is not part of a name: as many digits only where it has zeros in front.
    pub(super) fn written_alone(&self, digits: &str) -> Option<String> {
        if digits.len() > 20 || digits.parse() != Ok(self.old) {
            return None;
        }
        let width = if digits.starts_with('0') { digits.len() } else { 1 };
        Some(format!("{:0width$}", self.new))
    }
}

/// Least digits of a number in the record's folder.
fn width(corpus: &Corpus, record: &Record) -> usize {
    let own = &record.identity.name.digits;
    if own.starts_with('0') {
        return own.len();
    }
    let siblings = corpus.in_folder(home(record.path())).iter().map(|&at| &corpus.records[at].identity.name);
    siblings
        .filter(|name| name.digits.starts_with('0') && matches!(name.number, Some(Number::Int(_))))
        .map(|name| name.digits.len())
        .max()
        .unwrap_or(1)
}

/// The words that stand before the number: of the file name, the kind, the id and the title.
fn words(record: &Record) -> Vec<String> {
    let id = &record.identity.id;
    let of_id = id.find(|c: char| c.is_ascii_digit()).and_then(|at| id.get(..at));
    let title = record.h1.as_ref().or(record.meta_title.as_ref()).map(|title| title.value.as_str());
    let of_title = record.identity.title_number.as_ref().and(title).and_then(|title| {
        let at = title.find(|c: char| c.is_ascii_digit())?;
        title.get(..at)
    });
    let name = record.identity.name.prefix.as_str();
    let all = [Some(name), Some(&*record.kind.prefix), of_id, of_title];
    let mut words: Vec<String> = all
        .into_iter()
        .flatten()
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_uppercase())
        .filter(|word| word.len() > 1 && word.is_ascii() && !word.contains(' '))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
