//! Every rule, in the order of the codes. Adding a rule adds one line here.

use crate::config::{Registry, RuleInfo};

use super::meta::Rule;
use super::{file, hygiene, lifecycle, reference, schema, structure};

static RULES: &[&Rule] = &[
    &reference::duplicate_number::RULE,
    &file::unreadable_record::RULE,
    &hygiene::unused_suppression::RULE,
];

/// Every rule.
pub fn all() -> &'static [&'static Rule] {
    RULES
}

/// The rule of that kebab-case name, or of that code in either case.
pub fn find(name: &str) -> Option<&'static Rule> {
    let name = name.trim();
    RULES.iter().copied().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name))
}

/// The rules as configuration sees them.
pub fn as_config() -> &'static dyn Registry {
    struct Rules;
    impl Registry for Rules {
        fn find(&self, name_or_code: &str) -> Option<RuleInfo> {
            find(name_or_code).map(Rule::info)
        }

        fn all(&self) -> Vec<RuleInfo> {
            RULES.iter().map(|rule| rule.info()).collect()
        }
    }
    &Rules
}
