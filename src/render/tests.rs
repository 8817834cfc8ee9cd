//! What holds across the formats: exact text, the schema, and that no format lets a command through.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use serde_json::Value;

use super::*;
use crate::diagnostic::{Applicability, Edit, Finding, Fix, RecordRef, Related};
use crate::outcome::Skipped;
use crate::source::SourceFile;
use crate::span::Span;

use self::runner::{Command, command};

mod hostile;
mod runner;
mod sarif;

fn finding(code: &'static str, severity: Severity, path: &str, span: Span, message: &str) -> Finding {
    Finding {
        code,
        name: "some-rule",
        severity,
        message: message.to_owned(),
        label: None,
        help: None,
        path: path.into(),
        span,
        record: None,
        related: Vec::new(),
        fix: None,
        anchor: String::new(),
        fingerprint: "0a".repeat(32),
    }
}

fn outcome(files: &[(&str, &str)], findings: Vec<Finding>) -> Outcome {
    let source = |&(path, text): &(&str, &str)| {
        let path: Arc<str> = path.into();
        (Arc::clone(&path), Arc::new(SourceFile::new(path, text.to_owned())))
    };
    Outcome {
        notes: Vec::new(),
        root: ".".to_owned(),
        as_of: date(2026, 3, 1),
        records: 42,
        skipped: Vec::new(),
        findings,
        suppressed: Vec::new(),
        baselined: 0,
        sources: files.iter().map(source).collect::<BTreeMap<_, _>>(),
    }
}

