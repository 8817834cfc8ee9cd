//! Rules of schema. To add one, name its file here, in the order of the codes.

use crate::record::Record;
use crate::record::yaml::Document;
use crate::schema::{self, Mark, Problem, pointer};
use crate::span::Span;

use super::meta::Rule;
use super::sink::{Report, Sink};

mod invalid_value;
mod missing_field;
mod unexpected_key;
mod unknown_field;
mod wrong_type;

pub(super) static RULES: &[&Rule] = &[
    &missing_field::RULE,
    &invalid_value::RULE,
    &wrong_type::RULE,
    &unexpected_key::RULE,
    &unknown_field::RULE,
];

/// The frontmatter of a record that has a schema.
fn document(record: &Record) -> Option<&Document> {
    record.native_frontmatter().map(|fm| &fm.doc)
}

/// Reports a problem where it stands.
fn report<'s>(out: &'s mut Sink<'_>, record: &Record, problem: &Problem) -> Report<'s> {
    let report = out
        .report(record, place(record, problem), problem.message.as_str())
        .anchor(pointer::words(&problem.pointer));
    match &problem.help {
        Some(help) => report.help(help.as_str()),
        None => report,
    }
}

/// The key or the value that a problem marks; the first line of the frontmatter for the whole of it.
fn place(record: &Record, problem: &Problem) -> Span {
    let found = document(record).and_then(|doc| schema::locate(doc, &problem.pointer));
    let start = Span::at(record.frontmatter.as_ref().map_or(0, |fm| fm.span.start));
    match found {
        Some((Some(key), _)) if problem.mark == Mark::Key => key,
        // A block of several lines is named by its key; a key without value has nothing else to mark.
        Some((Some(key), node)) if node.span().is_empty() || !schema::is_compact(node) => key,
        Some(_) if problem.pointer.is_empty() => start,
        Some((_, node)) => first_line(node.span(), &record.source.text),
        None => start,
    }
}

fn first_line(span: Span, text: &str) -> Span {
    let length = span.text(text).find(['\r', '\n']).unwrap_or(span.len());
    Span::new(span.start, span.start + length)
}
