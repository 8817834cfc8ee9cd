//! Records against their clocks.

use jiff::civil::Date;

use crate::config::{Policy, Settings};
use crate::facts::{Facts, RecordFacts, decided};
use crate::history::Extent;
use crate::owners::Codeowners;
use crate::record::{Carrier, Record, Status};
use crate::report::row;
use crate::span::Span;

use super::candidate::{Candidate, Candidates, Clock, grace};
use super::{Commit, Evidence, Reason, StaleReport, StaleRow, UnknownRow};

impl Candidates<'_> {
    /// Judges them. `facts` are of the same records in the same order, or say why there are none.
    pub fn judge(
        &self,
        settings: &Settings,
        today: Date,
        codeowners: Option<&Codeowners>,
        facts: Result<&Facts, &str>,
    ) -> StaleReport {
        let mut report = StaleReport { candidates: self.0.len(), ..StaleReport::default() };
        for (place, candidate) in self.0.iter().enumerate() {
            let known = facts.map(|facts| (facts, facts.records.get(place)));
            let mut case = Case {
                candidate,
                policy: settings.stale().of(&candidate.record.kind.name),
                today,
                codeowners,
                facts: known.and_then(|(facts, own)| Ok((facts, own.ok_or(NO_FACTS)?))),
                report: &mut report,
            };
            candidate.clocks.iter().for_each(|clock| case.judge(*clock));
        }
        report.records.sort_by(|a, b| (b.past(), &a.path, a.reason).cmp(&(a.past(), &b.path, b.reason)));
        report
    }
}

const NO_FACTS: &str = "history was not asked about it";
const CUT_OFF: &str = "the commits that would tell are not in this clone";
const UNCOMMITTED: &str = "it is not committed yet";

/// One record before its judge.
struct Case<'c> {
    candidate: &'c Candidate<'c>,
    policy: &'c Policy,
    today: Date,
    codeowners: Option<&'c Codeowners>,
    facts: Result<(&'c Facts, &'c RecordFacts), &'c str>,
    report: &'c mut StaleReport,
}

/// What is late: since when, how many days are allowed, and where the record says so.
struct Late {
    reason: Reason,
    since: Date,
    limit: u32,
    span: Option<Span>,
}

