//! How a folder writes a status: its words, their case, and what stands before them.

use std::collections::BTreeMap;

use crate::record::kind::status_name;
use crate::record::status::{self, Place};
use crate::record::{Carrier, Dialect, Record, Status};

use super::lifecycle::Target;
use super::{Editor, words};

/// The words of a status as one value writes them.
pub(super) struct Written<'a> {
    /// What stands before the words: emoji, emphasis, an opening bracket.
    pub(super) lead: &'a str,
    /// The words.
    pub(super) words: &'a str,
    pub(super) status: Status,
}

/// The letters of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Case {
    Lower,
    Capitalised,
    Upper,
}

impl Case {
    pub(super) fn of(words: &str) -> Self {
        let mut letters = words.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else { return Self::Lower };
        let mut rest = letters.peekable();
        if first.is_uppercase() && rest.peek().is_some() && rest.all(char::is_uppercase) {
            Self::Upper
        } else if first.is_uppercase() {
            Self::Capitalised
        } else {
            Self::Lower
        }
    }

    pub(super) fn apply(self, words: &str) -> String {
        match self {
            Self::Lower => words.to_lowercase(),
            Self::Upper => words.to_uppercase(),
            Self::Capitalised => {
                let mut chars = words.chars();
                let first = chars.next().map(|first| first.to_uppercase().collect::<String>());
                first.unwrap_or_default() + &chars.as_str().to_lowercase()
            }
        }
    }
}

/// Emoji and other signs that say the state once more.
pub(super) fn sign(lead: &str) -> &str {
    let is_sign = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace();
    let Some(from) = lead.find(is_sign) else { return "" };
    let end = lead.rfind(is_sign).map_or(from, |last| {
        last + lead.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    });
    lead.get(from..end).unwrap_or("")
}

impl Editor<'_> {
    /// Where the words of a status value stand.
    pub(super) fn place(&self, value: &str) -> Option<Place> {
        status::place(value, &|word| self.vocabulary.status(word))
    }

    /// The status of a record as written.
    pub(super) fn written<'r>(&self, record: &'r Record) -> Option<Written<'r>> {
        let fact = record.status().filter(|fact| !fact.placeholder)?;
        let value = fact.value.text(&record.file_of(fact.carrier).text);
        let place = self.place(value)?;
        let line = value.get(..place.state.start)?.rfind('\n').map_or(0, |n| n + 1);
        Some(Written {
            lead: value.get(line..place.state.start)?,
            words: value.get(place.state)?,
            status: fact.status,
        })
    }

    /// True when the status of a record is written with that word.
    pub(super) fn writes(&self, record: usize, word: &str) -> bool {
        self.written(self.now(record))
            .is_some_and(|written| written.words.to_lowercase() == word.to_lowercase())
    }

    /// The statuses that the records beside one write, and its own as it was.
    fn beside(&self, record: usize) -> impl Iterator<Item = Written<'_>> {
        self.corpus.siblings(record).iter().filter_map(|&at| self.written(&self.corpus.records[at]))
    }

    /// The word of a state as the record's folder writes it.
    pub(super) fn word(&self, record: usize, target: &Target, own: Option<&str>) -> String {
        let case = own.map(Case::of).or_else(|| self.usual_case(record));
        let default = match self.corpus.records[record].dialect {
            Dialect::Nygard | Dialect::Table | Dialect::Preamble => Case::Capitalised,
            _ => Case::Lower,
        };
        let case = case.unwrap_or(default);
        if let Some(name) = &target.own {
            return case.apply(name);
        }
        if target.verbatim {
            // A state's own name takes the case of what it replaces; other words come as they are typed.
            let name = status_name(&target.given) == target.status.as_str();
            let styled = target.given.chars().any(char::is_uppercase) && !name;
            return if styled { target.given.clone() } else { case.apply(&target.given) };
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for written in self.beside(record).filter(|written| written.status == target.status) {
            *counts.entry(written.words.to_lowercase()).or_default() += 1;
        }
        if counts.contains_key(&target.given) {
            return case.apply(&target.given);
        }
        // The first of equals in the order of the alphabet.
        let most = counts.iter().rev().max_by_key(|(_, count)| **count).map(|(word, _)| word.clone());
        let word = most.or_else(|| self.in_language(record, target.status, own)).or_else(|| {
            let kep = self.corpus.records[record].dialect == Dialect::Kep;
            let words = [
                (Status::Proposed, "provisional"),
                (Status::Accepted, "implementable"),
                (Status::Superseded, "replaced"),
            ];
            words
                .into_iter()
                .find(|(status, _)| kep && *status == target.status)
                .map(|(_, word)| word.to_owned())
        });
        case.apply(&word.unwrap_or_else(|| target.given.clone()))
    }

    /// The word of a state in the language of the record, else of its folder.
    fn in_language(&self, record: usize, status: Status, own: Option<&str>) -> Option<String> {
        let own = own.map(str::to_owned).into_iter();
        let known = own.chain(self.beside(record).map(|written| written.words.to_owned()));
        known.filter_map(|word| words::same_language(&word, status)).next().map(str::to_owned)
    }

    /// The case that most words of the folder have.
    fn usual_case(&self, record: usize) -> Option<Case> {
        let mut counts: BTreeMap<Case, usize> = BTreeMap::new();
        self.beside(record).for_each(|written| *counts.entry(Case::of(written.words)).or_default() += 1);
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(case, _)| case)
    }

    /// The sign that the folder puts before a state: `None` when it has none for it.
    pub(super) fn house_sign(&self, record: usize, status: Status) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let same: Vec<Written<'_>> = self.beside(record).filter(|written| written.status == status).collect();
        same.iter().for_each(|written| *counts.entry(sign(written.lead)).or_default() += 1);
        let (sign, _) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        (!sign.is_empty()).then(|| sign.to_owned())
    }

    /// True when the record stands among others whose statuses carry such signs.
    pub(super) fn uses_signs(&self, record: usize) -> bool {
        let (mut with, mut all) = (0, 0);
        for written in self.beside(record) {
            all += 1;
            with += usize::from(!sign(written.lead).is_empty());
        }
        with * 2 > all
    }

    /// True when some record beside it is superseded in the words of its status, others by a key.
    pub(super) fn phrase_beside(&self, record: usize, carrier: Carrier) -> bool {
        self.corpus.siblings(record).iter().any(|&at| {
            let other = &self.corpus.records[at];
            let Some(fact) = other.status().filter(|fact| fact.carrier == carrier) else { return false };
            let within = |relation: &crate::record::Relation| fact.value.contains(relation.span);
            fact.status == Status::Superseded && other.relations.iter().any(within)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_take_the_case_of_others() {
        assert_eq!(Case::of("In Review").apply("superseded"), "Superseded");
        assert_eq!(Case::of("ADOPTED").apply("retired"), "RETIRED");
        assert_eq!(Case::of("akzeptiert").apply("Überholt"), "überholt");
    }

    #[test]
    fn a_sign_is_found_before_the_words() {
        assert_eq!(sign("✅ **"), "✅");
        assert_eq!(sign("⌛️ "), "⌛️");
        assert_eq!(sign("**"), "");
    }
}
