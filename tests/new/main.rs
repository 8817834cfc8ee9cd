//! `deem new`: where the next record goes, what it is called and what stands in it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

#[path = "../common/mod.rs"]
mod common;

mod ids;
mod kinds;
mod owners;
mod values;

use std::collections::BTreeSet;
use std::process::Stdio;

use common::{Repo, adr, command, stderr, stdout};

const DAY: &str = "--as-of=2026-01-12";

/// The path that `deem new` prints.
fn new(repo: &Repo, args: &[&str]) -> String {
    let mut all = vec!["new", DAY];
    all.extend(args);
    repo.ok(&all).trim().to_owned()
}

#[test]
fn the_first_record_of_each_kind_goes_to_its_folder_and_passes_the_check() {
    let repo = Repo::new();
    for (kind, path) in [
        ("adr", "docs/decisions/0001-use-c-and-go.md"),
        ("business-case", "docs/business-cases/0001-use-c-and-go.md"),
        ("tech-debt", "docs/tech-debt/0001-use-c-and-go.md"),
        ("initiative", "docs/initiatives/0001-use-c-and-go.md"),
        ("experiment", "docs/experiments/0001-use-c-and-go.md"),
        ("org-change", "docs/org-changes/0001-use-c-and-go.md"),
        ("objective", "docs/objectives/0001-use-c-and-go.md"),
    ] {
        let printed =
            new(&repo, &[kind, "Use", "C# and Go #", "--owner", "@acme/a", "--tag=no", "--tag", "data"]);
        assert_eq!(printed, path);
        let text = repo.read(path);
        assert!(
            text.contains("created: 2026-01-12\nowners: [\"@acme/a\"]\ntags: [\"no\", data]\n# Keys"),
            "{text}"
        );
        assert!(text.contains("\n# Use C# and Go \\#\n"), "{text}");
    }
    let found = stdout(&repo.deem(&["check", DAY, "--format", "concise"]));
    let findings: Vec<&str> = found.lines().filter(|line| line.starts_with("docs/")).collect();
    assert_eq!(findings.len(), 7 * 5, "five placeholders in each: {found}");
    assert!(findings.iter().all(|line| line.contains(": warning[M005] ")), "{found}");
    let list = common::json(&repo.ok(&["list", "--format", "json"]));
    let ids: Vec<&str> =
        list["records"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["BC-0001", "ADR-0001", "EXP-0001", "INI-0001", "OKR-0001", "ORG-0001", "TD-0001"]);
    assert!(
        list["records"]
            .as_array()
            .unwrap()
            .iter()
            .all(|r| r["title"].as_str().unwrap().starts_with("Use C# and Go"))
    );
}

#[test]
fn a_folder_of_adr_tools_gets_a_record_of_adr_tools() {
    let repo = Repo::new();
    repo.write(
        "doc/adr/0041-use-nats.md",
        "# 41. Use NATS\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nWe need a queue.\n",
    );
    assert_eq!(new(&repo, &["adr", "Use Kafka", "--owner", "Ana"]), "doc/adr/0042-use-kafka.md");
    let text = repo.read("doc/adr/0042-use-kafka.md");
    assert!(
        text.starts_with(
            "# 42. Use Kafka\n\nDate: 2026-01-12\n\nOwner: Ana\n\n## Status\n\nProposed\n\n## Context\n"
        ),
        "{text}"
    );
    let show = common::json(&repo.ok(&["show", "42", "--format", "json"]));
    assert_eq!(show["record"]["dialect"], "nygard");
    assert_eq!(show["record"]["status"], "proposed");
    assert_eq!(show["record"]["title"], "Use Kafka");
}

