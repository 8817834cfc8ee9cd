//! The edits of the frontmatter.

use crate::diagnostic::Edit;
use crate::record::inline;
use crate::record::key::{self, KeyMeaning};
use crate::record::vocabulary::Vocabulary;
use crate::record::yaml::NodeRef;
use crate::record::{Carrier, DateMeaning, Frontmatter, PersonRole, Record};
use crate::span::Span;

use super::place::{Entry, Form, Placed, date_key};
use super::words::Words;

/// The line ending of a text, by its first line.
pub(super) fn line_ending(text: &str) -> &'static str {
    let first = text.find('\n').unwrap_or(0);
    if text.get(..first).is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" }
}

/// Puts the new keys in front of the old ones, or makes a block; renames synonyms and mends values.
pub(super) fn edits(record: &Record, placed: &Placed) -> Vec<Edit> {
    let text = record.source.text.as_str();
    let eol = line_ending(text);
    let lines: String = placed.entries.iter().map(|entry| line(entry) + eol).collect();
    let edit = |span: Span, text: String| Edit {
        path: record.source.path.clone(),
        start: span.start,
        end: span.end,
        text,
    };
    let Some(fm) = &record.frontmatter else {
        let at = record.source.bom_len();
        let rest = text.get(at..).unwrap_or("");
        let gap = if rest.is_empty() || rest.starts_with(['\n', '\r']) { "" } else { eol };
        return vec![edit(Span::at(at), format!("---{eol}{lines}---{eol}{gap}"))];
    };
    let mut edits = vec![edit(Span::at(fm.span.start), lines)];
    let mut taken: Vec<String> = placed.entries.iter().map(|entry| entry.key.clone()).collect();
    for (name, span, node) in fm.doc.entries() {
        if let Some(new) = canonical(name, node, record)
            && new != name
            && fm.doc.get(&new).is_none()
            && !taken.contains(&new)
        {
            edits.push(edit(span, new.clone()));
            taken.push(new);
        }
    }
    for (key, node, value) in mended(record, fm, placed) {
        let start = text.get(..key.start).and_then(|before| before.rfind('\n')).map_or(0, |n| n + 1);
        let old = Span::new(key.start, node.end).text(text);
        if !Words::of(&value).cover(node.text(text)) && !covered_status(record, node, placed) {
            let noted: String = old.lines().map(|line| format!("# {line}{eol}")).collect();
            edits.push(edit(Span::at(start), noted));
        }
        edits.push(edit(node, value));
    }
    edits
}

/// True for the value of a status whose every word has moved.
fn covered_status(record: &Record, value: Span, placed: &Placed) -> bool {
    record.status().is_some_and(|fact| value.contains(fact.span))
        && placed.status_words.cover(value.text(&record.source.text))
}

/// Values that deem's own kinds write in another way: the places of key and value, and the new value.
fn mended(record: &Record, fm: &Frontmatter, placed: &Placed) -> Vec<(Span, Span, String)> {
    let entry = |span: Span| {
        let mut entries = fm.doc.entries();
        entries.find(|(.., node)| node.span().contains(span)).map(|(_, key, node)| (key, node.span()))
    };
    let mut found = Vec::new();
    if let Some(fact) = record.status().filter(|fact| fact.carrier == Carrier::Frontmatter)
        && let Some(status) = placed.status.as_ref().filter(|status| **status != fact.text)
        && let Some((key, node)) = entry(fact.span)
    {
        found.push((key, node, status.clone()));
    }
    for (meaning, day) in &placed.dates {
        let strict = matches!(meaning, DateMeaning::Created | DateMeaning::Decided);
        let fact = record.dates.iter().find(|fact| fact.meaning == *meaning && fact.date.is_some());
        if let Some(fact) = fact.filter(|fact| strict && fact.carrier == Carrier::Frontmatter)
            && fact.text != *day
            && let Some((key, node)) = entry(fact.span)
        {
            found.push((key, node, day.clone()));
        }
    }
    found
}

/// The key that deem's own kinds have for what an old key means.
fn canonical(name: &str, node: NodeRef<'_>, record: &Record) -> Option<String> {
    let vocabulary = Vocabulary::default();
    let fixed = match key::meaning(name, &vocabulary)? {
        KeyMeaning::Status => "status",
        KeyMeaning::Title => "title",
        KeyMeaning::Id => "id",
        KeyMeaning::Tags => "tags",
        KeyMeaning::Governs => "governs",
        KeyMeaning::People(PersonRole::Owner) => "owners",
        KeyMeaning::People(PersonRole::Decider) => "decision-makers",
        KeyMeaning::People(PersonRole::Consulted) => "consulted",
        KeyMeaning::People(PersonRole::Informed) => "informed",
        KeyMeaning::Relation(kind) => kind.key(),
        KeyMeaning::Date(_) => {
            // A bare date has its dialect's meaning, which the new key must say.
            let fact = record.dates.iter().find(|fact| node.span().contains(fact.span))?;
            let plain = matches!(fact.meaning, DateMeaning::Updated | DateMeaning::Review);
            let bare = key::normal_key(name) == "date";
            if plain && !bare { name } else { date_key(fact.meaning) }
        }
        KeyMeaning::People(PersonRole::Author | PersonRole::Other)
        | KeyMeaning::RelationSentence
        | KeyMeaning::Number => name,
    };
    Some(fixed.to_owned())
}

fn line(entry: &Entry) -> String {
    let values: Vec<String> = entry.values.iter().map(|value| scalar(value)).collect();
    match entry.form {
        Form::Scalar => format!("{}: {}", key_text(&entry.key), values.join(" ")),
        Form::List => format!("{}: [{}]", key_text(&entry.key), values.join(", ")),
        Form::Review => format!("{}: {{ next: {} }}", key_text(&entry.key), values.join(" ")),
    }
}

fn key_text(key: &str) -> String {
    let simple = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    if key.chars().all(simple) && key.starts_with(char::is_alphabetic) { key.to_owned() } else { scalar(key) }
}

/// A YAML scalar, in quotes where it could be read as anything else.
fn scalar(text: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/');
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = text.starts_with(char::is_alphanumeric)
        && !text.ends_with(' ')
        && text.chars().all(safe)
        && text.chars().any(|c| c.is_alphabetic() || c == '-')
        && !words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if plain {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            '\t' => quoted.push(c),
            c if c.is_control() || c == '\u{feff}' => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The text of a fact without markup, for comparisons.
pub(super) fn bare(text: &str) -> String {
    inline::plain(text).trim().trim_matches(['`', '"', '\'', '*', '_']).trim().to_owned()
}
