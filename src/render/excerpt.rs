//! Lines of source with the columns to underline.
//!
//! Written here and not taken from a library because the text is untrusted: what is shown differs in width
//! from what is read (escapes, tabs, wide characters), and a line may be megabytes long.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::escape::{is_unsafe, push_char};
use super::locate::Place;
use crate::source::SourceFile;
use crate::span::Span;

/// Spaces shown for a tab.
const TAB: &str = "    ";
/// Stands where a long line is cut.
const CUT: &str = "…";

/// One line of source as it is shown.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// Line number, from 1.
    pub(super) number: usize,
    /// The line, safe to print, cut to the budget.
    pub(super) text: String,
    /// Terminal columns before the mark.
    pub(super) indent: usize,
    /// Terminal columns of the mark, at least 1.
    pub(super) width: usize,
}

/// The first and the last line of a place, each with its part of the span; `budget` is the number of
/// terminal columns for a line. Empty where the whole file is meant.
pub(super) fn excerpts(file: &SourceFile, place: &Place, budget: usize) -> Vec<Excerpt> {
    let span = Span::new(place.start.offset, place.end.offset);
    if span == Span::at(0) {
        return Vec::new();
    }
    let (first, last) = (place.start.line, place.last_line());
    let mut shown: Vec<Excerpt> = excerpt(file, first, span, budget).into_iter().collect();
    if last > first {
        shown.extend(excerpt(file, last, span, budget));
    }
    shown
}

fn excerpt(file: &SourceFile, number: usize, span: Span, budget: usize) -> Option<Excerpt> {
    let line = file.lines().line_span(&file.text, number)?;
    let start = if span.start < line.start {
        // The indent of a last line is not what the span is about.
        line.start + indent_len(line.text(&file.text))
    } else {
        span.start.min(line.end)
    };
    let mark = Span::new(start, span.end.clamp(start, line.end.max(start)));
    let window = window(&file.text, line, mark, budget);
    let mut text = String::with_capacity(window.len() + 8);
    if window.start > line.start {
        text.push_str(CUT);
    }
    push_shown(&mut text, &file.text, Span::new(window.start, mark.start));
    let indent = text.width();
    let marked_from = text.len();
    push_shown(&mut text, &file.text, Span::new(mark.start, mark.end.min(window.end)));
    let width = text.get(marked_from..).map_or(0, UnicodeWidthStr::width).max(1);
    push_shown(&mut text, &file.text, Span::new(mark.end, window.end));
    if window.end < line.end {
        text.push_str(CUT);
    }
    Some(Excerpt { number, text, indent, width })
}

