//! `deem renumber`: the file, its own number, and all that leads to it.

mod common;

use common::{Repo, adr, stderr, stdout};

fn nygard(number: u64, status: &str, rest: &str) -> String {
    format!(
        "# {number}. Use Kafka\n\nDate: 2026-01-02\n\n## Status\n\n{status}\n\n## Context\n\nOrders get lost.{rest}\n"
    )
}

/// Renumbers and gives back what was said on the way.
fn renumber(repo: &Repo, args: &[&str]) -> String {
    let mut all = vec!["renumber"];
    all.extend(args);
    let out = repo.deem(&all);
    assert!(out.status.success(), "{args:?}: {}", stderr(&out));
    stderr(&out)
}

/// What a refused run says.
fn refused(repo: &Repo, args: &[&str]) -> String {
    let mut all = vec!["renumber"];
    all.extend(args);
    let out = repo.deem(&all);
    assert_eq!(out.status.code(), Some(2), "{args:?}: {}", stdout(&out));
    stderr(&out)
}

#[test]
fn a_record_of_every_dialect_gets_its_new_number_where_it_states_one() {
    let madr2 = "# ADR-0012: Use Kafka\n\n* Status: accepted\n* Date: 2026-01-02\n\n## Context\n\nWhy 12?\n";
    for (path, text, to, want) in [
        (
            "docs/adr/0012-use-kafka.md",
            nygard(12, "Accepted", ""),
            "docs/adr/0047-use-kafka.md",
            nygard(47, "Accepted", ""),
        ),
        (
            "docs/adr/0012-use-kafka.md",
            madr2.to_owned(),
            "docs/adr/0047-use-kafka.md",
            madr2.replace("0012", "0047"),
        ),
        (
            "docs/decisions/0012-use-kafka.md",
            adr("accepted", "id: \"ADR-0012\" # ours\ntitle: 'ADR 12: Use Kafka'\n"),
            "docs/decisions/0047-use-kafka.md",
            adr("accepted", "id: \"ADR-0047\" # ours\ntitle: 'ADR 47: Use Kafka'\n"),
        ),
        (
            "docs/adr/ADR_12_use_kafka.md",
            "# Use Kafka\n\n**Status:** Accepted\n\n12 orders.\n".to_owned(),
            "docs/adr/ADR_47_use_kafka.md",
            "# Use Kafka\n\n**Status:** Accepted\n\n12 orders.\n".to_owned(),
        ),
        (
            "docs/adr/0012-use-kafka.md",
            "| Number | 12 |\n| --- | --- |\n| Status | Accepted |\n\n# Use Kafka\n".to_owned(),
            "docs/adr/0047-use-kafka.md",
            "| Number | 47 |\n| --- | --- |\n| Status | Accepted |\n\n# Use Kafka\n".to_owned(),
        ),
        (
            "EIPS/eip-12.md",
            "---\neip: 12\ntitle: Use Kafka\nstatus: Final\n---\n\n## Abstract\n\nSee EIP-12.\n".to_owned(),
            "EIPS/eip-47.md",
            "---\neip: 47\ntitle: Use Kafka\nstatus: Final\n---\n\n## Abstract\n\nSee EIP-47.\n".to_owned(),
        ),
    ] {
        for (eol, bom) in [("\n", ""), ("\r\n", "\u{feff}")] {
            let repo = Repo::new();
            let dress = |text: &str| format!("{bom}{}", text.replace('\n', eol));
            repo.write(path, &dress(&text)).commit("2026-01-01");
            let left = renumber(&repo, &[path, "47"]);
            assert!(!repo.path().join(path).exists(), "{path}");
            assert_eq!(repo.read(to), dress(&want), "{path}");
            assert_eq!(left, "", "{path}");
        }
    }
}

