//! Every rule, from the lists of the groups.

use std::sync::LazyLock;

use crate::config::{Registry, RuleInfo};

use super::meta::Rule;
use super::{file, hygiene, lifecycle, reference, schema, structure};

static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let groups =
        [file::RULES, schema::RULES, structure::RULES, reference::RULES, lifecycle::RULES, hygiene::RULES];
    groups.concat()
});

/// Every rule, by group and code.
pub fn all() -> &'static [&'static Rule] {
    &RULES
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
