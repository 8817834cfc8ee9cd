//! The formats of `deem check`: each is one small file that reads the same [`Outcome`].

pub mod csv;
pub mod escape;
pub mod table;

mod concise;
mod excerpt;
mod full;
mod github;
mod json;
mod jsonl;
mod locate;
mod sarif;
mod statistics;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::io;
use std::str::FromStr;

use anstyle::{AnsiColor, Effects};
use clap::ValueEnum;

use crate::diagnostic::Severity;
use crate::outcome::Outcome;

pub use github::Annotations;
pub use statistics::statistics;

/// A form in which findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, ValueEnum)]
pub enum Format {
    /// For people: source excerpts, related places and help.
    #[default]
    Full,
    /// One line per finding: `path:line:col: severity[CODE] message`.
    Concise,
    /// One versioned JSON document.
    Json,
    /// One JSON object per finding and line.
    Jsonl,
    /// Workflow commands that GitHub shows as annotations.
    Github,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        ValueEnum::from_str(name, false)
    }
}

/// How text for people is dressed; the caller decides from the stream and the environment.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Write colours.
    pub color: bool,
    /// Terminal columns; `usize::MAX` for no limit.
    pub width: usize,
    /// Link rule codes to their pages with OSC 8.
    pub hyperlinks: bool,
    /// End a report for people with a line that sums it up.
    pub summary: bool,
}

impl Style {
    /// Without colours and links, `width` columns wide.
    pub const fn plain(width: usize) -> Self {
        Self { color: false, width, hyperlinks: false, summary: true }
    }

    /// `text` in `style`, or as it is without colours. `text` must already be safe.
    pub(crate) fn paint<'a>(&self, style: anstyle::Style, text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        let text = text.into();
        if !self.color || text.is_empty() { text } else { format!("{style}{text}{style:#}").into() }
    }
}

/// Line numbers and gutters.
pub(crate) const GUTTER: anstyle::Style = AnsiColor::Blue.on_default().effects(Effects::BOLD);
/// Titles.
pub(crate) const STRONG: anstyle::Style = anstyle::Style::new().effects(Effects::BOLD);

/// The colour of a severity.
pub(crate) const fn severity_style(severity: Severity) -> anstyle::Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    color.on_default().effects(Effects::BOLD)
}

/// Where the page of a rule stands, by the rule's name.
pub fn rule_url(name: &str) -> String {
    format!("https://github.com/deem-lint/deem/blob/main/docs/rules/{name}.md")
}

/// Writes the findings of `outcome` in `format`.
///
/// # Errors
/// When `out` cannot be written to; a closed pipe is `ErrorKind::BrokenPipe`.
pub fn render(outcome: &Outcome, format: Format, style: &Style, out: &mut dyn io::Write) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(1 << 16, out);
    match format {
        Format::Full => full::write(outcome, style, &mut buffered),
        Format::Concise => concise::write(outcome, style, &mut buffered),
        Format::Json => json::write(outcome, &mut buffered),
        Format::Jsonl => jsonl::write(outcome, &mut buffered),
        Format::Github => github::write(outcome, &mut buffered),
        Format::Sarif => sarif::write(outcome, &mut buffered),
    }?;
    io::Write::flush(&mut buffered)
}

/// `1 error`, `2 errors`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
