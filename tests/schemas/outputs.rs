//! What the program prints fits the schemas of its outputs.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::common::{Repo, adr, json, stderr, stdout};
use crate::support::{compile, document, mistakes};

#[track_caller]
fn fits(name: &str, out: &Output) -> Value {
    let value = json(&stdout(out));
    let wrong = mistakes(&compile(&document(name)), &value);
    assert!(wrong.is_empty(), "{name}: {wrong:#?}\n{}", stderr(out));
    value
}

/// The example repository as a commit of its own.
fn example(name: &str) -> Repo {
    let repo = Repo::new();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    copy(&from, &repo.path());
    repo.commit("2026-10-20");
    repo
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn outputs_on_the_examples_fit_their_schemas() {
    for name in ["good", "bad"] {
        let repo = example(name);
        let run = |command: &str, more: &[&str]| {
            let args = [&[command, "--format", "json", "--as-of", "2027-11-22"], more].concat();
            repo.deem(&args)
        };
        let found = fits("findings", &run("check", &[]));
        assert_eq!(found["findings"].as_array().unwrap().is_empty(), name == "good");
        assert!(fits("list", &run("list", &[]))["records"].as_array().unwrap().len() > 5);
        let log = fits("log", &run("log", &[]));
        assert!(log["records"][0]["history"]["last-commit"].is_object());
        fits("log", &run("log", &["--no-history"]));
        fits("stale", &run("stale", &[]));
        assert_eq!(fits("stale", &run("stale", &["--no-history"]))["history"], "not-read");
    }
}

#[test]
fn stale_records_and_unknown_ones_fit_the_schema() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("proposed", "")).commit("2026-01-01");
    repo.write("docs/decisions/0002-b.md", &adr("accepted", "review: { next: 2026-10-01 }\n"));
    repo.write("docs/decisions/0003-c.md", &adr("proposed", ""));
    let out = repo.deem(&["stale", "--format", "json", "--as-of", "2026-11-22"]);
    let stale = fits("stale", &out);
    assert_eq!(stale["records"].as_array().unwrap().len(), 2);
    assert_eq!(stale["unknown"].as_array().unwrap().len(), 1);
    let plain = Repo::plain();
    plain.write("docs/decisions/0001-a.md", &adr("proposed", ""));
    assert_eq!(fits("stale", &plain.deem(&["stale", "--format", "json"]))["history"], "none");
    assert!(fits("log", &plain.deem(&["log", "--format", "json"]))["repository"]["commit"].is_null());
}

#[test]
fn every_reason_of_staleness_fits_the_schema() {
    let repo = Repo::new();
    let kind = |kind: &str, status: &str, more: &str| {
        format!("---\nkind: {kind}\nstatus: {status}\n{more}---\n\n# A\n")
    };
    let governs = "decided: 2026-01-01\ngoverns: [src, gone]\nreview: { cadence: P1M }\n";
    repo.write("docs/decisions/0001-a.md", &adr("accepted", governs));
    repo.write("docs/decisions/0002-b.md", &adr("proposed", ""));
    repo.write("docs/tech-debt/0001-a.md", &kind("tech-debt", "planned", "repay-by: 2026-02-01\n"));
    let timebox = "timebox: { start: 2026-01-01, end: 2026-02-01 }\n";
    repo.write("docs/experiments/0001-a.md", &kind("experiment", "running", timebox));
    repo.write("deem.toml", "version = 1\n[stale]\ndrift-commits = 1\n");
    repo.write("src/a.rs", "a\n").commit("2026-01-02");
    let stale = fits("stale", &repo.deem(&["stale", "--format", "json", "--as-of", "2026-11-22"]));
    let reasons = stale["records"].as_array().unwrap().iter().map(|row| row["reason"].as_str().unwrap());
    let schema = document("stale")["$defs"]["record"]["properties"]["reason"]["enum"].clone();
    let told: std::collections::BTreeSet<&str> = reasons.collect();
    assert_eq!(told, schema.as_array().unwrap().iter().map(|reason| reason.as_str().unwrap()).collect());
}

#[test]
fn what_no_output_says_does_not_fit() {
    let log = compile(&document("log"));
    let mut value = document("log")["properties"]["records"]["examples"][0][0].clone();
    let mut whole = serde_json::json!({ "version": 1, "records": [value.clone()],
        "repository": { "name": "x", "url": null, "commit": null, "branch": null } });
    assert!(log.is_valid(&whole), "{:?}", mistakes(&log, &whole));
    value.as_object_mut().unwrap().remove("history");
    whole["records"][0] = value;
    assert!(!log.is_valid(&whole), "a record without history");
    whole["records"] = serde_json::json!([{ "history": { "last-commit": null, "complete": true } }]);
    assert!(!log.is_valid(&whole), "a record without what the list has");
}
