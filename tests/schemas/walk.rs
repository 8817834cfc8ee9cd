//! Every property that a schema declares, however deep.

use serde_json::Value;

use crate::support::{below, document};

/// A declared property.
pub(crate) struct Property {
    /// The document that declares it.
    pub(crate) document: &'static str,
    /// Where in the document.
    pub(crate) pointer: String,
    /// Its key.
    pub(crate) key: String,
    /// Its schema.
    pub(crate) schema: Value,
}

impl Property {
    /// A keyword's value, its own or that of the definition that it refers to.
    pub(crate) fn keyword(&self, name: &str) -> Option<Value> {
        keyword(self.document, &self.schema, name)
    }

    /// Where it stands, for messages.
    pub(crate) fn place(&self) -> String {
        format!("{}#{}", self.document, self.pointer)
    }
}

fn keyword(home: &str, schema: &Value, name: &str) -> Option<Value> {
    if let Some(own) = schema.get(name) {
        return Some(own.clone());
    }
    let (at, pointer) = schema.get("$ref")?.as_str()?.split_once('#')?;
    let home = match at.rsplit_once('/') {
        Some((_, file)) => file.strip_suffix(".v1.json")?,
        None => home,
    };
    keyword(home, document(home).pointer(pointer)?, name)
}

/// The properties of a document. `if` declares none: it asks for values that others declare.
pub(crate) fn properties(name: &'static str) -> Vec<Property> {
    let mut found = Vec::new();
    walk(name, &document(name), "", &mut found);
    found
}

fn walk(name: &'static str, schema: &Value, pointer: &str, found: &mut Vec<Property>) {
    let Some(keywords) = schema.as_object() else { return };
    for (keyword, value) in keywords {
        let at = below(pointer, keyword);
        match keyword.as_str() {
            "properties" | "$defs" => {
                for (key, schema) in value.as_object().unwrap() {
                    let pointer = below(&at, key);
                    walk(name, schema, &pointer, found);
                    let (schema, key) = (schema.clone(), key.clone());
                    found.push(Property { document: name, pointer, key, schema });
                }
            }
            "allOf" | "anyOf" | "oneOf" => {
                for (index, schema) in value.as_array().unwrap().iter().enumerate() {
                    walk(name, schema, &below(&at, &index.to_string()), found);
                }
            }
            "items" | "additionalProperties" | "then" | "else" => walk(name, value, &at, found),
            _ => {}
        }
    }
}