fn rendered(outcome: &Outcome, format: Format, style: &Style) -> String {
    let mut out = Vec::new();
    render(outcome, format, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn plain(outcome: &Outcome, format: Format) -> String {
    rendered(outcome, format, &Style::plain(100))
}

const OLD: &str = "---\nid: ADR-0007\ntitle: Use Kafka\nstatus: superseded\n---\n";
const NEW: &str =
    "---\nid: ADR-0019\ntitle: Use NATS\nstatus: accepted\n\n\n\n\nsupersedes: [ADR-0007]\n---\n";

fn two_places() -> Outcome {
    let status = OLD.find("superseded").unwrap();
    let claim = NEW.find("ADR-0007").unwrap();
    let old = "docs/adr/0007-use-kafka.md";
    let mut first = finding(
        "L203",
        Severity::Error,
        old,
        Span::new(status, status + 10),
        "superseded record names no successor",
    );
    first.name = "superseded-without-successor";
    first.label = Some("superseded here".into());
    first.help = Some("add `superseded-by: ADR-0019`".into());
    first.record =
        Some(RecordRef { id: "ADR-0007".into(), kind: "adr".into(), status: Some("superseded".into()) });
    first.related = vec![Related {
        message: "this record claims to replace it".into(),
        path: "docs/adr/0019-use-nats.md".into(),
        span: Span::new(claim, claim + 8),
    }];
    first.fix = Some(Fix {
        applicability: Applicability::Safe,
        title: "name the successor".into(),
        edits: vec![Edit { path: old.into(), start: 52, end: 52, text: "superseded-by: ADR-0019\n".into() }],
    });
    let whole = finding("F001", Severity::Warning, "docs/adr/0019-use-nats.md", Span::at(0), "file is odd");
    let mut outcome = outcome(&[(old, OLD), ("docs/adr/0019-use-nats.md", NEW)], vec![first, whole]);
    outcome.skipped = vec![Skipped { path: "docs/adr/x.md".into(), reason: "not UTF-8".into() }];
    let covered = finding("F002", Severity::Info, old, Span::at(1), "covered");
    outcome.suppressed = vec![(covered, "agreed".into())];
    outcome
}

#[test]
fn full_shows_excerpts_related_places_help_notes_and_the_summary() {
    let expected = "\
error[L203]: superseded record names no successor (superseded-without-successor)
  --> docs/adr/0007-use-kafka.md:4:9
   |
 4 | status: superseded
   |         ^^^^^^^^^^ superseded here
   |
  ::: docs/adr/0019-use-nats.md:9:14
   |
 9 | supersedes: [ADR-0007]
   |              -------- this record claims to replace it
   = help: add `superseded-by: ADR-0019`
   = help: https://github.com/deem-lint/deem/blob/main/docs/rules/superseded-without-successor.md

warning[F001]: file is odd (some-rule)
  --> docs/adr/0019-use-nats.md:1:1
   = help: https://github.com/deem-lint/deem/blob/main/docs/rules/some-rule.md

note: skipped docs/adr/x.md: not UTF-8

checked 42 records: 1 error, 1 warning (1 suppressed)
";
    assert_eq!(plain(&two_places(), Format::Full), expected);
}

#[test]
fn full_aligns_line_numbers_and_marks_both_ends_of_a_long_span() {
    let text = "line\n".repeat(12);
    let mut wide = finding("M001", Severity::Info, "a.md", Span::new(35, 54), "seven lines");
    wide.label = Some("all of this".into());
    let outcome = outcome(&[("a.md", &text)], vec![wide]);
    let expected = "\
info[M001]: seven lines (some-rule)
   --> a.md:8:1
    |
  8 | line
    | ^^^^
...
 11 | line
    | ^^^^ all of this
    = help: https://github.com/deem-lint/deem/blob/main/docs/rules/some-rule.md

checked 42 records: 0 errors, 0 warnings, 1 info
";
    assert_eq!(plain(&outcome, Format::Full), expected);
}

#[test]
fn colours_and_links_add_only_escape_sequences() {
    let outcome = two_places();
    let mut style = Style { color: true, width: 100, hyperlinks: false, summary: true };
    let colored = rendered(&outcome, Format::Full, &style);
    assert!(colored.starts_with("\u{1b}["));
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain(&outcome, Format::Full));
    style.hyperlinks = true;
    style.color = false;
    let linked = rendered(&outcome, Format::Full, &style);
    let code = "error[\u{1b}]8;;https://github.com/deem-lint/deem/blob/main/docs/rules/superseded-without-successor.md\
                \u{1b}\\L203\u{1b}]8;;\u{1b}\\]: ";
    assert!(linked.starts_with(code), "{linked:?}");
    assert!(!linked.contains("= help: https"));
}

#[test]
fn concise_is_one_line_per_finding() {
    let expected = "\
docs/adr/0007-use-kafka.md:4:9: error[L203] superseded record names no successor
docs/adr/0019-use-nats.md:1:1: warning[F001] file is odd
";
    assert_eq!(plain(&two_places(), Format::Concise), expected);
}

#[test]
fn json_has_the_keys_in_their_order_and_fits_its_schema() {
    let text = plain(&two_places(), Format::Json);
    let start = format!(
        "{{\"version\":1,\"tool\":{{\"name\":\"deem\",\"version\":\"{}\"}},\"as-of\":\"2026-03-01\",\"root\":\".\",\
         \"summary\":{{\"records\":42,\"skipped\":1,\"errors\":1,\"warnings\":1,\"infos\":0,\"suppressed\":1,\
         \"baselined\":0,\"fixable\":1}},\"findings\":[{{\"code\":\"L203\",\"name\":\"superseded-without-successor\",\
         \"severity\":\"error\",\"message\":\"superseded record names no successor\",\
         \"help\":\"add `superseded-by: ADR-0019`\",\"path\":\"docs/adr/0007-use-kafka.md\",\
         \"span\":{{\"start\":{{\"offset\":42,\"line\":4,\"column\":9}},\"end\":{{\"offset\":52,\"line\":4,\
         \"column\":19}}}},\"record\":{{\"id\":\"ADR-0007\",\"kind\":\"adr\",\"status\":\"superseded\"}},\
         \"related\":[{{\"message\":\"this record claims to replace it\",\"path\":\"docs/adr/0019-use-nats.md\",\
         \"span\":",
        env!("CARGO_PKG_VERSION")
    );
    assert!(text.starts_with(&start), "{text}");
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_valid(&document);
    let second = &document["findings"][1];
    assert!(second["help"].is_null() && second["record"].is_null() && second["fix"].is_null());
    let lines: Vec<Value> =
        plain(&two_places(), Format::Jsonl).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::from(lines), document["findings"]);
}

