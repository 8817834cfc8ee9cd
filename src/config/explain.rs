//! What is in force, and who said so: the content of `deem config`.

use std::fmt::{self, Write};
use std::sync::Arc;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::record::{Kind, Located};
use crate::source::SourceFile;
use crate::span::Span;

use super::error::hidden;
use super::globs::Globs;
use super::model::{PerPath, Stated};
use super::options::{OptionValue, RuleInfo};
use super::selectors::Choice;
use super::settings::Settings;

/// Who set a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody.
    Default,
    /// A line of the configuration file, from 1.
    File {
        /// The file as messages name it.
        path: String,
        /// The line of the key.
        line: usize,
    },
    /// The command line.
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "{path}:{line}"),
            Self::CommandLine => f.write_str("command line"),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A setting with its value and who set it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EffectiveEntry {
    /// The path of the key as TOML writes it, `rules.quiet-owner.days`.
    pub key: String,
    /// The value in force; its JSON is valid TOML too.
    pub value: Value,
    /// Who set it.
    pub origin: Origin,
}

impl fmt::Display for EffectiveEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = format!("{} = {}", self.key, self.value);
        // Only strings can hold such characters, and JSON and TOML both read the escape.
        line.chars()
            .try_for_each(|c| if hidden(c) { write!(f, "\\u{:04x}", u32::from(c)) } else { f.write_char(c) })
    }
}

impl Settings {
    /// Every setting in force: first in the order of the reference, then of the file.
    pub fn explain(&self) -> Vec<EffectiveEntry> {
        let mut list = List { settings: self, entries: Vec::new() };
        let inner = &self.0;
        list.add("version", json!(inner.version.value), inner.version.span);
        list.add("profile", json!(inner.profile.value), inner.profile.span);
        list.add("records.include", globs(&inner.records.include.value), inner.records.include.span);
        list.add("records.exclude", globs(&inner.records.exclude.value), inner.records.exclude.span);
        list.add("records.max-bytes", json!(inner.records.max_bytes.value), inner.records.max_bytes.span);
        for word in self.status_words() {
            list.add(&format!("vocabulary.status.{}", key(&word.text)), json!(word.means), Some(word.span));
        }
        for word in self.date_words() {
            let means = word.means.as_str();
            list.add(&format!("vocabulary.date.{}", key(&word.text)), json!(means), Some(word.span));
        }
        for kind in self.kinds().all() {
            list.kind(kind);
        }
        for rule in &inner.registry {
            list.rule(rule);
        }
        for entry in self.per_paths() {
            list.per_path(entry);
        }
        super::stale::explain(self.stale(), |key, value, span| list.add(key, value, span));
        super::people::explain(&inner.people, |key, value, span| list.add(key, value, span));
        list.entries
    }
}

struct List<'s> {
    settings: &'s Settings,
    entries: Vec<EffectiveEntry>,
}

impl List<'_> {
    fn add(&mut self, key: &str, value: Value, span: Option<Span>) {
        let origin = match (span, self.settings.source()) {
            (Some(span), Some(source)) => {
                Origin::File { path: source.path.to_string(), line: source.position(span.start).line }
            }
            _ => Origin::Default,
        };
        self.entries.push(EffectiveEntry { key: key.to_owned(), value, origin });
    }

    fn kind(&mut self, kind: &Kind) {
        let folders: Vec<&str> =
            kind.folders.iter().map(|folder| if folder.is_empty() { "." } else { folder }).collect();
        let path = |file: &Option<Arc<SourceFile>>| file.as_ref().map(|file| json!(*file.path));
        let values = [
            ("summary", Some(json!(kind.summary))),
            ("schema", path(&kind.schema)),
            ("template", path(&kind.template)),
            ("folders", Some(json!(folders))),
            ("prefix", Some(json!(kind.prefix))),
            ("id.scheme", Some(json!(kind.id.scheme.as_str()))),
            ("id.width", Some(json!(kind.id.width))),
            ("required-sections", Some(json!(kind.required_sections))),
            ("owners", Some(json!(kind.owners)).filter(|_| !kind.owners.is_empty())),
            ("review", kind.review.as_ref().map(|period| json!(period))),
        ];
        for (key, value) in values {
            if let Some(value) = value {
                let stated = key.split('.').next().unwrap_or(key);
                let span = self.settings.kind_span(kind, stated);
                self.add(&format!("kinds.{}.{key}", kind.name), value, span);
            }
        }
        let span = self.settings.kind_span(kind, "statuses");
        for status in &kind.statuses {
            let table = json!({ "means": status.means, "moves": status.moves, "final": status.is_final });
            self.add(&format!("kinds.{}.statuses.{}", kind.name, key(&status.name)), table, span);
        }
    }

    fn rule(&mut self, rule: &RuleInfo) {
        let stated = self.settings.0.rules.get(rule.name);
        let configured = stated.and_then(|rule| rule.level.as_ref());
        let effective = self.settings.effective_level(rule);
        // Under `Unsaid` the profile decides, which the file may have set, but not for this rule.
        let chosen = self.settings.selection().choice(rule.code, rule.name) != Choice::Unsaid;
        let by_file = configured.filter(|level| level.value == effective || !chosen);
        self.add(&format!("rules.{}.severity", rule.name), json!(effective), by_file.map(|level| level.span));
        if let (true, None, Some(last)) = (chosen, by_file, self.entries.last_mut()) {
            last.origin = Origin::CommandLine;
        }
        for option in rule.options {
            let value = stated.and_then(|rule| rule.options.get(option.name));
            let shown = value.map_or_else(|| default(option.default), |value| written(&value.value));
            self.add(&format!("rules.{}.{}", rule.name, option.name), shown, value.map(|value| value.span));
        }
    }

    fn per_path(&mut self, entry: &PerPath) {
        let at = format!("per-path.{}", key(&entry.glob.value));
        let ignored: Vec<String> = entry.ignore.value.iter().map(ToString::to_string).collect();
        self.add(&format!("{at}.ignore"), json!(ignored), Some(entry.ignore.span));
        for (name, Located { value, span }) in &entry.severity {
            self.add(&format!("{at}.severity.{name}"), json!(value), Some(*span));
        }
    }
}

fn globs(globs: &Globs) -> Value {
    globs.written().iter().map(|glob| glob.value.as_str()).collect()
}

fn default(value: OptionValue) -> Value {
    match value {
        OptionValue::Bool(value) => json!(value),
        OptionValue::Int(value) => json!(value),
        OptionValue::Float(value) => json!(value),
        OptionValue::Text(value) => json!(value),
        OptionValue::List(values) => json!(values),
    }
}

fn written(value: &Stated) -> Value {
    match value {
        Stated::Bool(value) => json!(value),
        Stated::Int(value) => json!(value),
        Stated::Float(value) => json!(value),
        Stated::Text(value) => json!(value),
        Stated::List(values) => json!(values),
    }
}

/// A key as TOML writes it: bare where it can be.
pub(super) fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { json!(name).to_string() }
}
