//! Frontmatter as the JSON that a schema judges, and the keys in it that no schema names.
//!
//! The conversion goes along the schema, since what a text means depends on what is wanted there: `10%` is
//! 0.10 where a number belongs, and `due_date` is the key `due-date` where a block has one.

use serde_json::{Map, Number, Value as Json};

use crate::record::key::normal_key;
use crate::record::yaml::{NodeRef, Value};

use super::document::{At, Document};
use super::{number, pointer, spelling};

/// A key that the block around it does not name.
#[derive(Clone, Debug)]
pub(super) struct Stray {
    /// JSON pointer to the mapping.
    pub(super) within: String,
    /// The key as written.
    pub(super) key: String,
    /// The name that it is a slip of.
    pub(super) near: Option<String>,
}

/// Frontmatter made ready to be judged.
#[derive(Debug)]
pub(super) struct Instance {
    pub(super) json: Json,
    pub(super) strays: Vec<Stray>,
}

/// Reads `root` along `schema`.
pub(super) fn read(root: NodeRef<'_>, schema: &Document) -> Instance {
    let mut reading = Reading { schema, strays: Vec::new(), path: String::new() };
    let parts = schema.parts(schema.root());
    let json = reading.convert(root, &parts);
    Instance { json, strays: reading.strays }
}

struct Reading<'a> {
    schema: &'a Document,
    strays: Vec<Stray>,
    path: String,
}

/// What the parts of a schema that hold for one mapping say of its keys.
struct Names<'p, 'a> {
    parts: &'p [At<'a>],
    /// Keys are the writer's own: names of teams, of drivers.
    free: bool,
    closed: bool,
}

impl<'a> Reading<'a> {
    fn convert(&mut self, node: NodeRef<'_>, parts: &[At<'a>]) -> Json {
        match node.value() {
            Value::Map(_) => self.mapping(node, parts),
            Value::Seq(_) => self.list(node, parts),
            Value::Str(text) => {
                percentage(text, parts).map_or_else(|| Json::String(text.clone()), Json::Number)
            }
            _ => node.to_json(),
        }
    }

    fn list(&mut self, node: NodeRef<'_>, parts: &[At<'a>]) -> Json {
        let items = self.gather(parts, |part| part.child("items"));
        let places = parts.iter().any(|part| part.node.get("prefixItems").is_some());
        let length = self.path.len();
        let mut list = Vec::new();
        for (at, item) in node.items().enumerate() {
            let step = at.to_string();
            pointer::push(&mut self.path, &step);
            let placed = places.then(|| self.gather(parts, |part| part.child("prefixItems")?.child(&step)));
            list.push(self.convert(item, placed.as_deref().filter(|p| !p.is_empty()).unwrap_or(&items)));
            self.path.truncate(length);
        }
        Json::Array(list)
    }

    fn mapping(&mut self, node: NodeRef<'_>, parts: &[At<'a>]) -> Json {
        let names = Names::of(parts);
        let length = self.path.len();
        let mut map = Map::new();
        for (key, _, value) in node.entries() {
            let known = names.known(key);
            let normal = normal_key(key);
            let name = if !known && !names.free && names.known(&normal) && node.get(&normal).is_none() {
                normal.as_ref()
            } else {
                key
            };
            let named = known || name != key;
            let children =
                self.gather(parts, |part| part.property(name).or_else(|| names.other(*part, named)));
            if value.is_null() && !allows_null(&children) {
                continue;
            }
            if !named && !names.free {
                if key.starts_with("x-") {
                    continue;
                }
                if !names.closed {
                    self.stray(key, node, &names);
                }
            }
            pointer::push(&mut self.path, name);
            let converted = self.convert(value, &children);
            self.path.truncate(length);
            map.insert(name.to_owned(), converted);
        }
        Json::Object(map)
    }

    fn stray(&mut self, key: &str, node: NodeRef<'_>, names: &Names<'_, '_>) {
        let near = spelling::slip(key, names.all()).filter(|near| node.get(near).is_none());
        let near = near.map(str::to_owned);
        self.strays.push(Stray { within: self.path.clone(), key: key.to_owned(), near });
    }

    /// The parts of the subschemas that `pick` finds in `parts`.
    fn gather(&self, parts: &[At<'a>], pick: impl Fn(&At<'a>) -> Option<At<'a>>) -> Vec<At<'a>> {
        let mut found = Vec::new();
        for picked in parts.iter().filter_map(pick) {
            self.schema.add_parts(picked, &mut found);
        }
        found
    }
}

impl<'p, 'a> Names<'p, 'a> {
    fn of(parts: &'p [At<'a>]) -> Self {
        let has =
            |keyword: &str| parts.iter().any(|part| part.node.get(keyword).is_some_and(Json::is_object));
        let says_false =
            |keyword: &str| parts.iter().any(|part| part.node.get(keyword) == Some(&Json::Bool(false)));
        let closed = says_false("additionalProperties") || says_false("unevaluatedProperties");
        let free = !closed && !has("properties")
            || ["additionalProperties", "unevaluatedProperties", "patternProperties"].into_iter().any(has);
        Self { parts, free, closed }
    }

    fn known(&self, key: &str) -> bool {
        self.parts.iter().any(|part| part.property(key).is_some())
    }

    fn all(&self) -> impl Iterator<Item = &'a str> {
        self.parts.iter().flat_map(|part| part.property_names())
    }

    /// The schema of keys that have no schema of their own.
    fn other(&self, part: At<'a>, named: bool) -> Option<At<'a>> {
        (self.free && !named).then(|| part.child("additionalProperties"))?
    }
}

/// The number that `10%` stands for where a number belongs and no text does.
fn percentage(text: &str, parts: &[At<'_>]) -> Option<Number> {
    let value = number::percentage(text)?;
    let wanted = parts.iter().any(|part| part.names_type("number"));
    let text_fits = parts.iter().any(|part| {
        part.names_type("string")
            || part.node.get("const").is_some_and(Json::is_string)
            || part
                .node
                .get("enum")
                .and_then(Json::as_array)
                .is_some_and(|all| all.iter().any(Json::is_string))
    });
    (wanted && !text_fits).then(|| Number::from_f64(value))?
}

fn allows_null(parts: &[At<'_>]) -> bool {
    parts.iter().any(|part| {
        part.names_type("null")
            || part.node.get("const").is_some_and(Json::is_null)
            || part.node.get("enum").and_then(Json::as_array).is_some_and(|all| all.iter().any(Json::is_null))
    })
}
