//! House words that a team maps in `deem.toml`.

use std::collections::BTreeMap;

use super::date::DateMeaning;
use super::status::Status;

/// Words of the house for statuses and date labels, keys in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// `decided` → accepted.
    pub status: BTreeMap<String, Status>,
    /// `introduced` → created.
    pub date: BTreeMap<String, DateMeaning>,
}

impl Vocabulary {
    /// The configured meaning of a status text.
    pub fn status(&self, text: &str) -> Option<Status> {
        if self.status.is_empty() {
            return None;
        }
        self.status.get(&text.trim().to_lowercase()).copied()
    }

    /// The configured meaning of a date's label.
    pub fn date(&self, label: &str) -> Option<DateMeaning> {
        if self.date.is_empty() {
            return None;
        }
        self.date.get(&label.trim().to_lowercase()).copied()
    }
}
