//! What the walk tells of a record.

use std::rc::Rc;

use super::dag::Node;
use super::id::Id;
use super::object::Words;

/// How far a record's past is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// To its creation.
    #[default]
    Complete,
    /// To where a shallow clone was cut off; what is older is unknown.
    Shallow,
    /// To an object that this clone lacks.
    Missing,
}

/// What a walk follows beyond the plain history of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follow {
    /// From a file to the one of which it was made: deleted in the commit that created it.
    pub renames: bool,
    /// On beyond the commit that created a file, to earlier files of its name, as `git log -- FILE` does.
    pub past_creation: bool,
}

impl Default for Follow {
    fn default() -> Self {
        Self { renames: true, past_creation: false }
    }
}

/// A commit that changed a record or put a change on the main line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its name.
    pub id: Id,
    /// When it came into the history: the committer's time, in seconds since 1970.
    pub time: i64,
    /// How many parents it has in this clone.
    pub parents: usize,
    /// Author, committer and co-authors as stated.
    pub words: Words,
}

/// One change of a record.
#[derive(Clone, Debug)]
pub struct Change {
    /// The commit that made it.
    pub commit: Rc<Commit>,
    pub(super) node: Node,
    /// Where the record was after it.
    pub path: Rc<str>,
    /// The content before, in the first parent that has the file; `None` where none has.
    pub old: Option<Id>,
    /// The contents in further parents that have the file; only at merges.
    pub others: Vec<Id>,
    /// The content after; `None` for a deletion, which only a walk past the creation meets.
    pub new: Option<Id>,
    /// Where the record was before, when the commit moved it.
    pub renamed_from: Option<Rc<str>>,
}

impl Change {
    /// True when the commit left the content as it was: it moved the record or changed its mode.
    pub fn keeps_content(&self) -> bool {
        self.old.is_some() && self.old == self.new
    }
}

/// A record's changes.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The record's path at `HEAD`, as asked for.
    pub path: String,
    /// Its content at `HEAD`; `None` when `HEAD` does not have it.
    pub current: Option<Id>,
    /// The newest first, as `git log` orders them.
    pub changes: Vec<Change>,
    /// How far they reach.
    pub extent: Extent,
}

impl Chain {
    pub(super) fn new(path: &str) -> Self {
        Self { path: path.to_owned(), current: None, changes: Vec::new(), extent: Extent::Complete }
    }

    /// The change that created the record; `None` where that is unknown.
    pub fn first(&self) -> Option<&Change> {
        self.changes.last().filter(|_| self.extent == Extent::Complete)
    }

    /// The latest change; `None` where that is unknown.
    pub fn last(&self) -> Option<&Change> {
        self.changes.first()
    }
}
