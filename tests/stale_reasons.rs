//! Each reason of `deem stale`, with its evidence, on repositories with fixed dates.

#![allow(clippy::unwrap_used, reason = "a test fails by stopping")]

mod common;

use common::{Repo, adr, json, stderr, stdout};
use serde_json::{Value, json};

const DAY: &str = "--as-of=2026-11-22";

fn report(repo: &Repo) -> Value {
    let out = repo.deem(&["stale", DAY, "--format", "json"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    json(&stdout(&out))
}

/// Ids with reasons, days and the day from which they count.
fn rows(report: &Value) -> Vec<(String, String, i64, String)> {
    let row = |row: &Value| {
        let word = |key: &str| row[key].as_str().unwrap().to_owned();
        (word("id"), word("reason"), row["days"].as_i64().unwrap(), word("since"))
    };
    report["records"].as_array().unwrap().iter().map(row).collect()
}

fn row(id: &str, reason: &str, days: i64, since: &str) -> (String, String, i64, String) {
    (id.to_owned(), reason.to_owned(), days, since.to_owned())
}

fn native(kind: &str, status: &str, more: &str) -> String {
    format!("---\nkind: {kind}\nstatus: {status}\n{more}---\n\n# Some title\n\n## Context\n\nText.\n")
}

#[test]
fn a_proposal_is_dated_by_the_landing_of_its_present_status() {
    let repo = Repo::new();
    let path = |n: u32| format!("docs/decisions/{n:04}-a.md");
    repo.write("README.md", "Hello.\n").commit("2026-01-01");
    repo.git(&["checkout", "-q", "-b", "side"]);
    repo.write(&path(1), &adr("proposed", "")).commit("2026-01-02");
    repo.git(&["checkout", "-q", "main"]);
    repo.write("README.md", "Hello!\n").commit("2026-01-03");
    repo.git_on("2026-06-01", &["merge", "-q", "--no-ff", "side", "-m", "merge"]);
    // Later edits do not make it younger; another status does, and a move does not.
    repo.write(&path(1), &format!("{}More.\n", adr("proposed", ""))).commit("2026-11-01");
    repo.write(&path(2), &adr("accepted", "")).commit("2026-02-01");
    repo.write(&path(2), &adr("proposed", "")).commit("2026-07-01");
    repo.git(&["mv", &path(2), &path(3)]);
    repo.commit("2026-11-02");
    let report = report(&repo);
    assert_eq!(
        rows(&report),
        [
            row("ADR-0001", "proposal-open", 174, "2026-06-01"),
            row("ADR-0003", "proposal-open", 144, "2026-07-01")
        ]
    );
    let evidence = &report["records"][0]["evidence"];
    assert_eq!(evidence["commit"]["author"], "Ana Silva");
    let text = evidence["text"].as_str().unwrap();
    assert!(
        text.starts_with("open since 2026-06-01 (") && text.contains("last change 2026-11-01 ("),
        "{text}"
    );
}

#[test]
fn a_status_that_is_not_committed_is_not_judged() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("accepted", "")).commit("2020-01-01");
    repo.write("docs/decisions/0001-a.md", &adr("proposed", ""));
    let report = report(&repo);
    assert_eq!(report["records"], json!([]));
    assert_eq!(report["unknown"][0]["because"], "its status is not committed yet");
}

