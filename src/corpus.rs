//! All records of a repository with what they say of each other.

mod body;
mod build;
mod cited;
mod links;
mod resolve;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::discover::Tree;
use crate::record::kind::Kinds;
use crate::record::{Number, Outline, Record, Relation, RelationKind};
use crate::source::SourceFile;

pub use body::Body;
pub use build::build;
pub use cited::CitedPath;
pub use links::{Anchor, LinkTarget, is_mail_address};

/// A README or index of a record folder.
#[derive(Debug)]
pub struct IndexFile {
    /// The file.
    pub source: Arc<SourceFile>,
    /// Its structure.
    pub outline: Outline,
    /// What each of the outline's links leads to.
    pub links: Vec<LinkTarget>,
}

/// What a reference to a record leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The record of that index in `Corpus::records`.
    Record(usize),
    /// More than one record fits.
    Ambiguous(Vec<usize>),
    /// Something outside the repository, or a file that is no record.
    Elsewhere,
    /// Nothing of that name.
    Nothing,
}

/// The names that a fragment may have in one file.
type Anchors = Arc<[Box<str>]>;

/// Every record with the indexes to find it by.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Records by path.
    pub records: Vec<Record>,
    /// Index files by path.
    pub indexes: Vec<IndexFile>,
    /// For each record its relations' resolutions, in the record's order.
    relations: Vec<Vec<Resolution>>,
    /// The kinds of record there are.
    kinds: Kinds,
    /// What stands on the disk, where links are to be judged.
    tree: Option<Tree>,
    /// For each record the paths that its text cites, kept when its body is read.
    cited: Vec<OnceLock<Vec<CitedPath>>>,
    /// For each record its anchors, read when a link asks for them.
    anchors: Vec<OnceLock<Vec<Box<str>>>>,
    /// The anchors of other Markdown files that links with a fragment lead to.
    others: Mutex<HashMap<String, Option<Anchors>>>,
    /// For each record who refers to it: record and relation as that record states it.
    inbound: Vec<Vec<(usize, usize)>>,
    by_path: HashMap<Arc<str>, usize>,
    by_id: HashMap<String, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
    by_number: HashMap<(String, Number), Vec<usize>>,
    /// Record indexes by folder, folders and records in order.
    folders: Vec<(String, Vec<usize>)>,
}

impl Corpus {
    /// The record at a path.
    pub fn at_path(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The folders that hold records, each with its records. A record that is the README of a folder of
    /// its own counts in the folder above.
    pub fn folders(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.folders.iter().map(|(folder, records)| (folder.as_str(), records.as_slice()))
    }

    /// The records beside a record, itself included.
    pub fn siblings(&self, index: usize) -> &[usize] {
        self.in_folder(home(self.records[index].path()))
    }

    /// The records of that number in a folder.
    pub fn numbered_in(&self, folder: &str, number: &Number) -> &[usize] {
        self.by_number.get(&(folder.to_owned(), number.clone())).map_or(&[], Vec::as_slice)
    }

    /// The records of a folder; none when it is no record folder.
    pub fn in_folder(&self, folder: &str) -> &[usize] {
        self.folders
            .binary_search_by(|(name, _)| name.as_str().cmp(folder))
            .map_or(&[], |at| self.folders[at].1.as_slice())
    }

    /// A record's relations with what they resolve to.
    pub fn relations_of(&self, index: usize) -> impl Iterator<Item = (&Relation, &Resolution)> {
        self.records[index].relations.iter().zip(&self.relations[index])
    }

    /// The index file at a path.
    fn index_at(&self, path: &str) -> Option<&IndexFile> {
        let at = self.indexes.binary_search_by(|file| (*file.source.path).cmp(path)).ok()?;
        self.indexes.get(at)
    }

    /// Who says something of a record: the other record and its relation.
    pub fn inbound(&self, index: usize) -> impl Iterator<Item = (usize, &Relation)> {
        self.inbound[index].iter().map(|&(from, at)| (from, &self.records[from].relations[at]))
    }

    /// True when record `from` states relation `kind` to record `to`.
    pub fn states(&self, from: usize, kind: RelationKind, to: usize) -> bool {
        self.relations_of(from)
            .any(|(relation, target)| relation.kind == kind && *target == Resolution::Record(to))
    }

    /// Whole supersessions `(old, new)`, whichever side states them, without repetition.
    pub fn successors(&self, old: usize) -> Vec<usize> {
        let stated = self.relations_of(old).filter_map(|(relation, target)| match target {
            Resolution::Record(new) if relation.kind == RelationKind::SupersededBy && !relation.partial => {
                Some(*new)
            }
            _ => None,
        });
        let claimed = self
            .inbound(old)
            .filter(|(_, relation)| relation.kind == RelationKind::Supersedes && !relation.partial)
            .map(|(from, _)| from);
        let mut all: Vec<usize> = stated.chain(claimed).filter(|&new| new != old).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The folder in which a record is numbered: its own, or the one above for `0012-x/README.md`.
pub fn home(path: &str) -> &str {
    use crate::source::{file_name_of, folder_of};
    let folder = folder_of(path);
    let stem = crate::record::reader::stem(path);
    if !folder.is_empty() && file_name_of(folder) == stem && !file_name_of(path).starts_with(stem) {
        return folder_of(folder);
    }
    folder
}
