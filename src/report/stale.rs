//! Which records have been waiting too long, and by what evidence.

use jiff::civil::Date;
use serde::Serialize;
use std::sync::Arc;

use crate::config::Settings;
use crate::corpus::Corpus;
use crate::history::{LastChange, Touch};
use crate::record::{DateMeaning, Record, Status};

use super::history::Commit;

/// Why a record is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The day of its review has passed.
    ReviewOverdue,
    /// It is a proposal that nobody has touched.
    ProposalOpen,
}

impl Reason {
    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReviewOverdue => "review-overdue",
            Self::ProposalOpen => "proposal-open",
        }
    }
}

/// A stale record with its reason.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct StaleRow {
    /// Id.
    pub id: String,
    /// Repository-relative path.
    pub path: String,
    /// Kind's name.
    pub kind: Arc<str>,
    /// Title without number.
    pub title: String,
    /// Normalised, or the kind's own.
    pub status: Option<String>,
    /// Why it is stale; a record with two reasons has two rows.
    pub reason: Reason,
    /// The day of review, or the day of the last commit.
    pub since: String,
    /// Days from `since` to today.
    pub days: i32,
    /// Days that are allowed.
    pub limit: u32,
    /// The commit that last changed the file, where it is known.
    pub last_commit: Option<Commit>,
}

/// A record that could not be judged.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct UnknownRow {
    /// Id.
    pub id: String,
    /// Repository-relative path.
    pub path: String,
    /// What was asked.
    pub reason: Reason,
    /// Why there is no answer.
    pub because: String,
}

/// The answer to `deem stale`.
#[derive(Clone, Debug, Default)]
pub struct StaleReport {
    /// What is stale, the longest past its limit first.
    pub records: Vec<StaleRow>,
    /// What could not be judged.
    pub unknown: Vec<UnknownRow>,
    /// Records that can go stale at all.
    pub candidates: usize,
}

/// A record that can go stale.
#[derive(Clone, Copy, Debug)]
struct Candidate<'a> {
    record: &'a Record,
    review: Option<Date>,
    proposal: bool,
}

/// The records that can go stale, before history is asked.
#[derive(Debug)]
pub struct Candidates<'a>(Vec<Candidate<'a>>);

impl<'a> Candidates<'a> {
    /// Those of a corpus: proposals, and records in force whose day of review is stated.
    pub fn of(corpus: &'a Corpus) -> Self {
        let candidate = |record: &'a Record| {
            let review = record.date(DateMeaning::Review).and_then(|fact| fact.date);
            let review = review.filter(|_| !is_finished(record));
            let proposal = is_proposal(record);
            (review.is_some() || proposal).then_some(Candidate { record, review, proposal })
        };
        Self(corpus.records.iter().filter_map(candidate).collect())
    }

    /// Their paths, for history.
    pub fn paths(&self) -> Vec<&'a str> {
        self.0.iter().map(|candidate| candidate.record.path()).collect()
    }

    /// Judges them. `changes` has the last change of each in the same order, or says why there is none.
    pub fn judge(
        &self,
        settings: &Settings,
        today: Date,
        changes: Result<&[LastChange], &str>,
    ) -> StaleReport {
        let mut report = StaleReport { candidates: self.0.len(), ..StaleReport::default() };
        for (at, candidate) in self.0.iter().enumerate() {
            let stale = settings.stale().of(&candidate.record.kind.name);
            let change = changes.map(|changes| changes.get(at));
            let touch = change.ok().flatten().and_then(LastChange::touch);
            let row = |reason, since: Date, limit| row(candidate.record, reason, since, today, limit, touch);
            if let Some(next) = candidate.review {
                report.records.extend(row(Reason::ReviewOverdue, next, stale.review_grace_days.value));
            }
            if candidate.proposal {
                match touch {
                    Some(touch) => {
                        report.records.extend(row(
                            Reason::ProposalOpen,
                            touch.date,
                            stale.proposal_days.value,
                        ));
                    }
                    None => report.unknown.push(unknown(candidate.record, change)),
                }
            }
        }
        let past = |row: &StaleRow| i64::from(row.days) - i64::from(row.limit);
        report.records.sort_by(|a, b| (past(b), &a.path, a.reason).cmp(&(past(a), &b.path, b.reason)));
        report
    }
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
fn is_proposal(record: &Record) -> bool {
    matches!(record.state(), Some(Status::Draft | Status::Proposed))
}

fn row(
    record: &Record,
    reason: Reason,
    since: Date,
    today: Date,
    limit: u32,
    touch: Option<&Touch>,
) -> Option<StaleRow> {
    let days = since.until(today).map_or(0, |span| span.get_days());
    (i64::from(days) > i64::from(limit)).then(|| StaleRow {
        id: record.identity.id.clone(),
        path: record.path().to_owned(),
        kind: record.kind.name.clone(),
        title: record.title.clone(),
        status: record.status().map(|status| status.name().to_owned()),
        reason,
        since: since.to_string(),
        days,
        limit,
        last_commit: touch.map(Commit::from),
    })
}

fn unknown(record: &Record, change: Result<Option<&LastChange>, &str>) -> UnknownRow {
    let because = match change {
        Err(reason) => reason,
        Ok(Some(LastChange::CutOff)) => "the commit that last changed it is not in this clone",
        Ok(_) => "it is not committed yet",
    };
    UnknownRow {
        id: record.identity.id.clone(),
        path: record.path().to_owned(),
        reason: Reason::ProposalOpen,
        because: because.to_owned(),
    }
}
