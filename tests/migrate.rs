//! `deem migrate`: every dialect to deem's frontmatter, with the same facts and every word.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

mod common;
#[path = "migrate/corpora.rs"]
mod corpora;
#[path = "migrate/properties.rs"]
mod properties;

use common::{Repo, json, stderr, stdout};

const ONE: &str = "docs/adr/0001-use-kafka.md";
const TWO: &str = "docs/adr/0002-use-pulsar.md";

/// The second record's text after a migration of a folder whose first record is plain.
fn migrated(text: &str) -> String {
    let repo = Repo::plain();
    repo.write(ONE, "# 1. Use Kafka\n\nDate: 2019-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nOrders.\n");
    repo.write(TWO, text);
    let before = facts(&repo);
    let out = repo.deem(&["migrate", "--no-config"]);
    assert!(out.status.success(), "{}", stderr(&out));
    assert_eq!(facts(&repo), before, "{}", repo.read(TWO));
    assert_eq!(repo.deem(&["migrate", "--diff"]).status.code(), Some(0));
    repo.read(TWO)
}

/// What `deem list` says, but for dialect and the text of statuses.
fn facts(repo: &Repo) -> serde_json::Value {
    let mut list = json(&repo.ok(&["list", "--format", "json"]));
    for record in list["records"].as_array_mut().unwrap() {
        let record = record.as_object_mut().unwrap();
        record.remove("dialect");
        record.remove("status-text");
    }
    list
}

#[test]
fn a_nygard_record_gets_frontmatter_and_keeps_its_sections() {
    let text = "# 2. Use Pulsar\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n\nSupersedes [1. Use Kafka](0001-use-kafka.md)\n\n\
                ## Context\n\nOrders get lost.\n";
    assert_eq!(
        migrated(text),
        "---\nkind: adr\nid: ADR-0002\nstatus: accepted\ncreated: 2020-01-02\nsupersedes: [ADR-0001]\n\
         migrated-from: nygard\n---\n\n# 2. Use Pulsar\n\n## Context\n\nOrders get lost.\n"
    );
}

#[test]
fn what_a_status_section_says_besides_stays() {
    let text = "# 2. Use Pulsar\n\n## Status\n\nAccepted\n\nThe vote was close.\n\n## Context\n\nOrders.\n";
    let new = migrated(text);
    assert!(new.contains("status: accepted\n"), "{new}");
    assert!(new.contains("## Status\n\nThe vote was close.\n\n## Context\n"), "{new}");
}

#[test]
fn bullets_of_madr_2_move_and_comments_stay() {
    let text = "# Use Pulsar\n\n* Status: accepted\n* Deciders: Ana, [Ben](https://example.com/ben)\n\
                * Date: 2020-01-02 <!-- optional -->\n* Ticket: DATA-7\n\n\
                ## Context and Problem Statement\n\nWhy?\n\n## Decision Outcome\n\nPulsar.\n";
    let new = migrated(text);
    assert!(new.contains("updated: 2020-01-02\n"), "{new}");
    assert!(new.contains("decision-makers: [\"Ana, [Ben](https://example.com/ben)\"]\n"), "{new}");
    assert!(new.contains("# Use Pulsar\n\n<!-- optional -->\n* Ticket: DATA-7\n\n## Context"), "{new}");
}

#[test]
fn frontmatter_keeps_its_order_and_comments_and_gets_its_keys_right() {
    let text = "---\n# from the template\nstatus: \"superseded by ADR-0001\"\ndate: 2020-01-02\ndeciders: Ana, Ben\nnav_order: 7\n---\n\
                # Use Pulsar\n\n## Context and Problem Statement\n\nWhy?\n\n## Decision Outcome\n\nPulsar.\n";
    assert_eq!(
        migrated(text),
        "---\nkind: adr\nid: ADR-0002\nsuperseded-by: [ADR-0001]\nmigrated-from: madr3\n# from the template\n\
         status: superseded\nupdated: 2020-01-02\ndecision-makers: Ana, Ben\nnav_order: 7\n---\n\
         # Use Pulsar\n\n## Context and Problem Statement\n\nWhy?\n\n## Decision Outcome\n\nPulsar.\n"
    );
}

