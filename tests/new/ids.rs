//! The id schemes of `[kinds.NAME]`.

use std::collections::BTreeSet;
use std::process::Stdio;

use super::common::{Repo, adr, command, json, stderr, stdout};
use super::{DAY, new};

fn with_scheme(id: &str) -> Repo {
    let repo = Repo::new();
    repo.write("deem.toml", &format!("version = 1\n[kinds.adr]\nid = {id}\n"));
    repo
}

/// Id and number of every record, as JSON has them.
fn listed(repo: &Repo) -> Vec<(String, serde_json::Value)> {
    let list = json(&repo.ok(&["list", "--format", "json"]));
    let records = list["records"].as_array().unwrap().iter();
    records.map(|record| (record["id"].as_str().unwrap().to_owned(), record["number"].clone())).collect()
}

/// Lines that `deem check` prints of anything but prompts that are left.
fn complaints(repo: &Repo) -> Vec<String> {
    let found = stdout(&repo.deem(&["check", DAY, "--format", "concise"]));
    let lines = found.lines().filter(|line| line.contains(".md:") && !line.contains("[M005]"));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_sequence_has_the_width_that_is_configured() {
    let repo = with_scheme("{ width = 6 }");
    assert_eq!(new(&repo, &["adr", "A"]), "docs/decisions/000001-a.md");
    assert_eq!(new(&repo, &["adr", "B"]), "docs/decisions/000002-b.md");
    let repo = with_scheme("{ width = 12 }");
    assert_eq!(new(&repo, &["adr", "A"]), "docs/decisions/000000000001-a.md");
    assert_eq!(new(&repo, &["adr", "B"]), "docs/decisions/000000000002-b.md");
    assert_eq!(complaints(&repo), [""; 0]);
}

#[test]
fn records_by_day_are_told_apart_by_their_names() {
    let repo = with_scheme("{ scheme = \"date\" }");
    for path in ["2026-01-12-a", "2026-01-12-b", "2026-01-12-a-2", "2026-01-12-a-3"] {
        let title = if path.contains("-b") { "B" } else { "A" };
        assert_eq!(new(&repo, &["adr", title]), format!("docs/decisions/{path}.md"));
    }
    let (id, number) = listed(&repo).remove(0);
    assert_eq!((id.as_str(), number), ("2026-01-12-a-2", "2026-01-12".into()));
    let complaints = complaints(&repo);
    assert!(
        complaints.iter().all(|line| line.contains("duplicate-title") || line.contains("[R008]")),
        "{complaints:?}"
    );
}

#[test]
fn numbers_of_the_day_start_anew_each_day() {
    let repo = with_scheme("{ scheme = \"date-sequence\" }");
    assert_eq!(new(&repo, &["adr", "A"]), "docs/decisions/2026-01-12-01-a.md");
    assert_eq!(new(&repo, &["adr", "Use HTTP 2"]), "docs/decisions/2026-01-12-02-use-http-2.md");
    assert_eq!(
        repo.ok(&["new", "--as-of=2026-01-13", "adr", "C"]).trim(),
        "docs/decisions/2026-01-13-01-c.md"
    );
    let want = ["ADR-2026-01-12-01", "ADR-2026-01-12-02", "ADR-2026-01-13-01"];
    let found = listed(&repo);
    assert_eq!(found.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), want);
    assert_eq!(found[2].1, "2026-01-13-01");
    assert_eq!(complaints(&repo), [""; 0]);
    assert!(repo.ok(&["show", "2026-01-12-02"]).contains("Use HTTP 2"));
}

#[test]
fn a_ulid_sorts_by_time_and_is_the_number() {
    let repo = with_scheme("{ scheme = \"ulid\" }");
    let path = new(&repo, &["adr", "Use Kafka"]);
    let ulid = path["docs/decisions/".len()..].strip_suffix("-use-kafka.md").unwrap();
    // Midnight of 12 January 2026, and 80 bits of chance.
    assert!(ulid.starts_with("01KEQR1700") && ulid.len() == 26, "{ulid}");
    assert_eq!(listed(&repo), [(format!("ADR-{ulid}"), ulid.into())]);
    assert_eq!(complaints(&repo), [""; 0]);
    assert!(repo.ok(&["show", ulid]).contains("Use Kafka"));
}

#[test]
fn a_number_may_be_given_and_sometimes_must() {
    let repo = with_scheme("{ scheme = \"given\" }");
    assert_eq!(new(&repo, &["adr", "A", "--id", "123"]), "docs/decisions/0123-a.md");
    assert_eq!(new(&repo, &["adr", "B", "--id", "#7"]), "docs/decisions/0007-b.md");
    assert_eq!(new(&repo, &["adr", "C", "--id", "adr-0008"]), "docs/decisions/0008-c.md");
    for (args, words) in [
        (&["adr", "D"][..], "records of kind `adr` have a number that you give: add `--id`"),
        (&["adr", "D", "--id", "7"], "number 7 is taken by `0007-b.md`"),
        (&["adr", "D", "--id", "x7"], "id `x7` is no number such as `123` or `ADR-123`"),
    ] {
        let out = repo.deem(&[&["new", DAY], args].concat());
        assert_eq!(out.status.code(), Some(2));
        assert!(stderr(&out).contains(words), "{}", stderr(&out));
    }
    let repo = with_scheme("{ scheme = \"date\" }");
    let out = repo.deem(&["new", DAY, "adr", "D", "--id", "7"]);
    assert!(stderr(&out).contains("are named otherwise"), "{}", stderr(&out));
}

#[test]
fn fifty_at_once_take_fifty_names_in_every_scheme() {
    for id in ["{ scheme = \"date\" }", "{ scheme = \"date-sequence\" }", "{ scheme = \"ulid\" }"] {
        let repo = with_scheme(id);
        let start = || {
            let mut command = command(&repo.path());
            command.args(["new", DAY, "adr", "Same title"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let running: Vec<_> = (0..50).map(|_| start()).collect();
        let ended = running.into_iter().map(|child| child.wait_with_output().unwrap());
        let printed: BTreeSet<String> = ended.map(|out| stdout(&out)).collect();
        assert_eq!(printed.len(), 50, "{id}");
        let ids: BTreeSet<String> = listed(&repo).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids.len(), 50, "{id}");
    }
}

#[test]
fn where_records_are_folders_a_file_is_told() {
    let repo = Repo::new();
    for name in ["0001-a", "0002-b"] {
        let text = format!("# {name}\n\n- Status: accepted\n- Date: 2026-01-02\n\n## Context\n\nx\n");
        repo.write(&format!("docs/adr/{name}/README.md"), &text);
    }
    let out = repo.deem(&["new", DAY, "adr", "Use Kafka"]);
    assert!(out.status.success(), "{}", stderr(&out));
    assert!(stderr(&out).contains("most records of `docs/adr` are folders"), "{}", stderr(&out));
    let plain = Repo::new();
    plain.write("docs/adr/0001-a.md", &adr("accepted", ""));
    assert!(!stderr(&plain.deem(&["new", DAY, "adr", "Use Kafka"])).contains("folders"));
}
