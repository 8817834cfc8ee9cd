//! Tests of the YAML reader: values and spans here, broken text, hostile text and fences beside.

mod broken;
mod fences;
mod hostile;

use super::*;

fn doc(text: &str) -> Document {
    load(text, Span::new(0, text.len()))
}

/// Loads text that must be sound.
fn sound(text: &str) -> Document {
    let doc = doc(text);
    assert!(doc.problems.is_empty(), "{text:?}: {:?}", doc.problems);
    doc
}

/// Every span of a document lies in the text, on character boundaries, and within its parent.
fn check_spans(doc: &Document, text: &str) {
    let fits = |span: Span| span.start <= span.end && text.get(span.start..span.end).is_some();
    let mut pending: Vec<NodeRef<'_>> = doc.root().into_iter().collect();
    while let Some(node) = pending.pop() {
        assert!(fits(node.span()), "{:?} in {text:?}", node.span());
        for (key, key_span, child) in node.entries() {
            assert!(fits(key_span), "key {key:?} in {text:?}");
            assert!(key_span.end <= child.span().start, "{key:?} after its value in {text:?}");
            assert!(node.span().contains(child.span()), "{key:?} outside of its parent in {text:?}");
            pending.push(child);
        }
        for child in node.items() {
            assert!(node.span().contains(child.span()), "item outside of its parent in {text:?}");
            pending.push(child);
        }
    }
    for problem in &doc.problems {
        assert!(fits(problem.span), "{problem:?} in {text:?}");
        assert!(problem.repair.as_ref().is_none_or(|(span, _)| fits(*span)), "{problem:?} in {text:?}");
        assert!(problem.related.as_ref().is_none_or(|(span, _)| fits(*span)), "{problem:?} in {text:?}");
    }
    assert!(
        doc.comments.iter().all(|comment| fits(comment.span) && comment.span.text(text).starts_with('#'))
    );
}

#[test]
fn plain_scalars_follow_the_core_schema_but_stay_calm() {
    use serde_json::json;
    let cases = [
        ("null", json!(null)),
        ("~", json!(null)),
        ("true", json!(true)),
        ("False", json!(false)),
        ("12", json!(12)),
        ("-3", json!(-3)),
        ("+3", json!(3)),
        ("0", json!(0)),
        ("1.10", json!(1.1)),
        (".5", json!(0.5)),
        ("1e3", json!(1000.0)),
        ("-1.5E-2", json!(-0.015)),
        ("0012", json!("0012")),
        ("0051", json!("0051")),
        ("-012", json!("-012")),
        ("00.5", json!("00.5")),
        ("no", json!("no")),
        ("on", json!("on")),
        ("yes", json!("yes")),
        ("off", json!("off")),
        ("2026-01-12", json!("2026-01-12")),
        ("2026-01-12T10:00:00Z", json!("2026-01-12T10:00:00Z")),
        ("1:30", json!("1:30")),
        ("0o14", json!("0o14")),
        ("0x1F", json!("0x1F")),
        ("1_000", json!("1_000")),
        (".inf", json!(".inf")),
        (".", json!(".")),
        ("-", json!([null])),
        ("12e4567", json!("12e4567")),
        ("99999999999999999999", json!("99999999999999999999")),
        ("1.2.3", json!("1.2.3")),
        ("'12'", json!("12")),
        ("\"true\"", json!("true")),
        ("[a, 1, ~]", json!(["a", 1, null])),
        ("{a: 1, b}", json!({"a": 1, "b": null})),
        ("{accepted}", json!({"accepted": null})),
        ("a\n  b", json!("a b")),
        ("|\n  a\n  b", json!("a\nb\n")),
        (">-\n  a\n  b", json!("a b")),
        ("'it''s'", json!("it's")),
        ("\"a\\tb\\u00e9\"", json!("a\tb\u{e9}")),
        ("a # comment", json!("a")),
        ("a#b", json!("a#b")),
        ("http://x.org", json!("http://x.org")),
    ];
    for (text, wanted) in cases {
        let yaml = if text == "-" { "k:\n  -\n".to_owned() } else { format!("k: {text}\n") };
        assert_eq!(sound(&yaml).get("k").unwrap().to_json(), wanted, "{text}");
    }
}

