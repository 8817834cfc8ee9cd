//! Lines and rows of the form `Key: value`.

use crate::record::head::{self, Field};
use crate::record::key::{self, KeyMeaning};
use crate::record::{Carrier, Dialect, Record, RelationKind, status};
use crate::span::Span;

use super::draft::{line_ending, line_of, next_line};
use super::house::Case;
use super::reference::Written;
use super::section::scan_start;
use super::text::Splice;
use super::{Editor, Successor};

/// How a user can do by hand what the record has no place for.
pub(super) fn help(record: &Record) -> String {
    match record.dialect {
        Dialect::Nygard => "write it into its `## Status` section".to_owned(),
        Dialect::Plain => "it has no metadata; `deem migrate` gives it frontmatter".to_owned(),
        other => format!("write it by hand in the manner of its dialect, `{}`", other.as_str()),
    }
}

impl Editor<'_> {
    /// Puts in a line like that of the status, or a target behind those of the line there is; with the target that
    /// it reads as. `None` where there is no line to go by.
    pub(super) fn in_field(
        &self,
        record: &Record,
        kind: RelationKind,
        to: &Successor,
        link: impl FnOnce() -> Written,
    ) -> Option<(Vec<Splice>, String)> {
        let text = &record.source.text;
        let head = head::scan(text, scan_start(record));
        let value = if head.preamble { self.value_for(record, to) } else { link() };
        let splices = match head.fields.iter().find(|field| self.means(field, kind)) {
            Some(field) => vec![append(text, field, &value.text)],
            None => {
                let pattern = self.pattern(record, &head.fields)?;
                new_line(text, pattern, &label(kind, pattern, head.preamble), &value.text)?
            }
        };
        Some((splices, value.target))
    }

    /// True when the field states that relation.
    fn means(&self, field: &Field, kind: RelationKind) -> bool {
        key::meaning(&field.key, &self.vocabulary) == Some(KeyMeaning::Relation(kind))
    }

    /// True when a record has a line for a relation.
    pub(super) fn has_field(&self, record: &Record, kind: RelationKind) -> bool {
        let head = head::scan(&record.source.text, scan_start(record));
        head.fields.iter().any(|field| self.means(field, kind))
    }

    /// The field whose line a new one is modelled on: that of the status, else of a date.
    pub(super) fn pattern<'f>(&self, record: &Record, fields: &'f [Field]) -> Option<&'f Field> {
        let status = record.status().filter(|fact| fact.carrier != Carrier::Section);
        let is_status = |field: &&Field| status.is_some_and(|fact| field.value.contains(fact.span));
        let is_date = |field: &&Field| {
            matches!(
                key::meaning(&field.key, &self.vocabulary),
                Some(KeyMeaning::Date(_) | KeyMeaning::Status)
            )
        };
        fields.iter().find(is_status).or_else(|| fields.iter().find(is_date))
    }
}

/// The label of a relation in the manner of another label.
fn label(kind: RelationKind, pattern: &Field, preamble: bool) -> String {
    let words = kind.key().split('-');
    match Case::of(&pattern.key) {
        Case::Lower => words.collect::<Vec<_>>().join(if preamble { "-" } else { " " }),
        _ if preamble => words.map(|word| Case::Capitalised.apply(word)).collect::<Vec<_>>().join("-"),
        case => case.apply(&words.collect::<Vec<_>>().join(" ")),
    }
}

/// A target in the value of a field that is there.
fn append(text: &str, field: &Field, value: &str) -> Splice {
    let written = field.value.text(text);
    if written.is_empty() {
        let at = field.value.start;
        let spaced = text.get(..at).is_some_and(|before| before.ends_with(' '));
        return Splice::insert(at, format!("{}{value}", if spaced { "" } else { " " }));
    }
    if status::targets(written, RelationKind::RelatesTo).is_empty() {
        // A word for nothing.
        return Splice::new(field.value, value);
    }
    Splice::insert(field.value.end, format!(", {value}"))
}

/// A line behind that of a field, with its marks.
pub(super) fn new_line(text: &str, pattern: &Field, name: &str, value: &str) -> Option<Vec<Splice>> {
    let line = line_of(text, pattern.value.start);
    let key_at = line.start + line.text(text).find(&pattern.key)?;
    let key_end = key_at + pattern.key.len();
    let end = pattern.value.end;
    let last = line_of(text, end);
    let (lead, gap) = (text.get(line.start..key_at)?, text.get(key_end..pattern.value.start)?);
    let tail = text.get(end..last.end)?;
    let plain = |part: &str| !part.contains(char::is_alphanumeric);
    // `**Status:** accepted | **Date:** 2026-01-02` goes on in its line.
    if tail.starts_with(" | ") && plain(gap) {
        let marks = lead.len() - lead.trim_end_matches(['*', '_']).len();
        let marks = lead.get(lead.len() - marks..)?;
        return Some(vec![Splice::insert(last.end, format!(" | {marks}{name}{gap}{value}"))]);
    }
    // Several fields on one line give no pattern.
    if !plain(lead.trim_start_matches('\u{feff}')) || !plain(gap) || !plain(tail) {
        return None;
    }
    let gap = padded(gap, pattern, name);
    let gap = if gap.ends_with([' ', '\t']) { gap } else { format!("{gap} ") };
    let new = format!("{}{name}{gap}{value}{tail}", lead.trim_start_matches('\u{feff}'));
    let ending = line_ending(text, last.end);
    let (after, ended) = next_line(text, last.end);
    let blank = |span: Span| span.text(text).trim().is_empty();
    let alone = ended
        && matches!(pattern.carrier, Carrier::BoldLine | Carrier::PlainLine)
        && blank(line_of(text, after))
        && line.start > 0
        && blank(line_of(text, line.start - 1));
    let gap = if alone { format!("{ending}{ending}") } else { ending.to_owned() };
    Some(vec![Splice::insert(last.end, format!("{}{gap}{new}", hard_break(text, line, tail)))])
}

/// The mark of a hard line break that the line before has and this one, which was the last, has not.
fn hard_break(text: &str, line: Span, tail: &str) -> &'static str {
    let Some(before) = line.start.checked_sub(1).map(|at| line_of(text, at)) else { return "" };
    ["  ", "\\"]
        .into_iter()
        .find(|mark| before.text(text).ends_with(mark) && !tail.ends_with(mark))
        .unwrap_or("")
}

/// The marks between key and value of a row, so that its bars stand below the others.
fn padded(gap: &str, pattern: &Field, name: &str) -> String {
    if pattern.carrier != Carrier::Table {
        return gap.to_owned();
    }
    let Some(bar) = gap.find('|') else { return gap.to_owned() };
    let marks = gap.get(..bar).unwrap_or("").trim_end();
    let width = pattern.key.chars().count() + bar - marks.len();
    let spaces = width.saturating_sub(name.chars().count()).max(1);
    format!("{marks}{}{}", " ".repeat(spaces), gap.get(bar..).unwrap_or(""))
}
