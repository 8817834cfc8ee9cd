//! Rules of Markdown structure. To add one, name its file here, in the order of the codes.

use super::meta::Rule;

pub(super) static RULES: &[&Rule] = &[];