#[test]
fn numbers_keep_their_text() {
    let doc = sound("version: 1.10\nnumber: 0051\nplus: +7\nyes: True\ntext: '1.10'\nnone:\n");
    let text = |key: &str| doc.get(key).unwrap().scalar_text();
    assert_eq!(text("version").as_deref(), Some("1.10"));
    assert_eq!(text("number").as_deref(), Some("0051"));
    assert_eq!(text("plus").as_deref(), Some("+7"));
    assert_eq!(text("yes").as_deref(), Some("True"));
    assert_eq!(text("text").as_deref(), Some("1.10"));
    assert_eq!(text("none"), None);
}

#[test]
fn spans_cover_quotes_and_brackets_and_are_offsets_into_the_file() {
    let yaml = "title: \"Größe\"\nlist: [a, 'b']  # c\nempty:\nblock:\n  - x\n  - y: 1 # z\n\ntext: >-  # | no\n\n  one\n\n  two\n\nmulti: a\n  b\nlast: |\n  end\n";
    let file = format!("---\n{yaml}---\n");
    let doc = load(&file, Span::new(4, 4 + yaml.len()));
    assert!(doc.problems.is_empty());
    check_spans(&doc, &file);
    let slice = |key: &str| doc.get(key).unwrap().span().text(&file);
    assert_eq!(slice("title"), "\"Größe\"");
    assert_eq!(slice("list"), "[a, 'b']");
    assert_eq!(slice("empty"), "");
    assert_eq!(&file[..doc.get("empty").unwrap().span().start].lines().last().unwrap(), &"empty:");
    assert_eq!(slice("block"), "- x\n  - y: 1");
    assert_eq!(slice("text"), ">-  # | no\n\n  one\n\n  two");
    assert_eq!(slice("multi"), "a\n  b");
    assert_eq!(slice("last"), "|\n  end");
    assert!(doc.get("title").unwrap().quoted() && doc.get("list").unwrap().quoted());
    assert!(!doc.get("block").unwrap().quoted() && !doc.get("multi").unwrap().quoted());
    let comments: Vec<_> = doc.comments.iter().map(|comment| comment.span.text(&file)).collect();
    assert_eq!(comments, ["# c", "# z", "# | no"]);
}

#[test]
fn absent_values_stand_where_the_value_would() {
    let text = "a:   # c\nb :\nc: {d: , e: 1}\nf:\n  -\n  - g:\n";
    let doc = sound(text);
    check_spans(&doc, text);
    let at = |pointer: &str| doc.locate(pointer).unwrap().1.span();
    assert_eq!(at("/a"), Span::at(2));
    assert_eq!(at("/b"), Span::at(text.find("b :").unwrap() + 3));
    assert_eq!(at("/c/d"), Span::at(text.find("d:").unwrap() + 2));
    assert_eq!(at("/f/1/g"), Span::at(text.find("g:").unwrap() + 2));
}

#[test]
fn braces_around_a_lone_text_are_a_placeholder() {
    let text = "a: {accepted}\nb: { 2023-11-10 }\nc: {YYYY-MM-DD when the decision was made}\nd: {k: v}\ne: {x, y}\nf: {g: }\nh: x\ni:\n  j:\n";
    let doc = sound(text);
    let inner = |key: &str| {
        doc.get(key).unwrap().braced_text(text).map(|(inner, span)| {
            assert_eq!(span.text(text), inner);
            inner
        })
    };
    assert_eq!(inner("a"), Some("accepted"));
    assert_eq!(inner("b"), Some("2023-11-10"));
    assert_eq!(inner("c"), Some("YYYY-MM-DD when the decision was made"));
    for key in ["d", "e", "f", "h", "i"] {
        assert_eq!(inner(key), None, "{key}");
    }
}

