//! Workflow commands, which GitHub's runner turns into annotations.
//!
//! The runner keeps ten annotations of each level per step and cuts a message at 4096 characters.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::escape::line;
use super::locate::{Locator, Place};
use crate::diagnostic::{Finding, Severity};
use crate::outcome::Outcome;

/// Annotations that the runner keeps per level and step.
const PER_LEVEL: usize = 10;
/// Characters of a message that the runner keeps, in UTF-16 code units.
const MESSAGE_LIMIT: usize = 4096;

pub(super) fn write(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let mut locator = Locator::new(outcome);
    // Places are found in the order of the findings, before the most severe are put first.
    let mut findings: Vec<(&Finding, Place)> =
        outcome.findings.iter().map(|finding| (finding, locator.finding(finding))).collect();
    findings.sort_by_key(|(finding, _)| Reverse(finding.severity));
    let count = |severity| outcome.count(severity);
    let crowded =
        [Severity::Error, Severity::Warning, Severity::Info].map(count).iter().any(|&n| n > PER_LEVEL);
    let mut written = [0_usize; 3];
    let mut left_out = 0_usize;
    for (finding, place) in findings {
        // The line that says how many are left out is itself one of the ten notices.
        let limit = if crowded && finding.severity == Severity::Info { PER_LEVEL - 1 } else { PER_LEVEL };
        let seen = &mut written[finding.severity as usize];
        if *seen >= limit {
            left_out += 1;
            continue;
        }
        *seen += 1;
        annotation(finding, &place, out)?;
    }
    if left_out > 0 {
        writeln!(out, "::notice::{left_out} more")?;
    }
    Ok(())
}

/// Warnings that are no findings, up to what the runner keeps.
#[derive(Debug, Default)]
pub struct Annotations {
    seen: usize,
}

impl Annotations {
    /// Writes a warning at a line, from 1, of a file, unless there are enough of them.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn warning(
        &mut self,
        path: &str,
        at: usize,
        title: &str,
        message: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        self.seen += 1;
        if self.seen > PER_LEVEL {
            return Ok(());
        }
        let (path, title, message) = (property(&line(path)), property(&line(title)), line(message));
        writeln!(out, "::warning file={path},line={at},title={title}::{}", data(cut(&message)))
    }

    /// Says how many were left out.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        match self.seen.checked_sub(PER_LEVEL) {
            Some(left @ 1..) => writeln!(out, "::notice::{left} more"),
            _ => Ok(()),
        }
    }
}

fn annotation(finding: &Finding, place: &Place, out: &mut impl Write) -> io::Result<()> {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (place.start, place.end);
    write!(out, "::{level} file={},line={}", property(&line(&finding.path)), start.line)?;
    if start.line == end.line {
        write!(out, ",col={},endLine={},endColumn={}", start.column, end.line, end.column)?;
    } else {
        write!(out, ",endLine={}", place.last_line())?;
    }
    let title = format!("{} {}", finding.code, finding.name);
    let mut message = line(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        message.push_str("\nhelp: ");
        message.push_str(&line(help));
    }
    writeln!(out, ",title={}::{}", property(&title), data(cut(&message)))
}

/// Escapes a command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The longest start of `text` that the runner keeps whole.
fn cut(text: &str) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > MESSAGE_LIMIT {
            return &text[..at];
        }
    }
    text
}