#[test]
fn a_status_in_frontmatter_that_says_more_stays_as_a_comment() {
    let new = migrated("---\nstatus: accepted, for now\ndeciders: Ana\n---\n# Use Pulsar\n\nText.\n");
    assert!(new.contains("\n# status: accepted, for now\nstatus: accepted\n"), "{new}");
}

#[test]
fn a_table_goes_with_its_last_row_and_stays_with_what_is_unknown() {
    let rows = "| Metadata | Value |\n|---|---|\n| Date | 2020-01-02 |\n| Status | Accepted |\n";
    let new = migrated(&format!("# Use Pulsar\n\n{rows}\n## Context\n\nOrders.\n"));
    assert!(new.ends_with("---\n\n# Use Pulsar\n\n## Context\n\nOrders.\n"), "{new}");
    let new = migrated(&format!("# Use Pulsar\n\n{rows}| Scope | all |\n\n## Context\n\nOrders.\n"));
    assert!(new.contains("| Metadata | Value |\n|---|---|\n| Scope | all |\n"), "{new}");
}

#[test]
fn a_header_block_moves_with_its_fence() {
    let text = "# Use Pulsar\n\n```\nTitle: Use Pulsar\nAuthor: Ana\nStatus: Accepted\nCreated: 2020-01-02\n```\n\n## Context\n\nOrders.\n";
    let new = migrated(text);
    assert!(new.contains("authors: [Ana]\n") && new.contains("created: 2020-01-02\n"), "{new}");
    assert!(new.ends_with("---\n\n# Use Pulsar\n\n## Context\n\nOrders.\n"), "{new}");
}

#[test]
fn a_section_of_metadata_goes_with_its_last_line() {
    let text = "# Use Pulsar\n\n## Metadata\n\n- Status: accepted\n- Owner: Ana\n\n## Context\n\nOrders.\n";
    let new = migrated(text);
    assert!(
        new.contains("owners: [Ana]\n") && new.ends_with("# Use Pulsar\n\n## Context\n\nOrders.\n"),
        "{new}"
    );
}

#[test]
fn a_status_that_fits_none_stays_where_it_is_and_is_not_blamed() {
    let repo = Repo::plain();
    let section = "# 2. Use Pulsar\n\n## Status\n\nParked in Lisbon\n\n## Context\n\nOrders.\n";
    repo.write(ONE, "# 1. Use Kafka\n\nOrders.\n\n## Context\n\nNone.\n").write(TWO, section);
    let before = facts(&repo);
    let out = repo.deem(&["migrate"]);
    assert_eq!(facts(&repo), before);
    let new = repo.read(TWO);
    assert!(new.ends_with(section) && !new.contains("\nstatus:"), "{new}");
    assert!(stderr(&out).contains("line 5: `Parked in Lisbon` stays in the body"), "{}", stderr(&out));
    let check = json(&stdout(&repo.deem(&["check", "--format", "json", "--no-history"])));
    let blamed: Vec<_> =
        check["findings"].as_array().unwrap().iter().filter(|f| f["severity"] != "info").collect();
    assert!(blamed.is_empty(), "{blamed:#?}");
}

#[test]
fn a_relation_to_a_part_stays_in_the_body_and_counts() {
    let text = "# 2. Use Pulsar\n\n## Status\n\nAccepted\n\nPartially supersedes [1. Use Kafka](0001-use-kafka.md)\n\n## Context\n\nOrders.\n";
    let new = migrated(text);
    assert!(new.contains("Partially supersedes [1. Use Kafka](0001-use-kafka.md)\n"), "{new}");
    assert!(!new.contains("supersedes: "), "{new}");
}

