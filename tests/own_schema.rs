//! Schemas of a team's own kinds: what they may refer to, and how their mistakes are told.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

use std::sync::Arc;

use deem::record::yaml;
use deem::schema::{Schema, SchemaError};
use deem::source::SourceFile;
use deem::span::Span;

fn compile(files: &[(&str, &str)]) -> Result<Schema, Box<SchemaError>> {
    let file = |(path, text): &(&str, &str)| Arc::new(SourceFile::new(*path, (*text).to_owned()));
    let load = |path: &str| files.iter().find(|(name, _)| *name == path).map(file);
    Schema::user("incident", file(&files[0]), &load)
}

/// The messages about frontmatter.
fn says(schema: &Schema, frontmatter: &str) -> Vec<String> {
    let document = yaml::load(frontmatter, Span::new(0, frontmatter.len()));
    schema.problems(&document).into_iter().map(|problem| problem.message).collect()
}

/// The marked text, the message and the help of the one mistake.
fn mistake(files: &[(&str, &str)]) -> (String, String, String) {
    let error = compile(files).unwrap_err();
    (error.span.text(&error.file.text).to_owned(), error.message.clone(), error.help)
}

#[test]
fn a_schema_may_refer_to_its_own_definitions_to_files_and_to_embedded_ones() {
    let main = r##"{
        "properties": {
            "severity": { "$ref": "#/$defs/severity" },
            "cost": { "$ref": "common/money.json#/$defs/money" },
            "cause": { "$ref": "../other.json" },
            "review": { "$ref": "https://deem.dev/schemas/shared.v1.json#/$defs/review" }
        },
        "$defs": { "severity": { "enum": ["low", "high"] } }
    }"##;
    let money = r##"{ "$defs": { "money": { "required": ["amount"], "properties": { "amount": { "$ref": "#/$defs/n" } } }, "n": { "type": "number" } } }"##;
    let files = [
        ("schemas/incident.json", main),
        ("schemas/common/money.json", money),
        ("other.json", r#"{ "$id": "https://acme.dev/cause", "type": "string" }"#),
    ];
    let schema = compile(&files).unwrap();
    assert!(schema.is_sound());
    assert_eq!(says(&schema, "severity: low\ncost: { amount: 3 }\ncause: rain\n"), [""; 0]);
    assert_eq!(
        says(&schema, "severity: lo\ncost: { amount: 3k }\ncause: 4\nreview: { cadence: often }\n"),
        [
            "`severity` cannot be `lo`",
            "`cost.amount` is the text `3k`, not a number",
            "`cause` is the number `4`, not a text",
            "`review.cadence` cannot be `often`",
        ]
    );
    let printed: serde_json::Value = serde_json::from_str(&schema.text()).unwrap();
    assert!(jsonschema::options().offline().build(&printed).is_ok());
}

#[test]
fn mistakes_of_a_schema_are_told_at_their_place() {
    for (text, marked, message, help) in [
        (
            r#"{ "type": "objct" }"#,
            "\"objct\"",
            "`type` cannot be the text `objct`",
            "did you mean `object`?",
        ),
        (
            r#"{ "requierd": ["a"] }"#,
            "\"requierd\"",
            "the keyword `requierd` is not known",
            "did you mean `required`?",
        ),
        (
            r##"{ "properties": { "a": { "$ref": "#/$defs/b" } } }"##,
            "\"#/$defs/b\"",
            "`$ref` `#/$defs/b` reaches nothing",
            "name a definition",
        ),
        (
            r#"{ "$ref": "b.json" }"#,
            "\"b.json\"",
            "`$ref` `b.json` names no file: there is no `kinds/b.json`",
            "path",
        ),
        (r#"{ "$ref": "../../b.json" }"#, "\"../../b.json\"", "`$ref` `../../b.json` leads out", "inside"),
        (
            r#"{ "$ref": "https://example.com/a.json" }"#,
            "\"https://example.com/a.json\"",
            "`$ref` `https://example.com/a.json` is neither embedded",
            "deem fetches no addresses",
        ),
        (r#"{ "pattern": "(?=x)" }"#, "\"(?=x)\"", "the pattern `(?=x)` cannot be compiled", "look-around"),
        (
            r#"{ "patternProperties": { "[": {} } }"#,
            "\"[\"",
            "the pattern `[` cannot be compiled",
            "brackets",
        ),
        (
            r#"{ "pattern": "((a{1000}){1000}){1000}" }"#,
            "\"((a{1000}){1000}){1000}\"",
            "the pattern",
            "repetitions",
        ),
        (r#"{ "format": "dat" }"#, "\"dat\"", "there is no format `dat`", "did you mean `date`?"),
        (
            r#"{ "$schema": "http://json-schema.org/draft-07/schema#" }"#,
            "\"http://json-schema.org/draft-07/schema#\"",
            "the schema is of version",
            "2020-12",
        ),
        ("[]", "", "a schema is an object", "properties"),
        ("{ \"a\": ", "", "the JSON cannot be read: EOF while parsing a value", "mend the JSON"),
    ] {
        let (got, told, how) = mistake(&[("kinds/a.json", text)]);
        assert_eq!(got, marked, "{text}");
        assert!(told.starts_with(message), "{text}: {told}");
        assert!(how.contains(help), "{text}: {how}");
    }
}

#[test]
fn schemas_that_refer_to_each_other_in_a_circle_are_compiled() {
    let one = r#"{ "properties": { "next": { "$ref": "two.json" } } }"#;
    let two = r#"{ "type": "object", "properties": { "next": { "$ref": "one.json" } } }"#;
    let schema = compile(&[("one.json", one), ("two.json", two)]).unwrap();
    assert_eq!(
        says(&schema, "next: { next: { next: 3 } }\n"),
        ["`next.next.next` is the number `3`, not a mapping"]
    );
    let loop_of_one = compile(&[("a.json", r##"{ "$defs": { "a": { "$ref": "#/$defs/a" } } }"##)]);
    assert!(loop_of_one.is_ok_and(|schema| says(&schema, "title: A\n").is_empty()));
}