#[test]
fn reviews_come_due_by_day_cadence_door_or_kind() {
    let repo = Repo::new();
    let record = |n: u32, more: &str| {
        repo.write(&format!("docs/decisions/{n:04}-a.md"), &adr("accepted", more));
    };
    record(1, "decided: 2025-01-01\nreview: { cadence: P6M }\n");
    record(2, "decided: 2025-01-01\nreview: { cadence: P6M, last: 2026-07-01 }\n");
    record(3, "review: { next: 2026-11-01, grace: P2W }\n");
    // The review was held after the day on which it was due.
    record(4, "review: { next: 2026-01-01, last: 2026-01-02 }\n");
    record(5, "decided: 2025-06-01\nreversibility: { door: one-way }\n");
    record(6, "decided: 2025-06-01\nreversibility: { door: two-way }\n");
    // Nothing states a day of decision: the landing of its status counts.
    record(7, "reversibility: { door: one-way }\n");
    record(8, "");
    repo.commit("2025-03-01");
    let report_of = |config: &str| {
        repo.write("deem.toml", &format!("version = 1\n{config}"));
        rows(&report(&repo))
    };
    let stated = [
        row("ADR-0001", "review-overdue", 509, "2025-07-01"),
        row("ADR-0003", "review-overdue", 21, "2026-11-01"),
    ];
    assert_eq!(report_of(""), stated);
    assert_eq!(
        report_of("[stale.adr]\none-way-cadence = \"P1Y\"\n"),
        [
            stated[0].clone(),
            row("ADR-0007", "review-overdue", 266, "2026-03-01"),
            row("ADR-0005", "review-overdue", 174, "2026-06-01"),
            stated[1].clone()
        ]
    );
    let all = report_of("[kinds.adr]\nreview = \"P1Y\"\n");
    let ids: Vec<&str> = all.iter().map(|row| row.0.as_str()).collect();
    let want = ["ADR-0001", "ADR-0007", "ADR-0008", "ADR-0005", "ADR-0006", "ADR-0003"];
    assert_eq!(ids, want, "0002 and 0004 were reviewed within the year");
}

#[test]
fn debts_and_experiments_have_their_own_days() {
    let repo = Repo::new();
    let debt = |n: u32, status: &str| {
        let text = native("tech-debt", status, "repay-by: 2026-11-21\n");
        repo.write(&format!("docs/tech-debt/{n:04}-a.md"), &text);
    };
    debt(1, "planned");
    debt(2, "paid");
    let experiment = |n: u32, status: &str, end: &str| {
        let text = native("experiment", status, &format!("timebox: {{ start: 2026-10-01, end: {end} }}\n"));
        repo.write(&format!("docs/experiments/{n:04}-a.md"), &text);
    };
    experiment(1, "running", "2026-11-07");
    experiment(2, "running", "2026-11-08");
    experiment(3, "validated", "2026-11-01");
    repo.commit("2026-10-01");
    let found = report(&repo);
    assert_eq!(
        rows(&found),
        [
            row("EXP-0001", "experiment-overdue", 15, "2026-11-07"),
            row("TD-0001", "debt-overdue", 1, "2026-11-21")
        ]
    );
    assert_eq!(found["records"][1]["line"], 4);
    repo.write("deem.toml", "version = 1\n[stale.tech-debt]\ndebt-grace-days = 1\n");
    assert_eq!(rows(&report(&repo)).len(), 1);
}

/// A record that governs `src/pay`, where `commits` commits, each of another day, write another line.
fn drifting(commits: u32, more: &str) -> Repo {
    let repo = Repo::new();
    let lines = |changed: u32| -> String {
        (0..40).map(|n| if n < changed { format!("new {n}\n") } else { format!("line {n}\n") }).collect()
    };
    repo.write("src/pay/a.rs", &lines(0)).write("src/other.rs", &lines(0));
    repo.write("docs/decisions/0001-a.md", &adr("accepted", &format!("governs: [src/pay/**]\n{more}")));
    repo.commit("2026-01-01");
    for n in 1..=commits {
        repo.write("src/pay/a.rs", &lines(n)).commit(&format!("2026-03-{n:02}"));
    }
    repo.write("src/other.rs", "x\n").commit("2026-04-01");
    repo
}

