//! The way of a validator to a keyword: its subschema, and the conditions on the way.

use serde_json::Value as Json;

use super::document::{At, Document};
use super::pointer;
use super::walk::{Holds, holds};

/// Where a keyword that failed stands.
#[derive(Debug)]
pub(super) struct Trace<'a> {
    /// The subschema with the keyword, or the innermost that could be reached.
    pub(super) schema: At<'a>,
    /// The conditions that the keyword depends on, outermost first.
    pub(super) conditions: Vec<Condition<'a>>,
}

/// An `if` whose `then` or `else` was taken.
#[derive(Clone, Debug)]
pub(super) struct Condition<'a> {
    pub(super) schema: At<'a>,
    /// The `then` was taken.
    pub(super) held: bool,
    /// JSON pointer to the value that the condition judges.
    pub(super) pointer: String,
}

/// Follows an evaluation path, with its `$ref`s, through the document.
pub(super) fn follow<'a>(document: &'a Document, evaluation: &str, instance: &str) -> Trace<'a> {
    let mut trace = Trace { schema: document.root(), conditions: Vec::new() };
    let mut instance = pointer::steps(instance);
    let mut here = String::new();
    let mut steps = pointer::steps(evaluation).peekable();
    while let Some(keyword) = steps.next() {
        let held = keyword == "then";
        if (held || keyword == "else")
            && let Some(schema) = trace.schema.child("if")
        {
            trace.conditions.push(Condition { schema, held, pointer: here.clone() });
        }
        // The last step is the keyword that failed, but for a property whose schema is `false`.
        let next = if keyword == "$ref" {
            trace.schema.text("$ref").and_then(|reference| document.resolve(trace.schema, reference))
        } else {
            let inner = trace.schema.child(&keyword);
            match holds(&keyword) {
                Holds::One => inner,
                Holds::List | Holds::Named => {
                    steps.next().and_then(|name| inner.and_then(|inner| inner.child(&name)))
                }
                Holds::Other => None,
            }
        };
        let last = steps.peek().is_none();
        let forbids = |next: &At<'_>| next.node.is_boolean() && holds(&keyword) != Holds::One;
        let Some(next) = next.filter(|next| !last || forbids(next)) else { break };
        trace.schema = next;
        if goes_in(&keyword)
            && let Some(step) = instance.next()
        {
            pointer::push(&mut here, &step);
        }
    }
    trace
}

/// True for keywords whose subschemas judge a value inside the value.
fn goes_in(keyword: &str) -> bool {
    matches!(
        keyword,
        "properties"
            | "patternProperties"
            | "additionalProperties"
            | "unevaluatedProperties"
            | "items"
            | "prefixItems"
            | "unevaluatedItems"
    )
}

impl Condition<'_> {
    /// The pointers of the values that decide it.
    pub(super) fn decided_by(&self, document: &Document) -> Vec<String> {
        let parts = document.parts(self.schema);
        let mut names: Vec<&str> = parts.iter().flat_map(|part| part.property_names()).collect();
        for part in &parts {
            let required = part.node.get("required").and_then(Json::as_array);
            names.extend(required.into_iter().flatten().filter_map(Json::as_str));
            if let Some(negated) = part.child("not") {
                names.extend(negated.property_names());
            }
        }
        names.into_iter().map(|name| pointer::join(&self.pointer, name)).collect()
    }

    /// The condition in words, `model` is `vroom-2020-time`, where it looks at single values.
    pub(super) fn words(&self, instance: &Json) -> Option<String> {
        let mut parts = Vec::new();
        for name in self.schema.property_names() {
            let property = self.schema.property(name)?;
            let value = instance.pointer(&pointer::join(&self.pointer, name));
            let compared = property.node.get("const").or_else(|| property.node.get("enum")).is_some();
            match value {
                Some(value) if compared && !value.is_object() && !value.is_array() => {
                    parts.push(format!("`{name}` is `{}`", super::value::plain(value)));
                }
                Some(_) => parts.push(format!("there is `{name}`")),
                None => parts.push(format!("there is no `{name}`")),
            }
        }
        if parts.is_empty() && self.held {
            let required = self.schema.node.get("required").and_then(Json::as_array);
            let names = required.into_iter().flatten().filter_map(Json::as_str);
            parts.extend(names.map(|name| format!("there is `{name}`")));
        }
        (!parts.is_empty()).then(|| parts.join(" and "))
    }
}
