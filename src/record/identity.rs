//! Numbers and ids.

use std::fmt;

use super::{Carrier, Located};

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
    /// Letters before the number as written, `ADR` of `ADR-012`, `ODH-ADR-Operator` ….
    pub prefix: String,
    /// The digits as written, `0012`; a date or timestamp for date schemes; empty without number.
    pub digits: String,
    /// What follows the number, without the extension: `use-kafka`.
    pub slug: String,
}
