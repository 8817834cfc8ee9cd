//! Generated records with odd content: whatever they hold, nothing is lost and no worse text is written.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use deem::corpus::{self, Corpus};
use deem::migrate::{self, Options};
use deem::record::kind::Kinds;
use deem::record::reader::{self, ReadContext};
use deem::record::vocabulary::Vocabulary;
use deem::report::rows;
use deem::source::{RelPath, SourceFile};
use proptest::prelude::*;

const PATH: &str = "docs/adr/0007-use-kafka.md";

fn read(text: &str) -> Corpus {
    let vocabulary = Vocabulary::default();
    let cx = ReadContext {
        kinds: Kinds::built_in(),
        folder_kind: None,
        vocabulary: &vocabulary,
        log4brains: false,
    };
    let record = reader::read(Arc::new(SourceFile::new(PATH, text.to_owned())), None, &cx);
    corpus::build(vec![record], Vec::new(), None, Kinds::built_in())
}

/// The new text, or why there is none.
fn migrate(text: &str) -> Result<String, String> {
    let last = RefCell::new(String::new());
    let reread = |texts: &BTreeMap<RelPath, String>| {
        let text = texts.values().next().cloned().unwrap_or_default();
        last.replace(text.clone());
        read(&text)
    };
    let (vocabulary, created) = (Vocabulary::default(), BTreeMap::new());
    let schemas = deem::schema::Schemas::default();
    let options = Options { kind: None, vocabulary: &vocabulary, schemas: &schemas, created: &created };
    let migration = migrate::plan(&read(text), &[0], &options, &reread);
    match migration.left.first() {
        Some(left) => Err(left.why.clone()),
        None if migration.already.is_empty() => Ok(last.into_inner()),
        None => Ok(text.to_owned()),
    }
}

/// What a list says, but for dialect and the text of the status.
fn facts(text: &str) -> serde_json::Value {
    let corpus = read(text);
    let row = rows(&corpus, None).next().map(|(_, row)| row);
    let mut row = serde_json::to_value(row).unwrap();
    let fields = row.as_object_mut().unwrap();
    fields.remove("dialect");
    fields.remove("status-text");
    row
}

fn value() -> impl Strategy<Value = String> {
    let odd = [
        "",
        "accepted",
        "Accepted",
        "Superseded by [8](0008-x.md)",
        "a: b",
        "# no",
        "@ana, @ben",
        "\"quoted\"",
        "'",
        "Ana, Ben and Zoë",
        "[Ana](https://example.com/a?b=c#d)",
        "2020-01-02",
        "3 March 2020",
        "`x`",
        "{accepted}",
        "| a | b |",
        "<!-- note -->",
        "accepted <!-- note -->",
        "*bold*",
        "日本語、中文",
        "🎉 accepted",
        "- x",
        "\\",
        "%",
        "~",
        "null",
        "true",
        "0012",
        "ADR-0008",
        "none",
        "*",
        "&x",
        "!x",
        "a\tb",
    ];
    prop_oneof![3 => prop::sample::select(odd.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,24}"]
}

/// A record of one of the dialects around four values.
fn record() -> impl Strategy<Value = String> {
    let form = 0..8_usize;
    let ends = (any::<bool>(), any::<bool>(), any::<bool>());
    (form, value(), value(), value(), value(), ends).prop_map(|(form, a, b, c, d, (crlf, bom, last))| {
        let body = "## Context and Problem Statement\n\nOrders.\n\n## Decision Outcome\n\nKafka.\n";
        let text = match form {
            0 => format!("# 7. Use Kafka\n\nDate: {b}\n\n## Status\n\n{a}\n\n{d}\n\n{body}"),
            1 => format!("# Use Kafka\n\n* Status: {a}\n* Deciders: {c}\n* Date: {b}\n* Tags: {d}\n\n{body}"),
            2 => format!("---\nstatus: {a}\ndate: {b}\ndeciders: {c}\nx: {d}\n---\n# Use Kafka\n\n{body}"),
            3 => format!("# Use Kafka\n\n| Status | {a} |\n|---|---|\n| Date | {b} |\n| Author | {c} |\n| X | {d} |\n\n{body}"),
            4 => format!("# Use Kafka\n\n**Status:** {a}\n**Date:** {b}\n**Owner:** {c} | **Tags:** {d}\n\n{body}"),
            5 => format!("Title: {d}\nStatus: {a}\nCreated: {b}\nAuthor: {c}\n\n# Use Kafka\n\n{body}"),
            6 => format!("# Use Kafka\n\n```\nTitle: {d}\nStatus: {a}\nCreated: {b}\nAuthor: {c}\n```\n\n{body}"),
            _ => format!("# Use Kafka\n\n## Metadata\n\n- Supersedes: {d}\n- Decided: {b}\n\n## Deciders\n\n- {c}\n\n## Status: {a}\n\n{body}"),
        };
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let text = if last { text } else { text.trim_end().to_owned() };
        if bom { format!("\u{feff}{text}") } else { text }
    })
}

fn words(text: &str) -> std::collections::BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn odd_records_say_the_same_before_and_after(text in record()) {
        if let Ok(new) = migrate(&text) {
            prop_assert_eq!(facts(&text), facts(&new), "{:?}\n{:?}", text, new);
            prop_assert_eq!(migrate(&new), Ok(new.clone()));
            let labels = words("date deciders author owner title metadata status created decided 7");
            let gone: Vec<_> = words(&text).difference(&words(&new)).filter(|w| !labels.contains(*w)).cloned().collect();
            prop_assert!(gone.is_empty(), "{gone:?}\n{text:?}\n{new:?}");
            prop_assert_eq!(text.starts_with('\u{feff}'), new.starts_with('\u{feff}'));
            prop_assert_eq!(text.ends_with('\n'), new.ends_with('\n'), "{:?}\n{:?}", text, new);
            if text.matches('\n').count() == text.matches("\r\n").count() {
                prop_assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{:?}", new);
            }
        }
    }

    #[test]
    fn records_of_every_form_with_plain_content_are_migrated(
        form in 0..4_usize, status in prop::sample::select(vec!["accepted", "Proposed", "rejected"]), name in "[A-Z][a-z]{2,8}",
    ) {
        let text = match form {
            0 => format!("# 7. Use Kafka\n\nDate: 2020-01-02\n\n## Status\n\n{status}\n\n## Context\n\nOrders.\n"),
            1 => format!("# Use Kafka\n\n* Status: {status}\n* Deciders: {name}\n* Date: 2020-01-02\n\n## Context\n\nOrders.\n"),
            2 => format!("---\nstatus: {status}\ndate: 2020-01-02\ndeciders: {name}\n---\n# Use Kafka\n\n## Context\n\nOrders.\n"),
            _ => format!("# Use Kafka\n\n| Status | {status} |\n|---|---|\n| Author | {name} |\n\n## Context\n\nOrders.\n"),
        };
        let new = migrate(&text);
        prop_assert!(new.as_ref().is_ok_and(|new| new.starts_with("---\nkind: adr\nid: ADR-0007\n")), "{new:?}");
        prop_assert!(new.is_ok_and(|new| new.ends_with("# Use Kafka\n\n## Context\n\nOrders.\n") || new.contains("# 7.")));
    }
}
