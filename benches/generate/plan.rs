//! What a corpus of a given size holds: titles, dates, states and who replaces whom.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::words;

/// Days from the first record to the last.
const DAYS: usize = 3000;

/// A successor follows its predecessor by this many numbers.
const STEP: usize = 7;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Proposed,
    Accepted,
    Rejected,
    Deprecated,
    SupersededBy(usize),
}

pub(crate) struct Plan {
    count: usize,
}

impl Plan {
    pub(crate) const fn new(count: usize) -> Self {
        Self { count }
    }

    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    pub(crate) fn title(&self, number: usize) -> String {
        words::title(number)
    }

    pub(crate) fn file_name(&self, number: usize) -> String {
        format!("{number:04}-{}.md", words::slug(&words::title(number)))
    }

    /// The day of the decision; later records are never older.
    pub(crate) fn day(&self, number: usize) -> Date {
        let days = (number - 1) * DAYS / self.count;
        date(2018, 3, 1).saturating_add(i64::try_from(days).unwrap_or(0).days())
    }

    /// The record that `number` replaces: every tenth replaces one.
    pub(crate) fn replaces(&self, number: usize) -> Option<usize> {
        (number.is_multiple_of(10) && number > STEP).then(|| number - STEP)
    }

    pub(crate) fn state(&self, number: usize) -> State {
        let successor = number + STEP;
        if successor.is_multiple_of(10) && successor <= self.count {
            State::SupersededBy(successor)
        } else if number.is_multiple_of(10) {
            State::Accepted
        } else if number + self.count / 100 > self.count {
            State::Proposed
        } else if number.is_multiple_of(29) {
            State::Deprecated
        } else if number.is_multiple_of(31) {
            State::Rejected
        } else {
            State::Accepted
        }
    }
}