#[test]
fn governed_files_drift_by_commits_and_by_lines() {
    let repo = drifting(30, "decided: 2026-01-02\n");
    let found = report(&repo);
    assert_eq!(rows(&found), [row("ADR-0001", "drifted", 237, "2026-03-30")]);
    let evidence = &found["records"][0]["evidence"];
    let drift = &evidence["drift"];
    let numbers = ["commits", "by-programs", "changed-lines", "lines", "percent"].map(|key| &drift[key]);
    assert_eq!(json!(numbers), json!([30, 0, 60, 40, 150]));
    assert_eq!(json!([drift["since"], drift["stated"]]), json!(["2026-01-02", true]));
    assert_eq!(drift["people"], json!(["Ana Silva"]));
    assert_eq!(evidence["commit"]["date"], "2026-03-30");
    let text = evidence["text"].as_str().unwrap();
    let want = "30 commits by Ana Silva changed 150 % of the lines of `src/pay/**` since 2026-01-02, latest 2026-03-30 (";
    assert!(text.starts_with(want), "{text}");
    for calm in ["drift-commits = 31", "drift-lines-percent = 151"] {
        repo.write("deem.toml", &format!("version = 1\n[stale]\n{calm}\n"));
        assert_eq!(report(&repo)["records"], json!([]), "{calm}");
    }
}

#[test]
fn a_review_and_commits_that_do_not_count_keep_a_record_from_drifting() {
    let reviewed = drifting(30, "decided: 2026-01-02\nreview: { last: 2026-03-02 }\n");
    assert_eq!(report(&reviewed)["records"], json!([]));
    // Without a stated day the landing of the status counts.
    let landed = drifting(30, "");
    assert_eq!(report(&landed)["records"][0]["evidence"]["drift"]["stated"], false);
    let ignored = landed.git(&["log", "-1", "--format=%H", "--", "src/pay"]);
    landed.write(".git-blame-ignore-revs", &ignored).commit("2026-04-02");
    assert_eq!(report(&landed)["records"], json!([]));
    let programs = drifting(30, "");
    programs.write("deem.toml", "version = 1\n[owners]\nbots = [\"ana@example.com\"]\n");
    assert_eq!(report(&programs)["records"], json!([]));
}

#[test]
fn a_glob_that_matches_nothing_any_more_is_told_with_its_removal() {
    let repo = Repo::new();
    let globs = "governs: [src/pay, \"src/old/**\", \"never/*.rs\", \"lib/x.c\", \"bad[\"]\n";
    repo.write("docs/decisions/0001-a.md", &adr("accepted", globs));
    // A proposal may speak of what is not yet there.
    repo.write("docs/decisions/0002-b.md", &adr("proposed", "governs: [src/soon]\n"));
    repo.write("src/pay/a.rs", "a\n").write("src/old/b.rs", "b\n").commit("2026-11-01");
    repo.git(&["rm", "-q", "-r", "src/old"]);
    let removed = repo.commit("2026-11-03");
    // Files that git does not list lie below a link.
    std::os::unix::fs::symlink("../elsewhere", repo.path().join("lib")).unwrap();
    repo.commit("2026-11-04");
    let found = report(&repo);
    assert_eq!(
        rows(&found),
        [
            row("ADR-0001", "governs-nothing", 21, "2026-11-01"),
            row("ADR-0001", "governs-nothing", 19, "2026-11-03")
        ]
    );
    let evidence = &found["records"][1]["evidence"];
    assert_eq!(evidence["globs"], json!(["src/old/**"]));
    assert_eq!(evidence["commit"]["oid"], removed.as_str());
    assert!(found["records"][0]["evidence"]["commit"].is_null(), "it never matched");
}

#[test]
fn the_shallow_clone_says_of_drift_that_it_cannot_tell() {
    let whole = drifting(3, "decided: 2026-01-02\n");
    let clones = Repo::plain();
    let url = format!("file://{}", whole.path().display());
    clones.git(&["clone", "-q", "--depth", "2", &url, "shallow"]);
    let out = common::deem(&clones.path().join("shallow"), &["stale", DAY, "--format", "json"]);
    assert_eq!(out.status.code(), Some(2));
    let report = json(&stdout(&out));
    assert_eq!(report["records"], json!([]));
    assert_eq!(report["unknown"][0]["reason"], "drifted");
    assert_eq!(report["unknown"][0]["because"], "the commits that would tell are not in this clone");
}

