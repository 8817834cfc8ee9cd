//! A tolerant line-by-line reading of block YAML that finds the causes of syntax errors.
//!
//! It runs only on text that the parser has refused, and `diagnose` believes it only where the
//! parser agrees, so it may be simpler than YAML. Every byte is looked at a bounded number of times.

use super::fault::{Cause, Fault};
use super::problem::double_quoted;
use crate::span::Span;

/// All faults of `text`, in order.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    let mut scan = Scan {
        text,
        next: 0,
        blocks: Vec::new(),
        awaiting: None,
        prose: None,
        runs_on: None,
        faults: Vec::new(),
    };
    while let Some(line) = scan.take_line() {
        scan.line(line);
    }
    scan.end_prose();
    scan.faults
}

/// Where the colon of a block key stands in a line that starts at the key: `key: …`, `"key": …`.
pub(super) fn key_colon(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut at = match bytes.first()? {
        &quote @ (b'"' | b'\'') => {
            let end = closing_quote(bytes, 1, quote)? + 1;
            let gap = bytes.get(end..)?.iter().take_while(|byte| **byte == b' ').count();
            return is_colon(bytes, end + gap).then_some(end + gap);
        }
        b'[' | b'{' | b'#' => return None,
        _ => 0,
    };
    loop {
        at += memchr::memchr2(b':', b'#', bytes.get(at..)?)?;
        if is_colon(bytes, at) {
            return Some(at);
        }
        if is_comment(bytes, at) {
            return None;
        }
        at += 1;
    }
}

/// Offset of the quote that closes a text whose content begins at `from`.
pub(super) fn closing_quote(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let mut at = from;
    loop {
        match *bytes.get(at)? {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 2,
            byte if byte == quote => return Some(at),
            _ => at += 1,
        }
    }
}

/// Length of a plain value without the comment behind it and the white space before that.
pub(super) fn without_comment(line: &str) -> &str {
    let bytes = line.as_bytes();
    let comment = memchr::memchr_iter(b'#', bytes).find(|&at| is_comment(bytes, at));
    line.get(..comment.unwrap_or(line.len())).unwrap_or(line).trim_end()
}

fn is_colon(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b':') && matches!(bytes.get(at + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
}

fn is_comment(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'#') && (at == 0 || matches!(bytes.get(at - 1), Some(b' ' | b'\t')))
}

fn is_dash(rest: &str) -> bool {
    rest == "-" || rest.starts_with("- ") || rest.starts_with("-\t")
}

/// `key` of `key:value`: one word that is no web address.
fn glued_colon(rest: &str) -> Option<usize> {
    let colon = rest.find(':')?;
    let word = rest.get(..colon)?;
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    (is_word && !rest.get(colon + 1..)?.starts_with("//")).then_some(colon)
}

#[derive(Clone, Copy, PartialEq)]
enum Block {
    Seq,
    Map,
}

struct Scan<'a> {
    text: &'a str,
    /// Start of the line to read next.
    next: usize,
    /// The open lists and mappings with their columns, outermost first.
    blocks: Vec<(usize, Block)>,
    /// The column of a key or dash whose value may stand on the lines to come.
    awaiting: Option<usize>,
    /// The column of a key or dash whose plain text may go on: deeper lines belong to it.
    prose: Option<usize>,
    /// The fault whose plain text goes on, and where it ends so far.
    runs_on: Option<(usize, usize)>,
    faults: Vec<Fault>,
}

impl<'a> Scan<'a> {
    /// The next line without its ending.
    fn take_line(&mut self) -> Option<Span> {
        let start = self.next;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.next = (start + length + 1).min(self.text.len());
        let line = rest.get(..length).unwrap_or(rest);
        Some(Span::new(start, start + line.trim_end().len()))
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        Span::new(start, end).text(self.text)
    }

    fn fault(&mut self, cause: Cause, span: Span) {
        self.faults.push(Fault { cause, span, repair: None });
    }

    /// A fault that double quotes around `span` mend.
    fn quotable(&mut self, cause: Cause, span: Span) {
        let repair = Some((span, double_quoted(span.text(self.text))));
        self.faults.push(Fault { cause, span, repair });
    }

