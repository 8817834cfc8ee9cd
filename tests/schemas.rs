//! The published JSON Schemas: what they say of themselves, what they accept, and what they do not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by stopping, and clippy takes helpers of tests for no tests"
)]

mod common;

#[path = "schemas/broken.rs"]
mod broken;
#[path = "schemas/outputs.rs"]
mod outputs;
#[path = "schemas/support.rs"]
mod support;
#[path = "schemas/walk.rs"]
mod walk;

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use support::{compile, document, fixture, fixtures, kinds, mistakes, part};

/// The schemas whose properties are told in full; the configuration's has tests of its own.
fn told() -> impl Iterator<Item = &'static str> {
    deem::schema::all().iter().map(|schema| schema.name.as_ref()).filter(|name| *name != "config")
}

/// Words that YAML 1.1 readers take for booleans.
const BOOLEANS: [&str; 8] = ["y", "n", "yes", "no", "on", "off", "true", "false"];

#[test]
fn every_property_has_a_title_a_description_and_examples() {
    for property in told().flat_map(walk::properties) {
        let place = property.place();
        for name in ["title", "description"] {
            let text = property.keyword(name).unwrap_or_else(|| panic!("{place} has no {name}"));
            assert!(text.as_str().is_some_and(|text| !text.is_empty()), "{place}: {name} is {text}");
        }
        let description = property.keyword("description").unwrap();
        assert!(description.as_str().unwrap().ends_with('.'), "{place}: {description}");
        let examples = property.keyword("examples").unwrap_or_else(|| panic!("{place} has no examples"));
        assert!(examples.as_array().is_some_and(|list| !list.is_empty()), "{place} has no examples");
    }
}

#[test]
fn every_example_is_valid() {
    let mut count = 0;
    for property in told().flat_map(walk::properties) {
        let validator = part(property.document, &property.pointer);
        for example in property.keyword("examples").unwrap().as_array().unwrap() {
            let wrong = mistakes(&validator, example);
            assert!(wrong.is_empty(), "{}: {example}: {wrong:#?}", property.place());
            count += 1;
        }
    }
    assert!(count > 500, "only {count} examples were found");
}

#[test]
fn no_key_is_a_boolean_to_older_readers_of_yaml() {
    for property in told().flat_map(walk::properties) {
        let lower = property.key.to_lowercase();
        assert!(!BOOLEANS.contains(&lower.as_str()), "{}", property.place());
    }
}

#[test]
fn keys_are_in_kebab_case_but_for_letters_of_published_models() {
    for property in told().flat_map(walk::properties) {
        let kebab = property.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let letters = property.key.len() <= 2 && property.key.bytes().all(|b| b.is_ascii_uppercase());
        assert!(kebab || letters, "{}", property.place());
    }
}

#[test]
fn kinds_hold_no_copy_of_a_block() {
    for kind in kinds() {
        let schema = document(kind);
        for (key, property) in schema["properties"].as_object().unwrap() {
            let shared = property["$ref"].as_str().is_some_and(|at| {
                let pointer = at.strip_prefix("https://deem.dev/schemas/shared.v1.json#").unwrap_or("none");
                document("shared").pointer(pointer).is_some()
            });
            assert_eq!(shared, key != "kind" && key != "status", "{kind}: {key}");
        }
        assert_eq!(schema["required"], json!(["status"]), "{kind}");
        assert!(schema.get("additionalProperties").is_none(), "{kind} is open");
    }
}

#[test]
fn every_definition_is_of_use() {
    let mut used = BTreeSet::new();
    for name in kinds().chain(["shared"]) {
        let text = document(name).to_string();
        used.extend(
            text.split("#/$defs/").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()),
        );
    }
    let declared: BTreeSet<String> =
        document("shared")["$defs"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(used, declared);
}

#[test]
fn schemas_fit_the_language_they_are_written_in() {
    for schema in deem::schema::all() {
        jsonschema::meta::validate(&document(&schema.name)).unwrap();
        assert!(schema.is_sound(), "{} cannot be compiled", schema.name);
    }
}

#[test]
fn whole_records_of_every_kind_are_valid() {
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(fixtures()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let kind = kinds().filter(|kind| name.starts_with(kind)).max_by_key(|kind| kind.len()).unwrap();
        let wrong = mistakes(&compile(&document(kind)), &fixture(&name));
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        seen.insert(kind);
    }
    assert_eq!(seen, kinds().collect(), "a fixture for each kind");
}

#[test]
fn an_open_record_needs_its_status_only() {
    for kind in kinds() {
        let validator = compile(&document(kind));
        let status = document(kind)["properties"]["status"]["enum"][0].clone();
        assert!(validator.is_valid(&json!({ "status": status, "x-own": 1, "layout": "page" })), "{kind}");
        assert!(!validator.is_valid(&json!({ "kind": kind })), "{kind}");
        assert!(!validator.is_valid(&json!({ "status": "maybe" })), "{kind}");
        assert!(!validator.is_valid(&Value::Null), "{kind}");
    }
}
