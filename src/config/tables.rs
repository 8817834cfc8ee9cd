//! From the TOML tree to settings, table by table.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use toml::de::DeTable;

use crate::record::{DateMeaning, Kind, Located, Status};

use super::error::quoted;
use super::globs::{Globs, MOST};
use super::model::{Contents, KindSettings, Setting, Word, fold};
use super::options::Profile;
use super::read::{Entry, Reader, entries};
use super::suggest;

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
/// Keys of `[kinds.NAME]`.
pub(super) const KIND: &[&str] = &["folders", "prefix", "required-sections"];
/// Keys of `[stale]`.
pub(super) const STALE: &[&str] = &["review-grace-days", "proposal-days"];

const PROFILES: &[(&str, Profile)] =
    &[("lean", Profile::Lean), ("standard", Profile::Standard), ("strict", Profile::Strict)];

/// The states that a word can be mapped to.
const STATUSES: &[(&str, Status)] = &[
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
pub(super) fn document(reader: &mut Reader, root: &DeTable<'_>, contents: &mut Contents) {
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
            "kinds" => kinds(reader, entry, contents),
            "rules" => super::rules::rules(reader, entry, contents),
            "per-path" => super::rules::per_path(reader, entry, contents),
            "stale" => stale(reader, entry, contents),
            "owners" => super::people::owners(reader, entry, &mut contents.people),
            "people" => super::people::people(reader, entry, &mut contents.people),
            "teams" => super::people::teams(reader, entry, &mut contents.people),
            _ => reader.unknown_key(entry, ROOT),
        }
    }
    super::people::check(reader, &contents.people);
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

fn kinds(reader: &mut Reader, entry: Entry<'_>, contents: &mut Contents) {
    let Some(table) = reader.table(entry) else { return };
    for entry in entries(table) {
        let Some(kind) = Kind::find(entry.name) else {
            reader.report_with(entry.key, || {
                let names: Vec<&str> = Kind::builtin().iter().map(|kind| kind.name).collect();
                (format!("unknown kind {}", quoted(entry.name)), suggest::help(entry.name, &names))
            });
            continue;
        };
        let Some(table) = reader.table(entry) else { continue };
        let settings = kind_table(reader, table, kind, contents);
        if let Some(slot) = contents.kinds.iter_mut().find(|slot| slot.kind.name == kind.name) {
            *slot = settings;
        }
    }
    equal_prefixes(reader, &contents.kinds);
}

fn kind_table(
    reader: &mut Reader,
    table: &DeTable<'_>,
    kind: &'static Kind,
    contents: &mut Contents,
) -> KindSettings {
    let mut settings = KindSettings::unset(kind);
    for entry in entries(table) {
        match entry.name {
            "folders" => settings.folders = folders(reader, entry, kind, &mut contents.folders),
            "prefix" => settings.prefix = prefix(reader, entry),
            "required-sections" => {
                let sections = reader.strings(entry);
                settings.required_sections = sections.map(|list| Located::new(list, entry.key));
            }
            _ => reader.unknown_key(entry, KIND),
        }
    }
    settings
}

fn folders(
    reader: &mut Reader,
    entry: Entry<'_>,
    kind: &'static Kind,
    taken: &mut BTreeMap<String, &'static Kind>,
) -> Option<Located<Vec<Located<String>>>> {
    let mut list = reader.strings(entry)?;
    if list.is_empty() {
        reader.report_help(entry.span, "`folders` is empty", "name a folder, or leave the key out");
        return None;
    }
    for folder in &mut list {
        match plain_folder(&folder.value) {
            Ok(plain) => folder.value = plain,
            Err((reason, help)) => {
                let message = format!("folder {} {reason}", quoted(&folder.value));
                reader.report_help(folder.span, message, help);
                continue;
            }
        }
        match taken.entry(folder.value.clone()) {
            Slot::Vacant(slot) => {
                slot.insert(kind);
            }
            Slot::Occupied(slot) => {
                let holder = slot.get().name;
                let message = format!("folder {} is given to `{holder}` already", quoted(&folder.value));
                reader.report(folder.span, message);
            }
        }
    }
    Some(Located::new(list, entry.key))
}

/// A folder as record paths name it, `""` for the root.
fn plain_folder(text: &str) -> Result<String, (&'static str, &'static str)> {
    let below_root = "folders start at the repository root, without a leading `/` or `..`";
    if text.starts_with('/') || text.contains('\\') {
        return Err(("is not a path within the repository", below_root));
    }
    if text.contains(['*', '?', '[', '{']) {
        return Err(("is a glob", "name each folder; globs belong into `[records] include`"));
    }
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if parts.contains(&"..") {
        return Err(("is not a path within the repository", below_root));
    }
    Ok(parts.join("/"))
}

fn prefix(reader: &mut Reader, entry: Entry<'_>) -> Option<Located<String>> {
    const LONGEST: usize = 32;
    let text = reader.string(entry)?;
    let fits = text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !fits {
        reader.report_help(
            entry.span,
            format!("prefix {} cannot begin an id", quoted(text)),
            format!(
                "use a letter, then letters, digits, `-` or `_`, at most {LONGEST}, without the last `-`"
            ),
        );
    }
    fits.then(|| Located::new(text.to_owned(), entry.span))
}

/// Two kinds with one prefix would give two records one id.
fn equal_prefixes(reader: &mut Reader, kinds: &[KindSettings]) {
    let shown = |entry: &KindSettings| {
        entry.prefix.as_ref().map_or_else(|| entry.kind.prefix.to_owned(), |prefix| prefix.value.clone())
    };
    for entry in kinds {
        let Some(prefix) = &entry.prefix else { continue };
        let rival = kinds.iter().find(|other| {
            other.kind.name != entry.kind.name && shown(other).eq_ignore_ascii_case(&prefix.value)
        });
        if let Some(rival) = rival {
            let message =
                format!("prefix {} is also that of kind `{}`", quoted(&prefix.value), rival.kind.name);
            reader.report(prefix.span, message);
        }
    }
}

fn stale(reader: &mut Reader, entry: Entry<'_>, contents: &mut Contents) {
    let Some(table) = reader.table(entry) else { return };
    let stale = &mut contents.stale;
    for entry in entries(table) {
        match entry.name {
            "review-grace-days" => read_into(&mut stale.review_grace_days, entry, reader.days(entry)),
            "proposal-days" => read_into(&mut stale.proposal_days, entry, reader.days(entry)),
            _ => reader.unknown_key(entry, STALE),
        }
    }
}
