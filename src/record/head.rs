//! The cheap first reading of a body: headings, and the lines that may carry metadata.
//!
//! Metadata in foreign dialects is a matter of lines, not of Markdown structure, and `deem list` needs
//! nothing else; so this is one pass over the lines, without a Markdown parser. Code fences and HTML
//! comments are skipped, as a reader would.

use crate::span::Span;

use super::Carrier;
use super::{heading, inline};

/// A heading as the scan sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadHeading {
    /// 1 to 6.
    pub level: u8,
    /// The text's place, marks left out.
    pub text: Span,
    /// The line or two lines of the heading.
    pub span: Span,
}

/// A key and a value found on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key without markup, as written.
    pub key: String,
    /// The value's place, trimmed; may be empty.
    pub value: Span,
    /// The form of the line.
    pub carrier: Carrier,
}

/// What the scan found.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// All headings in file order.
    pub headings: Vec<HeadHeading>,
    /// Keys and values of the metadata zone: from the start to the first section.
    pub fields: Vec<Field>,
    /// Lines of prose in the metadata zone.
    pub prose: Vec<Span>,
    /// The metadata stand in a header block of `Key: value` lines at the very start, or in a code fence.
    pub preamble: bool,
    /// End of the header block, where there is one.
    pub preamble_end: usize,
}

/// Headings whose section belongs to the metadata zone.
const META_SECTIONS: [&str; 6] = ["metadata", "meta", "preamble", "header", "info", "document control"];

/// A line may carry metadata only in the first so many lines: later ones are prose.
const ZONE_LINES: usize = 120;

/// Scans the body of `text` from `start`.
pub fn scan(text: &str, start: usize) -> Head {
    let mut scan = Scan {
        text,
        head: Head::default(),
        fence: None,
        comment: false,
        zone: true,
        previous: None,
        lines: 0,
    };
    let mut at = start.min(text.len());
    if let Some(end) = mail_header(text, at, &mut scan.head) {
        scan.head.preamble = true;
        scan.head.preamble_end = end;
        at = end;
    }
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n);
        scan.line(Span::new(at, end));
        at = end + 1;
    }
    scan.head
}

impl Head {
    /// The span from a heading's end to the next heading of any level.
    pub fn body_of(&self, at: usize, text: &str) -> Span {
        let start = self.headings.get(at).map_or(text.len(), |heading| heading.span.end);
        let end = self.headings.get(at + 1).map_or(text.len(), |next| next.span.start);
        Span::new(start, end)
    }
}

struct Scan<'t> {
    text: &'t str,
    head: Head,
    /// The open fence: its character, its length, and whether it is a preamble's.
    fence: Option<(u8, usize, bool)>,
    comment: bool,
    zone: bool,
    /// The line before, if it is a paragraph's and could become a setext heading.
    previous: Option<Span>,
    lines: usize,
}

