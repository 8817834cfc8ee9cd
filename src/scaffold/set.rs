//! `--set KEY=VALUE`: values that are put into the frontmatter of a new record.

use std::fmt::Write as _;

use crate::record::key::rank;
use crate::record::yaml::{self, NodeRef, Value};
use crate::span::Span;

use super::text;

/// Longest list or mapping that stands on one line, characters.
const ONE_LINE: usize = 90;

/// Deepest path, so that no value is nested beyond what the loader reads.
const DEEPEST: usize = 8;

/// A value on its way into the frontmatter.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// A scalar as YAML writes it, quotes included.
    Scalar(String),
    /// A list.
    List(Vec<Self>),
    /// A mapping in the order of its keys.
    Map(Vec<(String, Self)>),
}

/// One `--set`.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// `rapid.decide`, split at its dots; never empty.
    pub path: Vec<String>,
    /// What is set.
    pub value: Tree,
}

/// Why a value cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// It is no key and value.
    #[error("`--set {0}` is not of the form KEY=VALUE, such as `rapid.decide=@ana`")]
    Form(String),
    /// The path is too deep or has an empty part.
    #[error("`{0}` is no path of keys with dots between them, such as `rapid.decide`")]
    Path(String),
    /// The value begins like a list or mapping and is none.
    #[error("the value of `{key}` is not YAML: {reason}")]
    Value {
        /// The path.
        key: String,
        /// The loader's words.
        reason: String,
    },
    /// Part of the path stands for something else.
    #[error("`{0}` cannot be set: `{1}` is no mapping")]
    NoMapping(String, String),
    /// The record has no frontmatter.
    #[error("`{0}` cannot be set: this record has no frontmatter")]
    NoFrontmatter(String),
    /// What was written is read as something else.
    #[error("`{0}` cannot be set: it would be read as another value")]
    Lost(String),
}

impl Tree {
    /// A text.
    pub fn text(text: &str) -> Self {
        Self::Scalar(text::yaml(text))
    }

