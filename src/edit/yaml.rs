//! Keys and items of YAML, put in by splices at the places of its nodes.

use crate::record::key;
use crate::record::yaml::{self, Document, NodeRef, Value};
use crate::record::{Record, RelationKind, status};
use crate::span::Span;

use super::draft::{Draft, Place, line_ending, line_of, next_line};
use super::text::Splice;

/// The YAML of a record: its frontmatter, or the file beside it.
pub(super) struct Yaml {
    doc: Document,
    /// Where it stands in its file.
    span: Span,
    pub(super) place: Place,
}

/// Keys of site generators that are written with an underscore.
const SITE: [&str; 12] = [
    "nav_order",
    "nav_exclude",
    "has_children",
    "has_toc",
    "grand_parent",
    "last_update",
    "search_exclude",
    "sidebar_label",
    "sidebar_position",
    "toc_depth",
    "redirect_from",
    "hide_table_of_contents",
];

impl Yaml {
    /// The YAML that a record keeps its metadata in; `None` for one without.
    pub(super) fn of(draft: &Draft) -> Option<Self> {
        if draft.record.sidecar.is_some() {
            let span = Span::new(0, draft.text(Place::Side).len());
            return Some(Self { doc: yaml::load(draft.text(Place::Side), span), span, place: Place::Side });
        }
        let fm = draft.record.frontmatter.as_ref().filter(|fm| fm.opened && fm.closed)?;
        Some(Self { doc: fm.doc.clone(), span: fm.span, place: Place::Main })
    }

    /// The same of a record as it was read.
    pub(super) fn read_from(record: &Record) -> Option<Self> {
        if let Some(side) = &record.sidecar {
            let span = Span::new(0, side.text.len());
            return Some(Self { doc: yaml::load(&side.text, span), span, place: Place::Side });
        }
        let fm = record.frontmatter.as_ref()?;
        Some(Self { doc: fm.doc.clone(), span: fm.span, place: Place::Main })
    }

    /// The entry whose key says a relation.
    fn relation(&self, kind: RelationKind) -> Option<(&str, Span, NodeRef<'_>)> {
        self.doc.entries().find(|(name, ..)| key::relation(&key::normal_key(name)) == Some(kind))
    }

    /// True when it has a key for a relation.
    pub(super) fn has_relation(&self, kind: RelationKind) -> bool {
        self.relation(kind).is_some()
    }

    /// The splices that add a target to a relation, and how the key's texts read afterwards.
    pub(super) fn add_relation(
        &self,
        text: &str,
        kind: RelationKind,
        name: &str,
        value: &str,
    ) -> Option<(String, Vec<String>, Splice)> {
        let Some((name, key_span, node)) = self.relation(kind) else {
            let single = kind == RelationKind::SupersededBy && self.place == Place::Main;
            let name = self.spelled(name);
            let splice = if single {
                self.insert_line(text, &name, &format!("{name}: {}", scalar(value, false)))
            } else if self.in_blocks() && self.block_indent(text).is_some() {
                let indent = self.block_indent(text)?;
                self.insert_lines(
                    text,
                    &name,
                    &[format!("{name}:"), format!("{indent}- {}", scalar(value, false))],
                )
            } else {
                self.insert_line(text, &name, &format!("{name}: [{}]", scalar(value, true)))
            };
            return Some((name, vec![value.to_owned()], splice?));
        };
        if is_nothing(node) && !matches!(node.value(), Value::Null | Value::Seq(_)) {
            let splice = Splice::new(node.span(), scalar(value, false));
            return Some((name.to_owned(), vec![value.to_owned()], splice));
        }
        let mut texts = texts(node);
        texts.push(value.to_owned());
        let splice = add_item(text, key_span, node, value)?;
        Some((name.to_owned(), texts, splice))
    }

    /// The splices that set a key to a scalar.
    pub(super) fn set(&self, text: &str, name: &str, value: &str) -> Option<Splice> {
        let found = self.doc.entries().find(|(key, ..)| key::normal_key(key) == name);
        let Some((.., node)) = found else {
            return self.insert_line(text, name, &format!("{}: {value}", self.spelled(name)));
        };
        match node.value() {
            Value::Null if node.span().is_empty() => Some(fill(text, node, value)),
            Value::Seq(_) | Value::Map(_) => None,
            _ => {
                let raw = node.span().text(text);
                let quote = raw.chars().next().filter(|c| node.quoted() && matches!(c, '"' | '\''));
                let quote = quote.map(String::from).unwrap_or_default();
                Some(Splice::new(node.span(), format!("{quote}{value}{quote}")))
            }
        }
    }

