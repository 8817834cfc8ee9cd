//! Rules of references and the graph. To add one, name its file here, in the order of the codes.

use super::meta::Rule;

mod duplicate_number;

pub(super) static RULES: &[&Rule] = &[&duplicate_number::RULE];
