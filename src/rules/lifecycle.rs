//! Rules of the lifecycle. To add one, name its file here, in the order of the codes.

use super::meta::Rule;

mod ambiguous_date;
mod conflicting_status;
mod date_against_file_name;
mod date_placeholder;
mod decided_while_open;
mod disordered_dates;
mod future_date;
mod impossible_date;
mod live_though_superseded;
mod missing_decided;
mod missing_status;
mod predecessor_still_live;
mod second_status;
mod status_placeholder;
mod superseded_without_successor;
mod uneven_status_spelling;
mod unknown_status;
mod unreadable_date;

pub(super) static RULES: &[&Rule] = &[
    &missing_status::RULE,
    &unknown_status::RULE,
    &conflicting_status::RULE,
    &second_status::RULE,
    &status_placeholder::RULE,
    &superseded_without_successor::RULE,
    &live_though_superseded::RULE,
    &predecessor_still_live::RULE,
    &impossible_date::RULE,
    &future_date::RULE,
    &disordered_dates::RULE,
    &date_placeholder::RULE,
    &ambiguous_date::RULE,
    &unreadable_date::RULE,
    &decided_while_open::RULE,
    &missing_decided::RULE,
    &date_against_file_name::RULE,
    &uneven_status_spelling::RULE,
];
