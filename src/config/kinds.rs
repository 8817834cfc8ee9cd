//! `[kinds.NAME]`: what differs from a built-in kind, and kinds that a team adds.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::sync::Arc;

use toml::de::DeTable;

use crate::record::kind::{IdScheme, Kind, KindStatus, Kinds, Scheme, status_name};
use crate::record::period::Period;
use crate::record::{Located, Status, status};
use crate::source::SourceFile;
use crate::span::Span;

use super::error::quoted;
use super::read::{Entry, Reader, entries};
use super::suggest;
use super::tables::STATUSES;

/// Keys of `[kinds.NAME]`.
pub(super) const KIND: &[&str] = &[
    "summary",
    "schema",
    "template",
    "prefix",
    "id",
    "folders",
    "statuses",
    "required-sections",
    "owners",
    "review",
];
/// Keys of `[kinds.NAME.id]`.
pub(super) const ID: &[&str] = &["scheme", "width"];
/// Keys of `[kinds.NAME.statuses.STATUS]`.
pub(super) const STATUS: &[&str] = &["means", "moves", "final"];

/// Names that `deem schema` has taken.
const TAKEN: [&str; 5] = ["config", "findings", "list", "log", "stale"];
const LONGEST_NAME: usize = 32;
const SCHEMES: &[(&str, Scheme)] = &[
    ("sequence", Scheme::Sequence),
    ("date", Scheme::Date),
    ("date-sequence", Scheme::DateSequence),
    ("ulid", Scheme::Ulid),
    ("given", Scheme::Given),
];

/// Reads a file of the repository that the configuration names; the error says why there is none.
pub(super) type ReadFile<'a> = dyn FnMut(&str) -> Result<String, String> + 'a;

/// The kinds in force, and where `deem.toml` says so.
#[derive(Clone, Debug, Default)]
pub(super) struct KindTables {
    pub(super) kinds: Kinds,
    /// Folders that `deem.toml` gives to a kind.
    pub(super) folders: BTreeMap<String, Arc<Kind>>,
    /// The same, in the order of the file, with the kind's name.
    pub(super) stated_folders: Vec<(Arc<str>, Located<String>)>,
    /// Where a key of a kind is stated.
    pub(super) spans: BTreeMap<(Arc<str>, &'static str), Span>,
}

/// Reads `[kinds]`.
pub(super) fn kinds(reader: &mut Reader, entry: Entry<'_>, files: &mut ReadFile<'_>) -> KindTables {
    let mut found = KindTables::default();
    let Some(table) = reader.table(entry) else { return found };
    let mut kinds: Vec<Kind> = found.kinds.all().iter().map(|kind| kind.as_ref().clone()).collect();
    for entry in entries(table) {
        let Some(table) = reader.table(entry) else { continue };
        let at = match kinds.iter().position(|kind| &*kind.name == entry.name) {
            Some(at) => at,
            None if is_added(reader, entry, table) => {
                kinds.push(Kind::added(entry.name));
                kinds.len() - 1
            }
            None => continue,
        };
        if let Some(kind) = kinds.get_mut(at) {
            kind_table(reader, table, kind, &mut found, files);
        }
    }
    equal_prefixes(reader, &kinds, &found.spans);
    found.kinds = Kinds::new(kinds);
    equal_folders(reader, &mut found);
    found
}

/// True for a kind of the team's own; reports a slip of the pen and a name that cannot be one.
fn is_added(reader: &mut Reader, entry: Entry<'_>, table: &DeTable<'_>) -> bool {
    let name = entry.name;
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !name.ends_with('-')
        && name.len() <= LONGEST_NAME;
    let states_prefix = entries(table).iter().any(|entry| entry.name == "prefix");
    if plain && TAKEN.contains(&name) {
        reader.report(entry.key, format!("a kind cannot be called {}: `deem schema` uses it", quoted(name)));
    } else if plain && states_prefix {
        return true;
    } else {
        reader.report_with(entry.key, || {
            let names: Vec<&str> = Kinds::built_in().names().collect();
            let own = if plain {
                "a kind of your own states its `prefix`".to_owned()
            } else {
                format!(
                    "a kind of your own is named in lower-case letters, digits and `-`, at most {LONGEST_NAME}"
                )
            };
            let help = match suggest::nearest(name, names.iter().copied()) {
                Some(near) => format!("did you mean {}? {own}", quoted(near)),
                None => own,
            };
            (format!("unknown kind {}", quoted(name)), Some(help))
        });
    }
    false
}

fn kind_table(
    reader: &mut Reader,
    table: &DeTable<'_>,
    kind: &mut Kind,
    found: &mut KindTables,
    files: &mut ReadFile<'_>,
) {
    for entry in entries(table) {
        let Some(key) = KIND.iter().find(|key| **key == entry.name) else {
            reader.unknown_key(entry, KIND);
            continue;
        };
        found.spans.insert((kind.name.clone(), key), entry.key);
        match *key {
            "summary" => set(&mut kind.summary, one_line(reader, entry)),
            "schema" => kind.schema = file(reader, entry, files).or(kind.schema.take()),
            "template" => kind.template = file(reader, entry, files).or(kind.template.take()),
            "prefix" => set(&mut kind.prefix, prefix(reader, entry)),
            "id" => kind.id_stated = id(reader, entry, &mut kind.id),
            "folders" => folders(reader, entry, kind, &mut found.stated_folders),
            "statuses" => statuses(reader, entry, kind),
            "required-sections" => {
                let sections = reader.strings(entry);
                set(&mut kind.required_sections, sections.map(|list| plain(list).collect()));
            }
            "owners" => set(&mut kind.owners, reader.strings(entry).map(|list| plain(list).collect())),
            _ => kind.review = period(reader, entry).or(kind.review.take()),
        }
    }
    if !kind.built_in && !kind.folders.is_empty() && !found.stated_folders.iter().any(|f| f.0 == kind.name) {
        // The folder that its name gives it; the kind's own entry stands for the place.
        let span = found.spans.get(&(kind.name.clone(), "prefix")).copied().unwrap_or_default();
        found.stated_folders.push((kind.name.clone(), Located::new(kind.folder().to_owned(), span)));
    }
}

fn set<T>(into: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *into = value;
    }
}

