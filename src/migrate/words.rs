//! Words of a text, to tell whether one text says all that another says.

use std::collections::BTreeSet;

/// A set of words in lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(BTreeSet<String>);

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self::default();
        words.add(text);
        words
    }

    /// Adds the words of a text.
    pub(super) fn add(&mut self, text: &str) {
        self.0.extend(split(text));
    }

    /// Adds the words of another set.
    pub(super) fn join(&mut self, other: &Self) {
        self.0.extend(other.0.iter().cloned());
    }

    /// True when `text` has no word that is not here and no mark that may mean something, such as an emoji.
    pub(super) fn cover(&self, text: &str) -> bool {
        let marks = |c: char| c.is_alphanumeric() || c.is_whitespace() || c.is_ascii_punctuation();
        text.chars().all(marks) && split(text).all(|word| self.0.contains(&word))
    }
}

/// How many words a text has.
pub(super) fn count(text: &str) -> usize {
    split(text).count()
}

fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}
