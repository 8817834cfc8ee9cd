//! Text made to hurt: bounded time, one precise problem, no panic.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{check_spans, doc};
use crate::record::yaml::load::first_error;
use crate::record::yaml::{ProblemKind, frontmatter, load, recover, split};
use crate::span::Span;

/// Loads `text` as frontmatter within a wall-time limit that quadratic code would miss.
fn kinds(text: &str) -> Vec<ProblemKind> {
    let start = Instant::now();
    let file = format!("---\n{text}\n---\n");
    let found = frontmatter(&file);
    let alone = doc(text);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?} for {} bytes", start.elapsed(), text.len());
    check_spans(&alone, text);
    if let Some(found) = found {
        check_spans(&found.doc, &file);
    }
    alone.problems.iter().map(|problem| problem.kind).collect()
}

#[test]
fn alias_bombs_and_self_reference_are_refused_without_growth() {
    let mut bomb = "a0: &a0 [x, x]\n".to_owned();
    for i in 1..40 {
        let last = i - 1;
        bomb.push_str(&format!("a{i}: &a{i} [*a{last}, *a{last}, *a{last}]\n"));
    }
    assert!(kinds(&bomb).iter().all(|kind| *kind == ProblemKind::Refused));
    assert_eq!(kinds("a: &a [*a]\n"), [ProblemKind::Refused; 2]);
}

#[test]
fn deep_nesting_is_one_problem() {
    for text in
        ["[".repeat(10_000), "{a: ".repeat(10_000), "- ".repeat(10_000), format!("a: {}", "[".repeat(10_000))]
    {
        assert_eq!(kinds(&text), [ProblemKind::TooDeep], "{}", &text[..8]);
    }
    let stairs: String = (0..400).map(|i| format!("{}k:\n", " ".repeat(i))).collect();
    assert_eq!(kinds(&stairs), [ProblemKind::TooDeep]);
    assert_eq!(kinds(&format!("a: {}{}", "[".repeat(60), "]".repeat(60))), []);
}

#[test]
fn large_documents_are_bounded() {
    assert_eq!(kinds(&format!("a: {}", "x".repeat(1_000_000))), []);
    assert_eq!(kinds(&format!("a: \"{}\"", "x".repeat(1_000_000))), []);
    assert_eq!(kinds(&format!("a: |\n  {}", "x ".repeat(500_000))), []);
    assert_eq!(kinds(&"# c\n".repeat(50_000)), []);
    assert_eq!(kinds(&"- a\n".repeat(20_000)), [ProblemKind::TooDeep]);
    let keys: String = (0..50_000).map(|i| format!("k{i}: 1\n")).collect();
    assert_eq!(kinds(&keys), [ProblemKind::TooDeep]);
}

#[test]
fn many_broken_lines_take_linear_time() {
    let lines = [
        "- @user",
        "- \"x",
        "a: [\"",
        "a: ['x\"",
        "- [",
        "a:b",
        "x",
        "a: b\n  c: d",
        "a: \"x\" y",
        "\t",
        " [",
        "- - \"",
        "a: {@x",
        "a: @x\n  y",
    ];
    for line in lines {
        let mut text = "k: @\n".to_owned();
        text.push_str(&format!("{line}\n").repeat(20_000));
        assert_eq!(kinds(&text).first(), Some(&ProblemKind::Syntax), "{line:?}");
    }
}

#[test]
fn control_characters_tabs_and_directives_are_syntax_problems_at_their_place() {
    for (text, at) in [
        ("a: x\0y\n", 4),
        ("a: \u{7}\n", 3),
        ("a:\n\t- x\n", 3),
        ("%YAML 1.2\n---\na: 1\n", 0),
        ("a: !!binary @x", 12),
    ] {
        let doc = doc(text);
        let problem = doc.problems.iter().find(|p| p.kind == ProblemKind::Syntax);
        assert_eq!(problem.map(|p| p.span.start), Some(at), "{text:?} {:?}", doc.problems);
    }
    assert_eq!(kinds("a: !!binary aGk=\n"), [ProblemKind::Refused]);
    assert_eq!(kinds("\u{feff}a: 1\n"), []);
}

/// Pieces that YAML gives a meaning to.
fn piece() -> impl Strategy<Value = String> {
    let marks = [
        "\n", "\n  ", "\n- ", "\r\n", "\r", "\t", " ", ": ", ":", "- ", "-", "? ", "#", " # c", "[", "]",
        "{", "}", ",", "'", "\"", "\\", "&a ", "*a", "!t ", "|", ">-", "%", "@", "`", "---\n", "...\n", "~",
        "<<", "title", "status", "0012", "é", "日本", "\u{feff}", "\0", "\u{85}", "\u{2028}", "# H\n", "x",
    ];
    prop_oneof![6 => proptest::sample::select(marks.to_vec()).prop_map(str::to_owned), 1 => ".{0,4}"]
}

fn pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

const SOUND: &str = "id: 0012\ntitle: \"Use Größe\"\nowners: [\"@acme/x\", 'ana']\nwhy: >-\n  one\n  two\nlist:\n  - a: 1 # c\n    b: {x: y}\n  - é\nnone:\n";

fn survives(text: &str) {
    check_spans(&doc(text), text);
    check_spans(&recover(text, Span::new(0, text.len())), text);
    for file in [text.to_owned(), format!("---\n{text}"), format!("\u{feff}---\r\n{text}\n---\nbody\n")] {
        if let Some(found) = frontmatter(&file) {
            assert!(
                found.block.contains(found.span) && file.get(found.block.start..found.block.end).is_some()
            );
            assert!(file.get(found.span.start..found.span.end).is_some());
            check_spans(&found.doc, &file);
            assert!(found.doc.problems.iter().all(|problem| !problem.message.is_empty()));
        }
        assert_eq!(split(&file).is_some(), frontmatter(&file).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,80}") {
        survives(&text);
    }

    #[test]
    fn arbitrary_yaml_never_panics(text in pieces()) {
        survives(&text);
    }

    #[test]
    fn mutated_frontmatter_never_panics(cut in 0..SOUND.len(), len in 0..12_usize, put in pieces()) {
        let mut chars: Vec<char> = SOUND.chars().collect();
        let cut = cut.min(chars.len());
        let end = (cut + len).min(chars.len());
        chars.splice(cut..end, put.chars().take(8));
        survives(&chars.into_iter().collect::<String>());
    }

    #[test]
    fn any_span_is_survived(start in 0..300_usize, end in 0..300_usize) {
        let span = Span::new(start, end);
        let at = load(SOUND, span).root().map(|root| root.span());
        prop_assert!(at.is_none_or(|at| span.contains(at)));
        recover(SOUND, span);
    }

    #[test]
    fn a_repair_lets_the_parser_get_further(text in pieces()) {
        let found = doc(&text);
        let mut syntax = found.problems.iter().filter(|problem| problem.kind == ProblemKind::Syntax);
        if let Some((span, new)) = syntax.find_map(|problem| problem.repair.clone()) {
            let mut mended = text.clone();
            mended.replace_range(span.start..span.end, &new);
            let unread = |text: &str| first_error(text).map_or(0, |(at, _)| text.len() + 1 - at);
            prop_assert!(unread(&mended) < unread(&text), "{text:?} -> {mended:?}");
        }
    }
}
