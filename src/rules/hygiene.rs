//! Rules of suppressions and configuration. To add one, name its file here, in the order of the codes.

use super::meta::Rule;

mod unused_suppression;

pub(super) static RULES: &[&Rule] = &[&unused_suppression::RULE];
