//! Where the frontmatter of a file begins and ends.

use super::recover::key_end;
use super::{Document, Frontmatter, ProblemKind, load, recover};
use crate::span::Span;

/// The frontmatter block of a text, with what is odd about its fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fences {
    /// The YAML text between the fences.
    pub yaml: Span,
    /// The block with both fences and the line ending after the closing one.
    pub block: Span,
    /// False when the opening fence is missing.
    pub opened: bool,
    /// False when the closing fence is missing.
    pub closed: bool,
    /// True when blank lines stand before the opening fence.
    pub preceded_by_blank: bool,
}

/// Keys that tell metadata from prose where the opening fence is missing.
const KNOWN_KEYS: [&str; 18] = [
    "status",
    "date",
    "title",
    "deciders",
    "id",
    "kind",
    "owner",
    "owners",
    "author",
    "authors",
    "contact",
    "consulted",
    "informed",
    "decision-makers",
    "tags",
    "created",
    "superseded-by",
    "supersedes",
];
/// The closing fence of a block without opening fence stands within this many lines.
const UNOPENED_LINES: usize = 40;

/// Finds the frontmatter of a file; `None` when it has none. A thematic break with prose after it is
/// no frontmatter.
pub fn split(text: &str) -> Option<Fences> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = Lines { text, at: bom };
    let first = lines.by_ref().find(|line| !line.text.trim().is_empty())?;
    if is_fence(first.text, "---") {
        fenced(text, bom, first, lines)
    } else if first.span.start == bom {
        unopened(text, bom)
    } else {
        None
    }
}

/// Splits and loads the frontmatter of a file. Where the YAML is broken the problems of the load are
/// kept and the content is recovered line by line.
pub fn frontmatter(text: &str) -> Option<Frontmatter> {
    let Fences { yaml: span, block, opened, closed, preceded_by_blank } = split(text)?;
    let mut doc = load(text, span);
    let broken = |kind| matches!(kind, ProblemKind::Syntax | ProblemKind::TooDeep);
    let recovered = doc.problems.iter().any(|problem| broken(problem.kind));
    if recovered {
        let problems = std::mem::take(&mut doc.problems);
        doc = Document { problems, ..recover(text, span) };
    }
    Some(Frontmatter { span, block, doc, recovered, opened, closed, preceded_by_blank })
}

/// A line without its ending, and its place with it.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    span: Span,
}

#[derive(Clone)]
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        Some(Line { text: rest.get(..length)?.trim_end_matches(['\n', '\r']), span })
    }
}

fn is_fence(line: &str, fence: &str) -> bool {
    line.trim_end() == fence
}

/// A line that may stand in metadata: a key, an item, a comment, or deeper text of a key.
fn is_metadata(line: &str) -> bool {
    line.starts_with([' ', '\t', '#', ']', '}']) || line == "-" || line.starts_with("- ") || is_key(line)
}

fn is_key(line: &str) -> bool {
    key_end(line).is_some() || glued_key(line)
}

/// `key:value`, which YAML does not take for a key but an author may.
fn glued_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !key.is_empty() && key.chars().all(word) && !value.starts_with("//")
    })
}

/// A Markdown heading; one `#` alone may as well be a comment.
fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    (1..=6).contains(&level) && text.starts_with(' ')
}

fn fenced(text: &str, bom: usize, open: Line<'_>, lines: Lines<'_>) -> Option<Fences> {
    let start = open.span.end;
    let first = lines.clone().find(|line| !line.text.trim().is_empty());
    let empty = first.is_none_or(|line| is_fence(line.text, "---") || is_fence(line.text, "..."));
    if !empty && !first.is_some_and(|line| is_key(line.text.trim_start()) || line.text.starts_with('#')) {
        return None;
    }
    let preceded_by_blank = open.span.start > bom;
    let fences = |end: usize, block_end: usize, closed: bool| {
        let (yaml, block) = (Span::new(start, end), Span::new(open.span.start, block_end));
        Some(Fences { yaml, block, opened: true, closed, preceded_by_blank })
    };
    if let Some(close) = closing_fence(lines.clone()) {
        return fences(close.span.start, close.span.end, true);
    }
    let end = metadata_end(lines, start);
    let has_key = Span::new(start, end).text(text).lines().any(|line| is_key(line.trim_start()));
    if has_key { fences(end, end, false) } else { None }
}

/// The closing fence, unless the text before it has turned to Markdown: a heading after a blank line
/// with prose after it.
fn closing_fence<'a>(lines: Lines<'a>) -> Option<Line<'a>> {
    let (mut blank, mut heading) = (true, false);
    for line in lines {
        if is_fence(line.text, "---") || is_fence(line.text, "...") {
            return Some(line);
        }
        let empty = line.text.trim().is_empty();
        if !empty {
            if heading && !is_metadata(line.text) {
                return None;
            }
            heading = is_heading(line.text) && (blank || heading);
        }
        blank = empty;
    }
    None
}

/// The end of the lines that may be metadata, without blank lines behind the last one.
fn metadata_end(lines: Lines<'_>, start: usize) -> usize {
    let mut end = start;
    let mut blank = true;
    let mut lines = lines.peekable();
    while let Some(line) = lines.next() {
        let empty = line.text.trim().is_empty();
        let before_blank = lines.peek().is_none_or(|next| next.text.trim().is_empty());
        let heading = is_heading(line.text) && (line.text.starts_with("##") || blank || before_blank);
        if heading || !empty && !is_metadata(line.text) {
            break;
        }
        if !empty {
            end = line.span.end;
        }
        blank = empty;
    }
    end
}

/// Metadata at the very start of the file with a closing fence only.
fn unopened(text: &str, bom: usize) -> Option<Fences> {
    let mut known = false;
    for (number, line) in (Lines { text, at: bom }).take(UNOPENED_LINES).enumerate() {
        if number > 0 && is_fence(line.text, "---") {
            let fences = Fences {
                yaml: Span::new(bom, line.span.start),
                block: Span::new(bom, line.span.end),
                opened: false,
                closed: true,
                preceded_by_blank: false,
            };
            return known.then_some(fences);
        }
        if line.text.trim().is_empty() || is_heading(line.text) && !known || !is_metadata(line.text) {
            return None;
        }
        let key = line.text.split(':').next().unwrap_or("");
        known |= KNOWN_KEYS.contains(&key);
    }
    None
}
