//! Numbers of new records that other branches have given away.

mod common;

use common::{Repo, adr, json, stderr, stdout};

const DAY: &str = "--as-of=2026-03-01";

/// What the rule says, one line for each finding, and what is noted on standard error.
fn check(repo: &Repo, args: &[&str]) -> (Vec<String>, String) {
    let mut all = vec!["check", DAY, "--format", "concise", "--select", "R028"];
    all.extend(args);
    let out = repo.deem(&all);
    let lines = stdout(&out);
    let lines = lines.lines().filter(|line| line.contains("[R028]")).map(str::to_owned);
    (lines.collect(), stderr(&out))
}

fn says(repo: &Repo) -> Vec<String> {
    let (lines, notes) = check(repo, &[]);
    assert_eq!(notes, "");
    lines
}

/// `main` with one record, and a branch `work` from there with a second one.
fn forked() -> Repo {
    let repo = Repo::new();
    repo.write("docs/adr/0001-a.md", &adr("accepted", "")).commit("2026-01-01");
    repo.git(&["checkout", "-q", "-b", "work"]);
    repo.write("docs/adr/0002-mine.md", &adr("proposed", "")).commit("2026-02-01");
    repo
}

/// Adds a record on another branch and comes back.
fn on_branch(repo: &Repo, branch: &str, path: &str, day: &str) {
    let new = repo.git(&["branch", "--list", branch]).is_empty();
    if new {
        repo.git(&["checkout", "-q", "-b", branch, "main"]);
    } else {
        repo.git(&["checkout", "-q", branch]);
    }
    repo.write(path, &adr("proposed", "")).commit(day);
    repo.git(&["checkout", "-q", "work"]);
}

#[test]
fn the_default_branch_makes_an_error_and_renumber_mends_it() {
    let repo = forked();
    assert_eq!(says(&repo), [""; 0]);
    on_branch(&repo, "main", "docs/adr/0002-theirs.md", "2026-02-02");
    on_branch(&repo, "third", "docs/adr/0003-c.md", "2026-02-03");
    let lines = says(&repo);
    assert_eq!(
        lines,
        ["docs/adr/0002-mine.md:6:3: error[R028] number 2 is taken by `0002-theirs.md` on `main`; \
          the next free number is 4"]
    );
    let found = json(&stdout(&repo.deem(&["check", DAY, "--format", "json", "--select", "R028"])));
    let help = found["findings"][0]["help"].as_str().unwrap();
    assert!(help.starts_with("`deem renumber docs/adr/0002-mine.md 4` moves this record"), "{help}");
    assert!(
        help.ends_with("seen were 3 local and 0 remote-tracking branches and 0 tags, none of a remote"),
        "{help}"
    );
    assert_eq!(check(&repo, &["--no-history"]).0, [""; 0]);
    repo.ok(&["renumber", "docs/adr/0002-mine.md", "4"]);
    assert_eq!(says(&repo), [""; 0]);
}

#[test]
fn a_live_branch_makes_a_warning_that_names_its_author() {
    let repo = forked();
    on_branch(&repo, "old", "docs/adr/0002-old.md", "2025-11-01");
    assert_eq!(says(&repo), [""; 0], "nobody committed to it for 90 days");
    on_branch(&repo, "live", "docs/adr/0002-live.md", "2026-02-20");
    assert_eq!(
        says(&repo),
        [
            "docs/adr/0002-mine.md:6:3: warning[R028] number 2 is taken by `0002-live.md` on `live` (Ana Silva); \
          the next free number is 3"
        ]
    );
}

#[test]
fn branches_that_bring_no_other_record_do_not_count() {
    let repo = forked();
    // The work itself, pushed before its record got another name.
    repo.git(&["update-ref", "refs/remotes/origin/work", "HEAD"]);
    repo.git(&["branch", "-q", "built-on"]);
    repo.git(&["mv", "docs/adr/0002-mine.md", "docs/adr/0002-my-own.md"]);
    repo.commit("2026-02-02");
    assert_eq!(says(&repo), [""; 0]);
    // Built on the work, and renamed there.
    repo.git(&["checkout", "-q", "-b", "on-top"]);
    repo.git(&["mv", "docs/adr/0002-my-own.md", "docs/adr/0002-other.md"]);
    repo.commit("2026-02-03");
    repo.git(&["checkout", "-q", "work"]);
    assert_eq!(says(&repo), [""; 0]);
    // A picture and the same record with another ending.
    on_branch(&repo, "texts", "docs/adr/0002-my-own.txt", "2026-02-04");
    on_branch(&repo, "texts", "docs/adr/0002-map.png", "2026-02-04");
    assert_eq!(says(&repo), [""; 0]);
}

