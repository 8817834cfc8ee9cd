//! Every constraint of a schema, with the way to a value that it judges.

use serde_json::{Map, Value};

/// A step from the frontmatter to a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Key(String),
    Item,
    /// The example's own first key.
    Any,
}

/// One keyword of one subschema.
#[derive(Clone, Debug)]
pub(crate) struct Constraint {
    pub(crate) path: Vec<Step>,
    pub(crate) keyword: String,
    /// What is required: the key's name for `required`, else the keyword's value.
    pub(crate) limit: Value,
    /// Values to set first so that a `then` is reached.
    pub(crate) given: Vec<(Vec<Step>, Map<String, Value>)>,
    /// The keyword stands in one of several forms.
    pub(crate) branch: bool,
}

/// Keywords that constrain nothing.
const SILENT: [&str; 10] =
    ["$schema", "$id", "$ref", "$defs", "title", "description", "examples", "default", "if", "$comment"];

pub(crate) struct Walk<'a> {
    root: &'a Value,
    pub(crate) found: Vec<Constraint>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(root: &'a Value) -> Self {
        Self { root, found: Vec::new() }
    }

    /// The schema that a reference names, and the resource it stands in.
    pub(crate) fn resolve(&self, base: &'a Value, reference: &str) -> (&'a Value, &'a Value) {
        let (id, fragment) = reference.split_once('#').unwrap();
        let resource = if id.is_empty() {
            base
        } else {
            let defs = self.root["$defs"].as_object().unwrap();
            defs.values().find(|resource| resource["$id"] == id).unwrap_or_else(|| panic!("{reference}"))
        };
        (resource.pointer(fragment).unwrap_or_else(|| panic!("{reference}")), resource)
    }

    /// The first example of a schema, its own or that of what it refers to.
    pub(crate) fn example(&self, schema: &'a Value, base: &'a Value) -> Option<Value> {
        if let Some(own) = schema.get("examples").and_then(|list| list.get(0)) {
            return Some(own.clone());
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let (target, base) = self.resolve(base, reference);
            if let Some(found) = self.example(target, base) {
                return Some(found);
            }
        }
        if let Some(only) = schema.get("const").or_else(|| schema["enum"].get(0)) {
            return Some(only.clone());
        }
        schema["anyOf"].as_array().into_iter().flatten().find_map(|branch| self.example(branch, base))
    }

    pub(crate) fn visit(&mut self, schema: &'a Value, base: &'a Value, state: &Constraint) {
        let Some(object) = schema.as_object() else { return };
        for (keyword, value) in object {
            match keyword.as_str() {
                "$ref" => {
                    let (target, base) = self.resolve(base, value.as_str().unwrap());
                    self.visit(target, base, state);
                }
                "properties" => {
                    for (name, inner) in value.as_object().unwrap() {
                        self.visit(inner, base, &below(state, Step::Key(name.clone())));
                    }
                }
                "items" => self.visit(value, base, &below(state, Step::Item)),
                "additionalProperties" if value.is_object() => {
                    self.visit(value, base, &below(state, Step::Any));
                }
                "additionalProperties" if value == true => {}
                "patternProperties" => {
                    for (pattern, inner) in value.as_object().unwrap() {
                        if pattern != "^x-" {
                            self.visit(inner, base, &below(state, Step::Any));
                        }
                    }
                }
                "allOf" => value.as_array().unwrap().iter().for_each(|part| self.visit(part, base, state)),
                "anyOf" | "oneOf" => {
                    self.push(state, keyword, value.clone());
                    let inner = Constraint { branch: true, ..state.clone() };
                    value.as_array().unwrap().iter().for_each(|part| self.visit(part, base, &inner));
                }
                "then" => {
                    let mut inner = state.clone();
                    inner.given.push((state.path.clone(), given(&schema["if"])));
                    self.visit(value, base, &inner);
                }
                "required" => {
                    for name in value.as_array().unwrap() {
                        self.push(state, keyword, name.clone());
                    }
                }
                keyword if SILENT.contains(&keyword) => {}
                _ => self.push(state, keyword, value.clone()),
            }
        }
    }

    fn push(&mut self, state: &Constraint, keyword: &str, limit: Value) {
        let keyword = keyword.to_owned();
        self.found.push(Constraint { keyword, limit, ..state.clone() });
    }
}

fn below(state: &Constraint, step: Step) -> Constraint {
    let mut inner = state.clone();
    inner.path.push(step);
    inner
}

/// Values with which a condition holds.
fn given(condition: &Value) -> Map<String, Value> {
    let properties = condition["properties"].as_object().unwrap_or_else(|| panic!("{condition}"));
    let value = |schema: &Value| schema.get("const").or_else(|| schema["enum"].get(0)).unwrap().clone();
    properties.iter().map(|(name, schema)| (name.clone(), value(schema))).collect()
}
