//! `[rules]` and `[per-path]`: levels and options of rules.

use std::collections::BTreeMap;

use crate::record::Located;

use super::error::{listed, quoted};
use super::model::{Contents, PerPath, RuleSettings, Stated};
use super::options::{OptionValue, Registry, RuleInfo};
use super::read::{Entry, Reader, entries};
use super::selectors::{Selector, SelectorError, Selectors, Specificity};
use super::suggest;
use super::tables::compile;

use toml::de::{DeTable, DeValue};

/// Keys of `[per-path."GLOB"]`.
pub(super) const PER_PATH: &[&str] = &["ignore", "severity"];
/// The key of a rule's table that is no option.
pub(super) const SEVERITY: &str = "severity";

/// Reads `[rules]`.
pub(super) fn rules(reader: &mut Reader, entry: Entry<'_>, contents: &mut Contents) {
    let Some(table) = reader.table(entry) else { return };
    let index = Index::new(&contents.registry);
    let mut seen = BTreeMap::new();
    for entry in entries(table) {
        let Some(rule) = index.rule(reader, entry, &mut seen) else { continue };
        let settings = match entry.value {
            DeValue::Table(table) => rule_table(reader, table, &rule),
            DeValue::String(_) => RuleSettings {
                level: reader.level(entry).map(|level| Located::new(level, entry.key)),
                ..RuleSettings::default()
            },
            _ => {
                let message = format!("{} must be a level or a table", quoted(entry.name));
                let help = format!("for instance `{} = \"warn\"`", rule.name);
                reader.report_help(entry.span, message, help);
                continue;
            }
        };
        contents.rules.insert(rule.name, settings);
    }
}

/// The rules by name and by code; a file may name thousands.
struct Index<'r> {
    rules: &'r [RuleInfo],
    by_word: BTreeMap<String, RuleInfo>,
}

impl<'r> Index<'r> {
    fn new(rules: &'r [RuleInfo]) -> Self {
        let words =
            rules.iter().flat_map(|rule| [(rule.name.to_owned(), *rule), (rule.code.to_lowercase(), *rule)]);
        Self { rules, by_word: words.collect() }
    }

    /// The rule that a key names; reports unknown ones and those that `seen` has already.
    fn rule<'t>(
        &self,
        reader: &mut Reader,
        entry: Entry<'t>,
        seen: &mut BTreeMap<&'static str, &'t str>,
    ) -> Option<RuleInfo> {
        let Some(rule) = self.find(entry.name) else {
            reader.report_with(entry.key, || {
                let near = suggest::nearest(entry.name, self.rules.iter().map(|rule| rule.name));
                let help = near.map_or_else(
                    || "`deem rule --all` lists the rules".to_owned(),
                    |near| format!("did you mean {}?", quoted(near)),
                );
                (format!("unknown rule {}", quoted(entry.name)), Some(help))
            });
            return None;
        };
        if let Some(first) = seen.insert(rule.name, entry.name) {
            let message = format!("{} and {} are the same rule", quoted(first), quoted(entry.name));
            reader.report_help(entry.key, message, "keep one of them");
            return None;
        }
        Some(rule)
    }
}

impl Registry for Index<'_> {
    fn find(&self, name_or_code: &str) -> Option<RuleInfo> {
        let by_code = || {
            let rule = self.by_word.get(&name_or_code.to_lowercase());
            rule.filter(|rule| rule.code.eq_ignore_ascii_case(name_or_code))
        };
        self.by_word.get(name_or_code).or_else(by_code).copied()
    }

    fn all(&self) -> Vec<RuleInfo> {
        self.rules.to_vec()
    }
}

fn rule_table(reader: &mut Reader, table: &DeTable<'_>, rule: &RuleInfo) -> RuleSettings {
    let mut settings = RuleSettings::default();
    for entry in entries(table) {
        if entry.name == SEVERITY {
            settings.level = reader.level(entry).map(|level| Located::new(level, entry.key));
        } else if let Some(option) = rule.option(entry.name) {
            if let Some(value) = stated(reader, entry, option.default) {
                settings.options.insert(option.name, Located::new(value, entry.key));
            }
        } else {
            reader.report_with(entry.key, || unknown_option(entry.name, rule));
        }
    }
    settings
}