fn assert_valid(document: &Value) {
    let schema: Value = serde_json::from_str(include_str!("../../schemas/findings.v1.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let problems: Vec<String> =
        validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn the_schemas_are_valid_and_reject_what_the_contract_does_not_allow() {
    for text in [include_str!("../../schemas/findings.v1.json"), include_str!("../../schemas/list.v1.json")] {
        let schema: Value = serde_json::from_str(text).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
    }
    let schema: Value = serde_json::from_str(include_str!("../../schemas/findings.v1.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let good: Value = serde_json::from_str(&plain(&two_places(), Format::Json)).unwrap();
    let mut bad = good.clone();
    bad["findings"][0]["severity"] = "warn".into();
    assert!(!validator.is_valid(&bad));
    let mut short = good;
    short["findings"][1].as_object_mut().unwrap().remove("help");
    assert!(!validator.is_valid(&short));
}

#[test]
fn the_list_schema_describes_a_record() {
    let schema: Value = serde_json::from_str(include_str!("../../schemas/list.v1.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let record = serde_json::json!({
        "path": "docs/adr/0007-x.md", "kind": "adr", "dialect": "nygard", "id": "0007", "number": 7,
        "title": "X", "status": "accepted", "status-text": "Accepted", "created": null, "decided": null,
        "date": "2020-01-02", "date-means": "created", "partial": false,
        "owners": [{ "name": "@a/b", "source": "codeowners" }], "tags": [],
        "links": [{ "relation": "superseded-by", "target": "0009", "path": null, "stated": true }],
        "governs": ["src/**"]
    });
    let document =
        |record: Value| serde_json::json!({"version": 1, "root": ".", "records": [record], "skipped": []});
    assert!(validator.is_valid(&document(record.clone())));
    for (key, value) in [("date-means", "soon"), ("dialect", "madr"), ("status-text", "")] {
        let mut wrong = record.clone();
        if value.is_empty() {
            wrong.as_object_mut().unwrap().remove(key);
        } else {
            wrong[key] = value.into();
        }
        assert!(!validator.is_valid(&document(wrong)), "{key}");
    }
}

#[test]
fn statistics_count_by_rule() {
    let at = |code, severity| finding(code, severity, "a.md", Span::at(0), "m");
    let findings = vec![
        at("B001", Severity::Info),
        at("A001", Severity::Info),
        at("C001", Severity::Info),
        at("C001", Severity::Error),
    ];
    let outcome = outcome(&[("a.md", "")], findings);
    let mut out = Vec::new();
    statistics(&outcome, false, &Style::plain(80), &mut out).unwrap();
    let expected = "\
count  code  severity  name
    2  C001  error     some-rule
    1  A001  info      some-rule
    1  B001  info      some-rule
";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
    let mut out = Vec::new();
    statistics(&outcome, true, &Style::plain(80), &mut out).unwrap();
    let value: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(value["statistics"][0]["count"], 2);
    assert_eq!(value["statistics"][0]["severity"], "error");
}

#[test]
fn github_lines_read_back_as_the_findings() {
    let mut outcome = two_places();
    outcome.findings.reverse();
    outcome.findings[1].message = "50% of a, b::c\nnext".into();
    outcome.findings[1].span = Span::new(4, 42);
    let text = plain(&outcome, Format::Github);
    let commands: Vec<Command> = text.lines().map(|line| command(line).unwrap()).collect();
    assert_eq!(commands.len(), 2);
    assert_eq!(commands[0].name, "error");
    assert_eq!(commands[0].data, "50% of a, b::c\\u{a}next\nhelp: add `superseded-by: ADR-0019`");
    let properties: Vec<(&str, &str)> =
        commands[0].properties.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let expected = [
        ("endLine", "4"),
        ("file", "docs/adr/0007-use-kafka.md"),
        ("line", "2"),
        ("title", "L203 superseded-without-successor"),
    ];
    assert_eq!(properties, expected);
    assert_eq!(commands[1].properties["endColumn"], "1");
}

#[test]
fn github_stops_after_ten_per_level_and_says_how_many_are_left() {
    let at = |severity, index: usize| {
        finding("A001", severity, "a.md", Span::at(index), &"é".repeat(if index == 0 { 5000 } else { 1 }))
    };
    let findings =
        (0..25).map(|index| at(if index % 2 == 0 { Severity::Error } else { Severity::Info }, index));
    let text = plain(&outcome(&[("a.md", &"x".repeat(30))], findings.collect()), Format::Github);
    let commands: Vec<Command> = text.lines().map(|line| command(line).unwrap()).collect();
    let names: Vec<&str> = commands.iter().map(|command| command.name.as_str()).collect();
    assert_eq!(names, [["error"; 10], ["notice"; 10]].concat());
    assert_eq!(commands[0].data.chars().count(), 4096);
    assert_eq!(commands[19].data, "6 more");
}
