//! Rules of suppressions and configuration. To add one, name its file here, in the order of the codes.

use super::meta::Rule;

mod expired_waiver;
mod incomplete_waiver;
mod malformed_suppression;
mod suppression_of_hygiene;
mod suppression_without_reason;
mod unknown_rule_in_suppression;
mod unmatched_path_setting;
mod unused_suppression;

pub(super) static RULES: &[&Rule] = &[
    &unused_suppression::RULE,
    &suppression_without_reason::RULE,
    &unknown_rule_in_suppression::RULE,
    &malformed_suppression::RULE,
    &unmatched_path_setting::RULE,
    &expired_waiver::RULE,
    &incomplete_waiver::RULE,
    &suppression_of_hygiene::RULE,
];
