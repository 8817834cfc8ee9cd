//! Event stream to document.

use std::collections::BTreeMap;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StrInput, StructureStyle};

use super::problem::double_quoted;
use super::scalar::{is_null, resolve};
use super::{Comment, Document, Entry, Node, NodeId, Problem, ProblemKind, Value, diagnose};
use crate::span::Span;

/// Most nodes a document may have.
const MAX_NODES: usize = 10_000;
/// Deepest nesting of lists and mappings.
const MAX_DEPTH: usize = 64;
/// Above this many keys a mapping gets a hash index for its duplicate check.
const INDEXED_FROM: usize = 16;

/// Loads the YAML text at `span` of `file`. Never fails: what is wrong is in `problems`, and the
/// nodes read before the first fatal problem are not kept.
pub fn load(file: &str, span: Span) -> Document {
    let text = span.text(file);
    let mut loader =
        Loader { text, base: span.start, doc: Document::default(), stack: Vec::new(), last_end: 0 };
    let sound = loader.run();
    let mut doc = loader.doc;
    if !sound {
        doc.nodes.clear();
        doc.root = None;
    }
    doc.nodes.shrink_to_fit();
    doc.problems.sort_by_key(|problem| problem.span.start);
    doc
}

/// The first syntax error of a text: byte offset and kind.
pub(super) fn first_error(text: &str) -> Option<(usize, ErrorKind)> {
    parser(text).find_map(Result::err).map(|error| (offset_of(&error, text), error.kind().clone()))
}

fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let mut options = Options::default();
    options.disallow_directives = true;
    options.emit_unresolved_aliases = true;
    options.emit_anchor_events = true;
    options.max_buffered_comment_events = usize::MAX;
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    Parser::new_from_str_with_options(text, options)
}

fn offset_of(error: &ScanError, text: &str) -> usize {
    let mut offset = error.marker().byte_offset().unwrap_or(0).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// A list or mapping that is still open.
struct Frame {
    span: Span,
    flow: bool,
    content: Content,
}

enum Content {
    Seq(Vec<NodeId>),
    Map { entries: Vec<Entry>, index: BTreeMap<String, usize>, key: Key },
}

/// What a mapping waits for.
enum Key {
    /// A key.
    Wanted,
    /// The value of this key.
    Read(String, Span),
    /// The value of a key that is refused: it is read but not kept.
    Refused,
}

/// A parser position, in bytes of the text.
type Range = std::ops::Range<usize>;

struct Loader<'a> {
    text: &'a str,
    base: usize,
    doc: Document,
    stack: Vec<Frame>,
    /// Where the last scalar or bracket ended, in bytes of the text.
    last_end: usize,
}