impl Scan<'_> {
    fn line(&mut self, span: Span) {
        self.lines += 1;
        let raw = span.text(self.text);
        let indent = raw.len() - raw.trim_start_matches(' ').len();
        let trimmed = span.trim(self.text);
        let line = trimmed.text(self.text);
        if self.inside_fence(line, trimmed) || self.inside_comment(line) {
            self.previous = None;
            return;
        }
        if line.is_empty() {
            self.previous = None;
            return;
        }
        if indent < 4 && self.structure(line, trimmed) {
            return;
        }
        if self.zone && self.lines <= ZONE_LINES {
            self.meta_line(line, trimmed);
        }
    }

    /// Handles fences; true when the line is part of one.
    fn inside_fence(&mut self, line: &str, span: Span) -> bool {
        let mark = line.bytes().next().unwrap_or(b' ');
        let run =
            if mark == b'`' || mark == b'~' { line.bytes().take_while(|&b| b == mark).count() } else { 0 };
        match self.fence {
            Some((open, length, preamble)) => {
                if mark == open && run >= length && line[run..].trim().is_empty() {
                    self.fence = None;
                } else if preamble {
                    self.key_value(line, span, Carrier::Preamble);
                }
                true
            }
            None if run >= 3 && !(mark == b'`' && line[run..].contains('`')) && !self.comment => {
                // A header block in a code fence, as in CAPs and SEPs, is the first thing after the title.
                let preamble = self.zone && self.head.fields.is_empty() && self.head.prose.is_empty();
                self.head.preamble |= preamble && self.preamble_follows(span.end);
                self.fence = Some((mark, run, preamble));
                true
            }
            None => false,
        }
    }

    /// True when the two lines after `from` are `Key: value`.
    fn preamble_follows(&self, from: usize) -> bool {
        let rest = self.text.get(from..).unwrap_or("");
        let mut lines = rest.lines().skip(1).filter(|line| !line.trim().is_empty());
        (0..2).all(|_| lines.next().and_then(split_key).is_some())
    }

    fn inside_comment(&mut self, line: &str) -> bool {
        if self.comment {
            self.comment = !line.contains("-->");
            return true;
        }
        if line.starts_with("<!--") {
            let closed = line.find("-->");
            self.comment = closed.is_none();
            return closed.is_none_or(|end| line[end + 3..].trim().is_empty());
        }
        false
    }

    /// Headings; true when the line is one.
    fn structure(&mut self, line: &str, span: Span) -> bool {
        if line.starts_with('#') {
            let level = line.bytes().take_while(|&b| b == b'#').count();
            let rest = &line[level..];
            if level <= 6 && (rest.is_empty() || rest.starts_with([' ', '\t'])) {
                let mut text = Span::new(span.start + level, span.end).trim(self.text);
                let kept = text.text(self.text).trim_end_matches('#');
                if kept.is_empty() || kept.ends_with([' ', '\t']) {
                    text = Span::new(text.start, text.start + kept.trim_end().len());
                }
                self.heading(u8::try_from(level).unwrap_or(6), text, span);
                return true;
            }
        }
        let underline = line.bytes().next().filter(|b| matches!(b, b'=' | b'-'));
        if let (Some(mark), Some(previous)) = (underline, self.previous)
            && line.bytes().all(|b| b == mark)
        {
            let level = if mark == b'=' { 1 } else { 2 };
            // The line was taken for prose or metadata before its underline was seen.
            while self.head.fields.last().is_some_and(|field| field.value.start >= previous.start) {
                self.head.fields.pop();
            }
            while self.head.prose.last().is_some_and(|prose| prose.start >= previous.start) {
                self.head.prose.pop();
            }
            self.heading(level, previous, Span::new(previous.start, span.end));
            return true;
        }
        let starts_block = line.starts_with(['-', '*', '+', '|', '>', '<']);
        self.previous = (!starts_block).then_some(span);
        false
    }

    fn heading(&mut self, level: u8, text: Span, span: Span) {
        self.previous = None;
        let first = self.head.headings.is_empty();
        self.head.headings.push(HeadHeading { level, text, span });
        if !first {
            let name = inline::plain(text.text(self.text));
            let name = name.trim_end_matches(':');
            self.zone = META_SECTIONS.iter().any(|known| name.eq_ignore_ascii_case(known))
                || self.repeats_title(text);
        } else if level > 1 {
            // A first heading below level 1 is the title only when nothing but metadata came before
            // and its name is not a section's.
            let name = heading::normal(text.text(self.text));
            self.zone = !super::section::is_section_name(&name);
        }
    }

    /// True for the second heading of the file that says the first once more, with nothing between.
    fn repeats_title(&self, text: Span) -> bool {
        let [title, _] = self.head.headings.as_slice() else { return false };
        self.head.fields.is_empty()
            && self.head.prose.is_empty()
            && heading::normal(title.text.text(self.text)) == heading::normal(text.text(self.text))
    }

    fn meta_line(&mut self, line: &str, span: Span) {
        let before = self.head.fields.len();
        if line.starts_with('|') {
            self.table_row(line, span);
            return;
        }
        let (body, body_span, bullet) = strip_bullet(line, span);
        if body.starts_with("**") || body.starts_with("__") {
            self.bold_fields(body, body_span, if bullet { Carrier::Bullet } else { Carrier::BoldLine });
        }
        if self.head.fields.len() == before {
            let carrier = if bullet { Carrier::Bullet } else { Carrier::PlainLine };
            self.key_value(body, body_span, carrier);
        }
        if self.head.fields.len() == before {
            self.continuation(body_span, bullet, line, span);
        }
    }

    /// A line that is no field: the deeper bullets of the field above, or prose.
    fn continuation(&mut self, body: Span, bullet: bool, line: &str, span: Span) {
        if bullet
            && let Some(last) = self.head.fields.last_mut()
            && last.carrier == Carrier::Bullet
            && (last.value.is_empty() || span.start > line_start(self.text, span.start))
            && body.start.saturating_sub(last.value.end) < 200
        {
            last.value = if last.value.is_empty() { body } else { last.value.join(body) };
            return;
        }
        if !line.starts_with(['<', '>', '!']) || line.contains("](") {
            self.head.prose.push(span);
        }
    }

    /// `**Key:** value`, `**Key**: value`, `**Key** value`, `**Key: value**`, several joined by `|`.
    fn bold_fields(&mut self, line: &str, span: Span, carrier: Carrier) {
        let mut offset = 0;
        for part in line.split(" | ") {
            let part_span = Span::new(span.start + offset, span.start + offset + part.len()).trim(self.text);
            offset += part.len() + 3;
            let part = part_span.text(self.text);
            let Some(mark) = ["**", "__"].into_iter().find(|mark| part.starts_with(mark)) else { continue };
            let Some(close) = part[2..].find(mark).map(|n| n + 2) else { continue };
            let (inner, after) = (&part[2..close], &part[close + 2..]);
            let value_at = part_span.start + close + 2;
            if let Some((key, value)) = inner.split_once(':') {
                let value_span = if value.trim().is_empty() {
                    Span::new(value_at, part_span.end)
                } else {
                    Span::new(part_span.start + 2 + key.len() + 1, part_span.start + close)
                };
                self.push(key, value_span, carrier);
            } else {
                let skip = after.len() - after.trim_start().trim_start_matches(':').len();
                self.push(inner, Span::new(value_at + skip, part_span.end), carrier);
            }
        }
    }

    fn key_value(&mut self, line: &str, span: Span, carrier: Carrier) {
        if let Some((key, value_at)) = split_key(line) {
            self.push(key, Span::new(span.start + value_at, span.end), carrier);
        } else if let Some(key) = ["Date", "Status"].into_iter().find(|key| {
            // `- Date 2023-09-28`: the colon was forgotten.
            line.strip_prefix(key).is_some_and(|rest| rest.starts_with(" 2") || rest.starts_with(" 1"))
        }) {
            self.push(key, Span::new(span.start + key.len(), span.end), carrier);
        }
    }

    fn table_row(&mut self, line: &str, span: Span) {
        let mut cells = Vec::with_capacity(3);
        let mut at = 1;
        while at < line.len() {
            let end = cell_end(line, at);
            cells.push(Span::new(span.start + at, span.start + end).trim(self.text));
            at = end + 1;
        }
        let [key, value, ..] = cells.as_slice() else { return };
        let key_text = key.text(self.text);
        if key_text.is_empty() || key_text.bytes().all(|b| matches!(b, b'-' | b':' | b' ')) {
            return;
        }
        self.push(key_text, *value, Carrier::Table);
    }

    fn push(&mut self, key: &str, value: Span, carrier: Carrier) {
        let key = inline::plain(key);
        let key = key.trim().trim_end_matches(':').trim();
        if key.is_empty() || key.len() > 60 {
            return;
        }
        let mut value = value.trim(self.text);
        // A hard break's backslash is not part of the value.
        if value.text(self.text).ends_with('\\') {
            value = Span::new(value.start, value.end - 1).trim(self.text);
        }
        self.head.fields.push(Field { key: key.to_owned(), value, carrier });
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |n| n + 1)
}

