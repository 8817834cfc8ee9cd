//! Which severity a finding gets.
//!
//! What `deem.toml` says for the path goes first. Then what it says for the rule: a level that is written
//! down holds for every finding of the rule. Else the rule's own level by class, profile and command line,
//! at most what the rule said of this finding, and softened where the record is still open. A rule that the
//! command line leaves out is never run.

use crate::config::{Level, Settings};
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
    // The command line may wake a rule that `deem.toml` turns off; it then has its own level.
    let effective = settings.effective_level(&info);
    let stated = settings.level(rule.name).filter(|&level| level != Level::Off || effective == Level::Off);
    if let Some(level) = for_path.or(stated) {
        return level.severity();
    }
    let open = record.and_then(Record::state).is_some_and(|state| state.is_open());
    Some(settle(rule, effective.severity()?, finding.severity, open))
}

/// At most what the rule said of the finding, and no error where the rule softens for open records.
fn settle(rule: &Rule, level: Severity, at_most: Severity, open: bool) -> Severity {
    let level = level.min(at_most);
    if rule.softens && open { level.min(Severity::Warning) } else { level }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Check, Class, Group};
    use Severity::{Error, Info, Warning};

    fn rule(class: Class, severity: Severity, softens: bool) -> Rule {
        Rule {
            code: "L000",
            name: "example",
            summary: "an example",
            group: Group::Lifecycle,
            class,
            severity,
            softens,
            since: "0.1.0",
            options: &[],
            docs: "",
            check: Check::Record(|_, _| {}),
        }
    }

    #[test]
    fn a_finding_gets_the_lower_of_the_level_and_what_the_rule_said_of_it() {
        let steps = [Info, Warning, Error];
        let hard = rule(Class::Contradiction, Error, false);
        for level in steps {
            for at_most in steps {
                for open in [false, true] {
                    assert_eq!(settle(&hard, level, at_most, open), level.min(at_most));
                }
            }
        }
    }

    #[test]
    fn only_an_error_of_a_softening_rule_on_an_open_record_becomes_a_warning() {
        let soft = rule(Class::Contradiction, Error, true);
        for (level, at_most, open, want) in [
            (Error, Error, true, Warning),
            (Error, Error, false, Error),
            (Error, Warning, true, Warning),
            (Error, Info, true, Info),
            (Warning, Error, true, Warning),
            (Warning, Error, false, Warning),
            (Info, Error, true, Info),
            (Info, Error, false, Info),
        ] {
            assert_eq!(settle(&soft, level, at_most, open), want, "{level} {at_most} {open}");
        }
    }

    #[test]
    fn class_and_profile_give_the_level_where_nothing_is_configured() {
        use crate::config::Profile::{Lean, Standard, Strict};
        for severity in [Info, Warning, Error] {
            let table = [
                (Class::Contradiction, [Some(severity); 3]),
                (Class::Demand, [None, Some(Info), Some(severity)]),
                (Class::Heuristic, [None, Some(Info), Some(Info)]),
                (Class::OptIn, [None; 3]),
            ];
            for (class, want) in table {
                let rule = rule(class, severity, false);
                let got = [Lean, Standard, Strict].map(|profile| rule.default_level(profile));
                assert_eq!(got, want, "{class:?} {severity}");
            }
        }
    }
}