fn plain(list: Vec<Located<String>>) -> impl Iterator<Item = String> {
    list.into_iter().map(|item| item.value)
}

fn one_line(reader: &mut Reader, entry: Entry<'_>) -> Option<String> {
    let text = reader.string(entry)?.trim();
    if text.is_empty() || text.contains(char::is_control) {
        reader.report(entry.span, format!("{} must be one line of text", quoted(entry.name)));
        return None;
    }
    Some(text.to_owned())
}

fn file(reader: &mut Reader, entry: Entry<'_>, files: &mut ReadFile<'_>) -> Option<Arc<SourceFile>> {
    let path = match plain_folder(reader.string(entry)?) {
        Ok(path) if !path.is_empty() => path,
        Ok(_) => {
            reader.report(entry.span, format!("{} must name a file", quoted(entry.name)));
            return None;
        }
        Err((reason, help)) => {
            reader.report_help(entry.span, format!("{} {reason}", quoted(entry.name)), help);
            return None;
        }
    };
    match files(&path) {
        Ok(text) => Some(Arc::new(SourceFile::new(path, text))),
        Err(reason) => {
            let what = entry.name;
            reader.report(entry.span, format!("{what} {} cannot be used: {reason}", quoted(&path)));
            None
        }
    }
}

/// True where the table says something.
fn id(reader: &mut Reader, entry: Entry<'_>, id: &mut IdScheme) -> bool {
    const WIDEST: i64 = 12;
    let Some(table) = reader.table(entry) else { return false };
    for entry in entries(table) {
        match entry.name {
            "scheme" => set(&mut id.scheme, reader.choice(entry, SCHEMES)),
            "width" => match reader.integer(entry) {
                Some(width) if (1..=WIDEST).contains(&width) => {
                    id.width = usize::try_from(width).unwrap_or(id.width);
                }
                Some(width) => {
                    let message = format!("`width` is {width}, but must lie between 1 and {WIDEST} digits");
                    reader.report(entry.span, message);
                }
                None => {}
            },
            _ => reader.unknown_key(entry, ID),
        }
    }
    !entries(table).is_empty()
}

/// An ISO 8601 period of one unit, `P6M`.
pub(super) fn period(reader: &mut Reader, entry: Entry<'_>) -> Option<String> {
    let text = reader.string(entry)?;
    let sound = Period::read(text).is_some();
    if !sound {
        let message = format!("{} is no period: {}", quoted(entry.name), quoted(text));
        reader.report_help(entry.span, message, "write `P6M` for six months; units are D, W, M and Y");
    }
    sound.then(|| text.to_owned())
}

