//! Every subschema of a schema.

use serde_json::Value as Json;

use super::pointer;

/// What the value of a keyword holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// One subschema.
    One,
    /// A list of subschemas.
    List,
    /// Subschemas by name.
    Named,
    /// No subschema.
    Other,
}

/// What a keyword of 2020-12 holds.
pub(super) fn holds(keyword: &str) -> Holds {
    match keyword {
        "items"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "contains"
        | "propertyNames"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contentSchema" => Holds::One,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Holds::List,
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => Holds::Named,
        _ => Holds::Other,
    }
}

/// Visits the schema and all schemas in it, each with its JSON pointer.
pub(super) fn each<'a>(schema: &'a Json, mut visit: impl FnMut(&'a Json, &str)) {
    let mut open = vec![(schema, String::new())];
    while let Some((node, path)) = open.pop() {
        visit(node, &path);
        let Some(object) = node.as_object() else { continue };
        for (keyword, value) in object {
            let inner = || pointer::join(&path, keyword);
            match holds(keyword) {
                Holds::One => open.push((value, inner())),
                Holds::List => {
                    let items = value.as_array().into_iter().flatten().enumerate();
                    open.extend(items.map(|(at, item)| (item, pointer::join(&inner(), &at.to_string()))));
                }
                Holds::Named => {
                    let named = value.as_object().into_iter().flatten();
                    open.extend(named.map(|(name, item)| (item, pointer::join(&inner(), name))));
                }
                Holds::Other => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_may_be_named_as_a_keyword_and_data_are_no_schemas() {
        let schema = serde_json::json!({
            "properties": { "const": { "type": "string" }, "a": { "const": { "properties": { "b": {} } } } },
            "allOf": [{ "not": {} }],
        });
        let mut paths = Vec::new();
        each(&schema, |_, path| paths.push(path.to_owned()));
        paths.sort();
        assert_eq!(paths, ["", "/allOf/0", "/allOf/0/not", "/properties/a", "/properties/const"]);
    }
}