fn strip_bullet(line: &str, span: Span) -> (&str, Span, bool) {
    let rest = line.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with([' ', '\t']));
    match rest {
        Some(rest) => {
            let body = rest.trim_start();
            (body, Span::new(span.end - body.len(), span.end), true)
        }
        None => (line, span, false),
    }
}

/// Splits `Key: value` or `Key : value`: the key and the offset just after the colon. A key is at most
/// five short words and holds no sentence punctuation, so that prose with a colon is not one.
fn split_key(line: &str) -> Option<(&str, usize)> {
    let colon =
        line.bytes().take(64).position(|b| b == b':').or_else(|| line.find('：').filter(|&n| n < 64))?;
    let key = line.get(..colon)?.trim_end();
    let width = if line.as_bytes()[colon] == b':' { 1 } else { '：'.len_utf8() };
    let rest = line.get(colon + width..)?;
    if key.is_empty()
        || rest.starts_with("//")
        || !(rest.is_empty() || rest.starts_with([' ', '\t', '&', '[', '<', '*', '2', '@']) || width > 1)
    {
        return None;
    }
    let fits = key.split_whitespace().count() <= 5
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '\'' | '(' | ')'))
        && key.starts_with(char::is_alphabetic);
    fits.then_some((key, colon + width))
}

/// The end of a table cell that starts at `at`: the next unescaped bar.
fn cell_end(line: &str, mut at: usize) -> usize {
    let bytes = line.as_bytes();
    while at < bytes.len() && bytes[at] != b'|' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(line.len())
}

/// A header in the manner of mail at the very start: at least three `Key: value` lines, continuation
/// lines indented, up to the first blank line. Returns its end.
fn mail_header(text: &str, start: usize, head: &mut Head) -> Option<usize> {
    let mut fields: Vec<Field> = Vec::new();
    let mut at = start;
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n);
        let line = text[at..end].trim_end();
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            let last = fields.last_mut()?;
            last.value = Span::new(last.value.start, at + line.len());
        } else {
            let (key, value_at) = split_key(line)?;
            let value = Span::new(at + value_at, at + line.len()).trim(text);
            fields.push(Field { key: key.to_owned(), value, carrier: Carrier::Preamble });
        }
        at = end + 1;
    }
    (fields.len() >= 3).then(|| {
        head.fields = fields;
        at.min(text.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_stand_below_a_title_that_is_said_twice() {
        let status = |text: &str| scan(text, 0).fields.iter().any(|field| field.key == "Status");
        assert!(status("# Use Kafka\n\n## Use Kafka\n\n* **Status:** Active\n"));
        assert!(!status("# Use Kafka\n\n## Rollout\n\n* **Status:** Active\n"));
        assert!(!status("# Use Kafka\n\nOrders matter.\n\n## Use Kafka\n\n* **Status:** Active\n"));
    }
}
