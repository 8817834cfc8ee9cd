//! The JSON Schemas that deem publishes, and what they say of a record's frontmatter.
//!
//! A schema demands little: what a rule of its own judges is not asked for here. Each is compiled when the
//! first record of its kind is judged, without network and with a regex engine that takes linear time.

mod problem;

use std::error::Error;
use std::sync::OnceLock;

use jsonschema::{PatternOptions, Retrieve, Uri, Validator};
use serde_json::Value as Json;

use crate::record::Record;
use crate::record::yaml::{NodeRef, Value};

pub use problem::{Fault, Problem};

/// Largest compiled pattern, bytes.
const PATTERN_LIMIT: usize = 1 << 20;

/// One embedded schema.
#[derive(Debug)]
pub struct Schema {
    /// The name that `deem schema` takes: a kind's, `shared`, `config`, or that of an output.
    pub name: &'static str,
    /// The JSON text.
    pub text: &'static str,
    compiled: OnceLock<Option<Compiled>>,
}

#[derive(Debug)]
struct Compiled {
    schema: Json,
    validator: Validator,
}

macro_rules! schemas {
    ($($name:literal),+) => {
        [$(Schema {
            name: $name,
            text: include_str!(concat!("../schemas/", $name, ".v1.json")),
            compiled: OnceLock::new(),
        }),+]
    };
}

static SCHEMAS: [Schema; 13] = schemas![
    "adr",
    "business-case",
    "tech-debt",
    "initiative",
    "experiment",
    "org-change",
    "objective",
    "shared",
    "config",
    "findings",
    "list",
    "log",
    "stale"
];

/// What `$id` and `$ref` of the embedded schemas begin with.
const BASE: &str = "https://deem.dev/schemas/";

/// Finds the embedded schemas that others refer to, and nothing else.
struct Embedded;

impl Retrieve for Embedded {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Json, Box<dyn Error + Send + Sync>> {
        let name = uri.as_str().strip_prefix(BASE).and_then(|name| name.strip_suffix(".v1.json"));
        let schema = name.and_then(find).ok_or_else(|| format!("`{uri}` is no embedded schema"))?;
        Ok(serde_json::from_str(schema.text)?)
    }
}

/// Every embedded schema, those of the kinds first.
pub fn all() -> &'static [Schema] {
    &SCHEMAS
}

/// The schema of that name.
pub fn find(name: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.name == name)
}

impl Schema {
    fn compiled(&self) -> Option<&Compiled> {
        let compile = || {
            let schema: Json = serde_json::from_str(self.text).ok()?;
            let validator = jsonschema::options()
                .should_validate_formats(true)
                .with_retriever(Embedded)
                .with_pattern_options(PatternOptions::regex().size_limit(PATTERN_LIMIT))
                .build(&schema)
                .ok()?;
            Some(Compiled { schema, validator })
        };
        self.compiled.get_or_init(compile).as_ref()
    }

    /// True when the schema is one that can be compiled.
    pub fn is_sound(&self) -> bool {
        self.compiled().is_some()
    }

    /// The names of the top-level keys.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let properties = self.compiled().and_then(|compiled| compiled.schema.get("properties")?.as_object());
        properties.into_iter().flat_map(|map| map.keys().map(String::as_str))
    }
}

/// What the schema of the record's kind says of its frontmatter, one problem for each mistake, in the order
/// of the schema. Nothing for records of other dialects and for frontmatter that was only recovered.
pub fn problems(record: &Record) -> Vec<Problem> {
    let sound = record.native_frontmatter().filter(|fm| !fm.recovered);
    let (Some(fm), Some(schema)) = (sound, find(&record.kind.name)) else { return Vec::new() };
    let (Some(root), Some(compiled)) = (fm.doc.root(), schema.compiled()) else { return Vec::new() };
    let instance = stated(root);
    if compiled.validator.is_valid(&instance) {
        return Vec::new();
    }
    problem::collect(compiled.validator.iter_errors(&instance), &compiled.schema)
}

/// The node as JSON without keys that have no value: `decided:` states nothing.
fn stated(node: NodeRef<'_>) -> Json {
    match node.value() {
        Value::Map(_) => Json::Object(
            node.entries()
                .filter(|(.., value)| !value.is_null())
                .map(|(key, _, value)| (key.to_owned(), stated(value)))
                .collect(),
        ),
        Value::Seq(_) => Json::Array(node.items().map(stated).collect()),
        _ => node.to_json(),
    }
}
