//! Facts of real records against facts that people read by eye.
//!
//! `DEEM_CORPORA` names a directory with `open/` (repositories) and `open-truth.tsv`; without it the test
//! prints that it was skipped.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use deem::config;
use deem::discover::Workspace;
use deem::engine::{self, LoadOptions};
use deem::report::{Row, rows};
use deem::rules::registry;

/// The least share of facts that must agree.
const LEAST: f64 = 0.99;

fn corpora() -> Option<PathBuf> {
    let dir = std::env::var_os("DEEM_CORPORA").map(PathBuf::from);
    if dir.is_none() {
        eprintln!("skipped: DEEM_CORPORA is not set, so no real records were read");
    }
    dir
}

fn list(dir: &Path) -> Vec<Row> {
    let workspace = Workspace::open(dir, true).unwrap();
    let settings = config::load(dir, None, true, registry::as_config()).unwrap();
    let loaded = engine::load(workspace, &settings, &LoadOptions::default()).unwrap();
    rows(&loaded.corpus, None).map(|(_, row)| row).collect()
}

/// The names of a cell, in the order of the file.
fn names(cell: &str) -> Vec<String> {
    cell.split("; ").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Reduces a reference to what identifies the record: its last number, or its stem.
fn key(reference: &str) -> String {
    let last = reference.rsplit('/').next().unwrap_or(reference);
    let stem = last.strip_suffix(".md").unwrap_or(last);
    let digits: String =
        stem.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    match digits.parse::<u64>() {
        Ok(number)
            if digits.len() < 8
                && !stem.get(4..5).is_some_and(|c| c == "-" && digits.len() == 4 && number > 1900) =>
        {
            number.to_string()
        }
        _ => stem.to_lowercase(),
    }
}

fn targets(row: &Row, relation: &str) -> Vec<String> {
    let mut keys: Vec<String> = row
        .links
        .iter()
        .filter(|link| link.relation == relation && link.stated)
        .map(|link| key(&link.target))
        .collect();
    keys.sort();
    keys
}

#[test]
fn facts_of_real_records_are_read_as_people_read_them() {
    let Some(dir) = corpora() else { return };
    let truth = std::fs::read_to_string(dir.join("open-truth.tsv")).unwrap();
    let mut lists: BTreeMap<String, BTreeMap<String, Row>> = BTreeMap::new();
    let (mut facts, mut wrong) = (0_usize, Vec::new());
    for line in truth.lines().skip(1) {
        let cell: Vec<&str> = line.split('\t').collect();
        let (repo, path) = (cell[0], cell[1]);
        let rows = lists.entry(repo.to_owned()).or_insert_with(|| {
            list(&dir.join("open").join(repo)).into_iter().map(|row| (row.path.clone(), row)).collect()
        });
        let Some(row) = rows.get(path) else {
            facts += 1;
            wrong.push(format!("{repo} {path}: not found"));
            continue;
        };
        let sorted = |cell: &str| {
            let mut keys: Vec<String> = names(cell).iter().map(|name| key(name)).collect();
            keys.sort();
            keys
        };
        let status = if cell[5] == "none" { String::new() } else { cell[5].to_owned() };
        let number = row.number.as_ref().map(ToString::to_string).unwrap_or_default();
        let owners: Vec<String> = row.owners.iter().map(|owner| owner.name.clone()).collect();
        let pairs = [
            ("number", cell[2].to_owned(), number),
            ("title", cell[3].to_owned(), row.title.clone()),
            ("status", status, row.status.clone().unwrap_or_default()),
            ("date", cell[6].to_owned(), row.date.clone().unwrap_or_default()),
            ("owners", names(cell[9]).join("; "), owners.join("; ")),
            ("superseded-by", sorted(cell[7]).join("; "), targets(row, "superseded-by").join("; ")),
            ("supersedes", sorted(cell[8]).join("; "), targets(row, "supersedes").join("; ")),
        ];
        for (what, want, got) in pairs {
            facts += 1;
            if want != got {
                wrong.push(format!("{repo} {path}: {what}\n    want {want:?}\n    got  {got:?}"));
            }
        }
    }
    let share = 1.0 - wrong.len() as f64 / facts as f64;
    eprintln!(
        "{} of {facts} facts agree ({:.2} %)\n{}",
        facts - wrong.len(),
        share * 100.0,
        wrong.join("\n")
    );
    assert!(share >= LEAST, "only {:.2} % of the facts agree", share * 100.0);
}
