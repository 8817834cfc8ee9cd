//! Which severity a finding gets.
//!
//! In order: what configuration says for the path, what it says for the rule (both as written), else the
//! rule's own by class and profile, at most what the rule said of this finding, softened by a step where
//! the record is still open.

use crate::config::{Level, Settings};
use crate::diagnostic::{Finding, Severity};
use crate::record::Record;
use crate::rules::{Class, Rule};

use super::select::Selection;

/// The severity of `finding`, or `None` where it is off.
pub(super) fn of(finding: &Finding, rule: &Rule, record: Option<&Record>, settings: &Settings, selection: &Selection) -> Option<Severity> {
    let mut explicit = settings.level(rule.name);
    for entry in settings.per_path(&finding.path) {
        if entry.ignore.matches(rule.code, rule.name) {
            return None;
        }
        explicit = entry.severity(rule.name).or(explicit);
    }
    match explicit {
        Some(Level::Off) => return None,
        Some(level) => return level.severity(),
        None => {}
    }
    let level = match rule.default_level(settings.profile()) {
        Some(level) => level,
        None if rule.class == Class::OptIn && selection.names(rule) => rule.severity,
        None if selection.names(rule) => Severity::Info,
        None => return None,
    };
    let level = level.min(finding.severity);
    let open = record.is_some_and(|record| record.state().is_some_and(|state| state.is_open()));
    Some(if rule.softens && open { level.min(Severity::Warning) } else { level })
}

/// False when no finding of the rule can be shown, so that it need not run.
pub(super) fn may_fire(rule: &Rule, settings: &Settings, selection: &Selection) -> bool {
    if !selection.allows(rule) {
        return false;
    }
    match settings.level(rule.name) {
        Some(Level::Off) => settings.raised_by_path(rule.name),
        Some(_) => true,
        None => rule.default_level(settings.profile()).is_some() || selection.names(rule) || settings.raised_by_path(rule.name),
    }
}
