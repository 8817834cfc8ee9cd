//! Directives in the frontmatter: comments and `waivers`.

use super::comment;
use super::{Directive, DirectiveKind};
use crate::record::Frontmatter;
use crate::record::yaml::{Document, NodeRef, Value};
use crate::span::Span;

pub(super) fn directives(file: &str, block: &Frontmatter) -> Vec<Directive> {
    let doc = &block.doc;
    let mut found = Vec::new();
    // Most records have no such comment: the places of keys are gathered for the first one only.
    let mut places: Option<Vec<Span>> = None;
    for one in &doc.comments {
        let offset = one.span.end.saturating_sub(one.text.len());
        found.extend(comment::parse(&one.text, offset, one.span, file.len(), || {
            let line = line_before(file, one.span);
            if !line.text(file).trim().is_empty() {
                return Span::new(line.start, one.span.end);
            }
            let places = places.get_or_insert_with(|| places_of(doc));
            let next = places.partition_point(|place| place.start < one.span.end);
            places.get(next).copied().unwrap_or(Span::at(one.span.end))
        }));
    }
    found.extend(waivers(file, doc));
    found
}

/// The comment's line up to the comment.
fn line_before(file: &str, comment: Span) -> Span {
    let before = file.get(..comment.start).unwrap_or("");
    Span::new(before.rfind(['\n', '\r']).map_or(0, |at| at + 1), comment.start)
}

/// Every key with its value, and every list item, by where it starts; of two that start together the
/// longer first.
fn places_of(doc: &Document) -> Vec<Span> {
    let mut places = Vec::new();
    let mut open: Vec<NodeRef<'_>> = doc.root().into_iter().collect();
    while let Some(node) = open.pop() {
        for (_, key, value) in node.entries() {
            places.push(key.join(value.span()));
            open.push(value);
        }
        for item in node.items() {
            places.push(item.span());
            open.push(item);
        }
    }
    places.sort_by_key(|place| (place.start, usize::MAX - place.end));
    places
}

fn waivers(file: &str, doc: &Document) -> Vec<Directive> {
    let Some(list) = doc.get("waivers").filter(|list| !list.is_null()) else {
        return Vec::new();
    };
    let whole = Span::new(0, file.len());
    if !matches!(list.value(), Value::Seq(_)) {
        return vec![malformed(list.span(), whole, "`waivers` is not a list")];
    }
    list.items().map(|entry| waiver(file, entry, whole)).collect()
}

fn waiver(file: &str, entry: NodeRef<'_>, whole: Span) -> Directive {
    if !matches!(entry.value(), Value::Map(_)) {
        return malformed(entry.span(), whole, "a waiver is a mapping with `rule`, `reason` and `until`");
    }
    let Some(rule) = entry.get("rule").and_then(|node| scalar(file, node)) else {
        return malformed(entry.span(), whole, "the waiver names no `rule`");
    };
    let reason = entry.get("reason").and_then(|node| scalar(file, node));
    Directive {
        kind: DirectiveKind::Waiver,
        rules: vec![rule],
        reason: reason.map(|(text, _)| text).unwrap_or_default(),
        until: entry.get("until").and_then(|node| scalar(file, node)),
        span: entry.span(),
        scope: whole,
        malformed: None,
    }
}

/// The trimmed text of a scalar that is not blank, and its place without quotes.
fn scalar(file: &str, node: NodeRef<'_>) -> Option<(String, Span)> {
    let text = node.scalar_text()?.trim().to_owned();
    let span = node.span();
    let quotes = node.quoted() && span.len() >= 2 && span.text(file).starts_with(['"', '\'']);
    let inner = if quotes { Span::new(span.start + 1, span.end - 1) } else { span };
    (!text.is_empty()).then_some((text, inner))
}

fn malformed(span: Span, whole: Span, words: &str) -> Directive {
    Directive {
        kind: DirectiveKind::Waiver,
        rules: Vec::new(),
        reason: String::new(),
        until: None,
        span,
        scope: whole,
        malformed: Some(words.to_owned()),
    }
}
