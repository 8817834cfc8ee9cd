//! Since when a record's decision holds.

use jiff::civil::Date;

use crate::record::{DateMeaning, Record, Status};

use super::midnight;
use super::timeline::Timeline;

/// Since when something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The day.
    pub day: Date,
    /// The first second, since 1970.
    pub second: i64,
    /// True when the record says so; else git does.
    pub stated: bool,
}

impl Begun {
    /// From a day that a record states.
    pub(super) fn stated(day: Date) -> Self {
        Self { day, second: midnight(day), stated: true }
    }
}

/// When the record was decided: the day that it states, else that on which its present state of force landed.
/// `None` where neither is known, or it is not in force.
pub fn decided(record: &Record, timeline: Option<&Timeline>) -> Option<Begun> {
    if let Some(day) = record.date(DateMeaning::Decided).and_then(|fact| fact.date) {
        return Some(Begun::stated(day));
    }
    let moment = timeline?.current(record, |state| state.is_some_and(Status::is_live))?;
    // The landing itself is part of the decision.
    Some(Begun { day: moment.landed.date, second: moment.second.saturating_add(1), stated: false })
}
