//! Which severity a finding gets.
//!
//! In order: what configuration says for the path, what command line and configuration say for the rule,
//! else the rule's own by class and profile, at most what the rule said of this finding, and softened by
//! a step where the record is still open.

use crate::config::Level;
use crate::config::Settings;
use crate::diagnostic::{Finding, Severity};
use crate::record::Record;
use crate::rules::Rule;

/// The severity of `finding`, or `None` where it is off.
pub(super) fn of(
    finding: &Finding,
    rule: &Rule,
    record: Option<&Record>,
    settings: &Settings,
) -> Option<Severity> {
    let info = rule.info();
    let for_path = settings.per_path(&finding.path).filter_map(|entry| entry.level(&info)).last();
    if let Some(level) = for_path.or_else(|| settings.level(rule.name)) {
        return level.severity();
    }
    let level = settings.effective_level(&info).severity()?.min(finding.severity);
    let open = record.is_some_and(|record| record.state().is_some_and(|state| state.is_open()));
    Some(if rule.softens && open { level.min(Severity::Warning) } else { level })
}

/// False when no finding of the rule can be shown, so that it need not run.
pub(super) fn may_fire(rule: &Rule, settings: &Settings) -> bool {
    let info = rule.info();
    let raised = || {
        settings.per_paths().iter().any(|entry| entry.level(&info).is_some_and(|level| level != Level::Off))
    };
    match settings.selection().choice(rule.code, rule.name) {
        crate::config::Choice::Off => false,
        _ => settings.effective_level(&info) != Level::Off || raised(),
    }
}