    /// What stands behind the key of a relation that names nothing.
    pub(super) fn nothing(&self, text: &str, kind: RelationKind) -> Option<String> {
        let (_, key_span, node) = self.relation(kind).filter(|(.., node)| is_nothing(*node))?;
        text.get(key_span.end..node.span().end.max(key_span.end)).map(str::to_owned)
    }

    /// The splice that takes the lines of a relation's key out, or empties it as others of the folder have it.
    pub(super) fn remove_relation(
        &self,
        text: &str,
        kind: RelationKind,
        nothing: Option<String>,
    ) -> Option<Splice> {
        let (_, key_span, node) = self.relation(kind)?;
        if let Some(nothing) = nothing.filter(|_| node.items().count() < 2) {
            return Some(Splice::new(Span::new(key_span.end, node.span().end.max(key_span.end)), nothing));
        }
        let start = line_of(text, key_span.start).start;
        let (end, ended) = next_line(text, node.span().end.max(key_span.end));
        // The last line of a file without a final line ending takes the one before it along.
        let before = text.get(..start)?;
        let kept = before.trim_end_matches('\n').trim_end_matches('\r');
        let start = if ended || before.is_empty() { start } else { kept.len() };
        text.get(start..key_span.start)?.trim().is_empty().then(|| Splice::new(Span::new(start, end), ""))
    }

    /// The texts of a key afterwards, for the guard.
    pub(super) fn read(&self, name: &str) -> Option<Vec<String>> {
        self.doc.entries().find(|(key, ..)| *key == name).map(|(.., node)| texts(node))
    }

    /// True when all keys but one are as they were, in their order.
    pub(super) fn same_but(&self, before: &Self, name: &str) -> bool {
        let rest = |yaml: &Self| -> Vec<_> {
            let others = yaml.doc.entries().filter(|(key, ..)| *key != name);
            others.map(|(key, _, node)| (key.to_owned(), node.to_json())).collect()
        };
        let comments = |yaml: &Self| -> Vec<_> { yaml.doc.comments.iter().map(|c| c.text.clone()).collect() };
        rest(self) == rest(before) && comments(self) == comments(before)
    }

    /// A key in the manner of the others: `snake_case`, capitalised.
    fn spelled(&self, name: &str) -> String {
        let keys = || self.doc.entries().map(|(key, ..)| key);
        // Keys of site generators are no custom of the records.
        let of_site = |key: &str| SITE.contains(&key);
        let snake =
            keys().any(|key| key.contains('_') && !of_site(key)) && !keys().any(|key| key.contains('-'));
        let capital = keys().next().is_some() && keys().all(|key| key.starts_with(char::is_uppercase));
        let name = if snake { name.replace('-', "_") } else { name.to_owned() };
        let mut chars = name.chars();
        match chars.next().filter(|_| capital) {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => name,
        }
    }

    /// True when lists stand in lines of their own, and none in brackets has items.
    fn in_blocks(&self) -> bool {
        let lists = || self.doc.entries().map(|(.., node)| node).filter(|node| node.items().next().is_some());
        lists().next().is_some() && lists().all(|node| !node.quoted())
    }

    /// What stands before the hyphens of its lists, seen from their keys.
    fn block_indent(&self, text: &str) -> Option<String> {
        self.doc.entries().find_map(|(_, key_span, node)| {
            let first = node.items().next().filter(|_| !node.quoted())?;
            let line = line_of(text, first.span().start);
            let own = line.text(text);
            let indent = own.len() - own.trim_start_matches(' ').len();
            let key = key_span.start - line_of(text, key_span.start).start;
            own.trim_start().starts_with('-').then(|| " ".repeat(indent.saturating_sub(key)))
        })
    }

    fn insert_line(&self, text: &str, name: &str, line: &str) -> Option<Splice> {
        self.insert_lines(text, name, &[line.to_owned()])
    }