    /// A list of texts.
    pub fn texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    fn of(node: NodeRef<'_>) -> Self {
        match node.value() {
            Value::Seq(_) => Self::List(node.items().map(Self::of).collect()),
            Value::Map(_) => {
                Self::Map(node.entries().map(|(key, _, value)| (key.to_owned(), Self::of(value))).collect())
            }
            Value::Str(text) => Self::text(text),
            Value::Null => Self::Scalar("null".to_owned()),
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
                Self::Scalar(node.scalar_text().unwrap_or_default())
            }
        }
    }

    fn flow(&self) -> String {
        match self {
            Self::Scalar(text) => text.clone(),
            Self::List(items) => {
                format!("[{}]", items.iter().map(Self::flow).collect::<Vec<_>>().join(", "))
            }
            Self::Map(entries) if entries.is_empty() => "{}".to_owned(),
            Self::Map(entries) => {
                let entries =
                    entries.iter().map(|(key, value)| format!("{}: {}", text::yaml(key), value.flow()));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The entry of a key at the top of the frontmatter, with a line ending.
    fn entry(&self, key: &str) -> String {
        let key = text::yaml(key);
        let flow = format!("{key}: {}\n", self.flow());
        if flow.chars().count() <= ONE_LINE {
            return flow;
        }
        let mut out = format!("{key}:\n");
        // Writing to a string does not fail.
        match self {
            Self::Scalar(_) => return flow,
            Self::List(items) => items.iter().for_each(|item| {
                let _ = writeln!(out, "  - {}", item.flow());
            }),
            Self::Map(entries) => entries.iter().for_each(|(key, value)| {
                let _ = writeln!(out, "  {}: {}", text::yaml(key), value.flow());
            }),
        }
        out
    }

    /// Puts a value where the path leads to, making mappings on the way.
    fn put(&mut self, path: &[String], value: Self) -> Result<(), ()> {
        let Some((first, rest)) = path.split_first() else {
            *self = value;
            return Ok(());
        };
        let inner = match self {
            Self::Map(entries) => {
                let at = entries.iter().position(|(key, _)| key == first).unwrap_or_else(|| {
                    entries.push((first.clone(), Self::Map(Vec::new())));
                    entries.len() - 1
                });
                entries.get_mut(at).map(|(_, value)| value)
            }
            Self::List(items) => {
                let at: usize = first.parse().map_err(|_| ())?;
                if at == items.len() {
                    items.push(Self::Map(Vec::new()));
                }
                items.get_mut(at)
            }
            Self::Scalar(_) => None,
        };
        inner.ok_or(())?.put(rest, value)
    }
}

impl Setting {
    /// Reads `rapid.decide=@ana`. The value is YAML; one that YAML refuses is a text, unless it begins like a
    /// list or a mapping.
    ///
    /// # Errors
    /// When it is no key and value.
    pub fn parse(text: &str) -> Result<Self, SetError> {
        let (key, value) = text.split_once('=').ok_or_else(|| SetError::Form(text.to_owned()))?;
        let path: Vec<String> = key.trim().split('.').map(str::to_owned).collect();
        let sound = |part: &String| !part.trim().is_empty() && !part.contains(char::is_control);
        if path.len() > DEEPEST || !path.iter().all(sound) {
            return Err(SetError::Path(key.to_owned()));
        }
        let value = value.trim();
        let doc = yaml::load(value, Span::new(0, value.len()));
        let value = match (doc.problems.first(), doc.root()) {
            (None, Some(root)) if doc.comments.is_empty() => Tree::of(root),
            (None, _) if value.is_empty() => Tree::Scalar("null".to_owned()),
            (Some(problem), _) if value.starts_with(['[', '{', '"', '\'']) => {
                return Err(SetError::Value { key: key.to_owned(), reason: problem.message.clone() });
            }
            _ => Tree::text(value),
        };
        Ok(Self { path, value })
    }

    /// The path with its dots.
    pub fn key(&self) -> String {
        self.path.join(".")
    }

    /// The texts of a scalar or of a list of scalars; nothing for mappings.
    pub fn texts(&self) -> Option<Vec<String>> {
        let scalar = |tree: &Tree| match tree {
            Tree::Scalar(text) => yaml::load(text, Span::new(0, text.len())).root()?.scalar_text(),
            Tree::List(_) | Tree::Map(_) => None,
        };
        match &self.value {
            Tree::List(items) => items.iter().map(scalar).collect(),
            one => Some(vec![scalar(one)?]),
        }
    }
}

/// Puts the values into the frontmatter of a rendered record, each beside its like, and reads them back.
///
/// # Errors
/// When a value has no place, or would be read as another one.
pub(super) fn merge(text: String, settings: &[Setting]) -> Result<String, SetError> {
    let mut text = text;
    for setting in settings {
        text = merge_one(&text, setting)?;
    }
    let frontmatter = yaml::frontmatter(&text);
    for (at, setting) in settings.iter().enumerate() {
        let lost = || SetError::Lost(setting.key());
        let doc =
            frontmatter.as_ref().map(|fm| &fm.doc).filter(|doc| doc.problems.is_empty()).ok_or_else(lost)?;
        // A later setting may have changed what an earlier one set.
        let changed = settings.get(at + 1..).unwrap_or_default().iter();
        if changed
            .into_iter()
            .any(|later| later.path.starts_with(&setting.path) || setting.path.starts_with(&later.path))
        {
            continue;
        }
        let parts: Vec<String> =
            setting.path.iter().map(|part| part.replace('~', "~0").replace('/', "~1")).collect();
        let (_, found) = doc.locate(&format!("/{}", parts.join("/"))).ok_or_else(lost)?;
        if Tree::of(found) != setting.value {
            return Err(lost());
        }
    }
    Ok(text)
}

fn merge_one(text: &str, setting: &Setting) -> Result<String, SetError> {
    let Some((top, rest)) = setting.path.split_first() else { return Ok(text.to_owned()) };
    let frontmatter = yaml::frontmatter(text).filter(|fm| fm.opened && fm.closed && !fm.recovered);
    let frontmatter = frontmatter.ok_or_else(|| SetError::NoFrontmatter(setting.key()))?;
    let stated = frontmatter.doc.get(top);
    let mut tree = stated.filter(|node| !node.is_null()).map_or_else(|| Tree::Map(Vec::new()), Tree::of);
    tree.put(rest, setting.value.clone()).map_err(|()| SetError::NoMapping(setting.key(), top.clone()))?;
    let place = entry_of(text, frontmatter.span, |line| is_entry(line, top))
        .or_else(|| entry_of(text, frontmatter.span, |line| is_hint(line, top)))
        .unwrap_or_else(|| Span::at(place_for(text, frontmatter.span, top)));
    let (head, tail) = (text.get(..place.start), text.get(place.end..));
    Ok(format!("{}{}{}", head.unwrap_or_default(), tree.entry(top), tail.unwrap_or_default()))
}

fn is_entry(line: &str, key: &str) -> bool {
    line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
}

/// A key that the template shows as a comment.
fn is_hint(line: &str, key: &str) -> bool {
    line.strip_prefix("# ").is_some_and(|rest| is_entry(rest, key))
}

/// The lines of the frontmatter with their places.
fn lines(text: &str, span: Span) -> impl Iterator<Item = (usize, &str)> {
    let mut at = span.start;
    span.text(text).split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// The first line that fits and those that are indented below it, or further in the same comment.
fn entry_of(text: &str, span: Span, fits: impl Fn(&str) -> bool) -> Option<Span> {
    let mut lines = lines(text, span).skip_while(|(_, line)| !fits(line));
    let (start, line) = lines.next()?;
    let (below, closing) = if line.starts_with('#') { ("#  ", "#-") } else { (" ", "- ") };
    let end = lines
        .take_while(|(_, line)| line.starts_with(below) || line.starts_with(closing))
        .last()
        .map_or(start + line.len(), |(at, line)| at + line.len());
    Some(Span::new(start, end))
}

/// Where a new key belongs: behind the last key that goes before it, else behind the last key.
fn place_for(text: &str, span: Span, key: &str) -> usize {
    let mut place = None;
    for (at, line) in lines(text, span) {
        let Some((name, _)) =
            line.split_once(':').filter(|_| line.starts_with(|c: char| c.is_alphanumeric()))
        else {
            continue;
        };
        if rank(name) <= rank(key) {
            let entry = entry_of(text, Span::new(at, span.end), |_| true);
            place = entry.map(|entry| entry.end);
        }
    }
    place.unwrap_or(span.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "---\nkind: adr\nstatus: draft\ncreated: 2026-01-12\n# Keys:\n# governs: [\"a\"]\n# rapid: {\n#   x }\n---\n\n# T\n";

    fn set(settings: &[&str]) -> Result<String, SetError> {
        let settings = settings.iter().map(|text| Setting::parse(text)).collect::<Result<Vec<_>, _>>()?;
        merge(RECORD.to_owned(), &settings)
    }

    fn frontmatter(settings: &[&str]) -> String {
        let text = set(settings).unwrap();
        let inner = text.strip_prefix("---\nkind: adr\nstatus: draft\ncreated: 2026-01-12\n").unwrap();
        inner.split("---\n").next().unwrap().to_owned()
    }

    #[test]
    fn values_are_yaml_and_quoted_where_needed() {
        for (given, written) in [
            ("x-a=@ana", "x-a: \"@ana\"\n"),
            ("x-a=1.10", "x-a: 1.10\n"),
            ("x-a=yes", "x-a: \"yes\"\n"),
            ("x-a=true", "x-a: true\n"),
            ("x-a=\"true\"", "x-a: \"true\"\n"),
            ("x-a=2026-08-03", "x-a: 2026-08-03\n"),
            ("x-a=a: b", "x-a: { a: b }\n"),
            ("x-a=a # b", "x-a: \"a # b\"\n"),
            ("x-a=10%", "x-a: \"10%\"\n"),
            ("x-a=", "x-a: null\n"),
            ("x-a=k=v", "x-a: \"k=v\"\n"),
            ("x-a=[1, {b: c}]", "x-a: [1, { b: c }]\n"),
        ] {
            let text = frontmatter(&[given]);
            assert!(text.starts_with(written), "{given}: {text}");
        }
    }

    #[test]
    fn a_key_goes_beside_its_like_or_in_the_place_of_its_hint() {
        let hints = "# Keys:\n# governs: [\"a\"]\n# rapid: {\n#   x }\n";
        assert_eq!(frontmatter(&["tags=[a]"]), format!("tags: [a]\n{hints}"));
        assert_eq!(
            frontmatter(&["governs=[\"src/**\"]"]),
            "# Keys:\ngoverns: [\"src/**\"]\n# rapid: {\n#   x }\n"
        );
        let both = frontmatter(&["rapid.decide=@ana", "rapid.input=[\"@b\"]"]);
        assert_eq!(both, "# Keys:\n# governs: [\"a\"]\nrapid: { decide: \"@ana\", input: [\"@b\"] }\n");
        let text = set(&["created=2026-02-02", "title=A", "supersedes=[ADR-1]"]).unwrap();
        let top =
            "---\nkind: adr\ntitle: A\nstatus: draft\ncreated: 2026-02-02\nsupersedes: [\"ADR-1\"]\n# Keys:";
        assert!(text.starts_with(&top.replace("\"ADR-1\"", "ADR-1")), "{text}");
    }

    #[test]
    fn long_values_are_spread_over_lines_and_lists_are_counted() {
        let long = "a".repeat(60);
        let text = frontmatter(&[&format!("x-a.b={long}"), &format!("x-a.c={long}")]);
        assert!(text.starts_with(&format!("x-a:\n  b: {long}\n  c: {long}\n")), "{text}");
        let text = frontmatter(&["options=[{id: A}]", "options.0.chosen=true", "options.1.id=B"]);
        assert!(text.starts_with("options: [{ id: A, chosen: true }, { id: B }]\n"), "{text}");
    }

    #[test]
    fn what_cannot_be_set_is_said() {
        for (given, words) in [
            ("owners", "not of the form KEY=VALUE"),
            ("=x", "no path of keys"),
            ("a..b=x", "no path of keys"),
            ("a.b.c.d.e.f.g.h.i=x", "no path of keys"),
            ("governs=[\"src", "is not YAML"),
            ("status.x=1", "`status` is no mapping"),
        ] {
            let error = set(&[given]).unwrap_err().to_string();
            assert!(error.contains(words), "{given}: {error}");
        }
        let none = merge("# T\n".to_owned(), &[Setting::parse("a=b").unwrap()]).unwrap_err();
        assert_eq!(none.to_string(), "`a` cannot be set: this record has no frontmatter");
    }
}
