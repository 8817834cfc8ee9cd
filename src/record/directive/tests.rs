use proptest::prelude::*;

use super::*;
use crate::record::yaml::{Comment, Document, Entry, Node, NodeId, Value};

fn body(text: &str) -> Vec<Directive> {
    collect(text, None, &Outline::parse(text, 0))
}

fn only(text: &str) -> Directive {
    let found = body(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().next().unwrap()
}

#[test]
fn rules_and_reason_are_read_with_their_places() {
    let text = "x\n\n<!-- deem: ignore[ long-line,é , X001,] -- the table is wide -->\n\ny\n";
    let one = only(text);
    let rules: Vec<_> = one.rules.iter().map(|(name, span)| (name.as_str(), span.text(text))).collect();
    assert_eq!(rules, [("long-line", "long-line"), ("é", "é"), ("X001", "X001")]);
    assert_eq!(one.reason, "the table is wide");
    assert_eq!(one.span.text(text), "<!-- deem: ignore[ long-line,é , X001,] -- the table is wide -->");
    assert_eq!((one.kind, one.malformed), (DirectiveKind::Next, None));
}

#[test]
fn what_joins_the_reason_is_dropped() {
    for joined in ["why", "- why", "-- why", ": why", "— why", "\n why\n"] {
        assert_eq!(only(&format!("<!--deem:ignore[a]{joined}-->")).reason, "why", "{joined}");
    }
    assert_eq!(only("<!-- deem: ignore[a] -->").reason, "");
    assert_eq!(only("<!-- deem: ignore[a] -- -->").reason, "");
}

#[test]
fn a_comment_covers_the_next_block() {
    for (after, covered) in [
        ("one\ntwo\n\nthree", "one\ntwo"),
        ("## Head\n\ntext", "## Head"),
        ("- a\n\n  b\n- c\n\nd", "- a\n\n  b\n- c"),
        ("> a\n> b\n\nc", "> a\n> b"),
        ("| a |\n|---|\n| b |\n\nc", "| a |\n|---|\n| b |"),
        ("```\na\n\nb\n```\n\nc", "```\na\n\nb\n```"),
        ("<!-- note -->\n\na\n\nb", "<!-- note -->\n\na"),
        ("<!-- note -->", ""),
        ("[a]: b", ""),
    ] {
        let text = format!("before\n\n<!-- deem: ignore[x] y -->\n{after}\n");
        let scope = body(&text)[0].scope;
        assert_eq!(scope.text(&text).trim(), covered);
        assert_eq!(scope.start, text.find("-->").unwrap() + 3);
    }
}

#[test]
fn a_comment_inside_a_block_covers_the_rest_of_it() {
    let text = "one <!-- deem: ignore[x] y --> two\nthree\n\nfour\n";
    assert_eq!(only(text).scope.text(text).trim(), "two\nthree");
    let text = "one <!-- deem: ignore[x] y -->\n\nfour\n\nfive";
    assert_eq!(only(text).scope.text(text).trim(), "four");
    let text = "- a <!-- deem: ignore[x] y -->\n- b\n- c\n";
    assert_eq!(only(text).scope.text(text).trim(), "- b");
}

#[test]
fn ignore_file_covers_the_whole_file() {
    let text = "# A\n\n<!-- deem: ignore-file[x] y -->\n";
    let one = only(text);
    assert_eq!((one.kind, one.scope), (DirectiveKind::File, Span::new(0, text.len())));
}

#[test]
fn malformed_comments_say_what_is_wrong() {
    for (comment, words) in [
        ("deem: ignore", "`ignore` names no rule in brackets"),
        ("deem: ignore reason", "`ignore` names no rule in brackets"),
        ("deem: ignore[] reason", "`ignore` names no rule in its brackets"),
        ("deem: ignore[ , ] reason", "`ignore` names no rule in its brackets"),
        ("deem: ignore-file[a reason", "`ignore-file` has no closing bracket"),
        ("deem: disable[a] reason", "`disable` is neither `ignore` nor `ignore-file`"),
        ("deem: Ignore[a] reason", "`Ignore` is neither `ignore` nor `ignore-file`"),
        ("deem:", "no `ignore[rule]` after `deem:`"),
        ("deem: [a]", "no `ignore[rule]` after `deem:`"),
    ] {
        assert_eq!(only(&format!("<!-- {comment} -->")).malformed.as_deref(), Some(words), "{comment}");
    }
}

#[test]
fn other_comments_and_code_are_no_directives() {
    let text = "<!-- deemed: ignore[a] b -->\n<!-- a deem: ignore[a] b -->\n<!-- ignore[a] -->\n\n\
                ```\n<!-- deem: ignore[a] b -->\n```\n\n`<!-- deem: ignore[a] b -->`\n\n    <!-- deem: ignore[a] b -->\n";
    assert!(body(text).is_empty());
}

/// Builds documents node by node, so that these tests do not lean on the YAML loader.
struct Yaml<'t> {
    text: &'t str,
    doc: Document,
}

