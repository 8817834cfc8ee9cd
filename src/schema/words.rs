//! Mistakes in people's words.

use serde_json::Value as Json;

use crate::record::yaml::{NodeRef, Value};

use super::document::{At, Document};
use super::leaf::{Leaf, What};
use super::problem::{Fault, Mark, Problem};
use super::reduce::Found;
use super::{number, pointer, spelling, value};

/// What a message may look at.
pub(super) struct Words<'a> {
    pub(super) document: &'a Document,
    /// The schema's name, for help.
    pub(super) name: &'a str,
    pub(super) instance: &'a Json,
    /// Looks a value up as it was written.
    pub(super) node: &'a dyn Fn(&str) -> Option<NodeRef<'a>>,
}

/// `1 item`, `2 items`.
fn count(n: u64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

impl Words<'_> {
    pub(super) fn problem(&self, found: &Found<'_>) -> Problem {
        let leaf = &found.leaf;
        let of = self.subject(&leaf.pointer);
        let because = self.because(found);
        let (fault, mark, pointer) = self.fault(found);
        let message = match &leaf.what {
            What::Name(key, inner) => {
                format!("the key {} in {of} {}", value::quoted(key), self.verdict(inner, found))
            }
            What::Unknown(key) => format!("{of} has no key {}", value::quoted(key)),
            _ => format!("{of} {}", self.verdict(leaf, found)),
        };
        let help = match &leaf.what {
            What::Name(_, inner) => self.help(inner, found),
            _ => self.help(leaf, found),
        };
        Problem { pointer, mark, fault, message: message + &because, help }
    }

    fn fault(&self, found: &Found<'_>) -> (Fault, Mark, String) {
        let leaf = &found.leaf;
        let here = leaf.pointer.clone();
        match &leaf.what {
            What::Missing(key) => {
                let example = self.example_of(found.trace.schema, leaf, key);
                (Fault::Missing { key: key.clone(), example }, Mark::Key, here)
            }
            What::MissingAll(keys) => {
                let key = keys.first().cloned().unwrap_or_default();
                let example = self.example_of(found.trace.schema, leaf, &key);
                (Fault::Missing { key, example }, Mark::Key, here)
            }
            What::Unknown(key) => {
                let near = found.near.clone();
                (Fault::Unknown { near, closed: true }, Mark::Key, pointer::join(&here, key))
            }
            What::Name(key, _) => (Fault::Value, Mark::Key, pointer::join(&here, key)),
            What::Forbidden => (Fault::Value, Mark::Key, here),
            What::Type(_) => (Fault::Type, Mark::Value, here),
            _ => (Fault::Value, Mark::Value, here),
        }
    }

    /// What the sentence is about.
    fn subject(&self, at: &str) -> String {
        if at.is_empty() { "the frontmatter".to_owned() } else { value::quoted(&pointer::words(at)) }
    }

    /// The condition under which the verdict holds, if there is one.
    fn because(&self, found: &Found<'_>) -> String {
        let words = found.trace.conditions.iter().rev().find_map(|condition| condition.words(self.instance));
        let depends = found.leaf.evaluation.contains("/dependentRequired")
            || found.leaf.evaluation.contains("/dependentSchemas");
        match words {
            Some(words) => format!(", where {words}"),
            None if depends => {
                self.dependency(found).map_or_else(String::new, |key| format!(", where there is {key}"))
            }
            None => String::new(),
        }
    }

    /// The key that asks for a missing one.
    fn dependency(&self, found: &Found<'_>) -> Option<String> {
        let What::Missing(missing) = &found.leaf.what else { return None };
        let map = found.trace.schema.node.get("dependentRequired")?.as_object()?;
        let asks =
            |names: &Json| names.as_array().is_some_and(|names| names.iter().any(|name| name == missing));
        map.iter()
            .find(|(key, names)| found.leaf.value.get(key.as_str()).is_some() && asks(names))
            .map(|(key, _)| value::quoted(key))
    }

    /// The scalar as it was written.
    fn seen(&self, leaf: &Leaf) -> String {
        let written = (self.node)(&leaf.pointer).and_then(NodeRef::scalar_text);
        value::seen(&leaf.value, written.as_deref().filter(|_| !leaf.value.is_string()))
    }

    fn verdict(&self, leaf: &Leaf, found: &Found<'_>) -> String {
        let seen = || self.seen(leaf);
        match &leaf.what {
            What::Type(names) => format!("is {}, not {}", seen(), wanted(names)),
            What::Missing(key) => format!("has no {}", value::quoted(key)),
            What::MissingAll(keys) => match keys.as_slice() {
                [one, other] => format!("has neither {} nor {}", value::quoted(one), value::quoted(other)),
                keys => format!("has none of {}", value::listed(keys)),
            },
            What::Choice(..) | What::Pattern | What::Not | What::Other => match &leaf.value {
                Json::Array(_) | Json::Object(_) => "is not as the schema wants it".to_owned(),
                _ => format!("cannot be {}", self.short(leaf)),
            },
            What::Format(name) => format!("is {}, not {}", self.short(leaf), format_words(name)),
            What::Minimum(limit) => format!("is {}, where at least {limit} belongs", self.short(leaf)),
            What::Maximum(limit) => format!("is {}, where at most {limit} belongs", self.short(leaf)),
            What::Above(limit) => format!("is {}, where more than {limit} belongs", self.short(leaf)),
            What::Below(limit) => format!("is {}, where less than {limit} belongs", self.short(leaf)),
            What::Multiple(of) => format!("is {}, which is no multiple of {of}", self.short(leaf)),
            What::Shorter(limit) => match leaf.value.as_str().map_or(0, |text| text.chars().count()) {
                0 => "is an empty text".to_owned(),
                n => format!("has {}, where at least {limit} belong", count(n as u64, "character")),
            },
            What::Longer(limit) => {
                let n = leaf.value.as_str().map_or(0, |text| text.chars().count());
                format!("has {}, where at most {limit} belong", count(n as u64, "character"))
            }
            What::FewerItems(limit) => {
                format!("has {}, where at least {limit} belong{}", items(leaf), plural(*limit))
            }
            What::MoreItems(limit) => {
                format!("has {}, where at most {limit} belong{}", items(leaf), plural(*limit))
            }
            What::FewerKeys(limit) => {
                format!("has {}, where at least {limit} belong{}", keys(leaf), plural(*limit))
            }
            What::MoreKeys(limit) => {
                format!("has {}, where at most {limit} belong{}", keys(leaf), plural(*limit))
            }
            What::Repeated => format!(
                "repeats {}",
                if leaf.value.is_object() {
                    "an item".to_owned()
                } else {
                    value::quoted(&value::yaml(&leaf.value))
                }
            ),
            What::Contains => "lacks an item that has to be there".to_owned(),
            What::Forbidden => "cannot stand here".to_owned(),
            What::TooManyForms => self.too_many(leaf, found),
            What::Unknown(key) | What::Name(key, _) => format!("has the key {}", value::quoted(key)),
        }
    }

    /// Which keys of several forms stand side by side.
    fn too_many(&self, leaf: &Leaf, found: &Found<'_>) -> String {
        let forms = found.trace.schema.node.get("oneOf").and_then(Json::as_array);
        let names = forms.into_iter().flatten().filter_map(|form| form.get("required")?.as_array());
        let there: Vec<String> = names
            .flatten()
            .filter_map(Json::as_str)
            .filter(|name| leaf.value.get(*name).is_some())
            .map(value::quoted)
            .collect();
        if there.len() < 2 {
            "fits several forms at once".to_owned()
        } else {
            format!("has {} together", value::any_of(&there).replace(" or ", " and "))
        }
    }

    /// A scalar between backticks, as written.
    fn short(&self, leaf: &Leaf) -> String {
        let written = (self.node)(&leaf.pointer).and_then(NodeRef::scalar_text);
        match (&leaf.value, written) {
            (Json::String(text), _) => value::quoted(text),
            (_, Some(written)) => value::quoted(&written),
            (other, None) => value::quoted(&value::plain(other)),
        }
    }

    fn help(&self, leaf: &Leaf, found: &Found<'_>) -> Option<String> {
        let at = found.trace.schema;
        let example = || value::example(self.document, at).filter(|text| *text != value::yaml(&leaf.value));
        let like = || example().map(|text| format!("write it like `{text}`"));
        match &leaf.what {
            What::Missing(_) | What::MissingAll(_) => None,
            What::Unknown(key) => Some(self.unknown_help(key, found)),
            What::Type(names) => self.type_help(leaf, names, at).or_else(like).or_else(|| self.look()),
            What::Choice(options, types) => Some(choice_help(leaf, options, types)),
            What::Format(_) => like().or_else(|| self.look()),
            What::Pattern => like().or_else(|| {
                at.text("pattern")
                    .map(|pattern| format!("it has to match the pattern {}", value::quoted(pattern)))
            }),
            What::Repeated => Some("name each item once".to_owned()),
            What::Forbidden => Some("remove it".to_owned()),
            What::TooManyForms => Some("keep one of them".to_owned()),
            What::Shorter(_) if leaf.value == "" => Some(example().map_or_else(
                || "write something, or remove the key".to_owned(),
                |text| format!("write something like `{text}`, or remove the key"),
            )),
            What::Multiple(of) => Some(neighbours(leaf, *of)).flatten().or_else(like),
            What::Contains => self.contains_help(at).or_else(like),
            _ => like().or_else(|| self.look()),
        }
    }

    fn look(&self) -> Option<String> {
        Some(format!("`deem schema {}` shows how it is written", self.name))
    }

    fn unknown_help(&self, key: &str, found: &Found<'_>) -> String {
        if let Some(near) = &found.near {
            return format!("rename it to `{near}`");
        }
        let parts = self.document.parts(found.trace.schema);
        let mut names: Vec<String> =
            parts.iter().flat_map(|part| part.property_names()).map(str::to_owned).collect();
        names.dedup();
        let own = format!("name it `x-{key}` if it is your own, or remove it");
        if names.is_empty() { own } else { format!("there are {}; {own}", value::listed(&names)) }
    }

    fn contains_help(&self, at: At<'_>) -> Option<String> {
        let wanted = at.child("contains")?;
        if let Some(only) = wanted.node.get("const") {
            return Some(format!("add `{}`", value::yaml(only)));
        }
        let key =
            wanted.property_names().find_map(|name| Some((name, wanted.property(name)?.node.get("const")?)));
        key.map(|(name, only)| format!("add an item with `{name}: {}`", value::yaml(only)))
    }

    fn type_help(&self, leaf: &Leaf, names: &[&str], at: At<'_>) -> Option<String> {
        let wants = |name: &str| names.contains(&name);
        let written = (self.node)(&leaf.pointer);
        match &leaf.value {
            Json::String(text) if wants("number") || wants("integer") => {
                let plain = number::plain(text)?;
                if text.trim() == plain && written.is_some_and(NodeRef::quoted) {
                    return Some(format!("write it without quotes: `{plain}`"));
                }
                Some(format!("write it in plain digits: `{plain}`"))
            }
            Json::String(text) if wants("boolean") => match text.to_lowercase().as_str() {
                "yes" | "on" | "y" | "true" => Some("write `true`".to_owned()),
                "no" | "off" | "n" | "false" => Some("write `false`".to_owned()),
                _ => Some("write `true` or `false`".to_owned()),
            },
            Json::Number(number) if wants("integer") => {
                let nearest = number.as_f64().filter(|value| value.abs() < 1e15)?.round();
                Some(format!("write a whole number, such as `{nearest}`"))
            }
            Json::Number(_) | Json::Bool(_) if wants("string") => {
                let text = written?.scalar_text()?;
                Some(format!("write it in quotes: `\"{text}\"`"))
            }
            Json::String(_) | Json::Number(_) | Json::Bool(_)
                if wants("array") && self.takes_items(at, leaf) =>
            {
                Some(format!("write it as a list: `[{}]`", value::yaml(&leaf.value)))
            }
            Json::Array(items) if !wants("object") && items.len() == 1 => {
                Some(format!("write its one item without the brackets: `{}`", value::yaml(items.first()?)))
            }
            _ => None,
        }
    }

    /// True where items of a list are of the value's type.
    fn takes_items(&self, at: At<'_>, leaf: &Leaf) -> bool {
        let parts = self.document.parts(at);
        let items: Vec<At<'_>> = parts.iter().filter_map(|part| part.child("items")).collect();
        let name = match leaf.value {
            Json::String(_) => "string",
            Json::Bool(_) => "boolean",
            _ => "number",
        };
        items.iter().flat_map(|item| self.document.parts(*item)).any(|part| part.names_type(name))
    }

    /// An example of the key that a mapping lacks.
    fn example_of(&self, at: At<'_>, leaf: &Leaf, key: &str) -> Option<String> {
        // Where the requirement stands in a branch, the property stands beside it.
        let own = self
            .document
            .parts(at)
            .iter()
            .find_map(|part| value::example(self.document, part.property(key)?));
        own.or_else(|| {
            let mut parts = self.document.parts(self.document.root());
            for step in pointer::steps(&leaf.pointer) {
                let inner: Vec<At<'_>> = parts
                    .iter()
                    .filter_map(|part| {
                        part.property(&step)
                            .or_else(|| part.child("items"))
                            .or_else(|| part.child("additionalProperties"))
                    })
                    .collect();
                parts = Vec::new();
                for at in inner {
                    self.document.add_parts(at, &mut parts);
                }
            }
            parts.iter().find_map(|part| value::example(self.document, part.property(key)?))
        })
    }
}