#[test]
fn a_clone_without_old_contents_does_not_guess_since_when_a_proposal_is_open() {
    let whole = Repo::new();
    whole.git(&["config", "uploadpack.allowFilter", "true"]);
    let path = "docs/decisions/0001-a.md";
    for (day, status, text) in
        [("01", "accepted", ""), ("02", "proposed", "One.\n"), ("03", "proposed", "Two.\n")]
    {
        whole.write(path, &format!("{}{text}", adr(status, ""))).commit(&format!("2026-01-{day}"));
    }
    assert_eq!(rows(&report(&whole)), [row("ADR-0001", "proposal-open", 324, "2026-01-02")]);
    let clones = Repo::plain();
    let url = format!("file://{}", whole.path().display());
    clones.git(&["clone", "-q", "--filter=blob:none", &url, "blobless"]);
    let blobless = clones.path().join("blobless");
    let out = common::deem(&blobless, &["stale", DAY, "--format", "json"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("lacks contents of older commits"), "{}", stderr(&out));
    let found = json(&stdout(&out));
    assert_eq!(json!([found["history"], found["records"]]), json!(["partial", []]));
    assert_eq!(found["unknown"][0]["because"], "the commits that would tell are not in this clone");
}

#[test]
fn filters_and_the_least_severity_choose_what_counts() {
    let repo = Repo::new();
    let late = "review: { next: 2026-01-01 }\n";
    let text = |more: &str| adr("accepted", &format!("{late}{more}"));
    repo.write("docs/decisions/0001-a.md", &text("owners: [\"@acme/pay\"]\ntags: [data]\n"));
    repo.write("docs/decisions/0002-b.md", &text("owners: [Ana]\n")).commit("2025-01-01");
    let ids = |args: &[&str]| -> Vec<String> {
        let out = repo.ok(&[&["stale", DAY, "--format", "json"], args].concat());
        rows(&json(&out)).into_iter().map(|row| row.0).collect()
    };
    assert_eq!(ids(&["--owner", "acme/PAY"]), ["ADR-0001"]);
    assert_eq!(ids(&["--tag", "data,other"]), ["ADR-0001"]);
    assert_eq!(ids(&["--kind", "adr"]), ["ADR-0001", "ADR-0002"]);
    let out = repo.deem(&["stale", DAY, "--kind", "tech-debt"]);
    assert_eq!((out.status.code(), stderr(&out).as_str()), (Some(0), "note: no record passes the filters\n"));
    for (level, code) in [("never", 0), ("error", 0), ("warn", 1), ("info", 1)] {
        assert_eq!(repo.deem(&["stale", DAY, "--fail-on", level]).status.code(), Some(code), "{level}");
    }
}

#[test]
fn pages_and_annotations_hold_the_evidence_without_its_markup() {
    let repo = Repo::new();
    let text = adr("accepted", "owners: [\"A | B\"]\nreview: { next: 2026-01-01 }\n");
    for n in 1..=12 {
        repo.write(&format!("docs/decisions/{n:04}-a.md"), &text);
    }
    repo.commit("2025-01-01");
    let page = repo.ok(&["stale", DAY, "--format", "markdown"]);
    let line = page.lines().find(|line| line.contains("ADR-0003")).unwrap();
    let want = "| ADR-0003 | [Use Kafka](docs/decisions/0003-a.md) | review-overdue | 325 | A \\| B | \
                review was due 2026-01-01, last change 2025-01-01 (";
    assert!(line.starts_with(want), "{line}");
    let annotations = repo.ok(&["stale", DAY, "--format", "github"]);
    let lines: Vec<&str> = annotations.lines().collect();
    assert_eq!((lines.len(), lines[10]), (11, "::notice::2 more"));
    let want =
        "::warning file=docs/decisions/0001-a.md,line=5,title=ADR-0001 review-overdue::review was due ";
    assert!(lines[0].starts_with(want), "{}", lines[0]);
}