#[test]
fn links_of_every_form_follow() {
    let before = "# 1. Use NATS\n\nDate: 2026-01-02\n\n## Status\n\nSuperseded by [12. Use Kafka](0012-use-kafka.md)\n\n\
## Context\n\n[a](./0012-use-kafka.md#12-use-kafka) [b](../adr/0012-use-kafka.md \"t\") [c](</docs/adr/0012-use-kafka.md>)\n\
[ADR-0012][k], [ADR-0012], ![i][k] and <a href=\"0012-use-kafka.md#status\">0012</a>.\n\
[0012](0012%2Duse-kafka.md) [`0012-use-kafka.md`](0012-use-kafka.md) [other](https://example.com/ADR-0012)\n\
[see ADR-0012](https://example.com/) ADR 12 and adr-12, not ADR-120, ADR-0012-1, ADR-12.1, BADR-12, 12 or #12.\n\n\
```\nADR-0012 0012-use-kafka.md\n```\n\n`ADR-0012` <!-- ADR-0012 -->\n\n\
[k]: 0012-use-kafka.md\n[ADR-0012]: <0012-use-kafka.md>\n[unused]: 0012-use-kafka.md#top 'x'\n";
    let after = "# 1. Use NATS\n\nDate: 2026-01-02\n\n## Status\n\nSuperseded by [47. Use Kafka](0047-use-kafka.md)\n\n\
## Context\n\n[a](./0047-use-kafka.md#47-use-kafka) [b](../adr/0047-use-kafka.md \"t\") [c](</docs/adr/0047-use-kafka.md>)\n\
[ADR-0047][k], [ADR-0047], ![i][k] and <a href=\"0047-use-kafka.md#status\">0012</a>.\n\
[0047](0047%2Duse-kafka.md) [`0047-use-kafka.md`](0047-use-kafka.md) [other](https://example.com/ADR-0012)\n\
[see ADR-0012](https://example.com/) ADR 47 and adr-47, not ADR-120, ADR-0012-1, ADR-12.1, BADR-12, 12 or #12.\n\n\
```\nADR-0012 0012-use-kafka.md\n```\n\n`ADR-0012` <!-- ADR-0047 -->\n\n\
[k]: 0047-use-kafka.md\n[ADR-0047]: <0047-use-kafka.md>\n[unused]: 0047-use-kafka.md#top 'x'\n";
    for eol in ["\n", "\r\n"] {
        let repo = Repo::new();
        repo.write("docs/adr/0001-use-nats.md", &before.replace('\n', eol));
        repo.write(
            "docs/adr/0012-use-kafka.md",
            &nygard(12, "Accepted\n\nSupersedes [1](0001-use-nats.md)", ""),
        );
        repo.commit("2026-01-01");
        let left = renumber(&repo, &["12", "ADR-0047"]);
        assert_eq!(repo.read("docs/adr/0001-use-nats.md"), after.replace('\n', eol));
        for place in ["17:1: ADR-0012", "17:10: 0012-use-kafka.md", "20:2: ADR-0012", "14:6: ADR-0012"] {
            assert!(left.contains(place), "{place}: {left}");
        }
        assert!(!left.contains(":13:"), "an address elsewhere: {left}");
    }
}

#[test]
fn relations_of_frontmatter_follow_however_they_are_written() {
    let repo = Repo::new();
    let before = "supersedes: [ADR-0012, \"0012-use-kafka.md\"]\nrelates-to: 12\ndepends-on:\n  - docs/decisions/0012-use-kafka.md # ADR-0012\namends: 'ADR-12'\n";
    let after = "supersedes: [ADR-0047, \"0047-use-kafka.md\"]\nrelates-to: 47\ndepends-on:\n  - docs/decisions/0047-use-kafka.md # ADR-0047\namends: 'ADR-47'\n";
    repo.write("docs/decisions/0001-a.md", &adr("accepted", before));
    repo.write("docs/decisions/0012-use-kafka.md", &adr("superseded", "superseded-by: ADR-0001\n"));
    repo.commit("2026-01-01");
    assert_eq!(renumber(&repo, &["ADR-0012", "0047"]), "");
    assert_eq!(repo.read("docs/decisions/0001-a.md"), adr("accepted", after));
    assert_eq!(repo.read("docs/decisions/0047-use-kafka.md"), adr("superseded", "superseded-by: ADR-0001\n"));
}

