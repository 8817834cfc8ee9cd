//! Timelines: what `deem log` tells of scripted histories, and of real ones where `DEEM_CORPORA` names the folder
//! that holds them.

#![allow(clippy::unwrap_used, reason = "a test fails by stopping")]

mod common;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use common::{Repo, adr, json, stderr, stdout};
use deem::record::kind::Kinds;
use deem::record::reader::{self, ReadContext};
use deem::record::vocabulary::Vocabulary;
use deem::source::SourceFile;
use serde_json::{Value, json};

/// Path → history, as `deem log` has it.
fn histories(dir: &Path) -> HashMap<String, Value> {
    let out = common::deem(dir, &["log", "--format", "json"]);
    assert!(out.status.success(), "{}", stderr(&out));
    let records = json(&stdout(&out))["records"].as_array().unwrap().clone();
    records
        .into_iter()
        .map(|record| (record["path"].as_str().unwrap().to_owned(), record["history"].clone()))
        .collect()
}

/// The landing commit and the status of each state.
fn states(history: &Value) -> Vec<(String, Option<String>)> {
    let state = |state: &Value| {
        (state["oid"].as_str().unwrap().to_owned(), state["status"].as_str().map(str::to_owned))
    };
    history["timeline"].as_array().unwrap().iter().map(state).collect()
}

#[test]
fn a_record_is_followed_through_its_names_and_forms() {
    let repo = Repo::new();
    let old =
        "# 1. Use Kafka\n\nDate: 2026-01-01\n\n## Status\n\nProposed\n\n## Context\n\nOrders get lost.\n";
    repo.write("doc/adr/0001-use-kafka.md", old);
    let first = repo.commit("2026-01-01");
    // Only form: it is no substantive change.
    repo.write("doc/adr/0001-use-kafka.md", &old.replace("Orders get lost.", "Orders\nget **lost**."));
    repo.commit("2026-01-05");
    repo.git(&["mv", "doc/adr", "docs"]);
    repo.commit("2026-01-10");
    repo.write("docs/0001-use-kafka.md", &old.replace("Proposed", "✅ Accepted"));
    let accepted = repo.commit("2026-02-01");
    // Other words for the same status.
    repo.write("docs/0001-use-kafka.md", &old.replace("Proposed", "accepted"));
    repo.commit("2026-03-01");
    repo.git(&["mv", "docs/0001-use-kafka.md", "docs/0001-kafka.md"]);
    let last = repo.commit("2026-04-01");
    repo.write("deem.toml", "version = 1\n[records]\ninclude = [\"docs\"]\n");
    let history = &histories(&repo.path())["docs/0001-kafka.md"];
    let oid = |key: &str| history[key]["oid"].as_str().unwrap();
    assert_eq!([oid("first-commit"), oid("last-commit")], [first.as_str(), last.as_str()]);
    assert_eq!(history["last-substantive"]["date"], "2026-03-01");
    assert_eq!(json!([history["commits"], history["authors"]]), json!([6, ["Ana Silva"]]));
    assert_eq!(history["complete"], true);
    let want = [(first, Some("proposed".to_owned())), (accepted, Some("accepted".to_owned()))];
    assert_eq!(states(history), want);
    assert_eq!(history["timeline"][1]["status-text"], "✅ Accepted");
}

#[test]
fn statuses_in_a_file_beside_the_record_have_a_timeline() {
    let repo = Repo::new();
    let (readme, sidecar) = ("keps/0001-a/README.md", "keps/0001-a/kep.yaml");
    let yaml = |status: &str| format!("title: A thing\nkep-number: 1\nstatus: {status}\n");
    repo.write(readme, "# KEP-0001: A thing\n\n## Summary\n\nText.\n").write(sidecar, &yaml("provisional"));
    let first = repo.commit("2026-01-01");
    repo.write(sidecar, &yaml("implemented"));
    let second = repo.commit("2026-02-01");
    let history = &histories(&repo.path())[readme];
    let want = [(first, Some("proposed".to_owned())), (second, Some("implemented".to_owned()))];
    assert_eq!(states(history), want);
    assert_eq!(history["commits"], 1, "of the record itself");
}

#[test]
fn a_landing_is_of_the_merge_and_the_work_of_who_wrote_it() {
    let repo = Repo::new();
    let path = "docs/decisions/0001-a.md";
    repo.write(path, &adr("proposed", "")).commit("2026-01-01");
    repo.git(&["checkout", "-q", "-b", "side"]);
    // To and fro on a branch is nothing that readers of the main line saw.
    for (day, status) in [("02", "rejected"), ("03", "proposed"), ("04", "accepted")] {
        repo.write(path, &adr(status, "")).commit(&format!("2026-01-{day}"));
    }
    repo.git(&["checkout", "-q", "main"]);
    repo.write("x", "x").commit("2026-01-20");
    repo.git_on("2026-02-01", &["-c", "user.name=Cy", "merge", "-q", "--no-ff", "side", "-m", "merge"]);
    let history = &histories(&repo.path())[path];
    let timeline = history["timeline"].as_array().unwrap();
    let told: Vec<_> = timeline.iter().map(|state| json!([state["status"], state["date"]])).collect();
    assert_eq!(told, [json!(["proposed", "2026-01-01"]), json!(["accepted", "2026-02-01"])]);
    assert_eq!(timeline[1]["author"], "Ana Silva");
}

