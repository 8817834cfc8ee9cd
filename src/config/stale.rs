//! `[stale]` and `[stale.KIND]`: when something is late.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use crate::record::kind::Kinds;
use crate::record::period::Period;
use crate::span::Span;

use super::error::quoted;
use super::explain::key;
use super::kinds;
use super::model::Setting;
use super::read::{Entry, Reader, entries};
use super::suggest;

/// Keys of `[stale]` and of `[stale.KIND]`.
pub(super) const STALE: &[&str] = &[
    "review-grace-days",
    "proposal-days",
    "experiment-grace-days",
    "debt-grace-days",
    "drift-commits",
    "drift-lines-percent",
    "one-way-cadence",
    "two-way-cadence",
];

/// Commits and percent that can be configured; more would mean never, by mistake.
const MOST: u32 = 100_000;

/// What is allowed before something counts as stale.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Days after the day of review before it counts as overdue.
    pub review_grace_days: Setting<u32>,
    /// Days before an open proposal counts as forgotten.
    pub proposal_days: Setting<u32>,
    /// Days that an experiment may go on after the end of its timebox.
    pub experiment_grace_days: Setting<u32>,
    /// Days after the day by which a debt was to be paid.
    pub debt_grace_days: Setting<u32>,
    /// Commits by people on governed files from which they count as drifted; at least 1.
    pub drift_commits: Setting<u32>,
    /// Lines that these commits changed, as percent of the lines that are governed, from which they count.
    pub drift_lines_percent: Setting<u32>,
    /// How often what cannot be taken back is reviewed where the record does not say.
    pub one_way_cadence: Setting<Option<Period>>,
    /// How often what can be taken back is reviewed where the record does not say.
    pub two_way_cadence: Setting<Option<Period>>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            review_grace_days: Setting::default_of(30),
            proposal_days: Setting::default_of(90),
            experiment_grace_days: Setting::default_of(14),
            debt_grace_days: Setting::default_of(0),
            drift_commits: Setting::default_of(30),
            drift_lines_percent: Setting::default_of(20),
            one_way_cadence: Setting::default_of(None),
            two_way_cadence: Setting::default_of(None),
        }
    }
}

/// When something is late: for all kinds, and for some.
#[derive(Clone, Debug, Default)]
pub struct Stale {
    common: Policy,
    kinds: BTreeMap<String, Policy>,
    /// Where the tables of kinds begin.
    places: BTreeMap<String, Span>,
}

impl Stale {
    /// What holds for records of a kind.
    pub fn of(&self, kind: &str) -> &Policy {
        self.kinds.get(kind).unwrap_or(&self.common)
    }
}

/// Reads `[stale]`.
pub(super) fn stale(reader: &mut Reader, entry: Entry<'_>) -> Stale {
    let mut stale = Stale::default();
    let Some(table) = reader.table(entry) else { return stale };
    let (tables, own): (Vec<_>, Vec<_>) =
        entries(table).into_iter().partition(|entry| matches!(entry.value, DeValue::Table(_)));
    for entry in own {
        set(reader, entry, &mut stale.common);
    }
    for entry in tables {
        // A key of all kinds that is a table is a mistake in its value, not a kind.
        if STALE.contains(&entry.name) {
            set(reader, entry, &mut stale.common);
        } else if let Some(table) = reader.table(entry) {
            stale.places.insert(entry.name.to_owned(), entry.key);
            stale.kinds.insert(entry.name.to_owned(), policy(reader, table, &stale.common));
        }
    }
    stale
}

fn policy(reader: &mut Reader, table: &DeTable<'_>, common: &Policy) -> Policy {
    let mut policy = common.clone();
    for entry in entries(table) {
        set(reader, entry, &mut policy);
    }
    policy
}

/// Reports tables of kinds that there are not. The kinds may stand below in the file.
pub(super) fn check(reader: &mut Reader, stale: &Stale, kinds: &Kinds) {
    for (name, span) in &stale.places {
        if kinds.find(name).is_none() {
            reader.report_with(*span, || {
                let names: Vec<&str> = kinds.names().chain(STALE.iter().copied()).collect();
                (format!("unknown kind or key {}", quoted(name)), suggest::help(name, &names))
            });
        }
    }
}

fn set(reader: &mut Reader, entry: Entry<'_>, policy: &mut Policy) {
    let days = match entry.name {
        "review-grace-days" => &mut policy.review_grace_days,
        "proposal-days" => &mut policy.proposal_days,
        "experiment-grace-days" => &mut policy.experiment_grace_days,
        "debt-grace-days" => &mut policy.debt_grace_days,
        "drift-commits" => return into(&mut policy.drift_commits, entry, count(reader, entry, 1, "commits")),
        "drift-lines-percent" => {
            return into(&mut policy.drift_lines_percent, entry, count(reader, entry, 0, "percent"));
        }
        "one-way-cadence" => return cadence(reader, entry, &mut policy.one_way_cadence),
        "two-way-cadence" => return cadence(reader, entry, &mut policy.two_way_cadence),
        _ => return reader.unknown_key(entry, STALE),
    };
    into(days, entry, reader.days(entry));
}

fn into<T>(setting: &mut Setting<T>, entry: Entry<'_>, value: Option<T>) {
    if let Some(value) = value {
        *setting = Setting::written(value, entry.key);
    }
}

fn count(reader: &mut Reader, entry: Entry<'_>, least: u32, unit: &str) -> Option<u32> {
    let value = reader.integer(entry)?;
    let count = u32::try_from(value).ok().filter(|count| (least..=MOST).contains(count));
    if count.is_none() {
        let name = quoted(entry.name);
        reader
            .report(entry.span, format!("{name} is {value}, but must lie between {least} and {MOST} {unit}"));
    }
    count
}

fn cadence(reader: &mut Reader, entry: Entry<'_>, setting: &mut Setting<Option<Period>>) {
    if let Some(period) = kinds::period(reader, entry) {
        *setting = Setting::written(Period::read(&period), entry.key);
    }
}

/// What is in force, entry by entry: key, value, and where the file says it.
pub(super) fn explain(stale: &Stale, mut add: impl FnMut(&str, Value, Option<Span>)) {
    for (name, value, span) in settings(&stale.common) {
        if let Some(value) = value {
            add(&format!("stale.{name}"), value, span);
        }
    }
    for (kind, policy) in &stale.kinds {
        for ((name, value, span), (_, _, common)) in settings(policy).into_iter().zip(settings(&stale.common))
        {
            if let Some(value) = value.filter(|_| span != common) {
                add(&format!("stale.{}.{name}", key(kind)), value, span);
            }
        }
    }
}

fn settings(policy: &Policy) -> [(&'static str, Option<Value>, Option<Span>); 8] {
    let number = |name, setting: &Setting<u32>| (name, Some(json!(setting.value)), setting.span);
    let period = |name, setting: &Setting<Option<Period>>| {
        (name, setting.value.map(|period| json!(period.to_string())), setting.span)
    };
    [
        number("review-grace-days", &policy.review_grace_days),
        number("proposal-days", &policy.proposal_days),
        number("experiment-grace-days", &policy.experiment_grace_days),
        number("debt-grace-days", &policy.debt_grace_days),
        number("drift-commits", &policy.drift_commits),
        number("drift-lines-percent", &policy.drift_lines_percent),
        period("one-way-cadence", &policy.one_way_cadence),
        period("two-way-cadence", &policy.two_way_cadence),
    ]
}