fn unknown_option(name: &str, rule: &RuleInfo) -> (String, Option<String>) {
    let known: Vec<&str> =
        [SEVERITY].into_iter().chain(rule.options.iter().map(|option| option.name)).collect();
    let message = format!("rule `{}` has no option {}", rule.name, quoted(name));
    let help = suggest::nearest(name, known.iter().copied()).map_or_else(
        || format!("it has {}", listed(known.iter().copied())),
        |near| format!("did you mean {}?", quoted(near)),
    );
    (message, Some(help))
}

fn stated(reader: &mut Reader, entry: Entry<'_>, default: OptionValue) -> Option<Stated> {
    match default {
        OptionValue::Bool(_) => reader.boolean(entry).map(Stated::Bool),
        OptionValue::Int(_) => reader.integer(entry).map(Stated::Int),
        OptionValue::Float(_) => reader.float(entry).map(Stated::Float),
        OptionValue::Text(_) => reader.string(entry).map(|text| Stated::Text(text.to_owned())),
        OptionValue::List(_) => {
            let list = reader.strings(entry)?;
            Some(Stated::List(list.into_iter().map(|item| item.value).collect()))
        }
    }
}

/// Reads `[per-path]`.
pub(super) fn per_path(reader: &mut Reader, entry: Entry<'_>, contents: &mut Contents) {
    let Some(table) = reader.table(entry) else { return };
    let index = Index::new(&contents.registry);
    let mut written = Vec::new();
    let mut found = Vec::new();
    for entry in entries(table) {
        let Some(table) = reader.table(entry) else { continue };
        let glob = Located::new(entry.name.to_owned(), entry.key);
        written.push(glob.clone());
        found.push(per_path_table(reader, table, glob, &index));
    }
    if let Some(globs) = compile(reader, entry, written) {
        contents.per_path_globs = globs;
        contents.per_path = found;
    }
}

fn per_path_table(
    reader: &mut Reader,
    table: &DeTable<'_>,
    glob: Located<String>,
    index: &Index<'_>,
) -> PerPath {
    let ignore = Located::new(Selectors::default(), glob.span);
    let mut settings = PerPath { glob, ignore, severity: BTreeMap::new() };
    for entry in entries(table) {
        match entry.name {
            "ignore" => settings.ignore = Located::new(selectors(reader, entry, index), entry.key),
            SEVERITY => settings.severity = levels(reader, entry, index),
            _ => reader.unknown_key(entry, PER_PATH),
        }
    }
    for (name, level) in &settings.severity {
        let code = index.find(name).map_or("", |rule| rule.code);
        if settings.ignore.value.specificity(code, name) == Some(Specificity::Exact) {
            let message = format!("`{name}` is ignored for these paths and given a severity");
            reader.report_help(level.span, message, "keep one of them");
        }
    }
    settings
}

fn selectors(reader: &mut Reader, entry: Entry<'_>, index: &Index<'_>) -> Selectors {
    let words = reader.strings(entry).unwrap_or_default();
    let mut found = Vec::new();
    for word in words {
        match Selector::find(&word.value, index) {
            Some(selector) => found.push(selector),
            None => reader.report_with(word.span, || {
                let error = SelectorError::new(&word.value, index.rules);
                (error.message, error.help)
            }),
        }
    }
    found.into_iter().collect()
}

fn levels(
    reader: &mut Reader,
    entry: Entry<'_>,
    index: &Index<'_>,
) -> BTreeMap<&'static str, Located<super::Level>> {
    let mut found = BTreeMap::new();
    let Some(table) = reader.table(entry) else { return found };
    let mut seen = BTreeMap::new();
    for entry in entries(table) {
        let Some(rule) = index.rule(reader, entry, &mut seen) else { continue };
        if let Some(level) = reader.level(entry) {
            found.insert(rule.name, Located::new(level, entry.key));
        }
    }
    found
}
