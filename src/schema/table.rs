//! What the table of a kind in `deem.toml` adds to the schema that editors get.

use serde_json::{Map, Value as Json, json};

use crate::record::kind::{Kind, Kinds};

/// The printed schema of a kind with its own name and the statuses of its table, which `deem check` judges by
/// a rule of their own. `None` for a built-in kind with the statuses that its schema lists already.
pub fn with_table(text: &str, kind: &Kind) -> Option<String> {
    let names = |kind: &Kind| -> Vec<String> { kind.statuses.iter().map(|s| s.name.clone()).collect() };
    let statuses = names(kind);
    let built_in = Kinds::built_in().find(&kind.name);
    if built_in.is_some_and(|before| kind.schema.is_none() && names(before) == statuses) {
        return None;
    }
    let mut json: Json = serde_json::from_str(text).ok()?;
    let schema = json.as_object_mut()?;
    schema.insert("$id".to_owned(), json!(format!("deem:/kinds/{}", kind.name)));
    schema.insert("title".to_owned(), json!(format!("Frontmatter of kind {}", kind.name)));
    let properties =
        schema.entry("properties").or_insert_with(|| Json::Object(Map::new())).as_object_mut()?;
    let name = &*kind.name;
    let name = json!({ "title": "Kind", "description": kind.summary, "const": name, "examples": [name] });
    properties.insert("kind".to_owned(), name);
    let status = json!({
        "title": "Status",
        "description": "State of the record.",
        "enum": statuses,
        "examples": [kind.first_status()],
    });
    properties.insert("status".to_owned(), status);
    Some(format!("{json:#}\n"))
}
