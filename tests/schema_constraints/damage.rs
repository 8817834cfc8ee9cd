//! Records that break one constraint and no other.

use serde_json::{Map, Value, json};

use super::constraint::{Constraint, Step, Walk};

/// A record with one mistake.
pub(crate) struct Damaged {
    pub(crate) frontmatter: Map<String, Value>,
    /// JSON pointer to what has to be marked.
    pub(crate) pointer: String,
}

/// True for what rules of other groups report: the state and the dates of a record, and its kind.
pub(crate) fn is_of_other_rules(constraint: &Constraint) -> bool {
    match constraint.path.as_slice() {
        // Frontmatter that is no mapping is broken YAML to deem.
        [] => {
            constraint.keyword == "type" || constraint.keyword == "required" && constraint.limit == "status"
        }
        [Step::Key(key)] => match key.as_str() {
            "kind" | "status" => true,
            "created" | "decided" | "introduced" => constraint.keyword == "format",
            _ => false,
        },
        [Step::Key(block), Step::Key(key)] => {
            block == "review" && key == "next" && constraint.keyword == "format"
        }
        _ => false,
    }
}

/// A sound record that has a value where the constraint applies.
pub(crate) fn sound<'a>(
    walk: &Walk<'a>,
    root: &'a Value,
    base: &Map<String, Value>,
    constraint: &Constraint,
) -> Map<String, Value> {
    let mut frontmatter = Value::Object(base.clone());
    fill(walk, root, &mut frontmatter, &constraint.path);
    for (path, values) in &constraint.given {
        let pointer = pointer(&frontmatter, path);
        let holder = frontmatter.pointer_mut(&pointer).unwrap().as_object_mut().unwrap();
        holder.extend(values.clone());
        complete(walk, root, holder, path, constraint);
    }
    fill(walk, root, &mut frontmatter, &constraint.path);
    let at = pointer(&frontmatter, &constraint.path);
    shape(walk, root, frontmatter.pointer_mut(&at).unwrap(), constraint);
    frontmatter.as_object().unwrap().clone()
}

/// Gives the value the type that the keyword speaks of, where several are allowed.
fn shape<'a>(walk: &Walk<'a>, root: &'a Value, value: &mut Value, constraint: &Constraint) {
    let path = &constraint.path;
    match constraint.keyword.as_str() {
        "required" | "additionalProperties" | "propertyNames" | "minProperties" | "maxProperties"
            if !value.is_object() =>
        {
            *value = object_example(walk, root, path);
        }
        "minItems" | "maxItems" | "uniqueItems" if !value.is_array() => {
            let item = example(walk, root, &[path.as_slice(), &[Step::Item]].concat());
            *value = json!([item.unwrap_or_else(|| value.clone())]);
        }
        _ => {}
    }
}

/// Replaces values that only fit another branch by examples of this one, and adds what it requires.
fn complete<'a>(
    walk: &Walk<'a>,
    root: &'a Value,
    holder: &mut Map<String, Value>,
    path: &[Step],
    constraint: &Constraint,
) {
    for (schema, base) in schemas(walk, root, path) {
        let Some(condition) = schema.get("if") else { continue };
        if !holds(condition, holder) {
            continue;
        }
        let then = &schema["then"];
        for (name, inner) in then["properties"].as_object().into_iter().flatten() {
            holder.insert(name.clone(), walk.example(inner, base).unwrap());
        }
        for name in then["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !holder.contains_key(name) {
                let step = Step::Key(name.to_owned());
                let inner = [path, &[step]].concat();
                let value = example(walk, root, &inner);
                holder.insert(name.to_owned(), value.unwrap_or_else(|| panic!("{name} of {constraint:?}")));
            }
        }
    }
}

fn holds(condition: &Value, holder: &Map<String, Value>) -> bool {
    condition["properties"].as_object().into_iter().flatten().all(|(name, schema)| {
        let value = holder.get(name).unwrap_or(&Value::Null);
        schema.get("const").is_none_or(|only| only == value)
            && schema["enum"].as_array().is_none_or(|all| all.contains(value))
    })
}