impl Case<'_> {
    fn judge(&mut self, clock: Clock) {
        let policy = self.policy;
        match clock {
            Clock::Review(day, span) => {
                self.review(day, Some(span), format!("review was due {day}"), None);
            }
            Clock::EveryReview(period, last) => {
                let timeline = self.facts.ok().and_then(|(_, own)| own.timeline.as_ref());
                let decision = decided(self.candidate.record, timeline).map(|begun| begun.day);
                let Some(from) = last.into_iter().chain(decision).max() else {
                    return self.unknown(Reason::ReviewOverdue);
                };
                if let Some(due) = period.after(from) {
                    let text = format!("review was due {due}, {period} after {from}");
                    self.review(due, None, text, Some(period.to_string()));
                }
            }
            Clock::Proposal => self.proposal(),
            Clock::Debt(day, span) => {
                let limit = policy.debt_grace_days.value;
                self.dated(Reason::DebtOverdue, day, span, limit, format!("was to be paid by {day}"));
            }
            Clock::Experiment(day, span) => {
                let limit = policy.experiment_grace_days.value;
                self.dated(Reason::ExperimentOverdue, day, span, limit, format!("timebox ended {day}"));
            }
            Clock::Governs => self.governs(),
        }
    }

    fn review(&mut self, due: Date, span: Option<Span>, text: String, cadence: Option<String>) {
        let own = grace(self.candidate.record).and_then(|grace| grace.after(due));
        let own = own.and_then(|end| u32::try_from(days(due, end)).ok());
        let limit = own.unwrap_or(self.policy.review_grace_days.value);
        let text = self.with_last_change(text);
        let late = Late { reason: Reason::ReviewOverdue, since: due, limit, span };
        self.push(&late, Evidence { cadence, ..Evidence::of(text, None) });
    }

    fn dated(&mut self, reason: Reason, day: Date, span: Span, limit: u32, text: String) {
        let text = self.with_last_change(text);
        self.push(&Late { reason, since: day, limit, span: Some(span) }, Evidence::of(text, None));
    }

    fn proposal(&mut self) {
        let record = self.candidate.record;
        let is_open = |state| matches!(state, Some(Status::Draft | Status::Proposed));
        let timeline = self.facts.ok().and_then(|(_, own)| own.timeline.as_ref());
        let Some(moment) = timeline.and_then(|timeline| timeline.current(record, is_open)) else {
            return self.unknown(Reason::ProposalOpen);
        };
        let opened = Commit::from(&moment.landed);
        let text = self.with_last_change(format!("open since {}", opened.in_words()));
        let span = record.status().filter(|status| status.carrier != Carrier::Sidecar);
        let late = Late {
            reason: Reason::ProposalOpen,
            since: moment.landed.date,
            limit: self.policy.proposal_days.value,
            span: span.map(|status| status.span),
        };
        self.push(&late, Evidence::of(text, Some(opened)));
    }

    fn governs(&mut self) {
        let Ok((facts, own)) = self.facts else { return self.unknown(Reason::Drifted) };
        let Some(governed) = &own.governed else { return self.unknown(Reason::Drifted) };
        let record = self.candidate.record;
        let least = self.policy.drift_lines_percent.value;
        if let Some(evidence) = Evidence::drift(record, governed, facts, least) {
            let since = governed.reached.as_ref().map_or(self.today, |reached| reached.at.date);
            let span = record.governs.first().map(|glob| glob.span);
            self.push(&Late { reason: Reason::Drifted, since, limit: 0, span }, evidence);
        } else if governed.since.is_none()
            || governed.extent != Extent::Complete
            || governed.reached.as_ref().is_some_and(|reached| reached.lines.partial)
        {
            self.unknown(Reason::Drifted);
        }
        for vanished in governed.vanished.iter().flatten() {
            let Some(evidence) = Evidence::vanished(record, vanished) else { continue };
            let since = vanished.removed.as_ref().map(|touch| touch.date);
            let since = since.or(governed.since.map(|begun| begun.day)).unwrap_or(self.today);
            let span = record.governs.get(vanished.glob).map(|glob| glob.span);
            self.push(&Late { reason: Reason::GovernsNothing, since, limit: 0, span }, evidence);
        }
    }

    fn last_commit(&self) -> Option<Commit> {
        self.facts.ok().and_then(|(_, own)| own.last.as_ref()).map(Commit::from)
    }

    fn with_last_change(&self, text: String) -> String {
        match self.last_commit() {
            Some(commit) => format!("{text}, last change {}", commit.in_words()),
            None => text,
        }
    }

    /// Adds a row if the record is late. What counts no days is stale on its first day.
    fn push(&mut self, late: &Late, evidence: Evidence) {
        let days = days(late.since, self.today);
        let at_once = matches!(late.reason, Reason::Drifted | Reason::GovernsNothing);
        if !at_once && i64::from(days) <= i64::from(late.limit) {
            return;
        }
        let record = self.candidate.record;
        self.report.records.push(StaleRow {
            id: record.identity.id.clone(),
            path: record.path().to_owned(),
            line: late.span.map_or(1, |span| record.source.position(span.start).line),
            kind: record.kind.name.clone(),
            title: record.title.clone(),
            status: record.status().map(|status| status.name().to_owned()),
            owners: row::owners(record, self.codeowners),
            reason: late.reason,
            since: late.since.to_string(),
            days: days.max(0),
            limit: late.limit,
            last_commit: self.last_commit(),
            evidence,
        });
    }

    fn unknown(&mut self, reason: Reason) {
        let record = self.candidate.record;
        let because = match self.facts {
            Err(because) => because,
            Ok((_, own)) => why(record, own),
        };
        self.report.unknown.push(UnknownRow {
            id: record.identity.id.clone(),
            path: record.path().to_owned(),
            reason,
            because: because.to_owned(),
        });
    }
}

/// Why facts of a record do not answer.
fn why(record: &Record, own: &RecordFacts) -> &'static str {
    if !own.committed {
        return UNCOMMITTED;
    }
    let timeline = own.timeline.as_ref();
    if timeline.is_some_and(|timeline| timeline.moments.is_empty() || timeline.is_current(record)) {
        CUT_OFF
    } else {
        "its status is not committed yet"
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
