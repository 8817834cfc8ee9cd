//! SARIF: its shape, its limits, and what a viewer could be made to take for something else.

use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use serde_json::json;

use super::*;
use crate::render::sarif::MOST_RESULTS;
use crate::rules::registry;

/// The part of the format that is written, with what GitHub demands of it.
static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(include_str!("sarif.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
});

pub(super) fn assert_valid(document: &Value) {
    let problems: Vec<String> =
        SCHEMA.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(problems.is_empty(), "{problems:?}");
}

pub(super) fn results(document: &Value) -> &[Value] {
    document["runs"][0]["results"].as_array().unwrap()
}

/// Path, line, column and code of a result.
pub(super) fn place(result: &Value) -> (String, u64, u64, String) {
    let physical = &result["locations"][0]["physicalLocation"];
    let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
    let path = percent_decode_str(uri).decode_utf8().unwrap();
    let number = |key: &str| physical["region"][key].as_u64().unwrap();
    (
        escape::line(&path).into_owned(),
        number("startLine"),
        number("startColumn"),
        result["ruleId"].as_str().unwrap().to_owned(),
    )
}

fn document(outcome: &Outcome) -> Value {
    let document = serde_json::from_str(&plain(outcome, Format::Sarif)).unwrap();
    assert_valid(&document);
    document
}