/// For each commit the one of the first-parent line with which it landed.
fn landings(clone: &Path) -> HashMap<String, String> {
    let list = |args: &[&str]| {
        let out = common::git(clone, "2026-01-01", &[&["rev-list"], args].concat());
        out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut landings = HashMap::new();
    let line = list(&["--first-parent", "--reverse", "HEAD"]);
    for (at, landing) in line.iter().enumerate() {
        let not = at.checked_sub(1).map(|before| format!("^{}", line[before]));
        for commit in list(&[&[landing.as_str()], not.as_deref().as_slice()].concat()) {
            landings.entry(commit).or_insert_with(|| landing.clone());
        }
    }
    landings
}

/// Rows of a table by path, each as its cells by column.
fn table(path: &Path) -> Vec<(String, Vec<HashMap<String, String>>)> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned));
    let header: Vec<String> = lines.next().unwrap().collect();
    let mut found: Vec<(String, Vec<HashMap<String, String>>)> = Vec::new();
    for cells in lines {
        let row: HashMap<String, String> = header.iter().cloned().zip(cells).collect();
        match found.last_mut().filter(|(path, _)| *path == row["path"]) {
            Some((_, rows)) => rows.push(row),
            None => found.push((row["path"].clone(), vec![row])),
        }
    }
    found
}

/// The status of a version as deem reads it now: the survey reads one line of it only.
fn stated(clone: &Path, row: &HashMap<String, String>) -> Option<String> {
    let (commit, path) = (&row["commit"], &row["path_at_commit"]);
    let text = common::git(clone, "2026-01-01", &["show", &format!("{commit}:{path}")]);
    let vocabulary = Vocabulary::default();
    let kinds = Kinds::built_in();
    let cx = ReadContext { kinds, folder_kind: None, vocabulary: &vocabulary, log4brains: false };
    let record = reader::read(Arc::new(SourceFile::new(path.as_str(), text)), None, &cx);
    record.status().map(|status| status.name().to_owned())
}

/// The states that the rows of a record give on the first-parent line. `first` is where the record begins: what
/// stands above it are rows of other records, whose copy `git log --follow` took it for.
fn expected(
    clone: &Path,
    rows: &[HashMap<String, String>],
    landings: &HashMap<String, String>,
    first: &Value,
) -> Vec<(String, Option<String>)> {
    let begin = rows.iter().position(|row| first["oid"] == row["commit"].as_str()).unwrap_or(0);
    let mut landed: Vec<(String, &HashMap<String, String>)> = Vec::new();
    for row in &rows[begin..] {
        let landing = landings[&row["commit"]].clone();
        match landed.last_mut().filter(|(last, _)| *last == landing) {
            Some((_, last)) => *last = row,
            None => landed.push((landing, row)),
        }
    }
    let mut states: Vec<_> = landed.into_iter().map(|(landing, row)| (landing, stated(clone, row))).collect();
    states.dedup_by(|later, earlier| later.1 == earlier.1);
    states
}

#[test]
fn timelines_of_real_histories_are_those_of_their_first_parent_lines() {
    let Some(corpora) = std::env::var_os("DEEM_CORPORA") else { return };
    let folder = Path::new(&corpora).join("history");
    let clones = Repo::plain();
    let mut compared = 0;
    for name in ["apache+james-project", "tektoncd+community", "alphagov+govuk-infrastructure"] {
        let bundle = folder.join(format!("{name}.bundle"));
        clones.git(&["clone", "-q", bundle.to_str().unwrap(), name]);
        let clone = clones.path().join(name);
        let (histories, landings) = (histories(&clone), landings(&clone));
        for (path, rows) in table(&folder.join(format!("{name}.status-timeline.tsv"))) {
            let Some(history) = histories.get(&path) else { continue };
            assert_eq!(
                states(history),
                expected(&clone, &rows, &landings, &history["first-commit"]),
                "{name} {path}"
            );
            compared += 1;
        }
    }
    assert!(compared > 200, "only {compared} records were compared");
}

#[test]
fn last_commits_and_their_authors_in_real_histories_are_those_of_git() {
    let Some(corpora) = std::env::var_os("DEEM_CORPORA") else { return };
    let folder = Path::new(&corpora).join("history");
    let clones = Repo::plain();
    let mut compared = 0;
    for name in ["JabRef+jabref", "alphagov+govuk-infrastructure", "tektoncd+community"] {
        let bundle = folder.join(format!("{name}.bundle"));
        clones.git(&["clone", "-q", bundle.to_str().unwrap(), name]);
        let histories = histories(&clones.path().join(name));
        for (path, rows) in table(&folder.join(format!("{name}.truth.tsv"))) {
            let Some(history) = histories.get(&path) else { continue };
            let last = &history["last-commit"];
            assert_eq!(last["oid"], rows[0]["nofollow_last_hash"], "{path}");
            assert_eq!(last["author"], rows[0]["nofollow_last_author"], "{path}");
            if rows[0]["follow_used_copy"] == "0" {
                assert_eq!(history["first-commit"]["oid"], rows[0]["follow_first_hash"], "{path}");
            }
            compared += 1;
        }
    }
    assert!(compared > 200, "only {compared} records were compared");
}
