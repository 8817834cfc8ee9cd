//! Schema, loader and default file say the same.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::tests::RULES;
use super::{DEFAULT_FILE, SCHEMA, Settings, parse};
use crate::record::kind::Kinds;

fn schema() -> Value {
    serde_json::from_str(SCHEMA).unwrap()
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&schema()).unwrap()
}

/// The key paths that the loader knows.
fn loader_paths() -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut add = |table: &str, keys: &[&str]| {
        for key in keys {
            paths.insert(if table.is_empty() { (*key).to_owned() } else { format!("{table}.{key}") });
        }
    };
    add("", super::tables::ROOT);
    add("records", super::tables::RECORDS);
    add("vocabulary", super::tables::VOCABULARY);
    add("stale", super::stale::STALE);
    add("stale.*", super::stale::STALE);
    add("owners", super::people::OWNERS);
    add("people.*", super::people::PERSON);
    add("teams.*", super::people::TEAM);
    for name in Kinds::built_in().names().chain(["*"]) {
        add("kinds", &[name]);
        add(&format!("kinds.{name}"), super::kinds::KIND);
        add(&format!("kinds.{name}.id"), super::kinds::ID);
        add(&format!("kinds.{name}.statuses"), &["*"]);
        add(&format!("kinds.{name}.statuses.*"), super::kinds::STATUS);
    }
    add("per-path.*", super::rules::PER_PATH);
    add("rules.*", &[super::rules::SEVERITY]);
    for open in [
        "vocabulary.status",
        "vocabulary.date",
        "rules",
        "rules.*",
        "per-path",
        "per-path.*.severity",
        "stale",
        "people",
        "teams",
    ] {
        add(open, &["*"]);
    }
    paths
}

/// The key paths of the schema with their subschemas; `*` is a key that people choose.
fn walk<'s>(root: &'s Value, node: &'s Value, path: &str, into: &mut Vec<(String, &'s Value)>) {
    if let Some(target) = node["$ref"].as_str() {
        walk(root, root.pointer(target.trim_start_matches('#')).unwrap(), path, into);
    }
    for branch in node["anyOf"].as_array().into_iter().flatten() {
        walk(root, branch, path, into);
    }
    let named = node["properties"].as_object().into_iter().flatten().map(|(key, sub)| (key.as_str(), sub));
    let patterns = node["patternProperties"].as_object().into_iter().flatten().map(|(_, sub)| ("*", sub));
    let open = node.get("additionalProperties").filter(|sub| sub.is_object()).map(|sub| ("*", sub));
    for (key, sub) in named.chain(patterns).chain(open) {
        let below = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        into.push((below.clone(), sub));
        walk(root, sub, &below, into);
    }
}

fn schema_paths(schema: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    walk(schema, schema, "", &mut found);
    found
}

/// A document that sets one path to a value, with real names for `*`.
fn document(path: &str, value: &Value) -> Value {
    let filled = path.replacen("rules.*.*", "rules.long-proposal.days", 1).replacen(
        "per-path.*.severity.*",
        "per-path.*.severity.quiet-owner",
        1,
    );
    let filled = match filled.as_str() {
        "rules.*" => filled.replace('*', "long-proposal"),
        _ => filled
            .replace("rules.*", "rules.quiet-owner")
            .replace("stale.*", "stale.adr")
            .replace('*', "words"),
    };
    let mut document = filled.rsplit('.').fold(value.clone(), |inner, key| json!({ key: inner }));
    // What a kind and a status of one's own must state.
    if path.starts_with("kinds.*") {
        document["kinds"]["words"].as_object_mut().unwrap().entry("prefix").or_insert(json!("WORD"));
    }
    if path.contains(".statuses.*") {
        let kind = filled.split('.').nth(1).unwrap();
        let status = document["kinds"][kind]["statuses"]["words"].as_object_mut().unwrap();
        status.entry("means").or_insert(json!("accepted"));
    }
    document
}

fn load(document: &Value) -> Result<Settings, String> {
    let text = toml::to_string(document).unwrap();
    let mut files = |_: &str| Ok("{}".to_owned());
    super::load::parse_with("deem.toml", text, &RULES, &mut files).map_err(|errors| errors.to_string())
}

/// A leaf's example, its own or that of what it refers to.
fn examples<'s>(root: &'s Value, node: &'s Value) -> Vec<&'s Value> {
    let own = node["examples"].as_array().into_iter().flatten();
    let target = node["$ref"].as_str().and_then(|target| root.pointer(target.trim_start_matches('#')));
    own.chain(target.into_iter().flat_map(|target| target["examples"].as_array().into_iter().flatten()))
        .collect()
}

#[test]
fn the_schema_has_the_address_that_files_name() {
    assert_eq!(schema()["$id"], super::SCHEMA_ID);
}

