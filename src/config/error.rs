//! What is wrong with a configuration file, and where.

use std::fmt;
use std::sync::Arc;

use crate::source::SourceFile;
use crate::span::{Position, Span};

/// One thing that is wrong with the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The file, relative to the root where it lies below it.
    pub path: String,
    /// The place; `None` where the file as a whole is meant.
    pub span: Option<Span>,
    /// Line and column of the place, both from 1.
    pub position: Option<Position>,
    /// What is wrong, a lower-case fragment without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl fmt::Display for ConfigError {
    /// `deem.toml:7:3: unknown key `x`; did you mean `y`?`, always one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", clean(&self.path))?;
        if let Some(at) = self.position {
            write!(f, ":{}:{}", at.line, at.column)?;
        }
        write!(f, ": {}", self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

impl std::error::Error for ConfigError {}

/// Everything that is wrong with the configuration, in the order of the file; never empty.
#[derive(Clone, Debug)]
pub struct ConfigErrors {
    /// The errors, at least one.
    pub errors: Vec<ConfigError>,
    /// The text that their spans point into, where it could be read.
    pub source: Option<Arc<SourceFile>>,
}

impl ConfigErrors {
    /// A single error at a place of a file that the configuration names, such as a schema.
    pub fn at(source: &Arc<SourceFile>, span: Span, message: String, help: Option<String>) -> Self {
        let error = ConfigError {
            path: source.path.to_string(),
            span: Some(span),
            position: Some(source.position(span.start)),
            message,
            help,
        };
        Self { errors: vec![error], source: Some(source.clone()) }
    }

    /// A single error about a file as a whole.
    pub(super) fn whole(path: String, message: String, help: Option<&str>) -> Self {
        let help = help.map(str::to_owned);
        Self { errors: vec![ConfigError { path, span: None, position: None, message, help }], source: None }
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

/// Characters of a configured text that a message repeats.
const QUOTED_CHARS: usize = 60;

/// A name or value from the file between backticks: shortened, on one line, without control and
/// formatting characters.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    let mut chars = text.chars();
    out.extend(chars.by_ref().take(QUOTED_CHARS).map(visible));
    if chars.next().is_some() {
        out.push('…');
    }
    out.push('`');
    out
}

/// Names between backticks, with commas.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(quoted).collect::<Vec<_>>().join(", ")
}

pub(super) fn clean(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// Replaces what could move the cursor, start an escape sequence or reorder the line.
fn visible(c: char) -> char {
    if hidden(c) { '\u{fffd}' } else { c }
}

/// True for control, formatting and direction characters.
pub(super) fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
