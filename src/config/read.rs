//! Typed values out of the TOML tree, with errors collected on the way.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::record::Located;
use crate::source::SourceFile;
use crate::span::Span;

use super::error::{ConfigError, listed, quoted};
use super::options::Level;
use super::suggest;

/// Errors that are reported of one file; the rest are counted.
const MOST_ERRORS: usize = 50;

/// One key with its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t> {
    /// The key, unquoted.
    pub(super) name: &'t str,
    /// The place of the key.
    pub(super) key: Span,
    /// The value.
    pub(super) value: &'t DeValue<'t>,
    /// The place of the value; a table's is its header.
    pub(super) span: Span,
}

/// The entries of a table in the order of the file.
pub(super) fn entries<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut found: Vec<Entry<'t>> = table
        .iter()
        .map(|(key, value)| Entry {
            name: key.get_ref(),
            key: key.span().into(),
            value: value.get_ref(),
            span: value.span().into(),
        })
        .collect();
    found.sort_by_key(|entry| entry.key);
    found
}

/// Collects what is wrong while a file is read.
pub(super) struct Reader {
    source: Arc<SourceFile>,
    errors: Vec<ConfigError>,
    unreported: usize,
}

impl Reader {
    pub(super) fn new(source: Arc<SourceFile>) -> Self {
        Self { source, errors: Vec::new(), unreported: 0 }
    }

    /// The file that is read.
    pub(super) fn source(&self) -> &Arc<SourceFile> {
        &self.source
    }

    /// The errors in the order of the file.
    pub(super) fn finish(mut self) -> Vec<ConfigError> {
        self.errors.sort_by_key(|error| error.span);
        if let (count @ 1.., Some(last)) = (self.unreported, self.errors.last()) {
            let path = last.path.clone();
            let message = format!("{count} more errors are not shown");
            self.errors.push(ConfigError { path, span: None, position: None, message, help: None });
        }
        self.errors
    }

    /// Reports an error; the message and its help are only made while there is room for them.
    pub(super) fn report_with(&mut self, span: Span, text: impl FnOnce() -> (String, Option<String>)) {
        if self.errors.len() >= MOST_ERRORS {
            self.unreported += 1;
            return;
        }
        let (message, help) = text();
        let position = Some(self.source.position(span.start));
        let path = self.source.path.to_string();
        self.errors.push(ConfigError { path, span: Some(span), position, message, help });
    }

    /// Reports an error without help.
    pub(super) fn report(&mut self, span: Span, message: impl Into<String>) {
        self.report_with(span, || (message.into(), None));
    }

    /// Reports an error with help.
    pub(super) fn report_help(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.report_with(span, || (message.into(), Some(help.into())));
    }

    /// Reports a key that the table does not have.
    pub(super) fn unknown_key(&mut self, entry: Entry<'_>, known: &[&str]) {
        self.report_with(entry.key, || {
            (format!("unknown key {}", quoted(entry.name)), suggest::help(entry.name, known))
        });
    }

    fn wrong_type(&mut self, subject: &str, expected: &str, value: &DeValue<'_>, span: Span) {
        self.report_with(span, || {
            let found = type_name(value);
            (format!("{} must be {expected}, not {found}", quoted(subject)), None)
        });
    }

    pub(super) fn table<'t>(&mut self, entry: Entry<'t>) -> Option<&'t DeTable<'t>> {
        if let DeValue::Table(table) = entry.value {
            return Some(table);
        }
        self.wrong_type(entry.name, "a table", entry.value, entry.span);
        None
    }

    pub(super) fn string<'t>(&mut self, entry: Entry<'t>) -> Option<&'t str> {
        if let DeValue::String(text) = entry.value {
            return Some(text);
        }
        self.wrong_type(entry.name, "a string", entry.value, entry.span);
        None
    }

    /// A list of strings that are not blank and stand on one line.
    pub(super) fn strings(&mut self, entry: Entry<'_>) -> Option<Vec<Located<String>>> {
        let DeValue::Array(items) = entry.value else {
            self.wrong_type(entry.name, "a list of strings", entry.value, entry.span);
            return None;
        };
        let found: Vec<_> = items.iter().filter_map(|item| self.list_item(entry.name, item)).collect();
        (found.len() == items.len()).then_some(found)
    }

    fn list_item(&mut self, list: &str, item: &Spanned<DeValue<'_>>) -> Option<Located<String>> {
        let span = Span::from(item.span());
        let DeValue::String(text) = item.get_ref() else {
            self.wrong_type(list, "a list of strings", item.get_ref(), span);
            return None;
        };
        if text.trim().is_empty() || text.contains(char::is_control) {
            let fault = if text.trim().is_empty() { "an empty string" } else { "a control character" };
            self.report(span, format!("{} has {fault} in its list", quoted(list)));
            return None;
        }
        Some(Located::new(text.to_string(), span))
    }

    pub(super) fn boolean(&mut self, entry: Entry<'_>) -> Option<bool> {
        if let DeValue::Boolean(value) = entry.value {
            return Some(*value);
        }
        self.wrong_type(entry.name, "`true` or `false`", entry.value, entry.span);
        None
    }

    pub(super) fn integer(&mut self, entry: Entry<'_>) -> Option<i64> {
        let DeValue::Integer(digits) = entry.value else {
            self.wrong_type(entry.name, "a whole number", entry.value, entry.span);
            return None;
        };
        let value = i64::from_str_radix(digits.as_str(), digits.radix()).ok();
        if value.is_none() {
            self.report(entry.span, format!("{} is too large a number", quoted(entry.name)));
        }
        value
    }

    /// A finite number; a whole one will do.
    pub(super) fn float(&mut self, entry: Entry<'_>) -> Option<f64> {
        let value = match entry.value {
            DeValue::Float(text) => text.as_str().parse().ok(),
            DeValue::Integer(digits) if digits.radix() == 10 => digits.as_str().parse().ok(),
            _ => {
                self.wrong_type(entry.name, "a number", entry.value, entry.span);
                return None;
            }
        };
        let value = value.filter(|value: &f64| value.is_finite());
        if value.is_none() {
            self.report(entry.span, format!("{} must be a finite number", quoted(entry.name)));
        }
        value
    }

    /// A number of days, at most a century.
    pub(super) fn days(&mut self, entry: Entry<'_>) -> Option<u32> {
        const CENTURY: u32 = 36_525;
        let value = self.integer(entry)?;
        let days = u32::try_from(value).ok().filter(|days| *days <= CENTURY);
        if days.is_none() {
            self.report(
                entry.span,
                format!("{} is {value}, but must lie between 0 and {CENTURY} days", quoted(entry.name)),
            );
        }
        days
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&mut self, entry: Entry<'_>, words: &[(&str, T)]) -> Option<T> {
        let text = self.string(entry)?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            self.report_with(entry.span, || {
                let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let near = suggest::nearest(text, known.iter().copied());
                let help = near.map_or_else(
                    || format!("use one of {}", listed(known.iter().copied())),
                    |near| format!("did you mean {}?", quoted(near)),
                );
                (format!("{} cannot be {}", quoted(entry.name), quoted(text)), Some(help))
            });
        }
        found
    }

    /// The level of a rule.
    pub(super) fn level(&mut self, entry: Entry<'_>) -> Option<Level> {
        self.choice(entry, LEVELS)
    }
}

/// The words for levels.
pub(super) const LEVELS: &[(&str, Level)] = &[
    ("error", Level::Error),
    ("warn", Level::Warning),
    ("warning", Level::Warning),
    ("info", Level::Info),
    ("off", Level::Off),
];

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
