//! Lines and columns of findings.

use std::sync::Arc;

use crate::diagnostic::Finding;
use crate::outcome::Outcome;
use crate::source::SourceFile;
use crate::span::{Position, Span};

/// Start and end of a span, as every format names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Place {
    pub(super) start: Position,
    pub(super) end: Position,
}

impl Place {
    /// The line that the last character of the span stands on: a span that takes its line's end along does
    /// not reach into the next line.
    pub(super) const fn last_line(&self) -> usize {
        if self.end.column == 1 && self.end.line > self.start.line {
            self.end.line - 1
        } else {
            self.end.line
        }
    }
}

/// Finds places. Findings come in the order of their spans, so each is counted from the one before: many
/// findings on one very long line stay linear.
pub(super) struct Locator<'a> {
    outcome: &'a Outcome,
    file: Option<&'a Arc<SourceFile>>,
    last: Position,
}

impl<'a> Locator<'a> {
    pub(super) const fn new(outcome: &'a Outcome) -> Self {
        Self { outcome, file: None, last: Position { offset: 0, line: 1, column: 1 } }
    }

    /// The text of a file, if the outcome has it.
    pub(super) fn source(&self, path: &str) -> Option<&'a Arc<SourceFile>> {
        match self.file {
            Some(file) if *file.path == *path => Some(file),
            _ => self.outcome.sources.get(path),
        }
    }

    /// The place of a finding; 1:1 in a file without text.
    pub(super) fn finding(&mut self, finding: &Finding) -> Place {
        let Some(file) = self.source(&finding.path) else {
            return unknown(finding.span);
        };
        let start = match self.file {
            Some(last) if Arc::ptr_eq(last, file) => advance(file, self.last, finding.span.start),
            _ => file.position(finding.span.start),
        };
        self.file = Some(file);
        self.last = start;
        Place { start, end: advance(file, start, finding.span.end) }
    }

    /// The place of a span in any file; 1:1 in a file without text.
    pub(super) fn place(&self, path: &str, span: Span) -> Place {
        self.source(path).map_or_else(
            || unknown(span),
            |file| {
                let start = file.position(span.start);
                Place { start, end: advance(file, start, span.end) }
            },
        )
    }
}

const fn unknown(span: Span) -> Place {
    Place {
        start: Position { offset: span.start, line: 1, column: 1 },
        end: Position { offset: span.end, line: 1, column: 1 },
    }
}

/// The position of `offset`, counted from an earlier position where both are on one line.
fn advance(file: &SourceFile, from: Position, offset: usize) -> Position {
    let offset = file.text.floor_char_boundary(offset);
    // A byte order mark has no column, so nothing is counted across it.
    let between = if from.offset < file.bom_len() { None } else { file.text.get(from.offset..offset) };
    match between {
        Some(text) if memchr::memchr(b'\n', text.as_bytes()).is_none() => {
            Position { offset, line: from.line, column: from.column + text.chars().count() }
        }
        _ => file.position(offset),
    }
}
