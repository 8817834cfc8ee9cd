//! Statuses of real records are changed and changed back. `DEEM_CORPORA` names a folder of repositories;
//! without it there is nothing to do.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "clippy takes helpers of tests for no tests"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use deem::change::Plan;
use deem::config::Settings;
use deem::corpus::{self, Corpus};
use deem::discover::Workspace;
use deem::edit::{EditError, Editor, Options};
use deem::engine::{self, LoadOptions};
use deem::record::kind::Kinds;
use deem::record::reader::{self, ReadContext};
use deem::record::vocabulary::Vocabulary;
use deem::record::{Record, RelationKind, Status};
use deem::rules::registry;
use deem::source::SourceFile;

/// Records beside the one under test that tell how the folder writes.
const BESIDE: usize = 60;

const FORCE: Options = Options { force: true, decided: None };

fn repositories() -> Vec<PathBuf> {
    let Some(root) = std::env::var_os("DEEM_CORPORA") else { return Vec::new() };
    let root = Path::new(&root).join("open");
    let mut found: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// Start, end and new text, by path.
type Edits = BTreeMap<String, Vec<(usize, usize, String)>>;

/// One record's files with the records beside it, read anew.
struct Folder {
    files: Vec<(Arc<SourceFile>, Option<Arc<SourceFile>>)>,
    log4brains: bool,
}

impl Folder {
    fn of(corpus: &Corpus, at: usize, log4brains: bool) -> Self {
        let siblings = corpus.siblings(at);
        let own = siblings.iter().position(|&sibling| sibling == at).unwrap();
        let from = own.saturating_sub(BESIDE / 2).min(siblings.len().saturating_sub(BESIDE));
        let near = siblings.iter().skip(from).take(BESIDE).map(|&at| &corpus.records[at]);
        let files = near.map(|record| (record.source.clone(), record.sidecar.clone())).collect();
        Self { files, log4brains }
    }

    fn corpus(&self) -> Corpus {
        let vocabulary = Vocabulary::default();
        let kinds = Kinds::built_in();
        let cx =
            ReadContext { kinds, folder_kind: None, vocabulary: &vocabulary, log4brains: self.log4brains };
        let records = self.files.iter().map(|(source, side)| reader::read(source.clone(), side.clone(), &cx));
        corpus::build(records.collect(), Vec::new(), None, kinds)
    }

    /// The folder after an edit, and the edits by path.
    fn edited(
        &self,
        corpus: &Corpus,
        edit: impl FnOnce(&mut Editor<'_>) -> Result<(), EditError>,
    ) -> Result<(Self, Edits), EditError> {
        let settings = Settings::defaults(registry::as_config());
        let mut editor = Editor::new(corpus, &settings, self.log4brains);
        edit(&mut editor)?;
        let mut plan = Plan::default();
        editor.finish(&mut plan);
        let edits = plan.edits();
        let apply = |source: &Arc<SourceFile>| match edits.get(&*source.path) {
            None => source.clone(),
            Some(edits) => {
                let mut text = source.text.clone();
                for (start, end, with) in edits.iter().rev() {
                    text.replace_range(*start..*end, with);
                }
                Arc::new(SourceFile::new(source.path.clone(), text))
            }
        };
        let files =
            self.files.iter().map(|(source, side)| (apply(source), side.as_ref().map(&apply))).collect();
        Ok((Self { files, log4brains: self.log4brains }, edits))
    }

    fn text(&self, path: &str) -> String {
        let (source, side) = self.files.iter().find(|(source, _)| *source.path == *path).unwrap();
        format!("{}{}", source.text, side.as_ref().map_or("", |side| &side.text))
    }
}

/// A status that the record may have next, and the word that it has now.
fn next(record: &Record) -> Option<(&'static str, String)> {
    let fact = record.status()?;
    let to = match fact.status {
        Status::Draft | Status::Deferred | Status::Rejected | Status::Withdrawn => "proposed",
        Status::Proposed | Status::Unknown => "accepted",
        Status::Accepted | Status::Implemented => "deprecated",
        Status::Deprecated | Status::Superseded => return None,
    };
    let value = fact.value.text(&record.file_of(fact.carrier).text);
    let place = deem::record::status::place(value, &|_| None)?;
    Some((to, value[place.states].to_owned()))
}

#[derive(Default)]
struct Count {
    done: usize,
    skipped: usize,
    /// Set, but the old words are no status that can be asked for.
    one_way: usize,
    /// Restored but for a key that names no successor.
    empty_key: usize,
    refused: BTreeMap<String, Vec<String>>,
    /// What does not come back as it was.
    other: Vec<String>,
}

impl Count {
    fn refuse(&mut self, error: &EditError, path: &str) {
        let kind = format!("{error:?}").split(['(', ' ']).next().unwrap_or("").to_owned();
        self.refused.entry(kind).or_default().push(format!("{path}: {error}"));
    }

    fn tell(&self, name: &str) {
        eprintln!(
            "{name}: {} done, {} but for an empty key, {} one way, {} skipped",
            self.done, self.empty_key, self.one_way, self.skipped
        );
        for (kind, list) in &self.refused {
            eprintln!("  refused, {kind}: {}", list.len());
            list.iter().for_each(|line| eprintln!("    {line}"));
        }
        eprintln!("  not restored: {}", self.other.len());
        self.other.iter().for_each(|line| eprintln!("    {line}"));
    }
}

fn each(mut judge: impl FnMut(&Record, Folder)) {
    for repository in repositories() {
        let workspace = Workspace::open(&repository, true).unwrap();
        let settings = Settings::defaults(registry::as_config());
        let loaded = engine::load(workspace, &settings, &LoadOptions::default()).unwrap();
        let log4brains = !loaded.discovery.hints.log4brains.is_empty();
        for (at, record) in loaded.corpus.records.iter().enumerate() {
            if record.status().is_some() {
                judge(record, Folder::of(&loaded.corpus, at, log4brains));
            }
        }
    }
}

#[test]
fn a_status_is_set_and_set_back_without_a_trace() {
    let mut count = Count::default();
    each(|record, folder| status_and_back(record, &folder, &mut count));
    count.tell("status");
    let done = count.done + count.empty_key;
    let all = done + count.other.len() + count.refused.values().map(Vec::len).sum::<usize>();
    assert!(count.other.len() * 100 <= all, "more than one in a hundred is not restored");
    assert!((all - done) * 20 <= all, "more than one in twenty is refused");
}

/// True when the record's own words are a status that can be asked for: a template's choices and words
/// without a known meaning are not.
fn is_known(record: &Record) -> bool {
    let Some(fact) = record.status().filter(|fact| fact.status != Status::Unknown) else { return false };
    let value = fact.value.text(&record.file_of(fact.carrier).text);
    !fact.placeholder && deem::record::status::place(value, &|_| None).is_some_and(|place| !place.implied)
}

fn status_and_back(record: &Record, folder: &Folder, count: &mut Count) {
    let path = record.path().to_owned();
    let Some((to, word)) = next(record) else {
        count.skipped += 1;
        return;
    };
    let corpus = folder.corpus();
    let at = corpus.at_path(&path).unwrap();
    let (changed, edits) = match folder.edited(&corpus, |editor| editor.set_status(at, to, &FORCE)) {
        Ok(done) => done,
        Err(error) => return count.refuse(&error, &path),
    };
    assert_eq!(edits.len(), 1, "{path}: one file is changed");
    // A record that states its status twice has both changed, and each place forgets its own word.
    let values: Vec<_> = record.statuses.iter().map(|fact| fact.value).collect();
    for (start, end, _) in edits.values().flatten() {
        let inside = values.iter().any(|value| value.start <= *start && *end <= value.end);
        assert!(inside, "{path}: {start}..{end} lies outside of the status");
    }
    let after = changed.corpus();
    let at = after.at_path(&path).unwrap();
    assert_eq!(after.records[at].state().unwrap().as_str(), to, "{path}");
    if !is_known(record) || values.len() > 1 {
        count.one_way += 1;
        return;
    }
    match changed.edited(&after, |editor| editor.set_status(at, &word, &FORCE)) {
        Ok((back, _)) if back.text(&path) == folder.text(&path) => count.done += 1,
        Ok((back, _)) => {
            let fact = |folder: &Folder| {
                let corpus = folder.corpus();
                corpus.records[corpus.at_path(&path).unwrap()].status().map(|fact| fact.text.clone())
            };
            count.other.push(format!(
                "{path}: {:?} became {:?} and then {:?}",
                fact(folder),
                fact(&changed),
                fact(&back)
            ));
        }
        Err(error) => count.other.push(format!("{path}: {error}")),
    }
}

#[test]
fn a_record_is_superseded_and_restored() {
    let mut count = Count::default();
    each(|record, folder| supersede_and_back(record, &folder, &mut count));
    count.tell("supersede");
    let done = count.done + count.empty_key;
    let all = done + count.other.len() + count.refused.values().map(Vec::len).sum::<usize>();
    assert!(count.other.len() * 100 <= all, "more than one in a hundred is not restored");
    assert!((all - done) * 20 <= all, "more than one in twenty is refused");
}

fn supersede_and_back(record: &Record, folder: &Folder, count: &mut Count) {
    let path = record.path().to_owned();
    let corpus = folder.corpus();
    let at = corpus.at_path(&path).unwrap();
    let other = corpus.siblings(at).iter().copied().find(|&other| {
        other != at && corpus.records[other].status().is_some() && !corpus.records[other].partial
    });
    let (Some((_, word)), Some(other)) = (next(record), other) else {
        count.skipped += 1;
        return;
    };
    let (changed, _) = match folder.edited(&corpus, |editor| editor.supersede(at, other, &FORCE)) {
        Ok(done) => done,
        Err(error) => return count.refuse(&error, &path),
    };
    let after = changed.corpus();
    assert!(after.successors(at).contains(&other), "{path}");
    assert_eq!(after.records[at].state(), Some(Status::Superseded), "{path}");
    // Taken back, a record names no successor at all, also none that it had.
    let named = record.relations.iter().any(|relation| relation.kind == RelationKind::SupersededBy);
    if !is_known(record) || named || record.statuses.len() > 1 {
        count.one_way += 1;
        return;
    }
    match changed.edited(&after, |editor| editor.set_status(at, &word, &FORCE)) {
        Ok((back, _)) if back.text(&path) == folder.text(&path) => count.done += 1,
        Ok((back, _)) => {
            let (was, is) = (folder.text(&path), back.text(&path));
            if without_empty_key(&was) == without_empty_key(&is) {
                count.empty_key += 1;
                return;
            }
            let differ = was.lines().zip(is.lines()).find(|(was, is)| was != is);
            count.other.push(format!("{path}: {differ:?}"));
        }
        Err(error) => count.other.push(format!("{path}: {error}")),
    }
}

/// The text without a key that names no successor: once it has named one, nobody knows whether it was there.
fn without_empty_key(text: &str) -> String {
    let empty = |line: &&str| {
        line.split_once(':').is_some_and(|(key, value)| {
            matches!(
                key.to_lowercase().replace(['_', '-', ' '], "").as_str(),
                "supersededby" | "supercededby"
            ) && ["", "[]", "N/A", "none"].contains(&value.trim())
        })
    };
    text.lines().filter(|line| !empty(line)).collect::<Vec<_>>().join("\n")
}

/// The folder exists where it is named.
#[test]
fn the_named_folder_has_repositories() {
    if let Some(root) = std::env::var_os("DEEM_CORPORA") {
        assert!(!repositories().is_empty(), "{}", Path::new(&root).display());
    }
}
