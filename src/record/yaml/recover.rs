//! What a line-wise reading saves from broken frontmatter.

use super::scalar::{is_null, resolve};
use super::scan::{closing_quote, without_comment};
use super::{Comment, Document, Entry, Node, NodeId, Value};
use crate::span::Span;

/// Reads `key: value` lines and `- item` lists at the top level of the broken YAML at `span`; quotes
/// and comments are taken off, nested and multi-line values are left out. Spans are as in `load`.
/// Of equal keys the first is kept.
pub fn recover(file: &str, span: Span) -> Document {
    let mut recovery = Recovery { file, doc: Document::default(), entries: Vec::new(), list: None };
    let mut at = span.start;
    for line in span.text(file).split_inclusive('\n') {
        recovery.line(Span::new(at, at + line.trim_end().len()));
        at += line.len();
    }
    recovery.finish()
}

/// Most values that are recovered, as in `load`.
const MAX_NODES: usize = 10_000;

struct Recovery<'a> {
    file: &'a str,
    doc: Document,
    entries: Vec<Entry>,
    /// The key without value whose list is being read.
    list: Option<List>,
}

struct List {
    key: String,
    key_span: Span,
    items: Vec<NodeId>,
    /// Of the items; the place for a value while there are none.
    span: Span,
    /// Another kind of line than an item was seen: the value is nested and left out.
    nested: bool,
}

impl Recovery<'_> {
    fn line(&mut self, line: Span) {
        let content = line.trim(self.file);
        let text = content.text(self.file);
        let indented = content.start > line.start;
        if text.is_empty() {
            return;
        }
        if text.starts_with('#') {
            self.comment(content);
        } else if let Some(item) =
            text.strip_prefix('-').filter(|item| item.is_empty() || item.starts_with([' ', '\t']))
        {
            let start = content.end - item.trim_start().len();
            self.item(Span::new(start, content.end));
        } else if indented {
            if let Some(list) = &mut self.list {
                list.nested = true;
            }
        } else if let Some(colon) = key_end(text) {
            self.close_list();
            self.entry(content, colon);
        }
    }

    fn comment(&mut self, span: Span) {
        let text = span.text(self.file).trim_start_matches('#').to_owned();
        self.doc.comments.push(Comment { text, span });
    }

    fn entry(&mut self, line: Span, colon: usize) {
        let key_span = Span::new(line.start, line.start + colon).trim(self.file);
        let key = key_span.text(self.file).trim_matches(['"', '\'']).to_owned();
        let value = Span::new(line.start + colon + 1, line.end).trim(self.file);
        let text = value.text(self.file);
        if text.is_empty() || text.starts_with('#') {
            let at = line.start + colon + 1;
            self.list = Some(List { key, key_span, items: Vec::new(), span: Span::at(at), nested: false });
        } else if !matches!(text, "|" | ">" | "|-" | ">-" | "|+" | ">+")
            && let Some(value) = self.value(value)
        {
            self.push_entry(key, key_span, value);
        }
    }

    fn push_entry(&mut self, key: String, key_span: Span, value: NodeId) {
        self.entries.push(Entry { key, key_span, value });
    }

    fn item(&mut self, span: Span) {
        let Some(mut list) = self.list.take() else { return };
        if let Some(id) = self.value(span) {
            let place = self.doc.nodes.get(id).map_or(span, |node| node.span);
            list.span = if list.items.is_empty() { place } else { list.span.join(place) };
            list.items.push(id);
        }
        self.list = Some(list);
    }

    fn close_list(&mut self) {
        let Some(list) = self.list.take() else { return };
        let value = match (list.items.is_empty(), list.nested) {
            (true, true) => return,
            (true, false) => Value::Null,
            (false, _) => Value::Seq(list.items),
        };
        if let Some(id) = self.push(Node { value, span: list.span, quoted: false, raw: None }) {
            self.push_entry(list.key, list.key_span, id);
        }
    }

    fn push(&mut self, node: Node) -> Option<NodeId> {
        (self.doc.nodes.len() < MAX_NODES).then(|| self.doc.push(node))
    }

    /// A value on one line: quoted, in brackets, or plain.
    fn value(&mut self, span: Span) -> Option<NodeId> {
        let text = span.text(self.file);
        let bytes = text.as_bytes();
        match bytes.first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let close = closing_quote(bytes, 1, quote);
                if let Some(close) =
                    close.filter(|&close| without_comment(&text[close + 1..]).trim().is_empty())
                {
                    let place = Span::new(span.start, span.start + close + 1);
                    let value = Value::Str(unquoted(text.get(1..close)?, quote));
                    return self.push(Node { value, span: place, quoted: true, raw: None });
                }
            }
            Some(b'[') if without_comment(text).ends_with(']') => {
                let place = Span::new(span.start, span.start + without_comment(text).len());
                return self.inline_list(place);
            }
            Some(b'{') if without_comment(text).ends_with('}') => {
                let place = Span::new(span.start, span.start + without_comment(text).len());
                return self.braced(place);
            }
            _ => {}
        }
        let text = without_comment(text);
        let place = Span::new(span.start, span.start + text.len());
        let value = resolve(text.to_owned());
        let raw = matches!(value, Value::Bool(_) | Value::Int(_) | Value::Float(_)).then(|| text.into());
        self.push(Node { value, span: place, quoted: false, raw })
    }

    fn inline_list(&mut self, span: Span) -> Option<NodeId> {
        let inner = Span::new(span.start + 1, span.end.saturating_sub(1));
        let text = inner.text(self.file);
        let mut items = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let length = item_length(&text[at..]);
            let item = Span::new(inner.start + at, inner.start + at + length).trim(self.file);
            let plain = item.text(self.file);
            if !plain.is_empty() && !plain.starts_with(['[', '{']) {
                items.push(self.value(item)?);
            }
            at += length + 1;
        }
        self.push(Node { value: Value::Seq(items), span, quoted: true, raw: None })
    }

    /// A template placeholder in braces; other mappings are left out.
    fn braced(&mut self, span: Span) -> Option<NodeId> {
        let inner = Span::new(span.start + 1, span.end.saturating_sub(1)).trim(self.file);
        let key = inner.text(self.file);
        if is_null(key) || key.contains(['{', '}']) || key.contains(": ") {
            return None;
        }
        let value =
            self.push(Node { value: Value::Null, span: Span::at(inner.end), quoted: false, raw: None })?;
        let entries = vec![Entry { key: key.to_owned(), key_span: inner, value }];
        self.push(Node { value: Value::Map(entries), span, quoted: true, raw: None })
    }

    fn finish(mut self) -> Document {
        self.close_list();
        let mut seen = std::collections::HashSet::new();
        self.entries.retain(|entry| seen.insert(entry.key.clone()));
        if let (Some(first), Some(last)) = (self.entries.first(), self.entries.last()) {
            let end = self.doc.nodes.get(last.value).map_or(last.key_span.end, |node| node.span.end);
            let span = Span::new(first.key_span.start, end);
            let root =
                self.doc.push(Node { value: Value::Map(self.entries), span, quoted: false, raw: None });
            self.doc.set_root(root);
        }
        self.doc
    }
}

