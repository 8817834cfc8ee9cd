//! The settings in force: what every other module asks.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::kind::{Kind, Kinds};
use crate::record::vocabulary::Vocabulary;
use crate::record::{DateMeaning, Located, Status};
use crate::source::{SourceFile, folder_of};
use crate::span::Span;

use super::model::{Contents, PerPath, Records, Stated, Word, fold};
use super::options::{Level, OptionValue, Profile, Registry, RuleInfo};
use super::people::People;
use super::selectors::{Choice, Selection};
use super::stale::Stale;

/// Everything that is configured, with defaults filled in. Cloning shares the contents.
#[derive(Clone, Debug)]
pub struct Settings(pub(super) Arc<Contents>);

impl Settings {
    /// The defaults, for these rules.
    pub fn defaults(registry: &dyn Registry) -> Self {
        Self::new(Contents::new(registry.all()))
    }

    pub(super) fn new(contents: Contents) -> Self {
        Self(Arc::new(contents))
    }

    /// The same settings with what the command line says about rules.
    pub fn with_selection(mut self, selection: Selection) -> Self {
        Arc::make_mut(&mut self.0).selection = selection;
        self
    }

    /// The file that was read, if there is one.
    pub fn source(&self) -> Option<&Arc<SourceFile>> {
        self.0.source.as_ref()
    }

    /// How much is asked of records.
    pub fn profile(&self) -> Profile {
        self.0.profile.value
    }

    /// Which files are records.
    pub fn records(&self) -> &Records {
        &self.0.records
    }

    /// When something is late.
    pub fn stale(&self) -> &Stale {
        &self.0.stale
    }

    /// Who answers for records, and when an owner counts as quiet.
    pub fn people(&self) -> &People {
        &self.0.people
    }

    /// What the repository means by a status word; case and the width of white space do not matter.
    pub fn status_word(&self, text: &str) -> Option<Status> {
        lookup(&self.0.vocabulary.status, text).map(|word| word.means)
    }

    /// What the repository means by a date's label; case and the width of white space do not matter.
    pub fn date_word(&self, label: &str) -> Option<DateMeaning> {
        lookup(&self.0.vocabulary.date, label).map(|word| word.means)
    }

    /// The status words that `deem.toml` maps, in the order of their folded text.
    pub fn status_words(&self) -> impl Iterator<Item = &Word<Status>> {
        self.0.vocabulary.status.values()
    }

    /// The date labels that `deem.toml` maps, in the order of their folded text.
    pub fn date_words(&self) -> impl Iterator<Item = &Word<DateMeaning>> {
        self.0.vocabulary.date.values()
    }

    /// The words that `deem.toml` maps, as the reader of records asks for them.
    pub fn vocabulary(&self) -> Vocabulary {
        Vocabulary {
            status: self.status_words().map(|word| (word.text.to_lowercase(), word.means)).collect(),
            date: self.date_words().map(|word| (word.text.to_lowercase(), word.means)).collect(),
        }
    }

    /// The kinds in force: the built-in ones with what `deem.toml` changes, and those that it adds.
    pub fn kinds(&self) -> &Kinds {
        &self.0.kinds.kinds
    }

    /// The kind that `deem.toml` gives to the folder of a path or to a folder above it; the deepest wins.
    pub fn kind_of(&self, path: &str) -> Option<&Arc<Kind>> {
        let folders = &self.0.kinds.folders;
        let mut folder = folder_of(path);
        while !folders.is_empty() {
            match folders.get(folder) {
                Some(kind) => return Some(kind),
                None if folder.is_empty() => break,
                None => folder = folder_of(folder),
            }
        }
        None
    }

    /// The folders that `deem.toml` gives to kinds, with the kind's name, in the order of the file.
    pub fn stated_folders(&self) -> &[(Arc<str>, Located<String>)] {
        &self.0.kinds.stated_folders
    }

    /// Where `deem.toml` states a key of a kind.
    pub(super) fn kind_span(&self, kind: &Kind, key: &'static str) -> Option<Span> {
        self.0.kinds.spans.get(&(kind.name.clone(), key)).copied()
    }

    /// The level that `deem.toml` gives to the rule of that name, if it does.
    pub fn level(&self, rule_name: &str) -> Option<Level> {
        self.0.rules.get(rule_name)?.level.as_ref().map(|level| level.value)
    }