impl<'t> Yaml<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, doc: Document::default() }
    }

    fn find(&self, needle: &str) -> Span {
        let start = self.text.find(needle).unwrap();
        Span::new(start, start + needle.len())
    }

    fn scalar(&mut self, written: &str) -> NodeId {
        let span = self.find(written);
        let value = Value::Str(written.trim_matches('"').to_owned());
        self.doc.push(Node { value, span, quoted: written.starts_with('"'), raw: None })
    }

    fn seq(&mut self, written: &str, items: Vec<NodeId>) -> NodeId {
        let span = self.find(written);
        self.doc.push(Node { value: Value::Seq(items), span, quoted: false, raw: None })
    }

    fn map(&mut self, written: &str, entries: &[(&str, NodeId)]) -> NodeId {
        let entries = entries
            .iter()
            .map(|&(key, value)| Entry {
                key: key.to_owned(),
                key_span: self.find(&format!("{key}:")),
                value,
            })
            .collect();
        let span = self.find(written);
        self.doc.push(Node { value: Value::Map(entries), span, quoted: false, raw: None })
    }

    fn comment(&mut self, written: &str) {
        let span = self.find(written);
        self.doc.comments.push(Comment { text: written[1..].to_owned(), span });
    }

    fn directives(mut self, root: NodeId) -> Vec<Directive> {
        self.doc.set_root(root);
        let span = Span::new(4, self.text.len() - 4);
        let block = Span::new(0, self.text.len());
        let frontmatter = Frontmatter {
            span,
            block,
            doc: self.doc,
            recovered: false,
            opened: true,
            closed: true,
            preceded_by_blank: false,
        };
        collect(self.text, Some(&frontmatter), &Outline::default())
    }
}

#[test]
fn a_yaml_comment_covers_its_line_or_the_next_key() {
    let text = "---\nid: A # deem: ignore[a] one\n# deem: ignore[b] two\ntags:\n  - x\n  # deem: ignore[c]: three\n  \
                - y\nend: z\n# deem: ignore[d] four\n---\n";
    let mut yaml = Yaml::new(text);
    for comment in [
        "# deem: ignore[a] one",
        "# deem: ignore[b] two",
        "# deem: ignore[c]: three",
        "# deem: ignore[d] four",
    ] {
        yaml.comment(comment);
    }
    let (id, x, y, end) = (yaml.scalar("A"), yaml.scalar("x"), yaml.scalar("y"), yaml.scalar("z"));
    let list = text.find("- x").unwrap()..text.find("\nend").unwrap();
    let tags = yaml.seq(&text[list], vec![x, y]);
    let root = yaml.map(&text[4..], &[("id", id), ("tags", tags), ("end", end)]);
    let found = yaml.directives(root);
    let covered: Vec<_> = found
        .iter()
        .map(|one| (one.rules[0].1.text(text), one.reason.as_str(), one.scope.text(text)))
        .collect();
    assert_eq!(
        covered,
        [
            ("a", "one", "id: A # deem: ignore[a] one"),
            ("b", "two", "tags:\n  - x\n  # deem: ignore[c]: three\n  - y"),
            ("c", "three", "y"),
            ("d", "four", ""),
        ]
    );
}

#[test]
fn waivers_cover_the_file_until_their_day() {
    let text =
        "---\nwaivers:\n  - rule: \"quiet-owner\"\n    reason: agreed\n    until: 2026-12-31\n  - odd\n---\n";
    let mut yaml = Yaml::new(text);
    let values = [("rule", "\"quiet-owner\""), ("reason", "agreed"), ("until", "2026-12-31")]
        .map(|(key, value)| (key, yaml.scalar(value)));
    let entry = yaml.map("rule: \"quiet-owner\"\n    reason: agreed\n    until: 2026-12-31", &values);
    let odd = yaml.scalar("odd");
    let list = yaml
        .seq("- rule: \"quiet-owner\"\n    reason: agreed\n    until: 2026-12-31\n  - odd", vec![entry, odd]);
    let root = yaml.map(&text[4..], &[("waivers", list)]);
    let found = yaml.directives(root);
    assert_eq!(found.len(), 2);
    let (name, place) = &found[0].rules[0];
    assert_eq!((name.as_str(), place.text(text)), ("quiet-owner", "quiet-owner"));
    assert_eq!((found[0].reason.as_str(), found[0].scope), ("agreed", Span::new(0, text.len())));
    let until = found[0].until.as_ref().unwrap();
    assert_eq!((until.0.as_str(), until.1.text(text)), ("2026-12-31", "2026-12-31"));
    assert!(found[0].in_force(jiff::civil::date(2026, 12, 31)));
    assert!(!found[0].in_force(jiff::civil::date(2027, 1, 1)));
    assert_eq!(found[1].span.text(text), "odd");
    assert!(found[1].malformed.as_ref().unwrap().contains("mapping"));
    assert!(!found[1].in_force(jiff::civil::date(2026, 1, 1)));
}

#[test]
fn the_last_day_must_be_an_iso_date() {
    for (until, day) in [
        ("2026-12-31", Some(jiff::civil::date(2026, 12, 31))),
        ("20261231", None),
        ("2026-02-30", None),
        ("2026-1-1", None),
        ("31.12.2026", None),
        ("2026-12-31T00", None),
    ] {
        let mut one = only("<!-- deem: ignore[a] b -->");
        one.until = Some((until.to_owned(), Span::default()));
        assert_eq!(one.last_day(), day, "{until}");
    }
}

proptest! {
    #[test]
    fn any_comment_is_read_without_panic_and_with_places_that_fit(
        picks in prop::collection::vec(0..PIECES.len(), 0..12), before in "[é\\n -]{0,4}", after in "\\PC{0,9}",
    ) {
        let words: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
        let text = format!("{before}<!-- deem:{words} -->{after}\n");
        for one in body(&text) {
            for (name, span) in &one.rules {
                prop_assert_eq!(span.text(&text), name);
            }
            prop_assert!(text.get(one.scope.start..one.scope.end).is_some());
            prop_assert_eq!(one.rules.is_empty(), one.malformed.is_some());
        }
    }
}

/// Pieces of directives.
const PIECES: &[&str] = &[
    "ignore", "-file", "[", "]", ",", " ", "\u{a0}", "a", "é", "X001", "--", ":", "\n", "\r\n", "deem:",
    "-->",
];