/// A key that an open mapping does not know.
pub(super) fn stray(within: &str, key: &str, near: Option<&str>) -> Problem {
    let of = if within.is_empty() {
        String::new()
    } else {
        format!(" in {}", value::quoted(&pointer::words(within)))
    };
    let key_words = value::quoted(key);
    let (message, help) = match near {
        Some(near) => {
            (format!("the key {key_words}{of} is not known; `{near}` is"), format!("rename it to `{near}`"))
        }
        None => (
            format!("the key {key_words}{of} is not known"),
            format!("name it `x-{key}` if it is your own, or remove it"),
        ),
    };
    Problem {
        pointer: pointer::join(within, key),
        mark: Mark::Key,
        fault: Fault::Unknown { near: near.map(str::to_owned), closed: false },
        message,
        help: Some(help),
    }
}

fn wanted(names: &[&str]) -> String {
    let mut words: Vec<String> = Vec::new();
    for name in names.iter().filter(|name| **name != "null" || names.len() == 1) {
        let word = value::type_words(name).to_owned();
        if !(words.contains(&word) || *name == "integer" && names.contains(&"number")) {
            words.push(word);
        }
    }
    value::any_of(&words)
}

fn format_words(name: &str) -> &'static str {
    match name {
        "date" => "a day written YYYY-MM-DD",
        "time" => "a time of day",
        "date-time" => "a day with a time",
        "duration" => "a duration",
        "email" | "idn-email" => "an e-mail address",
        "uri" | "iri" => "an address with a scheme",
        "uri-reference" | "iri-reference" => "an address",
        "uuid" => "a UUID",
        "regex" => "a pattern",
        "hostname" | "idn-hostname" => "the name of a host",
        _ => "what the schema's format wants",
    }
}