#[test]
fn rows_of_an_index_and_links_of_other_files_follow() {
    let repo = Repo::new();
    let index = |number: &str, short: &str| {
        format!(
            "# Decisions\n\n| No | Title | Link |\n| --- | --- | --- |\n| {number} | Use Kafka | [here]({number}-use-kafka.md) |\n\
             | 0001 | 12 nodes | [one](0001-a.md) |\n\n* [{short}. Use Kafka]({number}-use-kafka.md)\n- **{number}** [Use Kafka]({number}-use-kafka.md)\n\
             * ADR-{number}: Use Kafka\n"
        )
    };
    repo.write("docs/adr/0001-a.md", &nygard(1, "Accepted", ""));
    repo.write("docs/adr/0012-use-kafka.md", &nygard(12, "Accepted", ""));
    repo.write("docs/adr/README.md", &index("0012", "12"));
    repo.write("README.md", "See [ADR-0012](docs/adr/0012-use-kafka.md), ADR-0012.\n");
    repo.write("docs/guide.md", "See [Kafka](adr/0012-use-kafka.md#12-use-kafka).\n");
    repo.commit("2026-01-01");
    let left = renumber(&repo, &["docs/adr/0012-use-kafka.md", "47"]);
    assert_eq!(repo.read("docs/adr/README.md"), index("0047", "47"));
    assert_eq!(repo.read("README.md"), "See [ADR-0047](docs/adr/0047-use-kafka.md), ADR-0012.\n");
    assert_eq!(repo.read("docs/guide.md"), "See [Kafka](adr/0047-use-kafka.md#47-use-kafka).\n");
    assert!(left.contains("README.md:1:45: ADR-0012"), "{left}");
}

#[test]
fn names_in_code_are_listed_and_change_only_when_asked() {
    let code = "// ADR-0012, ADR 12, adr_12: see docs/adr/0012-use-kafka.md or 0012-use-kafka.\n// other/0012-use-kafka.md x0012-use-kafka https://x.example/ADR-0012 TADR-0012 ADR-00123 12\n";
    let changed = "// ADR-0047, ADR 47, adr_47: see docs/adr/0047-use-kafka.md or 0047-use-kafka.\n// other/0012-use-kafka.md x0012-use-kafka https://x.example/ADR-0012 TADR-0012 ADR-00123 12\n";
    let past = "Accepted ADR-0012, see docs/adr/0012-use-kafka.md\n";
    let repo = Repo::new();
    repo.write("docs/adr/0012-use-kafka.md", &nygard(12, "Accepted", " `ADR-0012`"));
    repo.write("src/main.rs", code);
    for path in
        ["CHANGELOG.md", "docs/HISTORY.txt", "NEWS", "vendor/x.go", "docs/release-notes/1.md", "raw.bin"]
    {
        repo.write(path, past);
    }
    repo.write("raw.bin", "ADR-0012\0");
    repo.write(".gitignore", "out/\n").write("out/x.txt", past).commit("2026-01-01");
    repo.write("untracked.txt", past);
    let left = renumber(&repo, &["12", "47"]);
    let places: Vec<&str> = left.lines().skip(1).collect();
    assert_eq!(
        places,
        [
            "note: docs/adr/0012-use-kafka.md:11:19: ADR-0012",
            "note: src/main.rs:1:4: ADR-0012",
            "note: src/main.rs:1:14: ADR 12",
            "note: src/main.rs:1:22: adr_12",
            "note: src/main.rs:1:34: docs/adr/0012-use-kafka.md",
            "note: src/main.rs:1:64: 0012-use-kafka",
        ],
        "{left}"
    );
    assert_eq!(repo.read("src/main.rs"), code);
    repo.git(&["checkout", "-q", "--", "."]);
    repo.git(&["clean", "-qfd", "docs"]);
    assert_eq!(renumber(&repo, &["12", "47", "--code"]), "");
    assert_eq!(repo.read("src/main.rs"), changed);
    assert_eq!(repo.read("docs/adr/0047-use-kafka.md"), nygard(47, "Accepted", " `ADR-0047`"));
    for path in [
        "CHANGELOG.md",
        "docs/HISTORY.txt",
        "NEWS",
        "vendor/x.go",
        "docs/release-notes/1.md",
        "out/x.txt",
        "untracked.txt",
    ] {
        assert_eq!(repo.read(path), past, "{path}");
    }
    assert_eq!(repo.read("raw.bin"), "ADR-0012\0");
}