    fn line(&mut self, line: Span) {
        let text = line.text(self.text);
        let content = text.trim_start_matches(' ');
        let column = text.len() - content.len();
        if content.is_empty() || content.starts_with('#') {
            return;
        }
        if self.prose.is_some_and(|owner| column > owner) {
            if let Some((_, end)) = &mut self.runs_on {
                *end = line.start + column + without_comment(content).len();
            } else if let (Some(colon), false) = (key_colon(content), is_dash(content)) {
                let start = line.start + column;
                self.fault(Cause::NestedUnderValue, Span::new(start, start + colon + 1));
            }
            return;
        }
        self.end_prose();
        if content.starts_with('\t') {
            let tabs = content.len() - content.trim_start().len();
            self.fault(Cause::Tab, Span::new(line.start + column, line.start + column + tabs));
            return;
        }
        self.block_line(line, column);
    }

    /// Ends the plain text of several lines; the quotes around a faulty one go around all of it.
    fn end_prose(&mut self) {
        self.prose = None;
        let Some((at, end)) = self.runs_on.take() else { return };
        if let Some(fault) = self.faults.get_mut(at).filter(|fault| fault.span.end < end) {
            fault.span.end = end;
            fault.repair = Some((fault.span, double_quoted(fault.span.text(self.text))));
        }
    }

    fn block_line(&mut self, line: Span, indent: usize) {
        let mut at = line.start + indent;
        let mut owner = None;
        while is_dash(self.slice(at, line.end)) {
            let column = at - line.start;
            self.enter(column, Block::Seq, Span::new(at, at + 1));
            self.awaiting = Some(column);
            owner = Some(column);
            let rest = self.slice(at + 1, line.end);
            at += 1 + (rest.len() - rest.trim_start().len());
        }
        let rest = self.slice(at, line.end);
        if rest.is_empty() || rest.starts_with('#') {
            return;
        }
        let column = at - line.start;
        if let Some(colon) = key_colon(rest) {
            self.enter(column, Block::Map, Span::new(at, at + colon));
            self.awaiting = Some(column);
            if let Some(c @ ('@' | '`' | '%')) = rest.chars().next() {
                self.quotable(Cause::Reserved(c), Span::new(at, at + colon).trim(self.text));
            }
            self.value(Span::new(at + colon + 1, line.end).trim(self.text), column, true);
        } else if let Some(owner) = owner {
            self.value(Span::new(at, line.end), owner, false);
        } else {
            self.odd_line(Span::new(at, line.end), column);
        }
    }

    /// A line without dash and key: the value of the line above, or a fault.
    fn odd_line(&mut self, rest: Span, column: usize) {
        if let Some(owner) = self.awaiting.filter(|&owner| column > owner) {
            return self.value(rest, owner, false);
        }
        let text = rest.text(self.text);
        if text.starts_with(['[', '{', '"', '\'', ']', '}']) && self.blocks.is_empty() {
            return self.value(rest, 0, false);
        }
        self.prose = Some(column);
        if text.starts_with('-') && self.blocks.last() == Some(&(column, Block::Seq)) {
            let item = Span::new(rest.start + 1, rest.start + 1 + without_comment(text).len() - 1);
            let repair =
                Some((Span::new(rest.start, item.end), format!("- {}", double_quoted(item.text(self.text)))));
            return self.faults.push(Fault {
                cause: Cause::NoSpaceAfterDash,
                span: Span::new(rest.start, item.end),
                repair,
            });
        }
        let Some(colon) = glued_colon(text) else {
            return self.fault(Cause::NotKeyValue, rest);
        };
        let colon = Span::new(rest.start + colon, rest.start + colon + 1);
        let repair = Some((colon, ": ".to_owned()));
        self.faults.push(Fault { cause: Cause::NoSpace, span: Span::new(rest.start, colon.end), repair });
    }