#[test]
fn carriage_returns_belong_to_no_value() {
    for text in ["a: 1\r\nb: x y\r\nc:\r\n- d\r\n", "a: 1\rb: x y\rc:\r- d\r"] {
        let doc = sound(text);
        check_spans(&doc, text);
        assert_eq!(doc.to_json(), serde_json::json!({"a": 1, "b": "x y", "c": ["d"]}));
        assert_eq!(doc.get("b").unwrap().span().text(text), "x y");
    }
}

#[test]
fn of_duplicate_keys_the_first_is_kept_and_the_second_blamed() {
    let text = "see-also: [a]\nstatus: x\nsee-also: [b]\n";
    let doc = doc(text);
    let [problem] = doc.problems.as_slice() else { panic!("{:?}", doc.problems) };
    assert_eq!(problem.kind, ProblemKind::DuplicateKey);
    assert_eq!(problem.span.start, text.rfind("see-also").unwrap());
    assert_eq!(problem.related.as_ref().unwrap().0, Span::new(0, 8));
    assert_eq!(doc.to_json(), serde_json::json!({"see-also": ["a"], "status": "x"}));
}

#[test]
fn duplicates_are_found_in_large_mappings_too() {
    let mut text: String = (0..1000).map(|i| format!("k{i}: {i}\n")).collect();
    text.push_str("k3: x\nk900: x\n");
    let doc = doc(&text);
    assert_eq!(doc.problems.iter().filter(|p| p.kind == ProblemKind::DuplicateKey).count(), 2);
    assert_eq!(doc.entries().count(), 1000);
}

#[test]
fn anchors_aliases_merge_keys_and_tags_are_refused_at_their_place() {
    let text = "a: &x foo\nb: *x\n<<: {c: 1}\nd: !!str 1\ne: !t [2]\nf: ok\n*x : y\n";
    let doc = doc(text);
    check_spans(&doc, text);
    let refused: Vec<_> = doc.problems.iter().map(|p| (p.kind, p.span.text(text))).collect();
    let wanted = ["&x", "*x", "<<", "!!str", "!t", "*x"].map(|text| (ProblemKind::Refused, text));
    assert_eq!(refused, wanted);
    assert_eq!(doc.to_json(), serde_json::json!({"a": "foo", "b": null, "d": 1, "e": [2], "f": "ok"}));
}

#[test]
fn markdown_emphasis_is_not_lost_as_an_alias() {
    let text = "status: **accepted**\n";
    let doc = doc(text);
    let problem = &doc.problems[0];
    assert_eq!((problem.kind, problem.span.text(text)), (ProblemKind::Refused, "**accepted**"));
    assert_eq!(problem.repair.as_ref().unwrap().1, "\"**accepted**\"");
    assert_eq!(doc.get("status").unwrap().as_str(), Some("**accepted**"));
}

#[test]
fn keys_that_are_no_text_are_problems_and_the_rest_is_read() {
    let text = "? [a]\n: 1\n~: 2\n: 3\n{{ x }}: 4\n5: five\n? k\n: v\n";
    let doc = doc(text);
    check_spans(&doc, text);
    assert!(doc.problems.iter().all(|p| p.kind == ProblemKind::KeyType), "{:?}", doc.problems);
    assert_eq!(doc.problems[0].span.text(text), "[a]");
    assert_eq!(doc.to_json(), serde_json::json!({"5": "five", "k": "v"}));
}

#[test]
fn a_second_document_is_rejected_and_the_first_kept() {
    for text in ["a: 1\n---\nb: 2\n", "a: 1\n...\n---\nb: @\n"] {
        let doc = doc(text);
        assert_eq!(doc.problems.len(), 1);
        assert_eq!(doc.problems[0].kind, ProblemKind::SecondDocument);
        assert_eq!(doc.problems[0].span.text(text), "---");
        assert_eq!(doc.to_json(), serde_json::json!({"a": 1}));
    }
    assert_eq!(sound("---\na: 1\n").to_json(), serde_json::json!({"a": 1}));
}
