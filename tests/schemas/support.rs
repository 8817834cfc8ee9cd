//! The schemas as a reader has them: by their files' text, with references served from the same set.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use deem::record::yaml;
use deem::span::Span;
use jsonschema::{PatternOptions, Registry, Validator};
use serde_json::Value;

/// What every `$id` begins with.
const BASE: &str = "https://deem.dev/schemas/";

/// The kinds' names.
pub(crate) fn kinds() -> impl Iterator<Item = &'static str> {
    deem::record::kind::Kinds::built_in().all().iter().map(|kind| &*kind.name)
}

/// The document of that name as it is written, without what it refers to.
pub(crate) fn document(name: &str) -> Value {
    let path = format!("{}/schemas/{name}.v1.json", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap()
}

/// Every published schema by its `$id`; nothing is fetched.
fn registry() -> &'static Registry<'static> {
    static REGISTRY: OnceLock<Registry<'static>> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let documents = deem::schema::all().iter().map(|schema| {
            let document = document(&schema.name);
            (document["$id"].as_str().unwrap().to_owned(), document)
        });
        Registry::new().extend(documents).unwrap().prepare().unwrap()
    })
}

/// Compiles a schema offline, formats asserted, patterns in linear time.
pub(crate) fn compile(schema: &Value) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .with_pattern_options(PatternOptions::regex())
        .with_registry(registry())
        .build(schema)
        .unwrap_or_else(|error| panic!("{error}\n{schema}"))
}

/// The schema that stands at a pointer of a document; its references keep their meaning.
pub(crate) fn part(name: &str, pointer: &str) -> Validator {
    let at = format!("{BASE}{name}.v1.json#{pointer}");
    compile(&serde_json::json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": at }))
}

/// The mistakes as `pointer: message`.
pub(crate) fn mistakes(validator: &Validator, instance: &Value) -> Vec<String> {
    validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The folder of the fixtures.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schemas")
}

/// A fixture as JSON, keys without value included.
pub(crate) fn fixture(name: &str) -> Value {
    let text = fs::read_to_string(fixtures().join(format!("{name}.yaml"))).unwrap();
    let document = yaml::load(&text, Span::new(0, text.len()));
    assert!(document.problems.is_empty(), "{name}: {:?}", document.problems);
    document.to_json()
}

/// `pointer` with `~` and `/` in the key escaped.
pub(crate) fn below(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}
