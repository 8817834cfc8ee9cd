//! YAML frontmatter with a byte span for every key and value.
//!
//! The text is read as YAML 1.2 core schema: `no`, `on` and `2026-01-12` are strings, `0012` is a
//! string. Anchors, aliases, merge keys and custom tags are refused, so that no document can grow.

mod diagnose;
mod fault;
mod fence;
mod load;
mod problem;
mod recover;
mod scalar;
mod scan;
#[cfg(test)]
mod tests;

use crate::span::Span;

pub use fence::{Fences, frontmatter, split};
pub use load::load;
pub use problem::{Problem, ProblemKind};
pub use recover::recover;

/// Index of a node in its document.
pub type NodeId = usize;

/// A loaded document. Spans are offsets into the whole file.
#[derive(Clone, Debug, Default)]
pub struct Document {
    nodes: Vec<Node>,
    root: Option<NodeId>,
    /// Comments in file order: text without `#`, and its span with it.
    pub comments: Vec<Comment>,
    /// What is wrong with the text. Empty for sound YAML.
    pub problems: Vec<Problem>,
}

/// A comment in the frontmatter.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The text after `#`, untrimmed.
    pub text: String,
    /// The place, `#` included.
    pub span: Span,
}

/// One value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// From the first to just past the last byte of the value, quotes and brackets included; block
    /// collections end with their last child. Empty, at the place where the value would stand, for a
    /// key without value.
    pub span: Span,
    /// Written in quotes (scalars) or brackets (collections).
    pub quoted: bool,
    /// The text as written, where the value is a number or a boolean: `1.10` is not `1.1` to a reader.
    pub raw: Option<Box<str>>,
}

/// The kinds of YAML value.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    Seq(Vec<NodeId>),
    Map(Vec<Entry>),
}

/// A key and its value. Of duplicate keys the first is kept and the others are problems.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's place, quotes included.
    pub key_span: Span,
    /// The value.
    pub value: NodeId,
}

/// A node seen in its document.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'a> {
    doc: &'a Document,
    id: NodeId,
}

/// The frontmatter block of a file.
#[derive(Clone, Debug)]
pub struct Frontmatter {
    /// The YAML text between the fences.
    pub span: Span,
    /// The block with both fences and the line ending after the closing one.
    pub block: Span,
    /// Its content: what could be loaded or, where the YAML is broken, recovered line by line.
    pub doc: Document,
    /// True when `doc` was recovered line by line.
    pub recovered: bool,
    /// False when the opening fence is missing.
    pub opened: bool,
    /// False when the closing fence is missing.
    pub closed: bool,
    /// True when blank lines stand before the opening fence, which hides the block from most tools.
    pub preceded_by_blank: bool,
}

impl Document {
    /// The top node; `None` for an empty document.
    pub fn root(&self) -> Option<NodeRef<'_>> {
        self.root.map(|id| NodeRef { doc: self, id })
    }

    /// The value of a top-level key, spelled exactly.
    pub fn get(&self, key: &str) -> Option<NodeRef<'_>> {
        self.root()?.get(key)
    }

    /// The top-level entries in file order.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Span, NodeRef<'_>)> {
        self.root().into_iter().flat_map(|root| root.entries())
    }

    /// True when nothing was loaded.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// The node that a JSON pointer (`/rapid/agree/0/who`) names, with the span of its key where the
    /// last step is a key. The empty pointer is the root.
    pub fn locate(&self, pointer: &str) -> Option<(Option<Span>, NodeRef<'_>)> {
        let mut node = self.root()?;
        let mut key_span = None;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            (key_span, node) = match node.value() {
                Value::Map(entries) => {
                    let entry = entries.iter().find(|entry| entry.key == step)?;
                    (Some(entry.key_span), NodeRef { doc: self, id: entry.value })
                }
                Value::Seq(items) => {
                    let id = *items.get(step.parse::<usize>().ok()?)?;
                    (None, NodeRef { doc: self, id })
                }
                _ => return None,
            };
        }
        Some((key_span, node))
    }

    /// The whole document as JSON, for schema validation; `null` when empty.
    pub fn to_json(&self) -> serde_json::Value {
        self.root().map_or(serde_json::Value::Null, NodeRef::to_json)
    }

    pub(super) fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    pub(super) fn set_root(&mut self, id: NodeId) {
        self.root = Some(id);
    }
}

impl<'a> NodeRef<'a> {
    /// What the node is.
    pub fn value(self) -> &'a Value {
        &self.doc.nodes[self.id].value
    }

    /// Its place.
    pub fn span(self) -> Span {
        self.doc.nodes[self.id].span
    }

    /// Written in quotes or brackets.
    pub fn quoted(self) -> bool {
        self.doc.nodes[self.id].quoted
    }

    /// The value of a key, if this is a mapping that has it.
    pub fn get(self, key: &str) -> Option<Self> {
        self.entries().find(|(name, ..)| *name == key).map(|(.., node)| node)
    }

    /// The entries of a mapping; nothing for other nodes.
    pub fn entries(self) -> impl Iterator<Item = (&'a str, Span, NodeRef<'a>)> {
        let entries: &[Entry] = match self.value() {
            Value::Map(entries) => entries,
            _ => &[],
        };
        entries.iter().map(move |entry| {
            (entry.key.as_str(), entry.key_span, NodeRef { doc: self.doc, id: entry.value })
        })
    }

    /// The items of a sequence; nothing for other nodes.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let items: &[NodeId] = match self.value() {
            Value::Seq(items) => items,
            _ => &[],
        };
        items.iter().map(move |&id| NodeRef { doc: self.doc, id })
    }

    /// The text of a string scalar.
    pub fn as_str(self) -> Option<&'a str> {
        match self.value() {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    /// True for `null` and for a key without value.
    pub fn is_null(self) -> bool {
        matches!(self.value(), Value::Null)
    }

    /// The scalar as text whatever its type, numbers as they are written; `None` for collections and
    /// null.
    pub fn scalar_text(self) -> Option<String> {
        if let Some(raw) = &self.doc.nodes[self.id].raw {
            return Some(raw.to_string());
        }
        match self.value() {
            Value::Str(text) => Some(text.clone()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Int(value) => Some(value.to_string()),
            Value::Float(value) => Some(value.to_string()),
            Value::Null | Value::Seq(_) | Value::Map(_) => None,
        }
    }

    /// The text inside the braces of a template placeholder, `{accepted}`, and its place: a mapping in
    /// braces with one key and no value.
    pub fn braced_text(self, file: &str) -> Option<(&str, Span)> {
        let mut entries = self.entries();
        let (_, key_span, value) = entries.next()?;
        if !self.quoted() || !value.is_null() || entries.next().is_some() {
            return None;
        }
        let span = self.span();
        let rest = file.get(key_span.end..span.end)?;
        if rest.trim() != "}" {
            return None;
        }
        let inner = Span::new(span.start + 1, span.end - 1).trim(file);
        Some((inner.text(file), inner))
    }

    /// The node as JSON.
    pub fn to_json(self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self.value() {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Int(value) => Json::from(*value),
            Value::Float(value) => Json::from(*value),
            Value::Str(text) => Json::String(text.clone()),
            Value::Seq(_) => Json::Array(self.items().map(NodeRef::to_json).collect()),
            Value::Map(_) => {
                Json::Object(self.entries().map(|(key, _, node)| (key.to_owned(), node.to_json())).collect())
            }
        }
    }
}
