//! Facts that no table of `deem log` shows: edits after acceptance, and who is active.

#![allow(clippy::unwrap_used, reason = "a test fails by stopping")]

mod common;

use common::{Repo, json};
use deem::config::Settings;
use deem::discover::Workspace;
use deem::engine::{self, LoadOptions};
use deem::facts::{self, What};
use deem::history::{Extent, History};
use deem::rules::registry;
use serde_json::{Value, json};

fn record(status: &str, decision: &str, consequences: &str) -> String {
    format!(
        "# 1. Use Kafka\n\nDate: 2026-01-01\n\n## Status\n\n{status}\n\n## Context\n\nOrders get lost.\n\n\
         ## Decision\n\n{decision}\n\n## Consequences\n\n{consequences}\n"
    )
}

const PATH: &str = "docs/adr/0001-use-kafka.md";

fn shown(repo: &Repo) -> Value {
    json(&repo.ok(&["show", PATH, "--format", "json"]))["history"].clone()
}

#[test]
fn edits_after_acceptance_are_told_by_section_and_words() {
    let repo = Repo::new();
    let mut day = 0;
    let mut commit = |text: &str| {
        day += 1;
        repo.write(PATH, text).commit(&format!("2026-01-{day:02}"))
    };
    commit(&record("Proposed", "We use it.", "It costs."));
    // Before it is accepted, and with the acceptance itself, everything may change.
    commit(&record("Proposed", "We use Kafka.", "It costs."));
    commit(&record("Accepted", "We use Kafka 3.", "It costs."));
    // Form, links and metadata do not count.
    commit(&record("Accepted", "We use **Kafka** [3](https://kafka.example).", "It\ncosts."));
    commit(
        &record("Accepted", "We use Kafka 3.", "It costs.").replace("Date: 2026-01-01", "Date: 2026-01-02"),
    );
    let one = commit(&record("Accepted", "We use Kafka 4.", "It costs."));
    let two = commit(&record("Accepted", "We use Pulsar.", "It costs us much."));
    // A section that comes, and one that goes with the status.
    let text = record("Superseded by [2](0002-b.md)", "We use Pulsar.", "It costs us much.");
    let three = commit(&text.replace("## Context\n\nOrders get lost.", "## Risks\n\nNone."));
    // What is no longer in force may change.
    commit(&record("Superseded by [2](0002-b.md)", "We used it.", ""));
    let history = shown(&repo);
    let told: Vec<Value> = history["edits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| json!([edit["oid"], edit["sections"], edit["words"]]))
        .collect();
    let want = [
        json!([one, ["Decision"], 2]),
        json!([two, ["Decision", "Consequences"], 7]),
        json!([three, ["Risks", "Context"], 4]),
    ];
    assert_eq!(told, want);
    let text = repo.ok(&["show", PATH]);
    for line in [
        "created        2026-01-01 (",
        "was            accepted from 2026-01-03 (",
        "commits        9 by Ana",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(text.contains(" by Ana Silva): Decision, Consequences, 7 words"), "{text}");
}

#[test]
fn a_record_that_is_not_committed_or_in_no_repository_has_no_history() {
    let repo = Repo::new();
    repo.write("x", "x").commit("2026-01-01");
    repo.write(PATH, &record("Accepted", "We use it.", "It costs."));
    assert_eq!(shown(&repo), Value::Null);
    let plain = Repo::plain();
    plain.write(PATH, &record("Accepted", "We use it.", "It costs."));
    assert_eq!(shown(&plain), Value::Null);
}

/// Facts of all records of a repository, on a day.
fn gather(repo: &Repo, wanted: What) -> Option<facts::Facts> {
    let settings = Settings::defaults(registry::as_config());
    let workspace = Workspace::open(&repo.path(), true).unwrap();
    let loaded = engine::load(workspace, &settings, &LoadOptions::default()).unwrap();
    let history = History::open(&repo.path()).unwrap();
    let all: Vec<usize> = (0..loaded.corpus.records.len()).collect();
    let today = "2026-11-22".parse().unwrap();
    facts::gather(&history, &loaded.corpus, &settings, today, &all, wanted).unwrap()
}

#[test]
fn those_are_active_who_worked_within_the_quiet_days() {
    let repo = Repo::new();
    repo.write(PATH, &record("Accepted", "We use it.", "It costs."));
    repo.write(".mailmap", "Ana Lima <ana@new.example> <ana@example.com>\n").commit("2026-05-25");
    let say = ["-c", "user.name=Old", "commit", "-q", "--allow-empty"];
    let who = ["--author", "Cy <cy@example.com>", "-m", "x\n\nCo-authored-by: Dee <dee@example.com>"];
    repo.git_on("2026-06-01", &[&say[..], &who].concat());
    let old = ["--author", "Eve <eve@example.com>", "-m", "x"];
    repo.git_on("2026-05-20", &[&say[..], &old].concat());
    let facts = gather(&repo, What { activity: true, ..What::default() }).unwrap();
    let activity = facts.activity.as_ref().unwrap();
    let names: Vec<&str> = activity.people.iter().map(|one| facts.name(one.person)).collect();
    assert_eq!(names, ["Cy", "Dee"], "180 days before 2026-11-22 is 2026-05-26");
    assert_eq!(activity.extent, Extent::Complete);
    let own = &facts.records[0];
    assert_eq!(own.authors.iter().map(|who| facts.name(*who)).collect::<Vec<_>>(), ["Ana Lima"]);
    assert!(own.timeline.is_none() && own.edits.is_none() && own.governed.is_none(), "nobody asked");
    assert_eq!(own.last.as_ref().unwrap().author, "Ana Lima");
}

#[test]
fn before_the_first_commit_there_are_no_facts() {
    let repo = Repo::new();
    repo.write(PATH, &record("Accepted", "We use it.", "It costs."));
    assert!(gather(&repo, What::default()).is_none());
}
