//! From the TOML tree to settings, table by table.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use toml::de::DeTable;

use crate::record::{DateMeaning, Located, Status};

use super::error::quoted;
use super::globs::{Globs, MOST};
use super::kinds::ReadFile;
use super::model::{Contents, Setting, Word, fold};
use super::options::Profile;
use super::read::{Entry, Reader, entries};

/// Keys of the file's root.
pub(super) const ROOT: &[&str] = &[
    "version",
    "profile",
    "records",
    "vocabulary",
    "kinds",
    "rules",
    "per-path",
    "stale",
    "owners",
    "people",
    "teams",
];
/// Keys of `[records]`.
pub(super) const RECORDS: &[&str] = &["include", "exclude", "max-bytes"];
/// Keys of `[vocabulary]`.
pub(super) const VOCABULARY: &[&str] = &["status", "date"];

const PROFILES: &[(&str, Profile)] =
    &[("lean", Profile::Lean), ("standard", Profile::Standard), ("strict", Profile::Strict)];

/// The states that a word can be mapped to.
pub(super) const STATUSES: &[(&str, Status)] = &[
    ("draft", Status::Draft),
    ("proposed", Status::Proposed),
    ("accepted", Status::Accepted),
    ("rejected", Status::Rejected),
    ("withdrawn", Status::Withdrawn),
    ("deprecated", Status::Deprecated),
    ("superseded", Status::Superseded),
    ("implemented", Status::Implemented),
    ("deferred", Status::Deferred),
];

const DATES: &[(&str, DateMeaning)] = &[
    ("created", DateMeaning::Created),
    ("decided", DateMeaning::Decided),
    ("updated", DateMeaning::Updated),
    ("review", DateMeaning::Review),
];

/// Reads the whole file into `contents`, which holds the defaults.
pub(super) fn document(
    reader: &mut Reader,
    root: &DeTable<'_>,
    contents: &mut Contents,
    files: &mut ReadFile<'_>,
) {
    for entry in entries(root) {
        match entry.name {
            "version" => version(reader, entry, contents),
            "profile" => {
                if let Some(profile) = reader.choice(entry, PROFILES) {
                    contents.profile = Setting::written(profile, entry.key);
                }
            }
            "records" => records(reader, entry, contents),
            "vocabulary" => vocabulary(reader, entry, contents),
            "kinds" => contents.kinds = super::kinds::kinds(reader, entry, files),
            "rules" => super::rules::rules(reader, entry, contents),
            "per-path" => super::rules::per_path(reader, entry, contents),
            "stale" => contents.stale = super::stale::stale(reader, entry),
            "owners" => super::people::owners(reader, entry, &mut contents.people),
            "people" => super::people::people(reader, entry, &mut contents.people),
            "teams" => super::people::teams(reader, entry, &mut contents.people),
            _ => reader.unknown_key(entry, ROOT),
        }
    }
    super::people::check(reader, &contents.people);
    super::stale::check(reader, &contents.stale, &contents.kinds.kinds);
}

fn version(reader: &mut Reader, entry: Entry<'_>, contents: &mut Contents) {
    match reader.integer(entry) {
        Some(1) => contents.version = Setting::written(1, entry.key),
        Some(other) => reader.report_help(
            entry.span,
            format!("`version` is {other}, but this deem reads version 1"),
            "write `version = 1`, or use a newer deem",
        ),
        None => {}
    }
}

fn records(reader: &mut Reader, entry: Entry<'_>, contents: &mut Contents) {
    let Some(table) = reader.table(entry) else { return };
    let records = &mut contents.records;
    for entry in entries(table) {
        match entry.name {
            "include" => read_into(&mut records.include, entry, globs(reader, entry)),
            "exclude" => read_into(&mut records.exclude, entry, globs(reader, entry)),
            "max-bytes" => read_into(&mut records.max_bytes, entry, super::size::read(reader, entry)),
            _ => reader.unknown_key(entry, RECORDS),
        }
    }
}

fn read_into<T>(setting: &mut Setting<T>, entry: Entry<'_>, value: Option<T>) {
    if let Some(value) = value {
        *setting = Setting::written(value, entry.key);
    }
}

fn globs(reader: &mut Reader, entry: Entry<'_>) -> Option<Globs> {
    let written = reader.strings(entry)?;
    compile(reader, entry, written)
}

/// Compiles globs and reports those that cannot be.
pub(super) fn compile(reader: &mut Reader, entry: Entry<'_>, written: Vec<Located<String>>) -> Option<Globs> {
    if written.len() > MOST {
        reader.report(
            entry.key,
            format!("{} has {} globs, but at most {MOST} are read", quoted(entry.name), written.len()),
        );
        return None;
    }
    let places: Vec<_> = written.iter().map(|glob| (glob.span, quoted(&glob.value))).collect();
    match Globs::compile(written) {
        Ok(globs) => Some(globs),
        Err(problems) => {
            for (index, problem) in problems {
                let (span, glob) = places.get(index).cloned().unwrap_or((entry.key, String::new()));
                reader.report_with(span, || {
                    let reason = &problem.reason;
                    (format!("glob {glob} cannot be used: {reason}"), problem.help.map(str::to_owned))
                });
            }
            None
        }
    }
}

fn vocabulary(reader: &mut Reader, entry: Entry<'_>, contents: &mut Contents) {
    let Some(table) = reader.table(entry) else { return };
    for entry in entries(table) {
        match entry.name {
            "status" => words(reader, entry, STATUSES, &mut contents.vocabulary.status),
            "date" => words(reader, entry, DATES, &mut contents.vocabulary.date),
            _ => reader.unknown_key(entry, VOCABULARY),
        }
    }
}

fn words<T: Copy>(
    reader: &mut Reader,
    entry: Entry<'_>,
    meanings: &[(&str, T)],
    into: &mut BTreeMap<String, Word<T>>,
) {
    let Some(table) = reader.table(entry) else { return };
    for entry in entries(table) {
        let folded = fold(entry.name);
        if folded.is_empty() {
            reader.report(entry.key, "a word of the vocabulary is empty");
            continue;
        }
        let Some(means) = reader.choice(entry, meanings) else { continue };
        match into.entry(folded) {
            Slot::Vacant(slot) => {
                slot.insert(Word { text: entry.name.to_owned(), means, span: entry.key });
            }
            Slot::Occupied(slot) => {
                let line = reader.source().position(slot.get().span.start).line;
                reader.report_help(
                    entry.key,
                    format!("{} is the same word as {}", quoted(entry.name), quoted(&slot.get().text)),
                    format!("case does not matter; line {line} maps it already"),
                );
            }
        }
    }
}
