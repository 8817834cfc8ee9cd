//! Frontmatter made to hurt.

use crate::judge;
use crate::support::Repo;

const BODY: &str = "# Use a queue\n\n## Context\n\nc\n\n## Decision\n\nd\n";

/// A record whose frontmatter, fences included, is `head`.
fn record(head: &str) -> Repo {
    Repo::git([("docs/decisions/0007-use-a-queue.md", format!("{head}{BODY}"))])
}

fn fenced(yaml: &str) -> Repo {
    record(&format!("---\n{yaml}\n---\n"))
}

/// The one record of a list.
#[track_caller]
fn listed(repo: &Repo) -> serde_json::Value {
    let (_, list) = judge(repo);
    assert_eq!(list["records"].as_array().unwrap().len(), 1, "{list}");
    list["records"][0].clone()
}

/// What is refused leaves the record in the list with its other values, and builds nothing large.
#[track_caller]
fn refused(yaml: &str) {
    let row = listed(&fenced(&format!("status: accepted\n{yaml}")));
    assert!(row.to_string().len() < yaml.len() + 2000, "{yaml:.80}");
    assert_eq!(row["status"], "accepted", "{yaml:.80}: {row}");
    assert_eq!(row["id"], "ADR-0007");
}

#[test]
fn anchors_aliases_merges_and_tags_build_no_bomb() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let below = level - 1;
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{below}"); 9].join(", ")));
    }
    refused(&bomb);
    refused("x: &x [*x]");
    refused("base: &b { a: 1 }\nother:\n  <<: *b");
    refused("tags: !!python/object/apply:os.system [\"true\"]");
    refused("tags: !!binary aGVsbG8=");
}

#[test]
fn depth_and_length_are_bounded() {
    refused(&format!("deep: {}{}", "[".repeat(10_000), "]".repeat(10_000)));
    refused(&format!("deep: {}", "{a: ".repeat(10_000)));
    let nested: String = (0..10_000).map(|depth| format!("{}a:\n", " ".repeat(depth % 300))).collect();
    judge(&fenced(&nested));
    let dashes = format!("deep:\n  {}x", "- ".repeat(10_000));
    refused(&dashes);
    let long = listed(&fenced(&format!("status: accepted\nnote: {}", "x".repeat(1 << 20))));
    assert_eq!(long["status"], "accepted");
    let many: String = (0..50_000).map(|key| format!("key{key}: value\n")).collect();
    judge(&fenced(&many));
    let quotes = format!("status: accepted\nnote: \"{}", "\\\"".repeat(100_000));
    judge(&fenced(&quotes));
}

#[test]
fn duplicate_keys_tabs_and_two_documents_are_said_once() {
    for yaml in [
        "status: accepted\nstatus: rejected",
        "status: accepted\nnote:\n\t- x",
        "status: accepted\n? [a, b]\n: c",
    ] {
        let repo = fenced(yaml);
        let (check, _) = judge(&repo);
        let codes: Vec<&str> = check["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|finding| finding["code"].as_str())
            .collect();
        let files = codes.iter().filter(|code| code.starts_with('F')).count();
        assert!(files <= 1, "one lack is one finding: {yaml:?} {codes:?}");
        listed(&repo);
    }
    judge(&fenced("status: accepted\n...\nstatus: rejected"));
    judge(&record("---\nstatus: accepted\n---\nstatus: rejected\n---\n"));
}

#[test]
fn words_of_yaml_1_1_and_octal_numbers_stay_text() {
    let row =
        listed(&fenced("kind: adr\nid: 0012\nstatus: accepted\ntitle: no\ntags: [no, on, 0o17, 1:30, 1.10]"));
    assert_eq!(row["title"], "no", "{row}");
    assert_eq!(row["tags"], serde_json::json!(["no", "on", "0o17", "1:30", "1.10"]), "{row}");
    let row = listed(&fenced("status: no\nowners: [@ana, null, ~, 7, {a: b}, [x]]"));
    assert_eq!(row["partial"], true);
    listed(&fenced(
        "status: [accepted, rejected]\ntitle: {a: b}\ntags: 7\nowners: true\nsupersedes: 1e999\ncreated: 2026-02-30",
    ));
    listed(&fenced(
        "created: 99999-01-01\ndecided: 0000-00-00\nreview: {next: .inf, cadence: P99999999999Y}",
    ));
}

#[test]
fn byte_order_marks_and_every_line_end_are_read() {
    let text = "---\nstatus: accepted\ntags: [a]\n---\n";
    for head in [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{feff}{text}"),
        format!("\u{feff}\n{text}"),
    ] {
        let row = listed(&record(&head));
        assert!(row["id"] == "ADR-0007", "{head:?}: {row}");
    }
    let row = listed(&record(&format!("\u{feff}{}", text.replace('\n', "\r\n"))));
    assert_eq!((&row["status"], &row["partial"]), (&"accepted".into(), &false.into()));
}

#[test]
fn fences_that_are_missing_or_strange_end_in_time() {
    for head in [
        "---\nstatus: accepted\n",
        "status: accepted\n---\n",
        "---\n---\n",
        "---\n",
        "---",
        "----\nstatus: accepted\n----\n",
        "--- \nstatus: accepted\n---  \n",
        "---\nnote: |\n  a\n  ---\n  b\nstatus: accepted\n---\n",
        "---\nnote: \"a --- b\"\nstatus: accepted\n---\n",
        "\n\n---\nstatus: accepted\n---\n",
        "+++\nstatus = \"accepted\"\n+++\n",
        "---\nstatus: accepted\n...\n",
        "---\nstatus: accepted\n---\n| a | b |\n| --- | --- |\n",
        "---\nstatus: acc\0epted\n---\n",
        "---\n\0\n---\n",
        "---\nstatus: accepted\n\u{85}---\n",
        "---\nstatus: accepted\u{2028}tags: [a]\n---\n",
    ] {
        let (_, list) = judge(&record(head));
        assert!(list["records"].as_array().unwrap().len() <= 1, "{head:?}");
    }
    let fences = "---\n".repeat(100_000);
    judge(&record(&fences));
}

#[test]
fn escapes_in_quotes_are_read_as_what_they_mean() {
    let row = listed(&fenced(
        "status: \"accepted\"\ntitle: \"Use \\\"X\\\" \\u00e9\"\ntags: [\"a\\u0062\", 'it''s']\ndeciders: ['Ana O''Neil']",
    ));
    assert_eq!(row["title"], "Use \"X\" é", "{row}");
    assert_eq!(row["tags"], serde_json::json!(["ab", "it's"]), "{row}");
    assert_eq!(row["owners"][0]["name"], "Ana O'Neil", "{row}");
}
