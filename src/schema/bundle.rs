//! One self-contained document of a schema and the definitions that it reaches in others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};

use super::{pointer, walk};

/// Embeds what `schema` reaches of other schemas below its `$defs`, as resources with the `$id`s that its
/// references already use, so that the document means the same as the schema beside those others. `load` finds
/// a schema by its `$id`, `name` says under which name it is embedded; what `load` does not find stays a
/// reference.
pub(super) fn embed<'a>(
    mut schema: Json,
    load: &dyn Fn(&str) -> Option<&'a Json>,
    name: &dyn Fn(&str) -> String,
) -> Json {
    let mut resources = Vec::new();
    for (id, definitions) in reached(&schema, load) {
        let Some(all) = load(&id).and_then(|json| json.get("$defs")?.as_object()) else { continue };
        let kept: Map<String, Json> = all
            .iter()
            .filter(|(name, _)| definitions.contains(name.as_str()))
            .map(|(name, definition)| (name.clone(), definition.clone()))
            .collect();
        resources.push((name(&id), json!({ "$id": id, "$defs": kept })));
    }
    if let Some(object) = schema.as_object_mut().filter(|_| !resources.is_empty()) {
        let own = object.entry("$defs").or_insert_with(|| Json::Object(Map::new()));
        if let Some(own) = own.as_object_mut() {
            for (mut name, resource) in resources {
                while own.contains_key(&name) {
                    name.push('_');
                }
                own.insert(name, resource);
            }
        }
    }
    schema
}

/// The names of the definitions that the schema refers to in others, also by way of one another.
fn reached<'a>(schema: &Json, load: &dyn Fn(&str) -> Option<&'a Json>) -> BTreeMap<String, BTreeSet<String>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut open = Vec::new();
    let own: BTreeSet<&str> = ids(schema);
    each_reference(schema, &mut |reference| {
        open.extend(target("", reference).filter(|(id, _)| !id.is_empty() && !own.contains(id.as_str())));
    });
    while let Some((id, name)) = open.pop() {
        let Some(definition) = load(&id).and_then(|json| json.get("$defs")?.get(&name)) else { continue };
        if names.entry(id.clone()).or_default().insert(name) {
            each_reference(definition, &mut |reference| open.extend(target(&id, reference)));
        }
    }
    names
}

fn ids(schema: &Json) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    walk::each(schema, |node, _| found.extend(node.get("$id").and_then(Json::as_str)));
    found
}

/// The resource and the definition that a reference names.
fn target(base: &str, reference: &str) -> Option<(String, String)> {
    let (id, fragment) = reference.split_once('#')?;
    let fragment = pointer::unescape_fragment(fragment);
    let mut steps = pointer::steps(&fragment);
    let named = steps.next()? == "$defs";
    let name = steps.next().filter(|_| named)?;
    Some((if id.is_empty() { base } else { id }.to_owned(), name.into_owned()))
}

/// Calls `visit` with every `$ref` of a schema.
fn each_reference(schema: &Json, visit: &mut impl FnMut(&str)) {
    walk::each(schema, |node, _| {
        if let Some(reference) = node.get("$ref").and_then(Json::as_str) {
            visit(reference);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_reached_is_embedded() {
        let id = "https://deem.dev/schemas/shared.v1.json";
        let library = json!({
            "$id": id,
            "$defs": {
                "money": { "properties": { "amount": { "$ref": "#/$defs/number" } } },
                "number": { "type": "number" },
                "unused": { "type": "string" },
            },
        });
        let load = |wanted: &str| (wanted == id).then_some(&library);
        let name = |_: &str| "shared".to_owned();
        let schema = json!({ "properties": { "cost": { "$ref": format!("{id}#/$defs/money") } } });
        let whole = embed(schema, &load, &name);
        let names: Vec<&String> = whole["$defs"]["shared"]["$defs"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["money", "number"]);
        assert_eq!(whole["$defs"]["shared"]["$id"], id);
        let alone = json!({ "type": "object" });
        assert_eq!(embed(alone.clone(), &load, &name), alone);
    }
}