#[test]
fn a_folder_of_madr_gets_a_record_of_the_same_version() {
    let body = "## Context and Problem Statement\n\nWhy?\n\n## Considered Options\n\n* A\n* B\n\n## Decision Outcome\n\nA.\n";
    let four =
        format!("---\nstatus: accepted\ndate: 2026-01-02\ndecision-makers: Ana\n---\n\n# Use NATS\n\n{body}");
    let two = format!("# Use NATS\n\n* Status: accepted\n* Deciders: Ana\n* Date: 2026-01-02\n\n{body}");
    for (text, dialect) in [(four, "madr4"), (two, "madr2")] {
        let repo = Repo::new();
        repo.write("docs/decisions/0007-use-nats.md", &text);
        let path = new(&repo, &["adr", "Use Kafka", "--owner", "Ana Silva", "--status", "accepted"]);
        assert_eq!(path, "docs/decisions/0008-use-kafka.md");
        let show = common::json(&repo.ok(&["show", "8", "--format", "json"]));
        assert_eq!(show["record"]["dialect"], dialect);
        assert_eq!(show["record"]["status"], "accepted");
        assert_eq!(show["record"]["date"], "2026-01-12");
        assert_eq!(show["record"]["owners"][0]["name"], "Ana Silva");
    }
}

#[test]
fn a_configured_folder_and_prefix_are_used() {
    let repo = Repo::new();
    repo.write("docs/decisions/0003-a.md", &adr("accepted", ""));
    repo.write("deem.toml", "version = 1\n[kinds.adr]\nfolders = [\"architecture/log\"]\nprefix = \"DR\"\n");
    let path = new(&repo, &["adr", "Use Kafka"]);
    assert_eq!(path, "architecture/log/0001-use-kafka.md");
    assert!(repo.read(&path).contains("\nid: DR-0001\n"));
}

#[test]
fn a_number_that_another_branch_took_is_not_given_again() {
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &adr("accepted", "")).commit("2026-01-01");
    repo.git(&["checkout", "-q", "-b", "other"]);
    repo.write("docs/decisions/0002-b.md", &adr("proposed", "")).commit("2026-01-02");
    repo.git(&["update-ref", "refs/remotes/origin/third", "HEAD"]);
    repo.write("docs/decisions/0003-c.md", &adr("proposed", "")).commit("2026-01-03");
    repo.git(&["checkout", "-q", "main"]);
    assert_eq!(new(&repo, &["adr", "D"]), "docs/decisions/0004-d.md");
    repo.git(&["branch", "-q", "-D", "other"]);
    std::fs::remove_file(repo.path().join("docs/decisions/0004-d.md")).unwrap();
    assert_eq!(new(&repo, &["adr", "E"]), "docs/decisions/0003-e.md", "the remote-tracking branch has 2");
    repo.git(&["tag", "v1", "refs/remotes/origin/third"]);
    repo.git(&["update-ref", "-d", "refs/remotes/origin/third"]);
    assert_eq!(new(&repo, &["adr", "F"]), "docs/decisions/0004-f.md", "the tag has 2, and 3 is E");
    let out = repo.deem(&["new", DAY, "--no-history", "--dry-run", "adr", "F"]);
    assert!(stderr(&out).contains("other branches are not known"), "{}", stderr(&out));
}

#[test]
fn a_dry_run_prints_a_diff_and_writes_nothing() {
    let repo = Repo::new();
    let out = repo.deem(&["new", DAY, "adr", "Use Kafka", "--dry-run"]);
    assert_eq!(out.status.code(), Some(1), "something would change");
    let diff = "diff --git a/docs/decisions/0001-use-kafka.md b/docs/decisions/0001-use-kafka.md\nnew file mode 100644\n--- /dev/null\n+++ b/docs/decisions/0001-use-kafka.md\n";
    let printed = stdout(&out);
    assert!(printed.starts_with(diff), "{printed}");
    assert!(printed.contains("\n+---\n+kind: adr\n+id: ADR-0001\n+status: draft\n"), "{printed}");
    assert!(!repo.path().join("docs").exists());
}