fn region(start: (u64, u64), end: (u64, u64)) -> Value {
    json!({ "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 })
}

#[test]
fn a_result_has_its_places_fix_and_fingerprint() {
    let mut outcome = two_places();
    outcome.notes.push("other branches are unknown".into());
    let document = document(&outcome);
    let old = json!({ "uri": "docs/adr/0007-use-kafka.md", "uriBaseId": "%SRCROOT%" });
    let new = json!({ "uri": "docs/adr/0019-use-nats.md", "uriBaseId": "%SRCROOT%" });
    let expected = json!({
        "ruleId": "L203",
        "level": "error",
        "message": {
            "text": "superseded record names no successor\nhelp: add `superseded-by: ADR-0019`"
        },
        "locations": [{ "physicalLocation": {
            "artifactLocation": old, "region": region((4, 9), (4, 19))
        } }],
        "partialFingerprints": { "deem/v1": "0a".repeat(32) },
        "relatedLocations": [{
            "id": 0,
            "message": { "text": "this record claims to replace it" },
            "physicalLocation": { "artifactLocation": new, "region": region((9, 14), (9, 22)) }
        }],
        "fixes": [{
            "description": { "text": "name the successor" },
            "artifactChanges": [{ "artifactLocation": old, "replacements": [{
                "deletedRegion": region((4, 19), (4, 19)),
                "insertedContent": { "text": "superseded-by: ADR-0019\n" }
            }] }]
        }]
    });
    assert_eq!(results(&document)[0], expected);
    let suppressed = results(&document).last().unwrap();
    assert_eq!(suppressed["suppressions"], json!([{ "kind": "inSource", "justification": "agreed" }]));
    assert_eq!(suppressed["level"], "note");
    assert_eq!(results(&document).iter().filter(|result| result.get("suppressions").is_some()).count(), 1);
    let skipped = json!({ "uri": "docs/adr/x.md", "uriBaseId": "%SRCROOT%" });
    let expected = json!([{
        "executionSuccessful": true,
        "toolExecutionNotifications": [
            {
                "level": "warning",
                "message": { "text": "skipped: not UTF-8" },
                "locations": [{ "physicalLocation": { "artifactLocation": skipped } }]
            },
            { "level": "note", "message": { "text": "other branches are unknown" } }
        ]
    }]);
    assert_eq!(document["runs"][0]["invocations"], expected);
}

#[test]
fn every_rule_is_described_and_a_result_points_at_its_own() {
    let codes = registry::all().iter().map(|rule| rule.code);
    let findings = codes.clone().map(|code| finding(code, Severity::Info, "a.md", Span::at(0), "m"));
    let document = document(&outcome(&[("a.md", "x")], findings.collect()));
    let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(
        rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect::<Vec<_>>(),
        codes.collect::<Vec<_>>()
    );
    for result in results(&document) {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    for (rule, described) in registry::all().iter().zip(rules) {
        assert!(described["help"]["markdown"].as_str().unwrap().contains(rule.name));
        let full = described["fullDescription"]["text"].as_str().unwrap();
        assert!(full != rule.summary && full.ends_with(['.', ':']) && !full.contains("## "), "{full}");
    }
    let empty = self::document(&outcome(&[], Vec::new()));
    assert_eq!(empty["runs"][0]["tool"], document["runs"][0]["tool"]);
    assert_eq!(results(&empty), [Value::Null; 0]);
}

#[test]
fn the_most_severe_results_are_kept_in_their_order_and_the_rest_is_counted() {
    let severity = |index: usize| if index.is_multiple_of(2) { Severity::Info } else { Severity::Error };
    let findings = (0..MOST_RESULTS + 10)
        .map(|index| finding("A001", severity(index), "a.md", Span::at(index), &index.to_string()));
    let mut outcome = outcome(&[("a.md", &"x".repeat(MOST_RESULTS + 10))], findings.collect());
    outcome.suppressed = vec![(outcome.findings[1].clone(), "agreed".into())];
    let document = document(&outcome);
    let columns: Vec<u64> = results(&document).iter().map(|result| place(result).2).collect();
    assert_eq!(columns.len(), MOST_RESULTS);
    assert!(columns.is_sorted());
    assert_eq!(results(&document).iter().filter(|result| result["level"] == "error").count(), 2505);
    assert!(results(&document).iter().all(|result| result.get("suppressions").is_none()));
    let told = &document["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(told, "11 results are left out, suppressed ones first, then the least severe");
}

#[test]
fn a_text_holds_no_placeholder_and_no_link() {
    for (given, written) in [
        ("a {0} {12}{a} {} {1", "a {{0}} {{12}}{a} {} {1"),
        ("[a](1) and \\](http://example.com)", "[a] (1) and \\] (http://example.com)"),
        ("x[0](y]({3}](", "x[0] (y] ({{3}}] ("),
        ("{{0}} é]é{", "{{{0}}} é]é{"),
        ("a\u{202e}b\n::error::c", "a\\u{202e}b\\u{a}::error::c"),
    ] {
        let mut hostile = finding("A001", Severity::Error, "a.md", Span::at(0), given);
        hostile.help = Some(given.into());
        hostile.related = vec![Related { message: given.into(), path: "a.md".into(), span: Span::at(0) }];
        let mut outcome = outcome(&[("a.md", "x")], vec![hostile]);
        outcome.skipped = vec![Skipped { path: "b.md".into(), reason: given.into() }];
        let document = document(&outcome);
        let result = &results(&document)[0];
        assert_eq!(result["message"]["text"], format!("{written}\nhelp: {written}"));
        assert_eq!(result["relatedLocations"][0]["message"]["text"], written);
        let notification = &document["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(notification["message"]["text"], format!("skipped: {written}"));
    }
}

#[test]
fn a_path_is_a_relative_uri() {
    let path = "docs/ä b/javascript:0%2f?#\\\n.md";
    let outcome = outcome(&[(path, "x")], vec![finding("A001", Severity::Error, path, Span::at(0), "m")]);
    let document = document(&outcome);
    let uri = &results(&document)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "docs/%C3%A4%20b/javascript%3A0%252f%3F%23%5C%0A.md");
}

#[test]
fn only_a_safe_fix_whose_places_are_known_is_written() {
    let edit = |path: &str, start, end, text: &str| Edit { path: path.into(), start, end, text: text.into() };
    let fixes = |applicability, edits: Vec<Edit>| {
        let mut mended = finding("A001", Severity::Error, "a.md", Span::at(0), "m");
        mended.fix = Some(Fix { applicability, title: "mend it".into(), edits });
        results(&document(&outcome(&[("a.md", "é\nb\r\nc"), ("b.md", "x")], vec![mended])))[0]["fixes"]
            .clone()
    };
    let both = || vec![edit("a.md", 0, 2, ""), edit("b.md", 0, 1, "{0}\u{202e}"), edit("a.md", 3, 6, "d")];
    for applicability in [Applicability::Unsafe, Applicability::Display] {
        assert!(fixes(applicability, both()).is_null());
    }
    assert!(fixes(Applicability::Safe, vec![edit("gone.md", 0, 0, "x")]).is_null());
    assert!(fixes(Applicability::Safe, Vec::new()).is_null());
    let changes = &fixes(Applicability::Safe, both())[0]["artifactChanges"];
    assert_eq!(changes.as_array().unwrap().len(), 2);
    assert_eq!(changes[0]["replacements"][0]["deletedRegion"], region((1, 1), (1, 2)));
    assert_eq!(changes[0]["replacements"][1]["deletedRegion"], region((2, 1), (3, 1)));
    assert_eq!(changes[1]["replacements"][0]["insertedContent"]["text"], "{0}\u{202e}");
}