fn indent_len(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The part of `line` that is shown: all of it where it fits, else what stands around the mark.
fn window(text: &str, line: Span, mark: Span, budget: usize) -> Span {
    let all: usize = if line.len() > budget.saturating_mul(4) { usize::MAX } else { cells(text, line) };
    if all <= budget {
        return line;
    }
    // One column for the cut at each side.
    let room = budget.saturating_sub(2);
    let (marked_end, used) = forward(text, mark, room);
    let (start, left) = backward(text, Span::new(line.start, mark.start), (room - used) / 2);
    let (end, right) = forward(text, Span::new(marked_end, line.end), room - used - left);
    let (start, _) = backward(text, Span::new(line.start, start), room - used - left - right);
    Span::new(start, end)
}

/// How far `room` columns reach from the start of `span`, and how many are used.
fn forward(text: &str, span: Span, room: usize) -> (usize, usize) {
    let mut used = 0;
    for (at, c) in span.text(text).char_indices() {
        let next = used + cost(c);
        if next > room {
            return (span.start + at, used);
        }
        used = next;
    }
    (span.end, used)
}

/// How far `room` columns reach back from the end of `span`, and how many are used.
fn backward(text: &str, span: Span, room: usize) -> (usize, usize) {
    let mut used = 0;
    for (at, c) in span.text(text).char_indices().rev() {
        let next = used + cost(c);
        if next > room {
            return (span.start + at + c.len_utf8(), used);
        }
        used = next;
    }
    (span.start, used)
}

fn cells(text: &str, span: Span) -> usize {
    span.text(text).chars().map(cost).sum()
}

/// Columns that a character may take. A character without width counts as one, so that no number of them
/// makes a line endless; so does a `#`, which is seldom escaped.
fn cost(c: char) -> usize {
    match c {
        '\t' => TAB.len(),
        _ if is_unsafe(c) => c.escape_unicode().len(),
        _ => c.width().unwrap_or(1).max(1),
    }
}

fn push_shown(out: &mut String, text: &str, span: Span) {
    for (at, c) in span.text(text).char_indices() {
        if c == '\t' {
            out.push_str(TAB);
        } else {
            push_char(out, text, span.start + at, c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, start: usize, end: usize, budget: usize) -> Vec<(usize, String, String)> {
        let file = SourceFile::new("a.md", text.to_owned());
        let place = Place { start: file.position(start), end: file.position(end) };
        let draw =
            |e: Excerpt| (e.number, e.text, format!("{}{}", " ".repeat(e.indent), "^".repeat(e.width)));
        excerpts(&file, &place, budget).into_iter().map(draw).collect()
    }

    fn one(text: &str, needle: &str, budget: usize) -> (String, String) {
        let start = text.find(needle).unwrap();
        let (_, text, mark) = shown(text, start, start + needle.len(), budget).remove(0);
        (text, mark)
    }

    #[test]
    fn tabs_wide_and_hidden_characters_keep_the_mark_in_place() {
        assert_eq!(one("a\tbc", "bc", 80), ("a    bc".into(), "     ^^".into()));
        assert_eq!(one("日本語 x", "語", 80), ("日本語 x".into(), "    ^^".into()));
        assert_eq!(one("e\u{301}x y", "y", 80), ("e\u{301}x y".into(), "   ^".into()));
        assert_eq!(one("a\u{200b}b", "\u{200b}", 80), ("a\\u{200b}b".into(), " ^^^^^^^^".into()));
        assert_eq!(one("x ##[error]y", "y", 80).0, "x #\\u{23}[error]y");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}NEEDLE{}", "a".repeat(1000), "b".repeat(1000));
        assert_eq!(one(&text, "NEEDLE", 20), ("…aaaaaaNEEDLEbbbbbb…".into(), "       ^^^^^^".into()));
        let text = format!("{}NEEDLE", "a".repeat(1000));
        assert_eq!(one(&text, "NEEDLE", 12), ("…aaaaNEEDLE".into(), "     ^^^^^^".into()));
        let text = format!("x{}", "y".repeat(1000));
        assert_eq!(one(&text, &text, 8), ("xyyyyy…".into(), "^^^^^^".into()));
        let text = "\u{301}".repeat(5000);
        assert!(one(&text, "\u{301}", 30).0.len() < 100);
    }

    #[test]
    fn a_span_over_lines_shows_the_first_and_the_last() {
        let text = "one two\nmiddle\n  end here\n";
        let expected =
            vec![(1, "one two".into(), "    ^^^".into()), (3, "  end here".into(), "  ^^^".into())];
        assert_eq!(shown(text, 4, text.find("end").unwrap() + 3, 80), expected);
        assert_eq!(shown(text, 4, 8, 80), vec![(1, "one two".into(), "    ^^^".into())]);
    }

    #[test]
    fn an_empty_span_is_a_caret_also_at_the_end() {
        assert_eq!(shown("ab\n", 1, 1, 80), vec![(1, "ab".into(), " ^".into())]);
        assert_eq!(shown("ab\n", 3, 3, 80), vec![(2, String::new(), "^".into())]);
        assert_eq!(shown("ab\r\n", 2, 4, 80), vec![(1, "ab".into(), "  ^".into())]);
        assert_eq!(shown("ab\n", 99, 200, 80), vec![(2, String::new(), "^".into())]);
        assert_eq!(shown("ab\n", 0, 0, 80), vec![]);
    }
}
