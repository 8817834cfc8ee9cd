//! Numbers and ids.

mod name;
mod title;

use std::fmt;

use super::{Carrier, Located};

pub use name::{date_in_name, parse_name};
pub use title::{TitleNumber, split_title};

/// A record's number: an integer of a sequence, or a date or ULID as text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(untagged)]
pub enum Number {
    /// `12` of `0012-use-kafka.md`.
    Int(u64),
    /// `2024-05-16` of `2024-05-16-use-kafka.md`, a timestamp, or a ULID.
    Text(String),
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(n) => write!(f, "{n}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// What a record is called.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The id that others refer to: stated, or derived from folder, kind and file name.
    pub id: String,
    /// The id as the record's metadata state it.
    pub stated: Option<Located<String>>,
    /// The number that counts: of the file name, else of the metadata, else of the title.
    pub number: Option<Number>,
    /// The number as the file name writes it (`0012`), with its prefix (`ADR-`) if it has one.
    pub name: NameNumber,
    /// The number in the first heading or title (`# 12. Use Kafka`), if there is one.
    pub title_number: Option<Located<Number>>,
    /// The number in the metadata (`eip: 20`, `nav_order: 7`, `kep-number`), with its key.
    pub meta_number: Option<(String, Located<Number>)>,
    /// Where `number` was read.
    pub carrier: Carrier,
}

/// What a file name says of the number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameNumber {
    /// What stands before the number as written, separator included: `ADR-`, `ODH-ADR-Operator-`, `RFC`.
    pub prefix: String,
    /// The digits as written, `0012`; a date or timestamp for date schemes; empty without number.
    pub digits: String,
    /// What follows the number, without the extension: `use-kafka`.
    pub slug: String,
    /// The number, if the name has one.
    pub number: Option<Number>,
    /// A date at the start of the name, `2021-06-10` of `2021-06-10_006-networking.md`.
    pub date: Option<jiff::civil::Date>,
}

impl NameNumber {
    /// The part that the name gives after its number, `02` of `cap-0046-02` and of `0046-02-lifecycle`; else
    /// nothing.
    pub fn part(&self) -> &str {
        let slug = self.slug.as_str();
        let digits = slug.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &slug[digits..];
        let is_part = (1..=3).contains(&digits) && rest.is_empty()
            || digits == 2 && rest.starts_with(['-', '_', '.', ' ']);
        if is_part { &slug[..digits] } else { "" }
    }

    /// The id that the name alone gives: prefix and number as written; for days and time stamps, which
    /// repeat, and without number, the stem.
    pub fn id(&self, stem: &str, kind_prefix: &str) -> String {
        match self.number {
            Some(Number::Int(_)) if !self.prefix.is_empty() => format!("{}{}", self.prefix, self.digits),
            Some(Number::Int(_)) => format!("{kind_prefix}-{}", self.digits),
            Some(Number::Text(_)) if !self.repeats() => format!("{kind_prefix}-{}", self.digits),
            _ => stem.to_owned(),
        }
    }

    /// True for a day or time stamp, which several records may share; not for a number of the day.
    fn repeats(&self) -> bool {
        self.date.is_some() && self.digits.len() != "2026-01-12-01".len()
    }
}