impl Loader<'_> {
    /// Reads all events; false when the nodes are not to be trusted.
    fn run(&mut self) -> bool {
        let mut documents = 0;
        for event in parser(self.text) {
            let (event, place) = match event {
                Ok(event) => event,
                Err(error) => {
                    self.fail(&error);
                    return false;
                }
            };
            let range = place.byte_range().unwrap_or(0..0);
            if let Some(tag) = place.tag_span().and_then(|tag| tag.byte_range()) {
                self.refuse_tag(tag);
            }
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
                if documents > 1 {
                    self.second_document(range);
                    return true;
                }
            }
            if !self.event(event, range) {
                return false;
            }
        }
        true
    }

    fn event(&mut self, event: Event<'_>, range: Range) -> bool {
        match event {
            Event::Scalar(text, style, ..) => return self.scalar(text.into_owned(), style, range),
            Event::SequenceStart(style, ..) => {
                return self.open(Content::Seq(Vec::new()), style, range);
            }
            Event::MappingStart(style, ..) => {
                let content = Content::Map { entries: Vec::new(), index: BTreeMap::new(), key: Key::Wanted };
                return self.open(content, style, range);
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close(range),
            Event::Alias(_) => return self.alias(range, true),
            Event::UnresolvedAlias(_) => return self.alias(range, false),
            Event::Anchor(..) => {
                let message = format!("`{}` is a YAML anchor", Span::from(range.clone()).text(self.text));
                self.refuse(range, message, "remove it, or quote the value if the text is meant");
            }
            Event::Comment(text, _) => {
                let span = self.place(range);
                self.doc.comments.push(Comment { text: text.into_owned(), span });
            }
            _ => {}
        }
        true
    }

    fn place(&self, range: Range) -> Span {
        Span::from(range).shift(self.base)
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, range: Range) -> bool {
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let plain = style == ScalarStyle::Plain;
        let range = self.scalar_range(range, style);
        if self.key_wanted() {
            self.key(text, plain, range);
            return true;
        }
        let absent = plain && range.is_empty();
        let value = match plain {
            true if absent => Value::Null,
            true => resolve(text),
            false => Value::Str(text),
        };
        let raw = match value {
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
                Some(Span::from(range.clone()).text(self.text).into())
            }
            _ => None,
        };
        if !range.is_empty() {
            self.last_end = range.end;
        }
        self.add(Node { value, span: self.place(range), quoted, raw })
    }

    /// The bytes of a scalar: absent values stand after their colon, block scalars begin at their
    /// header and end with their last text.
    fn scalar_range(&self, range: Range, style: ScalarStyle) -> Range {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let start = self.header_start(range.start).unwrap_or(range.start);
                let body = self.text.get(start..range.end).unwrap_or("");
                start..start + body.trim_end().len()
            }
            ScalarStyle::Plain if range.is_empty() => {
                let at = self.after_colon(range.start).unwrap_or(range.start);
                at..at
            }
            _ => range,
        }
    }

    /// Just past the colon that follows `at` on the same line.
    fn after_colon(&self, at: usize) -> Option<usize> {
        if self.key_wanted() {
            return None;
        }
        let rest = self.text.get(at..)?;
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest.get(gap..)?.starts_with(':').then_some(at + gap + 1)
    }

    /// The `|` or `>` of the block scalar whose text begins at `text_start`.
    fn header_start(&self, text_start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.last_end;
        let mut spaced = true;
        while at <= text_start {
            match bytes.get(at)? {
                b'|' | b'>' if spaced => return Some(at),
                b'#' if spaced => at += memchr::memchr(b'\n', &bytes[at..])?,
                &byte => {
                    spaced = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b':' | b'-');
                    at += 1;
                }
            }
        }
        None
    }

    fn key_wanted(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { content: Content::Map { key: Key::Wanted, .. }, .. }))
    }

    fn key(&mut self, text: String, plain: bool, range: Range) {
        self.last_end = range.end;
        let span = self.place(range.clone());
        let Some(Frame { content: Content::Map { entries, index, key }, .. }) = self.stack.last_mut() else {
            return;
        };
        if plain && (range.is_empty() || is_null(&text)) {
            *key = Key::Refused;
            let problem = Problem::new(ProblemKind::KeyType, span, "a key is empty");
            self.doc.problems.push(problem.help("give the value a name before the `:`"));
        } else if plain && text == "<<" {
            *key = Key::Refused;
            self.refuse(range, "`<<` is a YAML merge key".to_owned(), "write the merged keys out");
        } else if let Some(first) = find(entries, index, &text) {
            let related = (entries[first].key_span, format!("`{text}` is first given here"));
            *key = Key::Refused;
            let message = format!("the key `{text}` is given twice");
            let mut problem = Problem::new(ProblemKind::DuplicateKey, span, message)
                .help("keep one of the two; the first one counts");
            problem.related = Some(related);
            self.doc.problems.push(problem);
        } else {
            *key = Key::Read(text, span);
        }
    }

    fn alias(&mut self, range: Range, known: bool) -> bool {
        let raw = Span::from(range.clone()).text(self.text).to_owned();
        let span = self.place(range.clone());
        self.last_end = range.end;
        let mut problem = if known {
            Problem::new(ProblemKind::Refused, span, format!("`{raw}` is a YAML alias"))
                .help("write the value out, or quote it if the text is meant")
        } else if raw.len() > 1 && raw.ends_with('*') {
            let message = format!("`{raw}` is Markdown emphasis, but YAML reads `*` as an alias");
            Problem::new(ProblemKind::Refused, span, message).help("remove the `*`, or quote the value")
        } else {
            let message = format!("`{raw}` is a YAML alias without anchor");
            Problem::new(ProblemKind::Refused, span, message).help("put the value in double quotes")
        };
        if self.key_wanted() {
            self.doc.problems.push(problem);
            if let Some(Frame { content: Content::Map { key, .. }, .. }) = self.stack.last_mut() {
                *key = Key::Refused;
            }
            return true;
        }
        if !known {
            problem.repair = Some((span, double_quoted(&raw)));
        }
        self.doc.problems.push(problem);
        let value = if known { Value::Null } else { Value::Str(raw) };
        self.add(Node { value, span, quoted: false, raw: None })
    }

    fn open(&mut self, content: Content, style: StructureStyle, range: Range) -> bool {
        if self.stack.len() >= MAX_DEPTH {
            return self.too_deep(range);
        }
        let flow = style == StructureStyle::Flow;
        self.last_end = self.last_end.max(range.end);
        self.stack.push(Frame { span: self.place(range), flow, content });
        true
    }

    fn close(&mut self, range: Range) -> bool {
        let Some(frame) = self.stack.pop() else { return true };
        let mut span = frame.span;
        if frame.flow {
            self.last_end = range.end;
            span.end = self.base + range.end;
        }
        let value = match frame.content {
            Content::Seq(items) => Value::Seq(items),
            Content::Map { entries, .. } => Value::Map(entries),
        };
        if self.key_wanted() {
            let problem = Problem::new(ProblemKind::KeyType, span, "a key is a list or a mapping");
            self.doc
                .problems
                .push(problem.help("quote the text before the `:`, or name the key with one word"));
            if let Some(Frame { content: Content::Map { key, .. }, .. }) = self.stack.last_mut() {
                *key = Key::Refused;
            }
            self.extend_parent(span);
            return true;
        }
        self.add(Node { value, span, quoted: frame.flow, raw: None })
    }

    /// Keeps a finished node and gives it to the collection around it.
    fn add(&mut self, node: Node) -> bool {
        if self.doc.nodes.len() >= MAX_NODES {
            let message = format!("the frontmatter has more than {MAX_NODES} values");
            let problem = Problem::new(ProblemKind::TooDeep, Span::at(node.span.start), message);
            self.doc.problems.push(problem.help("move data of this size into a file of its own"));
            return false;
        }
        let span = node.span;
        let id = self.doc.push(node);
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            None => self.doc.set_root(id),
            Some(Content::Seq(items)) => items.push(id),
            Some(Content::Map { entries, index, key }) => {
                if let Key::Read(name, key_span) = std::mem::replace(key, Key::Wanted) {
                    if entries.len() >= INDEXED_FROM {
                        index.insert(name.clone(), entries.len());
                    }
                    entries.push(Entry { key: name, key_span, value: id });
                }
            }
        }
        self.extend_parent(span);
        true
    }

    fn extend_parent(&mut self, child: Span) {
        if let Some(frame) = self.stack.last_mut() {
            frame.span.end = frame.span.end.max(child.end);
        }
    }

    fn refuse(&mut self, range: Range, message: String, help: &str) {
        let span = self.place(range);
        self.doc.problems.push(Problem::new(ProblemKind::Refused, span, message).help(help));
    }

    fn refuse_tag(&mut self, tag: Range) {
        let message = format!("`{}` is a YAML tag", Span::from(tag.clone()).text(self.text));
        self.refuse(tag, message, "remove it, or quote the value if the text is meant");
    }

    fn second_document(&mut self, range: Range) {
        let marked = self.text.get(range.start..).is_some_and(|rest| rest.starts_with("---"));
        let span = self.place(range.start..range.start + if marked { 3 } else { 0 });
        let problem = Problem::new(ProblemKind::SecondDocument, span, "a second YAML document starts here");
        self.doc
            .problems
            .push(problem.help("keep one document; indent or quote a `---` that belongs to a value"));
    }

    fn too_deep(&mut self, range: Range) -> bool {
        let message = format!("lists and mappings are nested more than {MAX_DEPTH} levels deep");
        let problem = Problem::new(ProblemKind::TooDeep, self.place(range), message);
        self.doc.problems.push(problem.help("write the data flatter"));
        false
    }

    fn fail(&mut self, error: &ScanError) {
        let offset = offset_of(error, self.text);
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            self.too_deep(offset..offset);
        } else {
            diagnose::diagnose(self.text, self.base, (offset, error.kind()), &mut self.doc.problems);
        }
    }
}

/// The entry with this key. Small mappings are searched, the rest of large ones is looked up.
fn find(entries: &[Entry], index: &BTreeMap<String, usize>, key: &str) -> Option<usize> {
    let head = entries.iter().take(INDEXED_FROM).position(|entry| entry.key == key);
    head.or_else(|| if index.is_empty() { None } else { index.get(key).copied() })
}
