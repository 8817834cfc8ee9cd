//! `deem stale`, and the commit that last changed a record.

#![allow(clippy::unwrap_used, reason = "a test fails by stopping")]

mod common;

use std::path::Path;

use common::{Repo, adr, json, stderr, stdout};

const DAY: &str = "--as-of=2026-11-22";

/// Paths of the stale records with their reasons, in order.
fn rows(text: &str) -> Vec<(String, String, i64)> {
    json(text)["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let word = |key: &str| row[key].as_str().unwrap().to_owned();
            (word("path"), word("reason"), row["days"].as_i64().unwrap())
        })
        .collect()
}

fn aged() -> Repo {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("proposed", "")).commit("2026-01-01");
    repo.write("docs/decisions/0002-b.md", &adr("accepted", "review: { next: 2026-10-22 }\n"));
    repo.write("docs/decisions/0003-c.md", &adr("accepted", "review: { next: 2026-10-23 }\n"));
    repo.write("docs/decisions/0004-d.md", &adr("superseded", "review: { next: 2020-01-01 }\n"));
    repo.write("docs/decisions/0005-e.md", &adr("draft", "")).commit("2026-08-24");
    repo.write("docs/decisions/0006-f.md", &adr("proposed", "")).commit("2026-08-23");
    repo
}

#[test]
fn overdue_reviews_and_forgotten_proposals_are_listed_by_urgency() {
    let repo = aged();
    let out = repo.deem(&["stale", DAY, "--format", "json"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let want = [
        ("docs/decisions/0001-a.md", "proposal-open", 325),
        // One day past its limit each; the limit itself (0003, 0005) is not past it.
        ("docs/decisions/0002-b.md", "review-overdue", 31),
        ("docs/decisions/0006-f.md", "proposal-open", 91),
    ];
    let want: Vec<_> =
        want.iter().map(|(path, why, days)| ((*path).to_owned(), (*why).to_owned(), *days)).collect();
    assert_eq!(rows(&stdout(&out)), want);
    let document = json(&stdout(&out));
    assert_eq!(document["as-of"], "2026-11-22");
    assert_eq!(document["history"], "complete");
    assert_eq!(document["records"][0]["last-commit"]["author"], "Ana Silva");
    assert_eq!(document["records"][0]["last-commit"]["date"], "2026-01-01");
    assert_eq!(repo.deem(&["stale", DAY, "--fail-on=warn"]).status.code(), Some(1));
    let table = repo.ok(&["stale", DAY]);
    assert!(table.contains("review was due 2026-10-22, last change 2026-08-24 ("), "{table}");
}

#[test]
fn limits_are_configured() {
    let repo = aged();
    repo.write("deem.toml", "version = 1\n[stale]\nreview-grace-days = 31\nproposal-days = 400\n");
    let out = repo.deem(&["stale", DAY]);
    assert!(out.stdout.is_empty() && stderr(&out).contains("nothing is stale"), "{}", stderr(&out));
}

#[test]
fn without_history_only_reviews_are_judged() {
    let out = aged().deem(&["stale", DAY, "--no-history", "--format", "json"]);
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(rows(&stdout(&out)).len(), 1);
    assert!(stderr(&out).contains("only stated days are judged"));
    assert_eq!(json(&stdout(&out))["unknown"].as_array().unwrap().len(), 3);
}

#[test]
fn what_history_cannot_answer_is_said_and_not_guessed() {
    let whole = aged();
    let clones = Repo::plain();
    let url = format!("file://{}", whole.path().display());
    clones.git(&["clone", "-q", "--depth", "1", &url, "shallow"]);
    let shallow = clones.path().join("shallow");
    let out = common::deem(&shallow, &["stale", DAY, "--format", "json"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("fetch-depth: 0"), "{}", stderr(&out));
    let document = json(&stdout(&out));
    assert_eq!(document["history"], "shallow");
    assert_eq!(document["unknown"].as_array().unwrap().len(), 3);
    assert_eq!(document["records"].as_array().unwrap().len(), 1);
    assert!(document["records"][0]["last-commit"].is_null(), "a date of the boundary is no date");
    assert_eq!(common::deem(&shallow, &["stale", DAY, "--partial-history"]).status.code(), Some(0));

    let plain = Repo::plain();
    plain.write("docs/decisions/0001-a.md", &adr("proposed", ""));
    let out = plain.deem(&["stale", DAY]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("in no git repository"), "{}", stderr(&out));

    let empty = Repo::new();
    empty.write("docs/decisions/0001-a.md", &adr("proposed", ""));
    let out = empty.deem(&["stale", DAY]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("no commit yet"), "{}", stderr(&out));
}

#[test]
fn an_uncommitted_proposal_is_neither_stale_nor_fresh() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("accepted", "")).commit("2020-01-01");
    repo.write("docs/decisions/0002-b.md", &adr("proposed", ""));
    let out = repo.deem(&["stale", DAY, "--format", "json"]);
    assert_eq!(out.status.code(), Some(0));
    let document = json(&stdout(&out));
    assert_eq!(document["unknown"][0]["because"], "it is not committed yet");
    assert!(document["records"].as_array().unwrap().is_empty());
}

#[test]
fn where_nothing_can_go_stale_the_keys_are_named() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("accepted", "")).commit("2020-01-01");
    let out = repo.deem(&["stale", DAY]);
    assert_eq!(out.status.code(), Some(0));
    assert!(stderr(&out).contains("review: { next: YYYY-MM-DD }"), "{}", stderr(&out));
}

