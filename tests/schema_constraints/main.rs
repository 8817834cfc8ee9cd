//! Every constraint of every kind's schema, broken alone, gives just one finding, at the key or value in question.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

mod constraint;
mod damage;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use deem::config;
use deem::diagnostic::Finding;
use deem::discover::Workspace;
use deem::engine::{self, CheckOptions, LoadOptions, Loaded};
use deem::record::Kind;
use deem::record::kind::Kinds;
use deem::rules::registry;
use deem::schema;
use serde_json::{Map, Value, json};

use constraint::{Constraint, Walk};
use damage::Damaged;

/// The frontmatter as YAML, one line for each key.
fn record(frontmatter: &Map<String, Value>) -> String {
    let lines: String = frontmatter.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
    format!("---\n{lines}---\n\n# Use Kafka\n")
}

/// Every constraint of a kind's schema with a record that breaks it, and the record as it was before.
fn broken(kind: &Kind) -> Vec<(Constraint, Map<String, Value>, Damaged)> {
    let text = schema::find(&kind.name).unwrap().text();
    let root: Value = serde_json::from_str(&text).unwrap();
    let mut walk = Walk::new(&root);
    let start = Constraint {
        path: Vec::new(),
        keyword: String::new(),
        limit: Value::Null,
        given: Vec::new(),
        branch: false,
    };
    walk.visit(&root, &root, &start);
    let constraints = std::mem::take(&mut walk.found);
    let base: Map<String, Value> =
        [("kind".to_owned(), json!(&*kind.name)), ("status".to_owned(), json!(&*kind.statuses[0].name))]
            .into_iter()
            .collect();
    constraints
        .into_iter()
        .filter(|constraint| !damage::is_of_other_rules(constraint))
        .map(|constraint| {
            let good = damage::sound(&walk, &root, &base, &constraint);
            let bad = damage::damage(&constraint, &good);
            (constraint, good, bad)
        })
        .collect()
}

fn check(dir: &Path) -> (Loaded, BTreeMap<String, Vec<Finding>>) {
    let selection = config::Selection {
        select: Some(config::Selectors::parse("S", registry::as_config()).unwrap()),
        ..config::Selection::default()
    };
    let settings = config::load(dir, None, true, registry::as_config()).unwrap().with_selection(selection);
    let workspace = Workspace::open(dir, true).unwrap();
    let loaded = engine::load(workspace, &settings, &LoadOptions { bodies: true, overlay: None }).unwrap();
    let outcome =
        engine::check(&loaded, &settings, jiff::civil::date(2026, 11, 22), &CheckOptions::default());
    let mut found: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in outcome.findings {
        found.entry(finding.path.to_string()).or_default().push(finding);
    }
    (loaded, found)
}

/// What is wrong with the findings of one broken record.
fn verdict(loaded: &Loaded, path: &str, bad: &Damaged, findings: &[Finding]) -> Option<String> {
    let told = || findings.iter().map(|f| format!("\n      {} {}", f.code, f.message)).collect::<String>();
    let [finding] = findings else { return Some(format!("{} findings{}", findings.len(), told())) };
    if finding.help.is_none() {
        return Some(format!("no help{}", told()));
    }
    let record = loaded.corpus.records.iter().find(|record| record.path() == path).unwrap();
    let fm = record.frontmatter.as_ref().unwrap();
    let (key, node) = schema::locate(&fm.doc, &bad.pointer).unwrap();
    let fits = key.is_some_and(|key| key == finding.span) || node.span() == finding.span;
    (!fits).then(|| format!("marks `{}`{}", finding.span.text(&record.source.text), told()))
}

#[test]
fn every_constraint_broken_alone_is_one_finding_at_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("docs/decisions");
    fs::create_dir_all(&folder).unwrap();
    let mut cases = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in Kinds::built_in().all() {
        for (constraint, good, bad) in broken(kind) {
            *counts.entry(&kind.name).or_default() += 1;
            let number = cases.len() + 1;
            let name = |what: &str| format!("docs/decisions/{number:04}-{what}.md");
            fs::write(dir.path().join(name("good")), record(&good)).unwrap();
            fs::write(dir.path().join(name("bad")), record(&bad.frontmatter)).unwrap();
            cases.push((&kind.name, constraint, bad, name("good"), name("bad")));
        }
    }
    eprintln!("constraints broken: {counts:?}");
    let (loaded, findings) = check(dir.path());
    let none = Vec::new();
    let mut wrong = Vec::new();
    for (kind, constraint, bad, good_path, bad_path) in &cases {
        let says = |what: String| {
            format!("{kind} {:?} {} {}: {what}", constraint.path, constraint.keyword, constraint.limit)
        };
        if let Some(found) = findings.get(good_path) {
            wrong.push(says(format!("the sound record has `{}`", found[0].message)));
        }
        let found = findings.get(bad_path).unwrap_or(&none);
        wrong.extend(verdict(&loaded, bad_path, bad, found).map(says));
    }
    assert!(cases.len() > 2000, "only {} constraints", cases.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_printed_schema_stands_for_itself_and_says_the_same() {
    for schema in schema::all() {
        let printed: Value = serde_json::from_str(&schema.text()).unwrap();
        let alone = jsonschema::options().should_validate_formats(true).offline().build(&printed);
        assert!(alone.is_ok(), "{} refers to what it does not hold", schema.name);
        jsonschema::draft202012::meta::validate(&printed).unwrap();
    }
    for kind in Kinds::built_in().all() {
        let printed: Value = serde_json::from_str(&schema::find(&kind.name).unwrap().text()).unwrap();
        let alone = jsonschema::options().should_validate_formats(true).offline().build(&printed).unwrap();
        let shared: Value = serde_json::from_str(&schema::find("shared").unwrap().text()).unwrap();
        let written =
            fs::read_to_string(format!("{}/schemas/{}.v1.json", env!("CARGO_MANIFEST_DIR"), kind.name));
        let beside = jsonschema::Registry::new()
            .add("https://deem.dev/schemas/shared.v1.json", jsonschema::Resource::from_contents(shared))
            .and_then(|registry| registry.prepare())
            .unwrap();
        let whole = jsonschema::options()
            .should_validate_formats(true)
            .with_registry(&beside)
            .build(&serde_json::from_str(&written.unwrap()).unwrap())
            .unwrap();
        for (constraint, good, bad) in broken(kind) {
            for record in [good, bad.frontmatter] {
                let record = Value::Object(record);
                let (one, other) = (alone.iter_errors(&record).count(), whole.iter_errors(&record).count());
                assert_eq!(one, other, "{} {:?} {}", kind.name, constraint.path, constraint.keyword);
            }
        }
    }
}