    /// The rule's level after command line, `deem.toml` and profile; paths and records may still change it.
    pub fn effective_level(&self, rule: &RuleInfo) -> Level {
        let configured = self.level(rule.name);
        let usual = rule.default_level(self.profile());
        match self.0.selection.choice(rule.code, rule.name) {
            Choice::Off => Level::Off,
            Choice::Unsaid => configured.unwrap_or(usual),
            Choice::OnBroadly => configured.unwrap_or_else(|| awake(rule, usual)),
            Choice::On => {
                configured.filter(|level| *level != Level::Off).unwrap_or_else(|| awake(rule, usual))
            }
        }
    }

    /// What the command line says about rules.
    pub fn selection(&self) -> &Selection {
        &self.0.selection
    }

    /// What is configured for some paths only, in the order of the file.
    pub fn per_paths(&self) -> &[PerPath] {
        &self.0.per_path
    }

    /// The entries that hold for a path, in the order of the file: a later one wins.
    pub fn per_path(&self, path: &str) -> impl Iterator<Item = &PerPath> {
        self.per_path_indexes(path).into_iter().filter_map(|index| self.0.per_path.get(index))
    }

    /// Indexes into [`Self::per_paths`] of the entries that hold for a path, to tell which are used.
    pub fn per_path_indexes(&self, path: &str) -> Vec<usize> {
        if self.0.per_path.is_empty() { Vec::new() } else { self.0.per_path_globs.matches(path) }
    }
}

/// The level of a rule that was chosen although its profile has it off.
fn awake(rule: &RuleInfo, usual: Level) -> Level {
    let levels = std::iter::once(usual).chain(rule.levels);
    levels.into_iter().find(|level| *level != Level::Off).unwrap_or(Level::Warning)
}

/// The values of rule options. An option that the rule does not declare with that type is a mistake in the
/// rule: debug builds stop, others get the type's empty value.
impl Settings {
    /// A `true`/`false` option.
    pub fn option_bool(&self, rule: &RuleInfo, name: &str) -> bool {
        match (self.stated(rule, name), default_of(rule, name)) {
            (Some(Stated::Bool(value)), _) => *value,
            (_, Some(OptionValue::Bool(value))) => value,
            _ => undeclared(rule, name),
        }
    }

    /// A whole-number option.
    pub fn option_int(&self, rule: &RuleInfo, name: &str) -> i64 {
        match (self.stated(rule, name), default_of(rule, name)) {
            (Some(Stated::Int(value)), _) => *value,
            (_, Some(OptionValue::Int(value))) => value,
            _ => undeclared(rule, name),
        }
    }

    /// A number option, always finite.
    pub fn option_float(&self, rule: &RuleInfo, name: &str) -> f64 {
        match (self.stated(rule, name), default_of(rule, name)) {
            (Some(Stated::Float(value)), _) => *value,
            (_, Some(OptionValue::Float(value))) => value,
            _ => undeclared(rule, name),
        }
    }

    /// A text option.
    pub fn option_text(&self, rule: &RuleInfo, name: &str) -> &str {
        match (self.stated(rule, name), default_of(rule, name)) {
            (Some(Stated::Text(value)), _) => value,
            (_, Some(OptionValue::Text(value))) => value,
            _ => undeclared(rule, name),
        }
    }

    /// A list option.
    pub fn option_list(&self, rule: &RuleInfo, name: &str) -> Vec<&str> {
        match (self.stated(rule, name), default_of(rule, name)) {
            (Some(Stated::List(values)), _) => values.iter().map(String::as_str).collect(),
            (_, Some(OptionValue::List(values))) => values.to_vec(),
            _ => undeclared(rule, name),
        }
    }

    fn stated(&self, rule: &RuleInfo, name: &str) -> Option<&Stated> {
        Some(&self.0.rules.get(rule.name)?.options.get(name)?.value)
    }
}

fn default_of(rule: &RuleInfo, name: &str) -> Option<OptionValue> {
    rule.option(name).map(|option| option.default)
}

fn undeclared<T: Default>(rule: &RuleInfo, name: &str) -> T {
    debug_assert!(false, "rule {} declares no such option: {name}", rule.name);
    T::default()
}

fn lookup<'a, T>(words: &'a BTreeMap<String, Word<T>>, text: &str) -> Option<&'a Word<T>> {
    if words.is_empty() { None } else { words.get(&fold(text)) }
}
