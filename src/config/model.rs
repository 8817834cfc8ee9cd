//! The parts of a configuration, each entry with the place that states it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::{DateMeaning, Located, Status};
use crate::source::SourceFile;
use crate::span::Span;

use super::globs::Globs;
use super::kinds::KindTables;
use super::options::{Level, Profile, RuleInfo};
use super::people::People;
use super::selectors::{Selection, Selectors};
use super::stale::Stale;

/// Size of the largest file that is read as a record where nothing is configured, bytes.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// A value that has a default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value in force.
    pub value: T,
    /// Where `deem.toml` says it; `None` for the default.
    pub span: Option<Span>,
}

impl<T> Setting<T> {
    /// A value that nobody configured.
    pub const fn default_of(value: T) -> Self {
        Self { value, span: None }
    }

    /// A value that `deem.toml` states.
    pub const fn written(value: T, span: Span) -> Self {
        Self { value, span: Some(span) }
    }
}

/// `[records]`: which files are records.
#[derive(Clone, Debug)]
pub struct Records {
    /// Also records, whatever discovery thinks; the span is the list's.
    pub include: Setting<Globs>,
    /// Never records; the span is the list's.
    pub exclude: Setting<Globs>,
    /// Larger files are not read, bytes.
    pub max_bytes: Setting<u64>,
}

/// A word that is mapped to a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<T> {
    /// The word as `deem.toml` writes it.
    pub text: String,
    /// What it means.
    pub means: T,
    /// The key in `deem.toml`.
    pub span: Span,
}

/// `[vocabulary]`: the words of this repository, keyed by [`fold`].
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) status: BTreeMap<String, Word<Status>>,
    pub(super) date: BTreeMap<String, Word<DateMeaning>>,
}

/// The value of a rule's option that `deem.toml` states.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stated {
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<String>),
}

/// `[rules]`: what is said of one rule.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleSettings {
    pub(super) level: Option<Located<Level>>,
    pub(super) options: BTreeMap<&'static str, Located<Stated>>,
}

/// `[per-path."GLOB"]`: what holds for some paths only.
#[derive(Clone, Debug)]
pub struct PerPath {
    /// The glob as written, with the place of its key.
    pub glob: Located<String>,
    /// Rules that are off for these paths.
    pub ignore: Located<Selectors>,
    /// Levels for these paths, by rule name.
    pub severity: BTreeMap<&'static str, Located<Level>>,
}

impl PerPath {
    /// What this entry says of a rule: an exact level wins over `ignore` by prefix.
    pub fn level(&self, rule: &RuleInfo) -> Option<Level> {
        let exact = self.severity.get(rule.name).map(|level| level.value);
        exact.or_else(|| self.ignore.value.matches(rule.code, rule.name).then_some(Level::Off))
    }
}

/// What clones of the settings share.
#[derive(Clone, Debug)]
pub(super) struct Contents {
    pub(super) source: Option<Arc<SourceFile>>,
    pub(super) version: Setting<i64>,
    pub(super) profile: Setting<Profile>,
    pub(super) records: Records,
    pub(super) vocabulary: Vocabulary,
    pub(super) kinds: KindTables,
    pub(super) rules: BTreeMap<&'static str, RuleSettings>,
    pub(super) per_path: Vec<PerPath>,
    pub(super) per_path_globs: Globs,
    pub(super) stale: Stale,
    pub(super) people: People,
    pub(super) registry: Vec<RuleInfo>,
    pub(super) selection: Selection,
}

impl Contents {
    pub(super) fn new(registry: Vec<RuleInfo>) -> Self {
        Self {
            source: None,
            version: Setting::default_of(1),
            profile: Setting::default_of(Profile::default()),
            records: Records {
                include: Setting::default_of(Globs::default()),
                exclude: Setting::default_of(Globs::default()),
                max_bytes: Setting::default_of(MAX_BYTES),
            },
            vocabulary: Vocabulary::default(),
            kinds: KindTables::default(),
            rules: BTreeMap::new(),
            per_path: Vec::new(),
            per_path_globs: Globs::default(),
            stale: Stale::default(),
            people: People::default(),
            registry,
            selection: Selection::default(),
        }
    }
}

/// A word as vocabularies compare it: lower case, white space at the ends gone and one space elsewhere.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