/// A built-in kind keeps the statuses that are not named; a kind of the team's own has those named here.
fn statuses(reader: &mut Reader, entry: Entry<'_>, kind: &mut Kind) {
    let Some(table) = reader.table(entry) else { return };
    if !kind.built_in {
        kind.statuses.clear();
    }
    let mut moves: Vec<(usize, Vec<Located<String>>)> = Vec::new();
    for entry in entries(table) {
        let name = status_name(entry.name);
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '-') {
            let message = format!("{} cannot be a status", quoted(entry.name));
            reader.report_help(entry.key, message, "use letters, digits and `-`");
            continue;
        }
        let at = kind.statuses.iter().position(|status| status.name == name).unwrap_or_else(|| {
            let means = status::read(&name).status;
            kind.statuses.push(KindStatus { name, means, is_final: false, moves: Vec::new() });
            kind.statuses.len() - 1
        });
        if let (Some(status), Some(table)) = (kind.statuses.get_mut(at), reader.table(entry)) {
            status_table(reader, entry, table, status, |list| moves.push((at, list)));
        }
    }
    if kind.statuses.is_empty() {
        reader.report_help(entry.span, "`statuses` is empty", "name a status, or leave the table out");
    }
    for (at, list) in moves {
        for to in &list {
            if kind.status(&to.value).is_none() {
                let names: Vec<&str> = kind.statuses.iter().map(|status| status.name.as_str()).collect();
                reader.report_with(to.span, || {
                    (
                        format!("{} is no status of this kind", quoted(&to.value)),
                        suggest::help(&to.value, &names),
                    )
                });
            }
        }
        if let Some(status) = kind.statuses.get_mut(at) {
            status.moves = list.into_iter().map(|to| status_name(&to.value)).collect();
        }
    }
}

fn status_table(
    reader: &mut Reader,
    place: Entry<'_>,
    table: &DeTable<'_>,
    status: &mut KindStatus,
    moves: impl FnOnce(Vec<Located<String>>),
) {
    let mut stated = None;
    for entry in entries(table) {
        match entry.name {
            "means" => set(&mut status.means, reader.choice(entry, STATUSES)),
            "moves" => stated = reader.strings(entry),
            "final" => set(&mut status.is_final, reader.boolean(entry)),
            _ => reader.unknown_key(entry, STATUS),
        }
    }
    if status.means == Status::Unknown {
        let message = format!("status {} does not say what it means", quoted(place.name));
        reader.report_help(place.key, message, "add `means`, such as `means = \"proposed\"`");
    }
    if let Some(list) = stated {
        moves(list);
    }
}

fn folders(
    reader: &mut Reader,
    entry: Entry<'_>,
    kind: &mut Kind,
    stated: &mut Vec<(Arc<str>, Located<String>)>,
) {
    let Some(mut list) = reader.strings(entry) else { return };
    if list.is_empty() {
        reader.report_help(entry.span, "`folders` is empty", "name a folder, or leave the key out");
        return;
    }
    list.retain_mut(|folder| match plain_folder(&folder.value) {
        Ok(plain) => {
            folder.value = plain;
            true
        }
        Err((reason, help)) => {
            let message = format!("folder {} {reason}", quoted(&folder.value));
            reader.report_help(folder.span, message, help);
            false
        }
    });
    kind.folders = list.iter().map(|folder| folder.value.clone()).collect();
    kind.folders_stated = true;
    stated.extend(list.into_iter().map(|folder| (kind.name.clone(), folder)));
}

/// A path as records name it, `""` for the root.
fn plain_folder(text: &str) -> Result<String, (&'static str, &'static str)> {
    let below_root = "paths start at the repository root, without a leading `/` or `..`";
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

fn prefix(reader: &mut Reader, entry: Entry<'_>) -> Option<String> {
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
    fits.then(|| text.to_owned())
}

/// Two kinds with one prefix would give two records one id.
fn equal_prefixes(reader: &mut Reader, kinds: &[Kind], spans: &BTreeMap<(Arc<str>, &'static str), Span>) {
    for kind in kinds {
        let Some(span) = spans.get(&(kind.name.clone(), "prefix")) else { continue };
        let rival = kinds
            .iter()
            .find(|other| other.name != kind.name && other.prefix.eq_ignore_ascii_case(&kind.prefix));
        if let Some(rival) = rival {
            let message = format!("prefix {} is also that of kind `{}`", quoted(&kind.prefix), rival.name);
            reader.report(*span, message);
        }
    }
}

/// A folder is of one kind.
fn equal_folders(reader: &mut Reader, found: &mut KindTables) {
    for (name, folder) in &found.stated_folders {
        let Some(kind) = found.kinds.find(name) else { continue };
        match found.folders.entry(folder.value.clone()) {
            Slot::Vacant(slot) => {
                slot.insert(kind.clone());
            }
            Slot::Occupied(slot) => {
                let holder = &slot.get().name;
                let message = format!("folder {} is given to `{holder}` already", quoted(&folder.value));
                reader.report(folder.span, message);
            }
        }
    }
}