    /// Notes that a key or dash stands at `column`, and whether it fits what is open.
    fn enter(&mut self, column: usize, block: Block, span: Span) {
        let open = self.blocks.len();
        while self.blocks.last().is_some_and(|&(deeper, _)| deeper > column) {
            self.blocks.pop();
        }
        let nested = self.blocks.len() == open && self.awaiting.is_some_and(|owner| owner <= column);
        match self.blocks.last().copied() {
            Some((at, kind)) if at == column && kind == block => return,
            Some((at, Block::Map)) if at == column => {
                if self.awaiting != Some(column) {
                    self.fault(Cause::ListUnderValue, span);
                }
            }
            Some((at, Block::Seq)) if at == column => {
                self.blocks.pop();
                if self.blocks.last() == Some(&(column, block)) {
                    return;
                }
                self.fault(Cause::Indent, span);
            }
            Some(_) if nested => {}
            None if open == 0 => {}
            _ => self.fault(Cause::Indent, span),
        }
        self.blocks.push((column, block));
    }

    /// The value of the key or dash at column `owner`.
    fn value(&mut self, mut span: Span, owner: usize, on_key_line: bool) {
        loop {
            let text = span.text(self.text);
            let Some(first) = text.chars().next().filter(|&c| c != '#') else {
                self.awaiting = Some(owner);
                return;
            };
            if matches!(first, '&' | '!') {
                let token = text.find([' ', '\t']).unwrap_or(text.len());
                if token > 1 || first == '!' {
                    span = Span::new(span.start + token, span.end).trim(self.text);
                    continue;
                }
            }
            self.awaiting = None;
            return self.content(span, first, owner, on_key_line);
        }
    }

    fn content(&mut self, span: Span, first: char, owner: usize, on_key_line: bool) {
        let text = span.text(self.text);
        match first {
            '"' | '\'' => return self.quoted(span, first, owner),
            '[' | '{' => return self.flow(span, owner),
            '|' | '>' if is_block_header(text) => return self.skip_deeper(owner),
            '-' if is_dash(text) && on_key_line => {
                self.fault(Cause::ListOnKeyLine, span);
            }
            _ => self.plain(span, first),
        }
        self.prose = Some(owner);
    }

    fn plain(&mut self, span: Span, first: char) {
        let text = without_comment(span.text(self.text));
        let span = Span::new(span.start, span.start + text.len());
        let reserved = match first {
            '@' | '`' | '%' | '|' | '>' | ',' | ']' | '}' | '&' => true,
            '*' => text.len() == 1 || text.contains([' ', '\t']),
            '?' => text.len() == 1 || text.starts_with("? "),
            _ => false,
        };
        if reserved {
            self.quotable(Cause::Reserved(first), span);
        } else if key_colon(text).is_some() {
            self.quotable(Cause::Colon, span);
        } else {
            return;
        }
        self.runs_on = Some((self.faults.len() - 1, span.end));
    }

    fn quoted(&mut self, span: Span, quote: char, owner: usize) {
        let bytes = self.text.as_bytes();
        let within = |limit| closing_quote(bytes.get(..limit).unwrap_or(bytes), span.start + 1, quote as u8);
        let Some(close) = within(span.end).or_else(|| within(self.end_of_deeper(owner, span.end))) else {
            let repair = (quote == '"' && !span.text(self.text).contains(['\\', '#']))
                .then(|| (span, format!("{}\"", span.text(self.text))));
            self.faults.push(Fault { cause: Cause::UnclosedQuote(quote), span, repair });
            self.prose = Some(owner);
            return;
        };
        if close < span.end {
            self.after_value(span, close + 1, Cause::TextAfterQuote, owner);
        } else {
            self.skip_to(close);
        }
    }

    /// Checks that nothing but a comment follows a quoted or bracketed value.
    fn after_value(&mut self, span: Span, end: usize, cause: Cause, owner: usize) {
        let rest = self.slice(end, span.end);
        let trimmed = rest.trim_start();
        let comment = trimmed.starts_with('#') && trimmed.len() < rest.len();
        if trimmed.is_empty() || comment || trimmed.starts_with(':') && cause == Cause::TextAfterBracket {
            return;
        }
        let whole = end + without_comment(rest).len();
        self.quotable(cause, Span::new(span.start, whole));
        self.prose = Some(owner);
    }

