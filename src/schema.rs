//! The JSON Schemas that deem publishes and those of a team's own kinds, and what they say of a record's
//! frontmatter.
//!
//! A schema demands little: what a rule of its own judges is not asked for here. Each is compiled when the
//! first record of its kind is judged, without network and with a regex engine that takes linear time.

mod branch;
mod bundle;
mod document;
mod embedded;
mod instance;
mod leaf;
mod number;
pub(crate) mod pointer;
mod problem;
mod reduce;
mod set;
mod span;
mod spelling;
mod table;
mod trace;
mod user;
mod value;
mod walk;
mod words;

use std::borrow::Cow;
use std::sync::OnceLock;

use jsonschema::{Draft, PatternOptions, ValidationOptions, Validator};
use serde_json::Value as Json;

use crate::record::yaml::{self, NodeRef};

use document::Document;

pub use embedded::{all, find};
pub use problem::{Fault, Mark, Problem};
pub use set::Schemas;
pub use table::with_table;
pub use user::SchemaError;
pub(crate) use words::is_compact;

/// Largest compiled pattern, bytes.
const PATTERN_LIMIT: usize = 1 << 20;

/// One schema: embedded, or of a team's own kind.
#[derive(Debug)]
pub struct Schema {
    /// The name that `deem schema` takes: a kind's, `shared`, `config`, or that of an output.
    pub name: Cow<'static, str>,
    source: Source,
    parsed: OnceLock<Option<Json>>,
    document: OnceLock<Option<Document>>,
    validator: OnceLock<Option<Validator>>,
}

#[derive(Debug)]
enum Source {
    /// The text of an embedded file.
    Embedded(&'static str),
    /// A document that holds all that it refers to.
    Whole(Json),
}

/// How every schema is compiled: offline, and with patterns that take linear time.
fn options<'a>() -> ValidationOptions<'a> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(false)
        .offline()
}

impl Schema {
    const fn embedded(name: &'static str, text: &'static str) -> Self {
        Self {
            name: Cow::Borrowed(name),
            source: Source::Embedded(text),
            parsed: OnceLock::new(),
            document: OnceLock::new(),
            validator: OnceLock::new(),
        }
    }

    fn whole(name: &str, json: Json) -> Self {
        Self {
            name: Cow::Owned(name.to_owned()),
            source: Source::Whole(json),
            parsed: OnceLock::new(),
            document: OnceLock::new(),
            validator: OnceLock::new(),
        }
    }

    /// The JSON as it was written.
    fn parsed(&self) -> Option<&Json> {
        match &self.source {
            Source::Embedded(text) => self.parsed.get_or_init(|| serde_json::from_str(text).ok()).as_ref(),
            Source::Whole(json) => Some(json),
        }
    }

    /// The schema with all that it refers to, in one document.
    fn document(&self) -> Option<&Document> {
        let make = || {
            let json = self.parsed()?.clone();
            Some(Document::new(if matches!(self.source, Source::Embedded(_)) {
                embedded::whole(json)
            } else {
                json
            }))
        };
        self.document.get_or_init(make).as_ref()
    }

    fn validator(&self) -> Option<&Validator> {
        let compile = || {
            let patterns = PatternOptions::regex().size_limit(PATTERN_LIMIT);
            options().with_pattern_options(patterns).build(&self.document()?.json).ok()
        };
        self.validator.get_or_init(compile).as_ref()
    }

    /// The schema as JSON text that stands for itself: what it refers to is embedded below `$defs`. Ends with
    /// a line break.
    pub fn text(&self) -> Cow<'static, str> {
        let pretty = |json: &Json| format!("{json:#}\n");
        match (&self.source, self.document()) {
            (Source::Embedded(text), Some(document)) if !document.is_compound() => Cow::Borrowed(text),
            (Source::Embedded(text), None) => Cow::Borrowed(text),
            (_, Some(document)) => Cow::Owned(pretty(&document.json)),
            (Source::Whole(json), None) => Cow::Owned(pretty(json)),
        }
    }

    /// True when the schema is one that can be compiled.
    pub fn is_sound(&self) -> bool {
        self.validator().is_some()
    }

    /// The names of the top-level keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let root = self.document().map(Document::root);
        root.into_iter().flat_map(|root| root.property_names())
    }

    /// What the schema says of frontmatter: one problem for each mistake, in the order of the schema, then the
    /// keys that open mappings do not know.
    pub fn problems(&self, frontmatter: &yaml::Document) -> Vec<Problem> {
        let (Some(root), Some(document)) = (frontmatter.root(), self.document()) else { return Vec::new() };
        let Some(validator) = self.validator() else { return Vec::new() };
        let instance = instance::read(root, document);
        let mut problems = Vec::new();
        if !validator.is_valid(&instance.json) {
            let leaves =
                validator.iter_errors(&instance.json).flat_map(|error| leaf::leaves(&error)).collect();
            let node = |pointer: &str| locate(frontmatter, pointer).map(|(.., node)| node);
            let words = words::Words { document, name: &self.name, instance: &instance.json, node: &node };
            let found = reduce::reduce(document, leaves, &instance.strays, &instance.json);
            problems.extend(found.iter().map(|found| words.problem(found)));
        }
        problems.extend(
            instance
                .strays
                .iter()
                .map(|stray| words::stray(&stray.within, &stray.key, stray.near.as_deref())),
        );
        problems
    }
}

/// The node that a problem's pointer names, and the span of its key where the last step is one. A step finds
/// a key also where the record writes it in another case or with `_`.
pub fn locate<'a>(
    frontmatter: &'a yaml::Document,
    pointer: &str,
) -> Option<(Option<crate::span::Span>, NodeRef<'a>)> {
    let mut node = frontmatter.root()?;
    let mut key = None;
    for step in pointer::steps(pointer) {
        let by_key = || {
            let exact = node.entries().find(|(name, ..)| *name == step);
            exact.or_else(|| node.entries().find(|(name, ..)| crate::record::key::normal_key(name) == step))
        };
        (key, node) = match by_key() {
            Some((_, span, value)) => (Some(span), value),
            None => (None, node.items().nth(step.parse().ok()?)?),
        };
    }
    Some((key, node))
}