/// Puts examples where the way to the value is not there yet.
fn fill<'a>(walk: &Walk<'a>, root: &'a Value, at: &mut Value, path: &[Step]) {
    let mut here = Vec::new();
    let mut node = at;
    for step in path {
        here.push(step.clone());
        let wanted = || example(walk, root, &here).unwrap_or_else(|| panic!("no example at {here:?}"));
        node = match step {
            Step::Key(key) => {
                if !node.is_object() {
                    *node = object_example(walk, root, &here[..here.len() - 1]);
                }
                node.as_object_mut().unwrap().entry(key.clone()).or_insert_with(wanted)
            }
            Step::Item => {
                if !node.is_array() {
                    *node = json!([wanted()]);
                }
                let items = node.as_array_mut().unwrap();
                if items.is_empty() {
                    items.push(wanted());
                }
                &mut items[0]
            }
            Step::Any => {
                if !node.is_object() {
                    *node = object_example(walk, root, &here[..here.len() - 1]);
                }
                let map = node.as_object_mut().unwrap();
                if map.is_empty() {
                    map.insert("own".to_owned(), wanted());
                }
                map.values_mut().next().unwrap()
            }
        };
    }
}

/// An example that is a mapping, where scalars are allowed too.
fn object_example<'a>(walk: &Walk<'a>, root: &'a Value, path: &[Step]) -> Value {
    let examples =
        schemas(walk, root, path).into_iter().filter_map(|(schema, _)| schema["examples"].as_array());
    let found = examples.flatten().find(|example| example.is_object()).cloned();
    found.unwrap_or_else(|| panic!("no mapping among the examples at {path:?}"))
}

fn example<'a>(walk: &Walk<'a>, root: &'a Value, path: &[Step]) -> Option<Value> {
    let schemas = schemas(walk, root, path);
    let stated = schemas.iter().find_map(|(schema, base)| walk.example(schema, base));
    stated.or_else(|| {
        // A list's first item is an example of its items.
        let (last, outer) = path.split_last()?;
        let outer = example(walk, root, outer)?;
        match last {
            // Where one or a list may stand, the one is an item too.
            Step::Item if !outer.is_array() => Some(outer),
            Step::Item => outer.as_array()?.first().cloned(),
            Step::Any => outer.as_object()?.values().next().cloned(),
            Step::Key(key) => outer.get(key).cloned(),
        }
    })
}

/// The subschemas that apply to a value.
fn schemas<'a>(walk: &Walk<'a>, root: &'a Value, path: &[Step]) -> Vec<(&'a Value, &'a Value)> {
    let mut now = vec![(root, root)];
    expand(walk, &mut now);
    for step in path {
        now = now
            .into_iter()
            .filter_map(|(schema, base)| {
                let inner = match step {
                    Step::Key(key) => schema["properties"].get(key),
                    Step::Item => schema.get("items"),
                    Step::Any => schema
                        .get("additionalProperties")
                        .filter(|inner| inner.is_object())
                        .or_else(|| schema["patternProperties"].as_object()?.values().next()),
                };
                inner.map(|inner| (inner, base))
            })
            .collect();
        expand(walk, &mut now);
    }
    now
}

fn expand<'a>(walk: &Walk<'a>, list: &mut Vec<(&'a Value, &'a Value)>) {
    let mut at = 0;
    while let Some((schema, base)) = list.get(at).copied() {
        at += 1;
        if let Some(reference) = schema["$ref"].as_str() {
            list.push(walk.resolve(base, reference));
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            list.extend(schema[keyword].as_array().into_iter().flatten().map(|part| (part, base)));
        }
        list.extend(schema.get("then").map(|part| (part, base)));
    }
}

/// The pointer of a path in a record.
fn pointer(frontmatter: &Value, path: &[Step]) -> String {
    let mut node = frontmatter;
    let mut pointer = String::new();
    for step in path {
        let key = match step {
            Step::Key(key) => key.clone(),
            Step::Item => "0".to_owned(),
            Step::Any => node.as_object().unwrap().keys().next().unwrap().clone(),
        };
        pointer.push('/');
        pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        node = frontmatter.pointer(&pointer).unwrap();
    }
    pointer
}

