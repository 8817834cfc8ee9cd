//! R022 `index-wrong-status`

use std::collections::HashMap;

use crate::corpus::{IndexFile, LinkTarget};
use crate::record::key::{self, KeyMeaning};
use crate::record::status;
use crate::record::vocabulary::Vocabulary;
use crate::rules::prelude::*;

use super::shared::name;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R022",
    name: "index-wrong-status",
    summary: "an index shows another status than the record",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("index_wrong_status.md"),
    check: Check::Corpus(check),
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    for index in &cx.corpus.indexes {
        let rows = linked_rows(index);
        if !rows.is_empty() {
            tables(cx, index, &rows, out);
            lists(cx, index, &rows, out);
        }
    }
}

/// The record that a stretch of text links, by the link's place.
type Links = Vec<(Span, usize)>;

fn linked_rows(index: &IndexFile) -> Links {
    let links = index.outline.links.iter().zip(&index.links);
    links
        .filter_map(|(link, target)| match target {
            LinkTarget::File { record: Some(at), .. } => Some((link.span, *at)),
            _ => None,
        })
        .collect()
}

fn tables(cx: &CorpusContext<'_>, index: &IndexFile, links: &Links, out: &mut Sink<'_>) {
    let vocabulary = Vocabulary::default();
    for table in &index.outline.tables {
        let Some((header, rows)) = table.rows.split_first() else { continue };
        let is_status =
            |(text, _): &(String, Span)| key::meaning(text, &vocabulary) == Some(KeyMeaning::Status);
        let Some(column) = header.iter().position(is_status) else { continue };
        for row in rows {
            let (Some((text, span)), Some(at)) = (row.get(column), only_record(row, links)) else { continue };
            compare(cx, index, at, (text, *span), out);
        }
    }
}

/// The record that a row links, if it is one and the same everywhere.
fn only_record(row: &[(String, Span)], links: &Links) -> Option<usize> {
    let (first, last) = (row.first()?.1, row.last()?.1);
    let whole = first.join(last);
    let from = links.partition_point(|(span, _)| span.start < whole.start);
    let mut found: HashMap<usize, ()> = HashMap::new();
    for (_, at) in links[from..].iter().take_while(|(span, _)| span.start < whole.end) {
        found.insert(*at, ());
    }
    match found.len() {
        1 => found.into_keys().next(),
        _ => None,
    }
}

/// List items that start with a link to a record, `- [Use Kafka](0001-use-kafka.md) (accepted)`.
fn lists(cx: &CorpusContext<'_>, index: &IndexFile, links: &Links, out: &mut Sink<'_>) {
    let text = index.source.text.as_str();
    let mut headings = index.outline.headings.iter().peekable();
    let mut heading = None;
    for item in &index.outline.items {
        while let Some(next) = headings.next_if(|next| next.span.start < item.span.start) {
            heading = Some(next);
        }
        let line = Span::new(item.span.start, line_end(text, item.span.start).min(item.span.end));
        let first = links.partition_point(|(span, _)| span.start < line.start);
        let Some(&(link, at)) = links.get(first).filter(|(span, _)| span.end <= line.end) else { continue };
        // What follows a second link may be said of that one.
        let next = links.get(first + 1).map_or(line.end, |(span, _)| span.start.clamp(link.end, line.end));
        let before = Span::new(line.start, link.start);
        let stated =
            state_in(text, Span::new(link.end, next)).or_else(|| state_in(text, before)).or_else(|| {
                let heading = heading.filter(|_| bare(text, before).is_empty())?;
                state_in(text, heading.text_span)
            });
        if let Some(span) = stated {
            compare(cx, index, at, (span.text(text), span), out);
        }
    }
}

fn line_end(text: &str, from: usize) -> usize {
    text.get(from..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| from + at)
}

/// The part of a span between its first and last letter.
fn bare(text: &str, span: Span) -> Span {
    let whole = span.text(text);
    let start = whole.find(char::is_alphabetic).unwrap_or(whole.len());
    let trimmed = whole.trim_end_matches(|c: char| !c.is_alphabetic()).len();
    Span::new(span.start + start, span.start + trimmed.max(start))
}

/// The place of a state that is all that a span says: one word, with `status:` before it or `by …` after it.
/// A sentence is a description, whatever its words.
fn state_in(text: &str, span: Span) -> Option<Span> {
    let mut span = bare(text, span);
    let said = span.text(text);
    if said.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("status")) {
        span = bare(text, Span::new(span.start + 6, span.end));
    }
    let mut words = span.text(text).split_whitespace();
    let (word, more) = (words.next()?, words.next());
    let is_whole = more.is_none() || more.is_some_and(|more| more.eq_ignore_ascii_case("by"));
    let word = Span::new(span.start, span.start + word.trim_end_matches(|c: char| !c.is_alphabetic()).len());
    (is_whole && status::read(word.text(text)).status != Status::Unknown).then_some(word)
}

fn compare(
    cx: &CorpusContext<'_>,
    index: &IndexFile,
    at: usize,
    (text, span): (&str, Span),
    out: &mut Sink<'_>,
) {
    let record = &cx.corpus.records[at];
    let (Some(stated), shown) = (record.status(), status::read(text).status) else { return };
    let unclear = |status: Status| status == Status::Unknown;
    // Neighbouring states are often one to the people who keep the index.
    let close = |a: Status, b: Status| a == b || (a.is_live() && b.is_live()) || (a.is_open() && b.is_open());
    if unclear(shown) || unclear(stated.status) || stated.placeholder || close(shown, stated.status) {
        return;
    }
    let message = format!("the index says `{text}` of `{}`, the record `{}`", name(record), stated.name());
    out.report_in(&index.source, span, message)
        .anchor(name(record))
        .related(&record.file_of(stated.carrier).path, stated.span, "the record's status")
        .help("write the record's status into the index, or keep the table with `deem log --update`");
}
