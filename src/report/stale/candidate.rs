//! Records that can go stale, and by which clocks, before history is asked.

use jiff::civil::Date;

use crate::config::{Policy, Settings};
use crate::corpus::Corpus;
use crate::facts::What;
use crate::record::period::Period;
use crate::record::yaml::NodeRef;
use crate::record::{DateMeaning, Record, Status, date};
use crate::span::Span;

/// What a record waits for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Clock {
    /// The review of a stated day.
    Review(Date, Span),
    /// A review so long after the decision or the last one; the day of that one, where it is stated.
    EveryReview(Period, Option<Date>),
    /// A decision.
    Proposal,
    /// The payment of a debt.
    Debt(Date, Span),
    /// The end of an experiment.
    Experiment(Date, Span),
    /// Nothing but changes of what it governs.
    Governs,
}

/// A record that can go stale.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    pub(super) at: usize,
    pub(super) record: &'a Record,
    pub(super) clocks: Vec<Clock>,
}

/// The records that can go stale, before history is asked.
#[derive(Debug)]
pub struct Candidates<'a>(pub(super) Vec<Candidate<'a>>);

impl<'a> Candidates<'a> {
    /// Those of the records that `wanted` picks by their index.
    pub fn of(corpus: &'a Corpus, settings: &Settings, wanted: impl Fn(usize) -> bool) -> Self {
        let records = corpus.records.iter().enumerate().filter(|(at, _)| wanted(*at));
        let candidate = |(at, record): (usize, &'a Record)| {
            let clocks = clocks(record, settings.stale().of(&record.kind.name));
            (!clocks.is_empty()).then_some(Candidate { at, record, clocks })
        };
        Self(records.filter_map(candidate).collect())
    }

    /// Their indexes in the corpus, for history.
    pub fn indexes(&self) -> Vec<usize> {
        self.0.iter().map(|candidate| candidate.at).collect()
    }

    /// The facts that are needed to judge them.
    pub fn wanted(&self) -> What {
        let any = |wanted: fn(&Clock) -> bool| self.0.iter().flat_map(|one| &one.clocks).any(wanted);
        let governs = any(|clock| matches!(clock, Clock::Governs));
        let dated = any(|clock| matches!(clock, Clock::Proposal | Clock::EveryReview(..)));
        What { timeline: governs || dated, drift: governs, ..What::default() }
    }
}

fn clocks(record: &Record, policy: &Policy) -> Vec<Clock> {
    let mut clocks = Vec::new();
    if is_finished(record) {
        return clocks;
    }
    clocks.extend(review(record, policy));
    if is_proposal(record) {
        clocks.push(Clock::Proposal);
    }
    if let Some((day, span)) = own_day(record, &["repay-by"]) {
        clocks.push(Clock::Debt(day, span));
    }
    if let Some((day, span)) = own_day(record, &["timebox", "end"]) {
        clocks.push(Clock::Experiment(day, span));
    }
    if record.state().is_some_and(Status::is_live) && !record.governs.is_empty() {
        clocks.push(Clock::Governs);
    }
    clocks
}

/// The next review: of the day that is stated, unless it was held since; else as often as the record, its door or
/// its kind asks for.
fn review(record: &Record, policy: &Policy) -> Option<Clock> {
    let last = value(record, &["review", "last"]).and_then(|(node, _)| day(node));
    let next = record.date(DateMeaning::Review);
    let next = next.and_then(|fact| Some((fact.date?, fact.span)));
    if let Some((day, span)) = next.filter(|(day, _)| last.is_none_or(|last| last < *day)) {
        return Some(Clock::Review(day, span));
    }
    if !record.state().is_some_and(Status::is_live) {
        return None;
    }
    let period = |path: &[&str]| Period::read(text(record, path)?.trim());
    let door = || match text(record, &["reversibility", "door"])?.trim() {
        "one-way" => policy.one_way_cadence.value,
        "two-way" => policy.two_way_cadence.value,
        _ => None,
    };
    let kind = || Period::read(record.kind.review.as_deref()?);
    let every = period(&["review", "cadence"]).or_else(door).or_else(kind)?;
    Some(Clock::EveryReview(every, last))
}

/// How long the record allows a review to be late.
pub(super) fn grace(record: &Record) -> Option<Period> {
    Period::read(text(record, &["review", "grace"])?.trim())
}

/// A day in frontmatter of deem's own, with its place.
fn own_day(record: &Record, path: &[&str]) -> Option<(Date, Span)> {
    let (node, span) = value(record, path).filter(|_| record.native)?;
    Some((day(node)?, span))
}

fn day(node: NodeRef<'_>) -> Option<Date> {
    date::read(&node.scalar_text()?, date::DayOrder::Unknown).0
}

fn text(record: &Record, path: &[&str]) -> Option<String> {
    value(record, path)?.0.scalar_text()
}

/// A value of the frontmatter; `_` stands for `-` in older records.
fn value<'r>(record: &'r Record, path: &[&str]) -> Option<(NodeRef<'r>, Span)> {
    let (first, rest) = path.split_first()?;
    let doc = &record.frontmatter.as_ref()?.doc;
    let mut node = doc.get(first).or_else(|| doc.get(&first.replace('-', "_")))?;
    for key in rest {
        node = node.get(key).or_else(|| node.get(&key.replace('-', "_")))?;
    }
    Some((node, node.span()))
}

/// Nothing is expected of it any more.
fn is_finished(record: &Record) -> bool {
    let ended = record
        .status()
        .and_then(|status| status.own.as_deref())
        .and_then(|own| record.kind.status(own))
        .is_some_and(|status| status.is_final && status.moves.is_empty());
    ended || record.state().is_some_and(Status::is_dead)
}

/// Written down, and waiting to be decided; what was deferred waits on purpose.
pub(super) fn is_proposal(record: &Record) -> bool {
    matches!(record.state(), Some(Status::Draft | Status::Proposed))
}