    /// Puts lines in behind the key that goes before `name`.
    fn insert_lines(&self, text: &str, name: &str, lines: &[String]) -> Option<Splice> {
        if self.doc.root().is_some_and(NodeRef::quoted) {
            return None;
        }
        let normal = key::normal_key(name);
        let rank = key::rank(&normal);
        let entries = || self.doc.entries();
        let neighbour = key::before(rank)
            .filter_map(|known| entries().find(|(key, ..)| key::normal_key(key) == known))
            .next()
            .or_else(|| if rank <= 3 { None } else { entries().last() });
        let (at, indent, ended) = match neighbour {
            Some((_, key_span, node)) => {
                let line = line_of(text, key_span.start);
                let indent = text.get(line.start..key_span.start)?.trim_start_matches('\u{feff}');
                let (at, ended) = next_line(text, node.span().end.max(key_span.end));
                (at, indent, ended)
            }
            None => (self.span.start, "", true),
        };
        let ending = line_ending(text, at);
        let lines: Vec<String> = lines.iter().map(|line| format!("{indent}{line}")).collect();
        let body = lines.join(ending);
        let body = if ended { format!("{body}{ending}") } else { format!("{ending}{body}") };
        Some(Splice::insert(at, body))
    }
}

/// A scalar's text, or those of a list's items.
fn texts(node: NodeRef<'_>) -> Vec<String> {
    match node.value() {
        Value::Seq(_) => node.items().filter_map(NodeRef::scalar_text).collect(),
        _ => node.scalar_text().into_iter().collect(),
    }
}

/// True for a key without value, an empty list and words such as `N/A`.
fn is_nothing(node: NodeRef<'_>) -> bool {
    match node.value() {
        Value::Null => true,
        Value::Seq(items) => items.is_empty(),
        Value::Str(text) => status::targets(text, RelationKind::RelatesTo).is_empty() && text.len() < 8,
        _ => false,
    }
}

fn add_item(text: &str, key_span: Span, node: NodeRef<'_>, value: &str) -> Option<Splice> {
    match node.value() {
        Value::Null if node.span().is_empty() => {
            Some(fill(text, node, &format!("[{}]", scalar(value, true))))
        }
        Value::Null => Some(Splice::new(node.span(), format!("[{}]", scalar(value, true)))),
        Value::Seq(items) if items.is_empty() => {
            Some(Splice::new(node.span(), format!("[{}]", scalar(value, true))))
        }
        Value::Seq(_) => {
            let last = node.items().last()?;
            let quote =
                last.span().text(text).chars().next().filter(|c| last.quoted() && matches!(c, '"' | '\''));
            let value =
                quote.map_or_else(|| scalar(value, node.quoted()), |quote| format!("{quote}{value}{quote}"));
            if node.quoted() {
                let rest = text.get(last.span().end..node.span().end)?;
                let comma =
                    rest.find(',').filter(|at| rest.get(..*at).is_some_and(|gap| gap.trim().is_empty()));
                return Some(match comma {
                    Some(at) => Splice::insert(last.span().end + at + 1, format!(" {value}")),
                    None => Splice::insert(last.span().end, format!(", {value}")),
                });
            }
            let line = line_of(text, last.span().start);
            let lead = text.get(line.start..last.span().start)?;
            let (at, ended) = next_line(text, last.span().end);
            let ending = line_ending(text, at);
            // Only a plain `- item` on a line of its own has a manner to follow.
            (lead.trim() == "-").then(|| {
                let new = format!("{lead}{value}");
                Splice::insert(at, if ended { format!("{new}{ending}") } else { format!("{ending}{new}") })
            })
        }
        Value::Map(_) => None,
        _ => {
            let raw = node.span().text(text);
            let fits =
                !raw.contains(['[', ']', '{', '}', '\n', '|', '>']) && node.span().start > key_span.end;
            let inner = if node.quoted() || !raw.contains(',') { raw.to_owned() } else { return None };
            fits.then(|| Splice::new(node.span(), format!("[{inner}, {}]", scalar(value, true))))
        }
    }
}

/// Puts a value behind the colon of a key without one.
fn fill(text: &str, node: NodeRef<'_>, value: &str) -> Splice {
    let at = node.span().start;
    let spaced = text.get(..at).is_some_and(|before| before.ends_with([' ', '\t']));
    Splice::insert(at, format!("{}{value}", if spaced { "" } else { " " }))
}

/// A text as a YAML scalar, in quotes where it has to be.
pub(super) fn scalar(value: &str, flow: bool) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '~' | '+' | '%');
    let safe = value.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_'))
        && value.chars().all(|c| plain(c) || (!flow && matches!(c, '(' | ')')));
    if safe { value.to_owned() } else { format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// The key by which the frontmatter of a record states a relation, as the records beside it write it.
pub(super) fn key_of(record: &Record, kind: RelationKind) -> Option<String> {
    let doc = &record.frontmatter.as_ref()?.doc;
    let found = doc.entries().find(|(name, ..)| key::relation(&key::normal_key(name)) == Some(kind));
    found.map(|(name, ..)| name.to_owned())
}