#[test]
fn json_tells_what_was_written() {
    let repo = Repo::new();
    let told = common::json(&new(&repo, &["tech-debt", "Retry by hand", "--format", "json"]));
    let want = serde_json::json!({
        "path": "docs/tech-debt/0001-retry-by-hand.md",
        "id": "TD-0001",
        "number": 1,
        "kind": "tech-debt",
        "status": "identified",
    });
    assert_eq!(told, want);
}

#[test]
fn a_flavour_is_written_where_it_is_asked_for() {
    for (flavour, dialect, status) in [
        ("deem", "frontmatter", "draft"),
        ("y", "frontmatter", "draft"),
        ("madr", "madr4", "proposed"),
        ("madr2", "madr2", "proposed"),
        ("nygard", "nygard", "proposed"),
    ] {
        for more in [&[][..], &["--minimal"]] {
            let repo = Repo::new();
            let args = ["adr", "Use Kafka", "--flavour", flavour, "--owner", "Ana", "--tag", "data"];
            new(&repo, &[&args, more].concat());
            let show = common::json(&repo.ok(&["show", "1", "--format", "json"]));
            assert_eq!(show["record"]["dialect"], dialect, "{flavour}");
            assert_eq!(show["record"]["status"], status, "{flavour}");
            assert_eq!(show["record"]["owners"][0]["name"], "Ana", "{flavour}");
            let found = repo.ok(&["check", DAY, "--format", "concise"]);
            let others = found.lines().filter(|line| line.starts_with("docs/") && !line.contains("M005"));
            assert_eq!(others.count(), 0, "{flavour} {more:?}: {found}");
        }
    }
    let out = Repo::new().deem(&["new", "tech-debt", "X", "--flavour", "y"]);
    assert!(stderr(&out).contains("only records of kind `adr` have flavours, not `tech-debt`"));
}

#[test]
fn fifty_at_once_take_fifty_numbers() {
    let repo = Repo::new();
    let running: Vec<_> = (0..50)
        .map(|at| {
            let title = if at % 2 == 0 { "Same title".to_owned() } else { format!("Title {at}") };
            command(&repo.path())
                .args(["new", DAY, "adr", &title])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut printed = BTreeSet::new();
    for child in running {
        let out = child.wait_with_output().unwrap();
        assert!(out.status.success(), "{}", stderr(&out));
        printed.insert(stdout(&out).trim().to_owned());
    }
    let numbers: Vec<String> =
        printed.iter().map(|path| path["docs/decisions/".len()..][..4].to_owned()).collect();
    let wanted: Vec<String> = (1..=50).map(|n| format!("{n:04}")).collect();
    assert_eq!(numbers, wanted);
    for path in &printed {
        assert!(repo.read(path).ends_with("or a day}.\n"), "{path} is not whole");
    }
}

#[test]
fn what_cannot_be_done_is_said_in_one_line() {
    let repo = Repo::new();
    let fails = |args: &[&str], words: &str| {
        let out = repo.deem(args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(stderr(&out).contains(words), "{}", stderr(&out));
        assert!(out.stdout.is_empty());
    };
    fails(&["new", "ard", "X"], "there is no kind `ard`; did you mean `adr`?");
    fails(&["new", "adr", "X", "--status", "acepted"], "did you mean `accepted`?");
    fails(&["new", "adr", " \n "], "the title is empty");
    fails(&["new", "adr"], "what is its title? write it behind the kind");
    fails(&["new"], "which kind of record is it? name one");
    fails(&["new", "adr", "X", "--template", "none.md"], "cannot read template `none.md`: it does not exist");
    repo.write("docs", "a file");
    fails(&["new", "adr", "X"], "cannot write to");
}

#[cfg(unix)]
#[test]
fn a_folder_that_leads_out_of_the_repository_is_not_written_to() {
    let (repo, outside) = (Repo::new(), Repo::plain());
    std::os::unix::fs::symlink(outside.path(), repo.path().join("docs")).unwrap();
    let out = repo.deem(&["new", "adr", "X"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("outside the repository"), "{}", stderr(&out));
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
}
