//! A schema document of one or more resources, and the way from one of its subschemas to another.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{pointer, walk};

/// Subschemas that may apply to one value.
const MOST_PARTS: usize = 256;

/// A JSON document whose `$id`s are known.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) json: Json,
    /// Absolute `$id` → JSON pointer of the resource.
    resources: BTreeMap<String, String>,
}

/// A subschema and the resource that its references start from.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    pub(super) node: &'a Json,
    base: &'a str,
}

impl Document {
    pub(super) fn new(json: Json) -> Self {
        let mut resources = BTreeMap::new();
        walk::each(&json, |schema, path| {
            if let Some(id) = schema.get("$id").and_then(Json::as_str) {
                resources.entry(id.trim_end_matches('#').to_owned()).or_insert_with(|| path.to_owned());
            }
        });
        Self { json, resources }
    }

    /// The whole document.
    pub(super) fn root(&self) -> At<'_> {
        At { node: &self.json, base: "" }.entered()
    }

    /// True when the document holds resources besides its root.
    pub(super) fn is_compound(&self) -> bool {
        self.resources.len() > 1
    }

    /// True when a resource of the document has this `$id`.
    pub(super) fn has(&self, id: &str) -> bool {
        self.resources.contains_key(id)
    }

    /// What a `$ref` at a place reaches.
    pub(super) fn resolve<'a>(&'a self, at: At<'a>, reference: &str) -> Option<At<'a>> {
        let (id, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let id = if id.is_empty() { at.base } else { id };
        let start = match self.resources.get_key_value(id) {
            Some((base, path)) => At { node: self.json.pointer(path)?, base },
            None if id.is_empty() => At { node: &self.json, base: "" },
            None => return None,
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            let fragment = pointer::unescape_fragment(fragment);
            return pointer::steps(&fragment).try_fold(start, |at, step| at.child(&step));
        }
        anchor(start.node, fragment).map(|node| At { node, base: start.base })
    }

    /// The subschema and all that apply to the same value: by reference, as parts, as branches.
    pub(super) fn parts<'a>(&'a self, at: At<'a>) -> Vec<At<'a>> {
        let mut parts = Vec::new();
        self.add_parts(at, &mut parts);
        parts
    }

    /// Adds the parts of one more subschema.
    pub(super) fn add_parts<'a>(&'a self, at: At<'a>, parts: &mut Vec<At<'a>>) {
        let mut open = vec![at];
        while let Some(at) = open.pop() {
            if parts.len() >= MOST_PARTS || parts.iter().any(|part| std::ptr::eq(part.node, at.node)) {
                continue;
            }
            parts.push(at);
            let Some(object) = at.node.as_object() else { continue };
            for (keyword, value) in object {
                match keyword.as_str() {
                    "$ref" => {
                        open.extend(value.as_str().and_then(|reference| self.resolve(at, reference)));
                    }
                    "allOf" | "anyOf" | "oneOf" => {
                        open.extend(value.as_array().into_iter().flatten().rev().map(|node| at.at(node)));
                    }
                    "then" | "else" => open.push(at.at(value)),
                    "dependentSchemas" => {
                        open.extend(value.as_object().into_iter().flatten().map(|(_, node)| at.at(node)));
                    }
                    _ => {}
                }
            }
        }
    }
}

impl<'a> At<'a> {
    /// The value of a keyword or the item of an array.
    pub(super) fn child(self, step: &str) -> Option<Self> {
        let node = match self.node {
            Json::Object(map) => map.get(step)?,
            Json::Array(items) => items.get(step.parse::<usize>().ok()?)?,
            _ => return None,
        };
        Some(self.at(node))
    }

    /// A part of this subschema.
    pub(super) fn at(self, node: &'a Json) -> Self {
        At { node, base: self.base }.entered()
    }

    fn entered(self) -> Self {
        let id = self.node.get("$id").and_then(Json::as_str).filter(|id| pointer::is_absolute(id));
        At { base: id.unwrap_or(self.base), ..self }
    }

    /// The text of a keyword.
    pub(super) fn text(self, keyword: &str) -> Option<&'a str> {
        self.node.get(keyword)?.as_str()
    }

    /// The subschema of a property, where the schema names it.
    pub(super) fn property(self, name: &str) -> Option<Self> {
        self.node.get("properties")?.get(name).map(|node| self.at(node))
    }

    /// The names of the properties.
    pub(super) fn property_names(self) -> impl Iterator<Item = &'a str> {
        let properties = self.node.get("properties").and_then(Json::as_object);
        properties.into_iter().flat_map(|map| map.keys().map(String::as_str))
    }

    /// True when the type of this subschema may be `name`; a subschema without type says nothing.
    pub(super) fn names_type(self, name: &str) -> bool {
        match self.node.get("type") {
            Some(Json::String(only)) => only == name,
            Some(Json::Array(several)) => several.iter().any(|one| one == name),
            _ => false,
        }
    }
}

fn anchor<'a>(node: &'a Json, name: &str) -> Option<&'a Json> {
    let mut found = None;
    walk::each(node, |schema, _| {
        if ["$anchor", "$dynamicAnchor"].iter().any(|key| schema.get(*key).is_some_and(|text| text == name)) {
            found = Some(schema);
        }
    });
    found
}
