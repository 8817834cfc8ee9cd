//! Rules of Markdown structure. To add one, name its file here, in the order of the codes.

use super::meta::Rule;

mod empty_section;
mod missing_section;
mod missing_title;
mod one_sided_consequences;
mod phrases;
mod repeated_section;
mod several_titles;
mod single_option;
mod skipped_heading_level;
mod template_placeholder;
mod unclosed_code_fence;
mod undefined_link_reference;
mod unfinished_text;

pub(super) static RULES: &[&Rule] = &[
    &missing_title::RULE,
    &several_titles::RULE,
    &missing_section::RULE,
    &empty_section::RULE,
    &template_placeholder::RULE,
    &single_option::RULE,
    &one_sided_consequences::RULE,
    &skipped_heading_level::RULE,
    &repeated_section::RULE,
    &unclosed_code_fence::RULE,
    &unfinished_text::RULE,
    &undefined_link_reference::RULE,
];
