//! Broken YAML: the cause is named at its place, mended where quotes mend it, and recovered.

use super::{check_spans, doc};
use crate::record::yaml::{ProblemKind, Value, frontmatter, recover};
use crate::span::Span;

/// The first syntax problem of `text`: the text under it, its message, and the mended text.
fn first(text: &str) -> (String, String, Option<String>) {
    let doc = doc(text);
    check_spans(&doc, text);
    assert!(doc.root().is_none(), "{text:?} is sound");
    let problem = doc.problems.iter().find(|p| p.kind == ProblemKind::Syntax).unwrap();
    assert!(problem.help.is_some());
    let mended = problem.repair.as_ref().map(|(span, new)| {
        let mut mended = text.to_owned();
        mended.replace_range(span.start..span.end, new);
        mended
    });
    (problem.span.text(text).to_owned(), problem.message.clone(), mended)
}

#[test]
fn causes_that_quotes_mend() {
    let cases = [
        ("a:\n  - @user\n", "@user", "cannot start with `@`", "a:\n  - \"@user\"\n"),
        ("a:\n- @u # c\n", "@u", "cannot start with `@`", "a:\n- \"@u\" # c\n"),
        ("o: [@acme/x, ana@example.com]\n", "@acme/x", "`@`", "o: [\"@acme/x\", ana@example.com]\n"),
        ("title: Azure: something\n", "Azure: something", "contains `: `", "title: \"Azure: something\"\n"),
        (
            "title: foo: bar\n  baz\nb: 1\n",
            "foo: bar\n  baz",
            "contains `: `",
            "title: \"foo: bar\n  baz\"\nb: 1\n",
        ),
        ("title: \"X\" Y\n", "\"X\" Y", "follows the closing quote", "title: \"\\\"X\\\" Y\"\n"),
        ("title: 'it's broken'\n", "'it's broken'", "closing quote", "title: \"'it's broken'\"\n"),
        ("b: 1\nsee-also:[]\nc: 2\n", "see-also:", "needs a space", "b: 1\nsee-also: []\nc: 2\n"),
        ("see-also:[]\nb: 1\n", "see-also:", "needs a space", "see-also: []\nb: 1\n"),
        ("- a\n-@b\n", "-@b", "the `-` of a list item", "- a\n- \"@b\"\n"),
        ("status: **accepted** by us\n", "**accepted** by us", "`*`", "status: \"**accepted** by us\"\n"),
        ("title: `x` y\n", "`x` y", "a backtick", "title: \"`x` y\"\n"),
        ("title: %x\n", "%x", "`%`", "title: \"%x\"\n"),
        ("title: |foo\n", "|foo", "`|`", "title: \"|foo\"\n"),
        ("title: > foo\n", "> foo", "`>`", "title: \"> foo\"\n"),
        ("title: & co\n", "& co", "`&`", "title: \"& co\"\n"),
        ("title: [WIP] Foo\n", "[WIP] Foo", "closing bracket", "title: \"[WIP] Foo\"\n"),
        ("s: {a by [b](c.md)}\n", "{a by [b](c.md)}", "a bracket stands inside", "s: \"{a by [b](c.md)}\"\n"),
        ("title: \"foo\nb: 1\n", "\"foo", "never closed", "title: \"foo\"\nb: 1\n"),
        ("a:\r\n  - @é\r\nb: x: y\r\n", "@é", "`@`", "a:\r\n  - \"@é\"\r\nb: \"x: y\"\r\n"),
        ("x: |\n  @a: b: c\ny: @k\n", "@k", "`@`", "x: |\n  @a: b: c\ny: \"@k\"\n"),
        ("a: \"x\n  @y\"\nb: @k\n", "@k", "`@`", "a: \"x\n  @y\"\nb: \"@k\"\n"),
    ];
    for (text, cause, message, wanted) in cases {
        let (span, said, mended) = first(text);
        assert_eq!(span, cause, "{text:?}");
        assert!(said.contains(message), "{text:?}: {said}");
        assert_eq!(mended.as_deref(), Some(wanted), "{text:?}");
        assert!(doc(wanted).problems.is_empty(), "{wanted:?}");
    }
}

