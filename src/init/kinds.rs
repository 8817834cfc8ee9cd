//! What deem's own records have otherwise than the defaults of their kinds.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::home;
use crate::record::{Kind, Record};
use crate::source::folder_of;

use super::Ground;

/// The settings of one kind that differ from its defaults; at least one does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OwnKind {
    /// The kind's name.
    pub(super) name: String,
    /// The prefix of every id.
    pub(super) prefix: Option<String>,
    /// The folders relative to the root, the one with the most records first; empty for the default.
    pub(super) folders: Vec<String>,
}

/// The settings that put into words what the records do anyway. A folder or prefix says of every file there what
/// it is, so there are none where a foreign record could be meant.
pub(super) fn own(ground: &Ground<'_>) -> Vec<OwnKind> {
    let records = &ground.corpus.records;
    if records.iter().any(|record| !record.native) {
        return Vec::new();
    }
    let mut by_kind: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    let mut by_folder: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in records {
        by_kind.entry(&record.kind.name).or_default().push(record);
        by_folder.entry(home(record.path())).or_default().insert(&record.kind.name);
    }
    let shared = |folder: &str| by_folder.get(folder).is_some_and(|kinds| kinds.len() > 1);
    let mut found = Vec::new();
    for kind in ground.kinds.all() {
        let Some(records) = by_kind.get(&*kind.name) else { continue };
        let folders =
            folders(ground, kind, records).filter(|folders| !folders.iter().any(|(full, _)| shared(full)));
        let folders = folders.unwrap_or_default().into_iter().map(|(_, folder)| folder).collect();
        let own = OwnKind { name: kind.name.to_string(), prefix: prefix(ground, kind, records), folders };
        if own.prefix.is_some() || !own.folders.is_empty() {
            found.push(own);
        }
    }
    found
}

/// What is put into force, behind a semicolon; empty for nothing.
pub(super) fn words(kinds: &[OwnKind]) -> String {
    let said = |own: &OwnKind| {
        let what = match (&own.prefix, own.folders.is_empty()) {
            (Some(_), false) => "folders and prefix",
            (Some(_), true) => "prefix",
            (None, _) => "folders",
        };
        format!("{what} of kind {}", own.name)
    };
    let said: Vec<String> = kinds.iter().map(said).collect();
    if said.is_empty() { String::new() } else { format!("; in force: {}", said.join(", ")) }
}

/// The prefix that the ids of all records have, if it is not the kind's.
fn prefix(ground: &Ground<'_>, kind: &Kind, records: &[&Record]) -> Option<String> {
    let mut prefixes = records.iter().map(|record| {
        let id = &record.identity.stated.as_ref()?.value;
        let (prefix, number) = id.rsplit_once('-')?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then_some(prefix)
    });
    let first = prefixes.next()??;
    let sound = first.len() <= 32
        && first.starts_with(|c: char| c.is_ascii_alphabetic())
        && first.ends_with(|c: char| c.is_ascii_alphanumeric())
        && first.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let taken = ground.kinds.of_prefix(first).is_some();
    let agreed = prefixes.all(|prefix| prefix == Some(first));
    (sound && !taken && agreed && first != kind.prefix).then(|| first.to_owned())
}

/// The folders of a kind, as the repository and as the root name them; `None` where they are the default, or
/// hold something else too.
fn folders(ground: &Ground<'_>, kind: &Kind, records: &[&Record]) -> Option<Vec<(String, String)>> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        *count.entry(home(record.path())).or_default() += 1;
    }
    let mut folders: Vec<(&str, usize)> = count.into_iter().collect();
    folders.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let root = &ground.workspace.root;
    let relative = |folder: &str| -> Option<String> {
        let rest =
            if root.is_empty() { folder } else { folder.strip_prefix(root.as_str())?.strip_prefix('/')? };
        let plain = !rest.is_empty()
            && !rest.contains(['\\', '*', '?', '[', '{'])
            && !rest.contains(char::is_control);
        plain.then(|| rest.to_owned())
    };
    let named: Option<Vec<(String, String)>> =
        folders.iter().map(|(folder, _)| Some(((*folder).to_owned(), relative(folder)?))).collect();
    let named = named?;
    let usual = named.iter().all(|(_, folder)| kind.folders.contains(folder));
    let alone = named.iter().all(|(folder, _)| is_alone(ground, kind, folder));
    (!usual && alone).then_some(named)
}

/// True for a folder below which everything is of the kind: no other file, no other record.
fn is_alone(ground: &Ground<'_>, kind: &Kind, folder: &str) -> bool {
    let within = |path: &str| {
        let mut at = folder_of(path.trim_end_matches('/'));
        while at.len() > folder.len() {
            at = folder_of(at);
        }
        at == folder
    };
    let others = ground.corpus.records.iter().filter(|record| record.kind.name != kind.name);
    !others.into_iter().any(|record| within(record.path()))
        && !ground.discovery.left_out.iter().any(|out| within(&out.path))
        && !ground.discovery.skipped.iter().any(|skipped| within(&skipped.path))
}