    /// Continues after the line in which `at` stands.
    fn skip_to(&mut self, at: usize) {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        self.next = memchr::memchr(b'\n', rest).map_or(self.text.len(), |end| at + end + 1);
    }

    /// Skips the lines of a block scalar.
    fn skip_deeper(&mut self, owner: usize) {
        self.next = self.end_of_deeper(owner, self.next).max(self.next);
    }

    /// The end of the run of lines after `from`'s line that are blank or indented deeper than `owner`.
    fn end_of_deeper(&self, owner: usize, from: usize) -> usize {
        let mut at = self.next.max(from);
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
            let line = rest.get(..length).unwrap_or(rest);
            let indent = line.len() - line.trim_start_matches(' ').len();
            if indent <= owner && !line.trim().is_empty() {
                break;
            }
            at += length;
        }
        at
    }

    /// A list or mapping in brackets, on one line or several.
    fn flow(&mut self, span: Span, owner: usize) {
        let bytes = self.text.as_bytes();
        let faults = self.faults.len();
        let (mut at, mut depth, mut item_start) = (span.start, 0_usize, true);
        let mut bracket_in_text = false;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'[' | b'{' => {
                    bracket_in_text |= !item_start;
                    (depth, item_start) = (depth + 1, true);
                }
                b']' | b'}' => (depth, item_start) = (depth.saturating_sub(1), false),
                b',' => item_start = true,
                b':' if is_colon(bytes, at) => item_start = true,
                b'\n' if self.next_starts_block(at + 1, owner) => break,
                b' ' | b'\t' | b'\n' | b'\r' => {}
                b'"' | b'\'' if item_start => {
                    item_start = false;
                    match closing_quote(bytes, at + 1, byte) {
                        Some(close) => at = close,
                        None => break,
                    }
                }
                b'@' | b'`' | b'%' if item_start => {
                    item_start = false;
                    let item = flow_item(self.text, at);
                    self.quotable(Cause::Reserved(char::from(byte)), item);
                    at = item.end.saturating_sub(1).max(at);
                }
                _ => item_start = false,
            }
            at += 1;
            if depth == 0 {
                break;
            }
        }
        if bracket_in_text && depth == 0 && at == span.end {
            self.faults.truncate(faults);
            return self.quotable(Cause::BracketInText, span);
        }
        self.end_flow(span, at, depth, faults, owner);
    }

    fn end_flow(&mut self, span: Span, at: usize, depth: usize, faults: usize, owner: usize) {
        if depth > 0 {
            let bracket = if span.text(self.text).starts_with('[') { '[' } else { '{' };
            self.fault(Cause::UnclosedBracket(bracket), Span::new(span.start, span.start + 1));
        } else if at <= span.end {
            let before = self.faults.len();
            self.after_value(span, at, Cause::TextAfterBracket, owner);
            if self.faults.len() > before {
                self.faults.drain(faults..before);
            }
        }
        if at > span.end {
            self.skip_to(at.saturating_sub(usize::from(depth == 0)));
        }
    }

    /// True when the line at `start` can only belong to a block outside of the bracket.
    fn next_starts_block(&self, start: usize, owner: usize) -> bool {
        let rest = self.text.get(start..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let content = line.trim_start_matches(' ');
        let shallow = line.len() - content.len() <= owner;
        shallow
            && (is_dash(content) || content.starts_with(char::is_alphabetic) && key_colon(content).is_some())
    }
}

/// The item in brackets that starts at `start`.
fn flow_item(text: &str, start: usize) -> Span {
    let rest = text.get(start..).unwrap_or("");
    let end = rest.find([',', ']', '}', '\n']).unwrap_or(rest.len());
    Span::new(start, start + rest.get(..end).unwrap_or(rest).trim_end().len())
}

fn is_block_header(text: &str) -> bool {
    let rest = text.get(1..).unwrap_or("");
    let rest = rest.trim_start_matches(['-', '+', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    rest.is_empty()
        || rest.starts_with([' ', '\t']) && matches!(rest.trim_start().chars().next(), None | Some('#'))
}