#[test]
fn causes_that_only_the_author_can_mend() {
    let cases = [
        ("a:\n  - x\n - y\n", "-", "aligns with nothing"),
        ("  a: 1\nb: 2\n", "b", "aligns with nothing"),
        ("a:\n  b: 1\n c: 2\n", "c", "aligns with nothing"),
        ("a: 1\n b: 2\n", "b:", "a value already"),
        ("a: 1\n- b\n", "-", "belongs to no key"),
        ("a: - b\n", "- b", "on the line of its key"),
        ("a:\n\t- x\n", "\t", "tab"),
        ("a: 'tis\nb: 1\n", "'tis", "never closed"),
        ("a: [x, y\nb: 1\n", "[", "never closed"),
        ("a: {x: y\nb: 1\n", "{", "never closed"),
        ("a: 1\njust text\nb: 2\n", "just text", "not of the form"),
        ("a: \"x\\qy\"\n", "\"x\\qy\"", "backslash"),
        ("a: x\0y\n", "\0y", "control character U+0000"),
    ];
    for (text, cause, message) in cases {
        let (span, said, mended) = first(text);
        assert_eq!(span, cause, "{text:?}");
        assert!(said.contains(message), "{text:?}: {said}");
        assert_eq!(mended, None, "{text:?}");
    }
}

#[test]
fn all_lines_with_one_cause_are_one_problem_with_one_repair() {
    let text = "a:\n  - @x\n  - ok\n  - @y\nb: c: d\nsee-also:[]\ne:\n  - @z\n";
    let doc = doc(text);
    let said: Vec<_> = doc.problems.iter().map(|p| (p.span.text(text), p.message.as_str())).collect();
    assert_eq!(
        said[0],
        ("@x", "a value cannot start with `@` unless it is quoted, here and in 2 more places")
    );
    assert_eq!((said[1].0, said[2].0, said.len()), ("c: d", "see-also:", 3));
    let (_, _, mended) = first(text);
    let mended = super::sound(&mended.unwrap());
    assert_eq!(
        mended.to_json(),
        serde_json::json!({"a": ["@x", "ok", "@y"], "b": "c: d", "see-also": [], "e": ["@z"]})
    );
    assert!(doc.problems[1..].iter().all(|p| p.repair.is_none()));
}

#[test]
fn a_repair_stops_before_what_quotes_do_not_mend() {
    let text = "a: @x\nb: [y\nc: @z\n";
    let doc = doc(text);
    let spans: Vec<_> = doc.problems.iter().map(|p| p.span.text(text)).collect();
    assert_eq!(spans, ["@x", "["]);
    assert_eq!(doc.problems[0].repair.as_ref().unwrap().1, "\"@x\"");
}

#[test]
fn lines_are_recovered_from_broken_text() {
    let text = "title: \"X\" Y # c\nstatus: 'done' # c\nauthors:\n  - @a\n  - \"b\"\nreviewers:\n- @c # d\nsee-also:[]\ntags: [@x, 'a, b', 2]\nnumber: 0051\nversion: 1.10\nnested:\n  key: v\nlong: >\n  text\ndate: {2023-11-10}\nno key\ndécideurs: é\nempty:\n";
    let doc = recover(text, Span::new(0, text.len()));
    check_spans(&doc, text);
    let wanted = serde_json::json!({
        "title": "\"X\" Y", "status": "done", "authors": ["@a", "b"], "reviewers": ["@c"], "see-also": [],
        "tags": ["@x", "a, b", 2], "number": "0051", "version": 1.1, "date": {"2023-11-10": null},
        "décideurs": "é", "empty": null
    });
    assert_eq!(doc.to_json(), wanted);
    assert_eq!(doc.get("status").unwrap().span().text(text), "'done'");
    assert_eq!(doc.get("reviewers").unwrap().items().next().unwrap().span().text(text), "@c");
    assert_eq!(doc.get("version").unwrap().scalar_text().as_deref(), Some("1.10"));
    assert_eq!(doc.get("date").unwrap().braced_text(text).unwrap().0, "2023-11-10");
}

#[test]
fn frontmatter_keeps_the_problems_of_what_it_recovers() {
    let found = frontmatter("---\nstatus: accepted\nowner: @x\n---\n# T\n").unwrap();
    assert!(found.recovered);
    assert_eq!(found.doc.problems.len(), 1);
    assert_eq!(found.doc.get("owner").unwrap().value(), &Value::Str("@x".to_owned()));
    let refused = frontmatter("---\nstatus: *x\n---\n").unwrap();
    assert!(!refused.recovered && refused.doc.problems[0].kind == ProblemKind::Refused);
}
