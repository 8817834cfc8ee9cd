//! Rules of references and the graph. To add one, name its file here, in the order of the codes.

use super::meta::Rule;

mod shared;
mod translation;

mod ambiguous_reference;
mod broken_anchor;
mod broken_link;
mod dependency_cycle;
mod depends_on_dead;
mod duplicate_id;
mod duplicate_number;
mod duplicate_title;
mod id_mismatch;
mod index_dead_entry;
mod index_missing_record;
mod index_wrong_status;
mod link_outside_repository;
mod malformed_link;
mod missing_back_link;
mod missing_image;
mod number_gap;
mod number_mismatch;
mod number_taken_elsewhere;
mod self_reference;
mod successor_not_live;
mod supersession_cycle;
mod title_mismatch;
mod unknown_reference;
mod unresolved_site_link;
mod vanished_path;
mod wrong_case_link;
mod wrong_kind_reference;

pub(super) static RULES: &[&Rule] = &[
    &duplicate_number::RULE,
    &duplicate_id::RULE,
    &number_mismatch::RULE,
    &id_mismatch::RULE,
    &title_mismatch::RULE,
    &unknown_reference::RULE,
    &ambiguous_reference::RULE,
    &self_reference::RULE,
    &missing_back_link::RULE,
    &supersession_cycle::RULE,
    &dependency_cycle::RULE,
    &broken_link::RULE,
    &broken_anchor::RULE,
    &wrong_case_link::RULE,
    &link_outside_repository::RULE,
    &missing_image::RULE,
    &malformed_link::RULE,
    &unresolved_site_link::RULE,
    &vanished_path::RULE,
    &depends_on_dead::RULE,
    &index_missing_record::RULE,
    &index_wrong_status::RULE,
    &index_dead_entry::RULE,
    &number_gap::RULE,
    &duplicate_title::RULE,
    &wrong_kind_reference::RULE,
    &successor_not_live::RULE,
    &number_taken_elsewhere::RULE,
];