#[test]
fn a_record_that_is_named_by_its_folder_moves_with_all_that_is_in_it() {
    let repo = Repo::new();
    let text = |number: &str| {
        format!(
            "# Use Kafka\n\n* Status: accepted\n\n## Context\n\n![map](map.png) [self](../{number}-use-kafka/notes.md)\n"
        )
    };
    repo.write(
        "docs/adr/0001-a/README.md",
        "# A\n\n* Status: accepted\n\n[map](../0012-use-kafka/map.png) [12](../0012-use-kafka)\n",
    );
    repo.write("docs/adr/0012-use-kafka/README.md", &text("0012"));
    repo.write("docs/adr/0012-use-kafka/notes.md", "[up](README.md) and ../0012-use-kafka\n");
    std::fs::write(repo.path().join("docs/adr/0012-use-kafka/map.png"), [0x89, 0xff, 0x00]).unwrap();
    repo.commit("2026-01-01");
    let dry = repo.deem(&["renumber", "12", "3", "--dry-run"]);
    assert_eq!(dry.status.code(), Some(1), "{}", stderr(&dry));
    renumber(&repo, &["12", "3"]);
    assert!(!repo.path().join("docs/adr/0012-use-kafka").exists());
    assert_eq!(repo.read("docs/adr/0003-use-kafka/README.md"), text("0003"));
    assert_eq!(
        std::fs::read(repo.path().join("docs/adr/0003-use-kafka/map.png")).unwrap(),
        [0x89, 0xff, 0x00]
    );
    assert!(repo.read("docs/adr/0003-use-kafka/notes.md").starts_with("[up](README.md)"));
    assert!(
        repo.read("docs/adr/0001-a/README.md")
            .contains("[map](../0003-use-kafka/map.png) [3](../0003-use-kafka)")
    );
}

#[test]
fn a_dry_run_prints_the_diff_that_git_applies_and_writes_nothing() {
    let repo = Repo::new();
    repo.write("docs/adr/0012-use-kafka.md", &nygard(12, "Accepted", ""));
    repo.write("docs/adr/0013-b.md", &nygard(13, "Accepted\n\nAmends ADR-0012", ""));
    repo.commit("2026-01-01");
    let out = repo.deem(&["renumber", "12", "next", "--dry-run"]);
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    std::fs::write(repo.path().join(".git/x.diff"), &out.stdout).unwrap();
    repo.git(&["apply", ".git/x.diff"]);
    assert_eq!(repo.read("docs/adr/0014-use-kafka.md"), nygard(14, "Accepted", ""));
    assert_eq!(repo.read("docs/adr/0013-b.md"), nygard(13, "Accepted\n\nAmends ADR-0014", ""));
}