#[test]
fn line_endings_byte_order_mark_and_a_missing_last_line_ending_stay() {
    let new = migrated("\u{feff}# 2. Use Pulsar\r\n\r\nDate: 2020-01-02\r\n\r\n## Status\r\n\r\nAccepted");
    assert_eq!(
        new,
        "\u{feff}---\r\nkind: adr\r\nid: ADR-0002\r\nstatus: accepted\r\ncreated: 2020-01-02\r\n\
         migrated-from: nygard\r\n---\r\n\r\n# 2. Use Pulsar"
    );
}

#[test]
fn a_dry_run_prints_a_diff_and_writes_nothing() {
    let repo = Repo::plain();
    let text = "# 1. Use Kafka\n\n## Status\n\nAccepted\n\n## Context\n\nOrders.\n";
    repo.write(ONE, text).write(TWO, &text.replace("1.", "2."));
    for option in ["--diff", "--dry-run"] {
        let out = repo.deem(&["migrate", option, ONE]);
        assert_eq!(out.status.code(), Some(1));
        assert!(
            stdout(&out).contains("+kind: adr\n") && !stdout(&out).contains("pulsar"),
            "{}",
            stdout(&out)
        );
        assert_eq!(repo.read(ONE), text);
    }
    let out = repo.deem(&["migrate", "--format", "json"]);
    assert_eq!(json(&stdout(&out))["migrated"].as_array().unwrap().len(), 2);
    let again = repo.deem(&["migrate", "--diff"]);
    assert_eq!((again.status.code(), stdout(&again).as_str()), (Some(0), ""));
    assert!(stderr(&again).contains("0 to migrate, 2 with deem's frontmatter already"), "{}", stderr(&again));
}

#[test]
fn days_come_from_git_only_when_asked_and_through_renames() {
    let repo = Repo::new();
    let text = "# 1. Use Kafka\n\n## Status\n\nAccepted\n\n## Context\n\nOrders get lost on their way.\n";
    repo.write("docs/adr/0001-kafka.md", text).commit("2020-01-02");
    repo.git(&["mv", "docs/adr/0001-kafka.md", ONE]);
    repo.commit("2021-01-02");
    repo.write(TWO, &text.replace("1.", "2.")).commit("2022-01-02");
    assert!(!stdout(&repo.deem(&["migrate", "--diff"])).contains("created"));
    repo.ok(&["migrate", "--dates-from-git"]);
    assert!(repo.read(ONE).contains("\ncreated: 2020-01-02\n"), "{}", repo.read(ONE));
    assert!(repo.read(TWO).contains("\ncreated: 2022-01-02\n"), "{}", repo.read(TWO));
}

#[test]
fn another_kind_takes_its_own_words_for_statuses() {
    let repo = Repo::plain();
    let text = "# 1. Use Kafka\n\n## Status\n\nPaying\n\n## Context\n\nOrders.\n";
    repo.write(ONE, text).write(TWO, &text.replace("1.", "2."));
    let out = repo.deem(&["migrate", "--kind", "nonsense"]);
    assert_eq!(out.status.code(), Some(2));
    repo.ok(&["migrate", "--kind", "tech-debt"]);
    assert!(repo.read(ONE).starts_with("---\nkind: tech-debt\n"), "{}", repo.read(ONE));
}

#[test]
fn broken_frontmatter_and_other_markup_are_left_with_a_reason() {
    let repo = Repo::plain();
    repo.write(ONE, "---\nstatus: accepted\nauthors: @ana\n---\n# 1. Use Kafka\n\nOrders.\n");
    repo.write(TWO, "# 2. Use Pulsar\n\n## Status\n\nAccepted\n\n## Context\n\nOrders.\n");
    repo.write("docs/adr/0003-x.rst", "Title: X\nStatus: Accepted\nAuthor: Ana\n\nX\n=\n");
    let out = repo.deem(&["migrate"]);
    assert!(out.status.success());
    assert!(stderr(&out).contains("is left as it is: its frontmatter is broken YAML"), "{}", stderr(&out));
    assert!(repo.read(ONE).starts_with("---\nstatus: accepted\nauthors: @ana\n"));
}
