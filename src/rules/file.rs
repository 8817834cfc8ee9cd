//! Rules of file and frontmatter. To add one, name its file here, in the order of the codes.

use super::meta::Rule;

mod unreadable_record;

pub(super) static RULES: &[&Rule] = &[&unreadable_record::RULE];