#[test]
fn a_number_that_anybody_has_is_refused_and_next_passes_over_it() {
    let repo = Repo::new();
    repo.write("docs/adr/0001-a.md", &nygard(1, "Accepted", ""));
    repo.write("docs/adr/0002-b.md", &nygard(2, "Accepted", "")).commit("2026-01-01");
    repo.git(&["checkout", "-q", "-b", "other"]);
    repo.write("docs/adr/0003-c.md", &nygard(3, "Accepted", "")).commit("2026-01-02");
    repo.git(&["tag", "v1"]);
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["branch", "-q", "-D", "other"]);
    repo.write("docs/adr/0004-notes.txt", "");
    assert!(
        refused(&repo, &["1", "2"])
            .contains("number 2 is taken by `docs/adr/0002-b.md`; the next free number is 5")
    );
    assert!(refused(&repo, &["1", "3"]).contains("taken by `docs/adr/0003-c.md` on `v1`"));
    assert!(refused(&repo, &["1", "4"]).contains("taken by `docs/adr/0004-notes.txt`"));
    assert!(refused(&repo, &["1", "1"]).contains("has number 1 already"));
    assert!(refused(&repo, &["1", "BC-7"]).contains("`BC-7` is no number for `ADR-0001`"));
    assert!(refused(&repo, &["1", "seven"]).contains("is no number"));
    assert!(refused(&repo, &["9", "10"]).contains("there is no record `9`"));
    let out = repo.deem(&["--no-history", "renumber", "1", "3", "--dry-run"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(stderr(&out).contains("other branches are not known"));
    renumber(&repo, &["1", "next"]);
    assert_eq!(repo.read("docs/adr/0005-a.md"), nygard(5, "Accepted", ""));
}

#[test]
fn of_two_records_with_one_number_one_is_named_by_its_path_and_doubtful_names_stay() {
    let repo = Repo::new();
    repo.write("docs/adr/0001-a.md", &nygard(1, "Accepted", " ADR-0002 and [ADR-0002](0002-c.md)"));
    repo.write("docs/adr/0002-b.md", &nygard(2, "Accepted", ""));
    repo.write("docs/adr/0002-c.md", &nygard(2, "Accepted", "")).commit("2026-01-01");
    let out = refused(&repo, &["2", "next"]);
    assert!(out.contains("docs/adr/0002-b.md") && out.contains("docs/adr/0002-c.md"), "{out}");
    let left = renumber(&repo, &["docs/adr/0002-c.md", "next", "--code"]);
    assert_eq!(repo.read("docs/adr/0001-a.md"), nygard(1, "Accepted", " ADR-0002 and [ADR-0003](0003-c.md)"));
    assert!(
        left.contains("another record has number 0002 too") && left.contains("0001-a.md:11:18: ADR-0002"),
        "{left}"
    );
    let found = repo.ok(&["check", "--format", "json", "--select", "R001,R003,R005"]);
    assert_eq!(common::json(&found)["findings"], serde_json::json!([]));
}

#[test]
fn a_folder_without_git_is_walked() {
    let repo = Repo::plain();
    repo.write("docs/adr/0012-use-kafka.md", &nygard(12, "Accepted", ""));
    repo.write("docs/x.md", "[12](adr/0012-use-kafka.md)\n").write("main.c", "/* ADR-0012 */\n");
    let left = renumber(&repo, &["12", "next"]);
    assert_eq!(repo.read("docs/x.md"), "[13](adr/0013-use-kafka.md)\n");
    assert!(left.contains("main.c:1:4: ADR-0012"), "{left}");
}

#[test]
fn the_place_in_the_order_of_a_site_follows_where_it_is_the_number() {
    let page = |order: u64, title: &str| {
        format!(
            "---\nnav_order: {order}\nstatus: accepted\n---\n\n# {title}\n\n## Context and Problem Statement\n\nx\n\n## Decision Outcome\n\nx\n"
        )
    };
    let repo = Repo::new();
    repo.write("docs/decisions/0001-a.md", &page(1, "A"));
    repo.write("docs/decisions/0002-b.md", &page(2, "B"));
    renumber(&repo, &["1", "7"]);
    assert_eq!(repo.read("docs/decisions/0007-a.md"), page(7, "A"));
    repo.write("docs/decisions/0003-c.md", &page(30, "C"));
    repo.write("docs/decisions/0004-d.md", &page(10, "D"));
    renumber(&repo, &["2", "8"]);
    assert_eq!(repo.read("docs/decisions/0008-b.md"), page(2, "B"), "others are ordered otherwise");
    assert!(refused(&repo, &["8", "18446744073709551615"]).contains("is no number for"));
}

#[test]
fn a_name_that_something_had_once_stays() {
    let repo = Repo::new();
    repo.write("docs/adr/0012-a.md", &nygard(12, "Accepted", ""));
    let past = " See ADR 12.\n\n## Note\n\nWas previously ADR 12; renamed when two logs were merged.";
    repo.write("docs/adr/0013-b.md", &nygard(13, "Accepted", past));
    renumber(&repo, &["12", "20"]);
    let want = nygard(13, "Accepted", &past.replace("See ADR 12", "See ADR 20"));
    assert_eq!(repo.read("docs/adr/0013-b.md"), want);
}
