//! Finding the records of real repositories. `DEEM_CORPORA` names a folder with `SOURCES.tsv` (repository
//! and number of records), `open-truth.tsv` (paths that are records) and `open/OWNER+NAME/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use deem::discover::{Options, Workspace, discover};

/// Repositories whose count differs from that of `SOURCES.tsv`, by how much, and why.
const DIFFERENCES: &[(&str, usize, &str)] = &[
    ("JabRef/jabref", 1, "0039 decides on a template engine; the survey took its name for a template's"),
    ("microsoft/semantic-kernel", 4, "0007, 0009, 0016 and 0023 are about templates, and records"),
    ("tektoncd/community", 3, "0024, 0101 and 0119 are about templates, and records"),
];

fn corpora() -> Option<PathBuf> {
    let dir = std::env::var_os("DEEM_CORPORA").map(PathBuf::from);
    if dir.is_none() {
        eprintln!("skipped: DEEM_CORPORA is not set");
    }
    dir
}

fn records(dir: &Path) -> HashSet<String> {
    let found = discover(&Workspace::open(dir, true).unwrap(), &Options::default()).unwrap();
    assert!(found.skipped.is_empty(), "{}: {:?}", dir.display(), found.skipped);
    found.records().map(|record| record.source.path.to_string()).collect()
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

#[test]
fn every_repository_has_the_records_that_the_survey_counted() {
    let Some(corpora) = corpora() else { return };
    let mut wrong = Vec::new();
    for row in rows(&corpora.join("SOURCES.tsv")) {
        let more = DIFFERENCES.iter().find(|(repo, _, _)| *repo == row[0]).map_or(0, |(_, more, _)| *more);
        let want = row[4].parse::<usize>().unwrap() + more;
        let got = records(&corpora.join("open").join(row[0].replace('/', "+"))).len();
        if got != want {
            wrong.push(format!("{}: {got} records, {want} expected", row[0]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_path_that_was_read_by_eye_is_a_record() {
    let Some(corpora) = corpora() else { return };
    let mut repositories = std::collections::HashMap::new();
    let mut missing = Vec::new();
    for row in rows(&corpora.join("open-truth.tsv")) {
        let found = repositories
            .entry(row[0].clone())
            .or_insert_with_key(|repo| records(&corpora.join("open").join(repo)));
        if !found.contains(&row[1]) {
            missing.push(format!("{} {}", row[0], row[1]));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