#[test]
fn the_schema_and_the_loader_have_the_same_keys() {
    let schema = schema();
    let paths: BTreeSet<String> = schema_paths(&schema).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, loader_paths());
}

#[test]
fn the_loader_accepts_every_example_of_the_schema() {
    let (schema, validator) = (schema(), validator());
    let mut tried = 0;
    for (path, node) in schema_paths(&schema) {
        for example in examples(&schema, node) {
            let document = document(&path, example);
            assert!(validator.is_valid(&document), "{path}: {document}");
            load(&document).unwrap_or_else(|errors| panic!("{path}: {errors}\n{document}"));
            tried += 1;
        }
    }
    assert!(tried >= 40, "only {tried} examples");
}

#[test]
fn every_key_has_a_title_a_description_and_an_example_or_is_a_table() {
    let schema = schema();
    for (path, node) in schema_paths(&schema) {
        let target = node["$ref"].as_str().and_then(|target| schema.pointer(target.trim_start_matches('#')));
        let has =
            |key: &str| node.get(key).is_some() || target.is_some_and(|target| target.get(key).is_some());
        assert!(has("title") && has("description"), "{path}");
        let table = has("properties") || node["additionalProperties"].is_object();
        assert!(has("examples") || table, "{path}");
    }
}

#[test]
fn a_key_that_is_unknown_to_one_is_unknown_to_the_other() {
    let (schema, validator) = (schema(), validator());
    let mut tables: BTreeSet<String> = BTreeSet::from([String::new()]);
    for (path, _) in schema_paths(&schema) {
        if let Some((table, _)) = path.rsplit_once('.').filter(|(_, last)| *last != "*") {
            tables.insert(table.to_owned());
        }
    }
    tables.remove("rules.*");
    for table in tables {
        let path = if table.is_empty() { "unheard-of".to_owned() } else { format!("{table}.unheard-of") };
        let document = document(&path, &json!("accepted"));
        assert!(!validator.is_valid(&document), "{path}");
        assert!(load(&document).is_err_and(|errors| errors.contains("unheard-of")), "{path}");
    }
}

#[test]
fn schema_and_loader_judge_values_alike() {
    let validator = validator();
    let cases = [
        (json!({"version": 1}), true),
        (json!({"version": 2}), false),
        (json!({"profile": "calm"}), false),
        (json!({"records": {"max-bytes": 0}}), false),
        (json!({"records": {"max-bytes": " 3 kb "}}), true),
        (json!({"records": {"max-bytes": "3 feet"}}), false),
        (json!({"records": {"include": ["./docs", "a/**/b.md", "{a,b}"]}}), true),
        (json!({"records": {"include": ["/docs"]}}), false),
        (json!({"records": {"include": ["a/../b"]}}), false),
        (json!({"records": {"include": ["!a"]}}), false),
        (json!({"records": {"include": ["./"]}}), false),
        (json!({"records": {"include": [" "]}}), false),
        (json!({"records": {"include": [1]}}), false),
        (json!({"vocabulary": {"status": {"Done": "unknown"}}}), false),
        (json!({"vocabulary": {"status": {" ": "accepted"}}}), false),
        (json!({"vocabulary": {"date": {"Done": "reviewed"}}}), false),
        (json!({"kinds": {"adr": {"folders": []}}}), false),
        (json!({"kinds": {"adr": {"folders": ["."]}}}), true),
        (json!({"kinds": {"adr": {"folders": ["a/..b/c"]}}}), true),
        (json!({"kinds": {"adr": {"folders": ["a/.."]}}}), false),
        (json!({"kinds": {"adr": {"folders": ["a*"]}}}), false),
        (json!({"kinds": {"adr": {"prefix": "A"}}}), true),
        (json!({"kinds": {"adr": {"prefix": "A-"}}}), false),
        (json!({"kinds": {"adr": {"review": "P6M"}}}), true),
        (json!({"kinds": {"adr": {"review": "P0D"}}}), false),
        (json!({"kinds": {"adr": {"id": {"width": 0}}}}), false),
        (json!({"kinds": {"rfc": {"folders": ["rfcs"]}}}), false),
        (json!({"kinds": {"rfc": {"prefix": "RFC"}}}), true),
        (json!({"kinds": {"rfc": {"prefix": "RFC", "statuses": {"open": {"means": "maybe"}}}}}), false),
        (json!({"kinds": {"adr": {"owners": ["@acme/core", "Ana"]}}}), true),
        (json!({"kinds": {"adr": {"owners": "@acme/core"}}}), false),
        (json!({"kinds": {"adr": {"required-sections": []}}}), true),
        (json!({"kinds": {"adr": {"required-sections": ["a\u{1}b"]}}}), false),
        (json!({"rules": {"o001": "warning"}}), true),
        (json!({"rules": {"quiet-owner": "fatal"}}), false),
        (json!({"rules": {"quiet-owner": true}}), false),
        (json!({"rules": {"quiet-owner": {"teams": [1]}}}), false),
        (json!({"per-path": {"a": {"ignore": ["ALL", "l2", "quiet-owner"]}}}), true),
        (json!({"per-path": {"/a": {}}}), false),
        (json!({"per-path": {"a": {"severity": {"quiet-owner": "loud"}}}}), false),
        (json!({"stale": {"proposal-days": 36526}}), false),
        (json!({"stale": {"proposal-days": 0}}), true),
        (json!({"stale": {"drift-commits": 0}}), false),
        (json!({"stale": {"drift-lines-percent": 0}}), true),
        (json!({"stale": {"one-way-cadence": "P6M"}}), true),
        (json!({"stale": {"one-way-cadence": "6 months"}}), false),
        (json!({"stale": {"adr": {"drift-commits": 100}}}), true),
        (json!({"stale": {"adr": {"drift-commits": "many"}}}), false),
        (json!({"stale": {"adr": 3}}), false),
        (json!({"stale": {"proposal-days": {}}}), false),
        (json!({"owners": {"quiet-after": "P26W"}}), true),
        (json!({"owners": {"quiet-after": "P6M"}}), false),
        (json!({"owners": {"quiet-after": "P12345D"}}), false),
        (json!({"owners": {"quiet-after": 36526}}), false),
        (json!({"people": {"a b": {}}}), false),
        (json!({"people": {"@a": {}}}), false),
        (json!({"people": {"ana": {"name": " "}}}), false),
        (json!({"people": {"ana": {"emails": ["ana"]}}}), false),
        (json!({"people": {"ana": {"emails": ["a@b@c"]}}}), false),
        (json!({"people": {"ana": {"handles": ["ana", "@@ana2", "@acme/x"]}}}), true),
        (json!({"people": {"ana": {"handles": ["@"]}}}), false),
        (json!({"people": {"ana": {"handles": ["a,b"]}}}), false),
        (json!({"people": {"ana": {"left": "1 March 2026"}}}), false),
        (json!({"teams": {"core": {"members": [1]}}}), false),
    ];
    for (document, good) in cases {
        assert_eq!(validator.is_valid(&document), good, "schema: {document}");
        assert_eq!(load(&document).is_ok(), good, "loader: {document}: {:?}", load(&document).err());
    }
}