/// `path` → commit, as `deem log` has it.
fn last_commits(dir: &Path) -> Vec<(String, serde_json::Value)> {
    let out = common::deem(dir, &["log", "--format", "json"]);
    assert!(out.status.success(), "{}", stderr(&out));
    let log = json(&stdout(&out));
    let records = log["records"].as_array().unwrap();
    records
        .iter()
        .map(|record| (record["path"].as_str().unwrap().to_owned(), record["history"]["last-commit"].clone()))
        .collect()
}

#[test]
fn the_last_commit_is_that_of_git_log_through_merges() {
    let repo = Repo::new();
    let file = |n: u32| format!("docs/decisions/{n:04}-r.md");
    let text = |n: u32, version: &str| format!("{}Record {n}, {version}.\n", adr("accepted", ""));
    (1..=9).for_each(|n| {
        repo.write(&file(n), &text(n, "first"));
    });
    repo.commit("2026-01-01");
    // A side branch that is merged, dated after the main line.
    repo.git(&["checkout", "-q", "-b", "side"]);
    repo.write(&file(1), &text(1, "side")).commit("2026-03-01");
    repo.write(&file(2), &text(2, "side")).write(&file(3), &text(3, "both")).commit("2026-03-02");
    repo.git(&["checkout", "-q", "main"]);
    repo.write(&file(3), &text(3, "both")).commit("2026-02-01");
    repo.write(&file(4), &text(4, "main")).commit("2026-02-02");
    repo.git_on("2026-04-01", &["merge", "-q", "--no-ff", "side", "-m", "merge"]);
    // A merge that settles a conflict by a third text.
    repo.git(&["checkout", "-q", "-b", "conflict"]);
    repo.write(&file(5), &text(5, "theirs")).commit("2026-05-01");
    repo.git(&["checkout", "-q", "main"]);
    repo.write(&file(5), &text(5, "ours")).commit("2026-05-02");
    repo.git_on("2026-05-03", &["merge", "-q", "--no-commit", "-s", "ours", "conflict"]);
    repo.write(&file(5), &text(5, "settled")).commit("2026-05-03");
    // A merge that throws the other side away, and a change that is taken back.
    repo.git(&["checkout", "-q", "-b", "lost"]);
    repo.write(&file(6), &text(6, "lost")).commit("2026-06-01");
    repo.git(&["checkout", "-q", "main"]);
    repo.git_on("2026-06-02", &["merge", "-q", "--no-ff", "-s", "ours", "lost", "-m", "ours"]);
    repo.write(&file(7), &text(7, "wrong")).commit("2026-06-03");
    repo.write(&file(7), &text(7, "first")).commit("2026-06-04");
    // Removed and written again; moved; clocks that go backwards.
    repo.git(&["rm", "-q", &file(8)]);
    repo.commit("2026-06-05");
    repo.write(&file(8), &text(8, "first")).commit("2026-06-06");
    repo.git(&["mv", &file(9), &file(10)]);
    repo.commit("2025-01-01");
    repo.write("README.md", "Hello.\n").commit("2026-07-01");
    let found = last_commits(&repo.path());
    assert_eq!(found.len(), 9);
    for (path, commit) in found {
        let want = repo.git(&["log", "-1", "--format=%H %as %an", "--", &path]);
        let word = |key: &str| commit[key].as_str().unwrap();
        assert_eq!(format!("{} {} {}", word("oid"), word("date"), word("author")), want.trim(), "{path}");
    }
}

/// Real histories, where `DEEM_CORPORA` names the folder that holds them.
#[test]
fn the_last_commits_of_a_real_history_are_those_of_git() {
    let Some(corpora) = std::env::var_os("DEEM_CORPORA") else { return };
    let history = Path::new(&corpora).join("history");
    let name = "apache+james-project";
    let clones = Repo::plain();
    let bundle = history.join(format!("{name}.bundle"));
    clones.git(&["clone", "-q", bundle.to_str().unwrap(), name]);
    let truth = std::fs::read_to_string(history.join(format!("{name}.truth.tsv"))).unwrap();
    let mut lines = truth.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let column = |name: &str| header.iter().position(|cell| *cell == name).unwrap();
    let (oid, date, author) =
        (column("nofollow_last_hash"), column("nofollow_last_author_date"), column("nofollow_last_author"));
    let found: std::collections::BTreeMap<_, _> =
        last_commits(&clones.path().join(name)).into_iter().collect();
    let mut compared = 0;
    for cells in lines.map(|line| line.split('\t').collect::<Vec<_>>()) {
        let Some(commit) = found.get(cells[0]) else { continue };
        assert_eq!(commit["oid"], cells[oid], "{}", cells[0]);
        assert_eq!(commit["date"], cells[date][..10], "{}", cells[0]);
        assert_eq!(commit["author"], cells[author], "{}", cells[0]);
        compared += 1;
    }
    assert!(compared > 50, "only {compared} records were compared");
}