const fn plural(limit: u64) -> &'static str {
    if limit == 1 { "s" } else { "" }
}

fn items(leaf: &Leaf) -> String {
    count(leaf.value.as_array().map_or(0, Vec::len) as u64, "item")
}

fn keys(leaf: &Leaf) -> String {
    count(leaf.value.as_object().map_or(0, serde_json::Map::len) as u64, "key")
}

fn choice_help(leaf: &Leaf, options: &[Json], types: &[&str]) -> String {
    let names: Vec<String> = options.iter().filter(|option| !option.is_null()).map(value::plain).collect();
    let types = if types.is_empty() { String::new() } else { format!(", or {}", wanted(types)) };
    let near = leaf.value.as_str().and_then(|text| spelling::nearest(text, names.iter().map(String::as_str)));
    match (near, names.as_slice()) {
        (_, [only]) => format!("write {}{types}", value::quoted(only)),
        (Some(near), _) => format!("did you mean `{near}`? it is one of {}{types}", value::listed(&names)),
        (None, _) => format!("write one of {}{types}", value::listed(&names)),
    }
}

/// The two multiples around a number.
fn neighbours(leaf: &Leaf, of: f64) -> Option<String> {
    let number = leaf.value.as_f64()?;
    let below = (number / of).floor();
    (of > 0.0 && below.abs() < 1e12).then(|| {
        let round = |value: f64| (value * 1e9).round() / 1e9;
        format!("the nearest are `{}` and `{}`", round(below * of), round((below + 1.0) * of))
    })
}

/// True for nodes that are written on one line: scalars, and collections in brackets.
pub(crate) fn is_compact(node: NodeRef<'_>) -> bool {
    node.quoted() || !matches!(node.value(), Value::Map(_) | Value::Seq(_))
}