/// The default file with every `#key` made live.
fn uncommented() -> String {
    let live = |line: &str| {
        let rest = line
            .strip_prefix('#')
            .filter(|rest| rest.starts_with(|c: char| c == '[' || c.is_ascii_lowercase()));
        format!("{}\n", rest.unwrap_or(line))
    };
    DEFAULT_FILE.lines().map(live).collect()
}

#[test]
fn the_default_file_states_the_defaults() {
    let values =
        |settings: Settings| -> Vec<String> { settings.explain().iter().map(ToString::to_string).collect() };
    let defaults = values(Settings::defaults(&RULES));
    for text in [DEFAULT_FILE.to_owned(), uncommented()] {
        let document: Value = toml::from_str(&text).unwrap();
        assert!(validator().is_valid(&document));
        assert_eq!(values(parse("deem.toml", text, &RULES).unwrap()), defaults);
    }
    assert!(validator().is_valid(&json!({})));
}

#[test]
fn the_default_file_shows_every_setting_that_has_a_default() {
    let settings = parse("deem.toml", uncommented(), &RULES).unwrap();
    let silent: Vec<String> = settings
        .explain()
        .into_iter()
        .filter(|entry| entry.origin == super::Origin::Default && !entry.key.starts_with("rules."))
        // The tables of the built-in kinds are long; `deem config` prints them.
        .filter(|entry| {
            let is_long = [".summary", ".scheme", ".width"].iter().any(|end| entry.key.ends_with(end));
            !is_long && !entry.key.contains(".statuses.")
        })
        .map(|entry| entry.key)
        .collect();
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn the_defaults_of_the_schema_are_the_defaults() {
    let schema = schema();
    let known = Settings::defaults(&RULES).explain();
    let value = |key: &str| known.iter().find(|entry| entry.key == key).map(|entry| entry.value.clone());
    for (path, node) in schema_paths(&schema) {
        let Some(default) = node.get("default").filter(|_| !path.contains('*')) else { continue };
        match default.as_object() {
            Some(kind) => {
                for (key, default) in kind {
                    assert_eq!(value(&format!("{path}.{key}")).as_ref(), Some(default), "{path}.{key}");
                }
            }
            None => assert_eq!(value(&path).as_ref(), Some(default), "{path}"),
        }
    }
}