/// The record with the constraint broken.
pub(crate) fn damage(constraint: &Constraint, good: &Map<String, Value>) -> Damaged {
    let mut whole = Value::Object(good.clone());
    let mut marked = pointer(&whole, &constraint.path);
    let value = whole.pointer_mut(&marked).unwrap();
    let limit = &constraint.limit;
    match constraint.keyword.as_str() {
        "required" => {
            value.as_object_mut().unwrap().remove(limit.as_str().unwrap());
            if constraint.branch {
                // One form is enough: no other may stay.
                for name in ["by", "trigger", "max", "min"] {
                    value.as_object_mut().unwrap().remove(name);
                }
            }
        }
        "anyOf" | "oneOf" if forms_of_keys(limit) => {
            for form in limit.as_array().unwrap() {
                for name in form["required"].as_array().unwrap() {
                    value.as_object_mut().unwrap().remove(name.as_str().unwrap());
                }
            }
        }
        "anyOf" | "oneOf" | "type" => *value = of_no_type(value, constraint),
        "enum" | "const" => {
            let number = limit.as_array().and_then(|all| all.first()).unwrap_or(limit).is_number();
            *value = if number { json!(987_654) } else { json!("zz-none-of-them") };
        }
        "minLength" => *value = json!(""),
        "maxLength" => *value = json!("x".repeat(usize::try_from(limit.as_u64().unwrap()).unwrap() + 1)),
        "pattern" | "format" => *value = json!("?! §"),
        "minimum" => *value = json!(limit.as_f64().unwrap() - 1.0),
        "maximum" => *value = json!(limit.as_f64().unwrap() + 1.0),
        "exclusiveMinimum" | "exclusiveMaximum" => *value = limit.clone(),
        "multipleOf" => *value = json!(limit.as_f64().unwrap() * 1.5),
        "minItems" => {
            value.as_array_mut().unwrap().truncate(usize::try_from(limit.as_u64().unwrap()).unwrap() - 1);
        }
        "maxItems" => {
            let items = value.as_array_mut().unwrap();
            let more = items[0].clone();
            items.resize(usize::try_from(limit.as_u64().unwrap()).unwrap() + 1, more);
        }
        "uniqueItems" => {
            let items = value.as_array_mut().unwrap();
            let first = items[0].clone();
            items.push(first);
            marked = format!("{marked}/{}", items.len() - 1);
        }
        "additionalProperties" => {
            value.as_object_mut().unwrap().insert("zzz-own".to_owned(), json!(1));
            marked.push_str("/zzz-own");
        }
        "propertyNames" => {
            let map = value.as_object_mut().unwrap();
            let any = map.values().next().unwrap().clone();
            map.insert("?! §".to_owned(), any);
            marked.push_str("/?! §");
        }
        "minProperties" => value.as_object_mut().unwrap().clear(),
        "maxProperties" => {
            let map = value.as_object_mut().unwrap();
            let any = map.values().next().unwrap().clone();
            let most = usize::try_from(limit.as_u64().unwrap()).unwrap();
            for at in 0..=most {
                map.insert(format!("own-{at}"), any.clone());
            }
        }
        other => panic!("no way to break `{other}` at {:?}", constraint.path),
    }
    Damaged { frontmatter: whole.as_object().unwrap().clone(), pointer: marked }
}

fn forms_of_keys(forms: &Value) -> bool {
    forms.as_array().unwrap().iter().all(|form| form.get("required").is_some() && form.get("type").is_none())
}

/// A value of a type that is nowhere allowed beside `value`.
fn of_no_type(value: &Value, constraint: &Constraint) -> Value {
    let names = |name: &str| {
        constraint.limit == name
            || constraint.limit.as_array().is_some_and(|all| all.iter().any(|one| one == name))
    };
    // A mapping is what least often stands beside other types.
    if !value.is_object() && !names("object") && !constraint.branch {
        json!({ "zzz-own": true })
    } else {
        json!(true)
    }
}
