//! The schemas in the program.

use serde_json::Value as Json;

use super::{Schema, bundle};

/// What `$id` and `$ref` of the embedded schemas begin with.
const BASE: &str = "https://deem.dev/schemas/";

macro_rules! schemas {
    ($($name:literal),+) => {
        [$(Schema::embedded($name, include_str!(concat!("../../schemas/", $name, ".v1.json")))),+]
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

/// Every embedded schema, those of the kinds first.
pub fn all() -> &'static [Schema] {
    &SCHEMAS
}

/// The embedded schema of that name.
pub fn find(name: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.name == name)
}

/// The name of the embedded schema with that `$id`.
pub(super) fn name_of(id: &str) -> Option<&str> {
    id.strip_prefix(BASE)?.strip_suffix(".v1.json")
}

/// The JSON of the embedded schema with that `$id`, read once.
pub(super) fn by_id(id: &str) -> Option<&'static Json> {
    find(name_of(id)?)?.parsed()
}

/// The schema with what it reaches of the embedded ones.
pub(super) fn whole(json: Json) -> Json {
    bundle::embed(json, &by_id, &|id| name_of(id).unwrap_or(id).to_owned())
}
