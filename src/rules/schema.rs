//! Rules of schema. To add one, name its file here, in the order of the codes.

use crate::record::Record;
use crate::record::yaml::Document;
use crate::span::Span;

use super::meta::Rule;

mod invalid_value;
mod missing_field;
mod unexpected_key;
mod wrong_type;

pub(super) static RULES: &[&Rule] =
    &[&missing_field::RULE, &invalid_value::RULE, &wrong_type::RULE, &unexpected_key::RULE];

/// The frontmatter of a record that has a schema.
fn document(record: &Record) -> Option<&Document> {
    record.native_frontmatter().map(|fm| &fm.doc)
}

/// The place of the value that a JSON pointer names; the whole block where nothing is there.
fn place(record: &Record, pointer: &str) -> Span {
    let found = document(record).and_then(|doc| doc.locate(pointer));
    match found {
        Some((Some(key), node)) if node.span().is_empty() => key,
        Some((_, node)) => node.span(),
        None => Span::at(record.frontmatter.as_ref().map_or(0, |fm| fm.span.start)),
    }
}

/// A JSON pointer as people name keys: `review.next`, `options[2].cost`.
fn key_path(pointer: &str) -> String {
    let mut path = String::new();
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        if step.bytes().all(|b| b.is_ascii_digit()) && !path.is_empty() {
            path.push_str(&format!("[{}]", step.parse::<usize>().map_or(0, |at| at.saturating_add(1))));
        } else {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&step);
        }
    }
    path
}