#[test]
fn a_branch_that_has_landed_or_only_carries_an_old_number_does_not_count() {
    let repo = Repo::new();
    repo.write("docs/adr/0001-a.md", &adr("accepted", ""));
    repo.write("docs/adr/0002-gone.md", &adr("accepted", "")).commit("2026-01-01");
    repo.git(&["checkout", "-q", "-b", "stale"]);
    repo.write("x", "").commit("2026-02-10");
    repo.git(&["checkout", "-q", "-b", "squashed"]);
    repo.git(&["rm", "-q", "docs/adr/0002-gone.md"]);
    repo.write("docs/adr/0002-b.md", &adr("accepted", "")).commit("2026-02-10");
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["rm", "-q", "docs/adr/0002-gone.md"]);
    repo.write("docs/adr/0003-b.md", &adr("accepted", "")).commit("2026-02-11");
    repo.git(&["branch", "-q", "landed"]);
    repo.git(&["checkout", "-q", "-b", "work"]);
    repo.write("docs/adr/0002-mine.md", &adr("proposed", "")).commit("2026-02-12");
    assert_eq!(says(&repo), [""; 0]);
}

#[test]
fn a_merge_that_a_ci_service_checked_out_is_judged_from_its_first_parent() {
    let repo = forked();
    on_branch(&repo, "live", "docs/adr/0002-live.md", "2026-02-20");
    on_branch(&repo, "main", "docs/adr/0003-landed.md", "2026-02-20");
    repo.git(&["checkout", "-q", "--detach", "main"]);
    repo.git(&["merge", "-q", "--no-edit", "work"]);
    repo.git(&["update-ref", "refs/remotes/origin/live", "live"]);
    repo.git(&["update-ref", "refs/remotes/pull/7/merge", "HEAD"]);
    repo.git(&["branch", "-q", "-D", "main", "work", "live"]);
    let lines = says(&repo);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("warning[R028] number 2 is taken by `0002-live.md` on `origin/live`"),
        "{lines:?}"
    );
    assert!(lines[0].ends_with("the next free number is 4"), "{lines:?}");
}

#[test]
fn a_shallow_clone_without_the_base_says_once_that_nothing_was_compared() {
    let repo = forked();
    on_branch(&repo, "main", "docs/adr/0002-theirs.md", "2026-02-02");
    repo.git(&["checkout", "-q", "main"]);
    let clone = Repo::plain();
    let url = format!("file://{}", repo.path().display());
    clone.git(&["clone", "-q", "--depth", "1", "--branch", "work", &url, "c"]);
    let out = common::deem(&clone.path().join("c"), &["check", DAY, "--select", "R028"]);
    assert!(out.status.success());
    assert_eq!(stderr(&out).matches("this clone is shallow").count(), 1, "{}", stderr(&out));
    assert!(stderr(&out).contains("`fetch-depth: 0`"));
}

#[test]
fn uncommitted_records_folders_and_parts_are_judged_too() {
    let repo = Repo::new();
    repo.write("docs/adr/0001-a/README.md", &adr("accepted", "")).commit("2026-01-01");
    repo.git(&["checkout", "-q", "-b", "work"]);
    on_branch(&repo, "live", "docs/adr/0002-b/README.md", "2026-02-20");
    repo.write("docs/adr/0002-mine/README.md", &adr("proposed", ""));
    let lines = says(&repo);
    assert!(lines.len() == 1 && lines[0].contains("`0002-b` on `live`"), "{lines:?}");
    let plain = Repo::plain();
    plain.write("docs/adr/0001-a.md", &adr("accepted", ""));
    assert_eq!(says(&plain), [""; 0]);
    let empty = Repo::new();
    empty.write("docs/adr/0001-a.md", &adr("accepted", ""));
    assert_eq!(says(&empty), [""; 0]);
}
