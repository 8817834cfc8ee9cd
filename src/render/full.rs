//! The format for people: excerpts, related places and help.

use std::io::{self, Write};

use super::escape::line;
use super::excerpt::{Excerpt, excerpts};
use super::locate::{Locator, Place};
use super::{GUTTER, STRONG, Style, counted, rule_url, severity_style};
use crate::diagnostic::{Finding, Severity};
use crate::outcome::Outcome;

/// Columns that an excerpt has even in the narrowest terminal.
const LEAST_BUDGET: usize = 20;
/// Columns that an excerpt has at most, also where the width has no limit: a line may be megabytes long.
const MOST_BUDGET: usize = 240;

pub(super) fn write(outcome: &Outcome, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let mut locator = Locator::new(outcome);
    for finding in &outcome.findings {
        write_finding(finding, &mut locator, style, out)?;
        writeln!(out)?;
    }
    let skipped = if style.summary { outcome.skipped.as_slice() } else { &[] };
    for skipped in skipped {
        let note = style.paint(STRONG, "note");
        writeln!(out, "{note}: skipped {}: {}", line(&skipped.path), line(&skipped.reason))?;
    }
    if !skipped.is_empty() {
        writeln!(out)?;
    }
    if style.summary {
        writeln!(out, "{}", summary(outcome))?;
    }
    Ok(())
}

/// `checked 42 records: 1 error, 2 warnings (2 suppressed)`.
fn summary(outcome: &Outcome) -> String {
    let mut text = format!(
        "checked {}: {}, {}",
        counted(outcome.records, "record"),
        counted(outcome.count(Severity::Error), "error"),
        counted(outcome.count(Severity::Warning), "warning"),
    );
    let infos = outcome.count(Severity::Info);
    if infos > 0 {
        text.push_str(", ");
        text.push_str(&counted(infos, "info"));
    }
    let mut aside = Vec::new();
    if !outcome.suppressed.is_empty() {
        aside.push(format!("{} suppressed", outcome.suppressed.len()));
    }
    if outcome.baselined > 0 {
        aside.push(format!("{} in baseline", outcome.baselined));
    }
    if !aside.is_empty() {
        text.push_str(&format!(" ({})", aside.join(", ")));
    }
    text
}

/// One place with its excerpt, ready to be printed.
struct Shown<'a> {
    path: &'a str,
    place: Place,
    /// What stands under the mark, or beside the place where there is no excerpt.
    text: &'a str,
    mark: char,
    color: anstyle::Style,
    lines: Vec<Excerpt>,
}

impl<'a> Shown<'a> {
    fn new(locator: &Locator<'a>, path: &'a str, place: Place, text: &'a str, style: &Style) -> Self {
        let gutter = digits(place.last_line()) + 4;
        let budget = style.width.saturating_sub(gutter).clamp(LEAST_BUDGET, MOST_BUDGET);
        let lines = locator.source(path).map_or_else(Vec::new, |file| excerpts(file, &place, budget));
        Self { path, place, text, mark: '-', color: GUTTER, lines }
    }

    fn digits(&self) -> usize {
        self.lines.iter().map(|line| digits(line.number)).max().unwrap_or(1)
    }
}

const fn digits(number: usize) -> usize {
    match number.checked_ilog10() {
        Some(log) => log as usize + 1,
        None => 1,
    }
}

fn write_finding<'a>(
    finding: &'a Finding,
    locator: &mut Locator<'a>,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    write_title(finding, style, out)?;
    let place = locator.finding(finding);
    let label = finding.label.as_deref().unwrap_or("");
    let mut primary = Shown::new(locator, &finding.path, place, label, style);
    primary.mark = '^';
    primary.color = severity_style(finding.severity);
    let mut shown = vec![primary];
    for related in &finding.related {
        let place = locator.place(&related.path, related.span);
        shown.push(Shown::new(locator, &related.path, place, &related.message, style));
    }
    let width = shown.iter().map(Shown::digits).max().unwrap_or(1);
    let bar = format!("{:width$}  {}", "", style.paint(GUTTER, "|"));
    for (index, part) in shown.iter().enumerate() {
        if index > 0 && !shown[index - 1].lines.is_empty() {
            writeln!(out, "{bar}")?;
        }
        write_place(part, width, &bar, style, out)?;
    }
    let equals = style.paint(GUTTER, "=");
    let help = style.paint(STRONG, "help");
    if let Some(text) = &finding.help {
        writeln!(out, "{:width$}  {equals} {help}: {}", "", line(text))?;
    }
    if !style.hyperlinks {
        writeln!(out, "{:width$}  {equals} {help}: {}", "", rule_url(finding.name))?;
    }
    Ok(())
}

/// `error[L203]: message (rule-name)`.
fn write_title(finding: &Finding, style: &Style, out: &mut impl Write) -> io::Result<()> {
    // Only our own text goes into the link, never a record's.
    let code = if style.hyperlinks {
        format!("\u{1b}]8;;{}\u{1b}\\{}\u{1b}]8;;\u{1b}\\", rule_url(finding.name), finding.code)
    } else {
        finding.code.to_owned()
    };
    let level = style.paint(severity_style(finding.severity), format!("{}[{code}]", finding.severity));
    let message = style.paint(STRONG, line(&finding.message));
    writeln!(out, "{level}: {message} ({})", finding.name)
}

fn write_place(
    part: &Shown<'_>,
    width: usize,
    bar: &str,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let arrow = style.paint(GUTTER, if part.mark == '^' { "-->" } else { ":::" });
    let start = part.place.start;
    writeln!(out, "{:width$} {arrow} {}:{}:{}", "", line(part.path), start.line, start.column)?;
    if part.lines.is_empty() {
        if !part.text.is_empty() {
            writeln!(out, "{:width$}  {} {}", "", style.paint(GUTTER, "="), line(part.text))?;
        }
        return Ok(());
    }
    writeln!(out, "{bar}")?;
    let last = part.lines.len() - 1;
    for (index, excerpt) in part.lines.iter().enumerate() {
        if index > 0 && excerpt.number > part.lines[index - 1].number + 1 {
            writeln!(out, "{}", style.paint(GUTTER, "..."))?;
        }
        let number = style.paint(GUTTER, format!(" {:>width$} |", excerpt.number));
        let text = excerpt.text.trim_end();
        let space = if text.is_empty() { "" } else { " " };
        writeln!(out, "{number}{space}{text}")?;
        let mut mark = part.mark.to_string().repeat(excerpt.width);
        if index == last && !part.text.is_empty() {
            mark.push(' ');
            mark.push_str(&line(part.text));
        }
        writeln!(out, "{bar} {:indent$}{}", "", style.paint(part.color, mark), indent = excerpt.indent)?;
    }
    Ok(())
}
