//! Rules of file and frontmatter. To add one, name its file here, in the order of the codes.

use super::meta::Rule;

mod conflict_marker;
mod duplicate_key;
mod hidden_character;
mod key_style;
pub(in crate::rules) mod keys;
mod malformed_frontmatter;
mod misspelled_key;
mod mixed_line_endings;
mod preceded_frontmatter;
mod refused_yaml;
mod template_braces;
mod truncated_outline;
mod unclosed_frontmatter;
mod unknown_kind;
mod unreadable_record;
mod yaml_problem;

pub(super) static RULES: &[&Rule] = &[
    &malformed_frontmatter::RULE,
    &unclosed_frontmatter::RULE,
    &duplicate_key::RULE,
    &refused_yaml::RULE,
    &preceded_frontmatter::RULE,
    &misspelled_key::RULE,
    &key_style::RULE,
    &hidden_character::RULE,
    &conflict_marker::RULE,
    &unreadable_record::RULE,
    &template_braces::RULE,
    &unknown_kind::RULE,
    &truncated_outline::RULE,
    &mixed_line_endings::RULE,
];
