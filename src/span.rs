//! Byte spans, and the only place where they become lines and columns.

use std::ops::Range;

/// A half-open range of bytes in one source file, `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte, from 0.
    pub start: usize,
    /// Offset just past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`; a reversed range collapses to its start.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The empty span at `offset`.
    pub const fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// The same span, `by` bytes further on.
    pub const fn shift(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// True when the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when `other` lies within this span.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text that the span covers; empty when the span does not fit `text`.
    pub fn text(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// The smallest span that covers both.
    pub const fn join(self, other: Self) -> Self {
        Self {
            start: if self.start < other.start { self.start } else { other.start },
            end: if self.end > other.end { self.end } else { other.end },
        }
    }

    /// This span without the white space at its two ends.
    pub fn trim(self, text: &str) -> Self {
        let slice = self.text(text);
        let lead = slice.len() - slice.trim_start().len();
        let kept = slice.trim().len();
        Self::new(self.start + lead, self.start + lead + kept)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A place in a file as people and editors name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Position {
    /// Byte offset, from 0.
    pub offset: usize,
    /// Line, from 1. Lines end at `\n`.
    pub line: usize,
    /// Column in Unicode code points, from 1. A byte order mark has no column.
    pub column: usize,
}

/// Where each line of a text starts.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Indexes `text` in one pass.
    pub fn new(text: &str) -> Self {
        let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut starts = vec![bom];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        Self { starts }
    }

    /// The position of a byte offset; offsets past the end or inside a character are brought back to
    /// the nearest earlier character boundary.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts[line - 1].min(offset);
        let column = text[start..offset].chars().count() + 1;
        Position { offset, line, column }
    }

    /// The span of a line (from 1) without its line ending, or `None` past the last line.
    pub fn line_span(&self, text: &str, line: usize) -> Option<Span> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).map_or(text.len(), |next| next - 1);
        let end = if end > start && text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
        Some(Span::new(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points_and_skip_the_bom() {
        let text = "\u{feff}aé\nβ𝛼x";
        let index = LineIndex::new(text);
        let at = |needle: &str| {
            let p = index.position(text, text.find(needle).unwrap());
            (p.line, p.column)
        };
        assert_eq!(at("a"), (1, 1));
        assert_eq!(at("é"), (1, 2));
        assert_eq!(at("x"), (2, 3));
    }

    #[test]
    fn an_offset_inside_a_character_or_past_the_end_is_brought_back() {
        let text = "é\n";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 1).column, 1);
        assert_eq!(index.position(text, 99).line, 2);
    }

    #[test]
    fn a_line_span_leaves_the_line_ending_out() {
        let text = "one\r\ntwo";
        let index = LineIndex::new(text);
        assert_eq!(index.line_span(text, 1).unwrap().text(text), "one");
        assert_eq!(index.line_span(text, 2).unwrap().text(text), "two");
        assert!(index.line_span(text, 3).is_none());
    }
}