/// Offset of the colon after a key of letters, digits, `_`, `-` and spaces. A value in brackets or
/// quotes may follow without a space.
pub(super) fn key_end(line: &str) -> Option<usize> {
    let name = line.strip_prefix(['"', '\'']).unwrap_or(line);
    let length = name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | ' ')))?;
    if length == 0 || name.starts_with([' ', '-']) {
        return None;
    }
    let quoted = line.len() - name.len();
    let colon = quoted + length + quoted;
    let rest = line.get(colon..)?.strip_prefix(':')?;
    let fits = rest.is_empty() || rest.starts_with([' ', '\t', '[', '"', '\'', '@']);
    fits.then_some(colon)
}

/// Length of the first item of an inline list.
fn item_length(text: &str) -> usize {
    let gap = text.len() - text.trim_start().len();
    let bytes = text.as_bytes();
    let from = match bytes.get(gap) {
        Some(&quote @ (b'"' | b'\'')) => closing_quote(bytes, gap + 1, quote).unwrap_or(gap),
        _ => gap,
    };
    memchr::memchr(b',', &bytes[from..]).map_or(text.len(), |comma| from + comma)
}

fn unquoted(text: &str, quote: u8) -> String {
    if quote == b'\'' {
        return text.replace("''", "'");
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(match chars.next() {
                Some('n') => Some('\n'),
                Some('t') => Some('\t'),
                other => other,
            }),
            c => out.push(c),
        }
    }
    out
}
