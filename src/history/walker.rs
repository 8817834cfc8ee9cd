//! All that is asked of a repository's past, over one set of commits that are read once.

use super::chain::{Chain, Follow};
use super::dag::Dag;
use super::id::Id;
use super::mainline::{self, Line};
use super::object;
use super::source::{Kind, ObjectSource, ReadError};
use super::trees::Trees;
use super::walk::{Trail, Walk};

/// Answers questions about a repository's past.
pub struct Walker<S: ObjectSource> {
    pub(super) source: S,
    pub(super) dag: Dag,
    pub(super) trees: Trees<S>,
}

/// The changes of some records.
#[derive(Debug)]
pub struct Records {
    /// In the order of the paths asked for.
    pub chains: Vec<Chain>,
    pub(super) head: Id,
    pub(super) trail: Trail,
}

impl<S: ObjectSource> Walker<S> {
    /// A walker that has read nothing yet.
    pub fn new(source: S) -> Self {
        Self { source, dag: Dag::default(), trees: Trees::default() }
    }

    /// Every change of the files at `paths`, relative to the top of the tree, as `head` sees them.
    ///
    /// # Errors
    /// When an object is broken. One that is missing makes the records behind it [`super::Extent::Missing`].
    pub fn records(&mut self, head: Id, paths: &[&str], follow: Follow) -> Result<Records, ReadError> {
        let walk = Walk::new(&self.source, &mut self.dag, &mut self.trees, paths, follow);
        let (chains, trail) = walk.run(head)?;
        Ok(Records { chains, head, trail })
    }

    /// The versions of each record on the first-parent line of the walk's `HEAD`, in the order of the chains.
    ///
    /// # Errors
    /// When an object is broken.
    pub fn lines(&mut self, records: &mut Records) -> Result<Vec<Line>, ReadError> {
        mainline::lines(&self.source, &mut self.dag, &mut self.trees, records)
    }

    /// The objects that are walked over.
    pub const fn source(&self) -> &S {
        &self.source
    }

    /// The content of a file.
    ///
    /// # Errors
    /// When it is missing or broken.
    pub fn blob(&self, id: Id) -> Result<S::Bytes, ReadError> {
        self.source.read(id, Kind::Blob)
    }
}

/// The names in a tree, each with its object and whether it is a folder; submodules are left out.
///
/// # Errors
/// When the tree is missing or broken.
pub fn list<S: ObjectSource>(source: &S, tree: Id) -> Result<Vec<(String, Id, bool)>, ReadError> {
    let raw = source.read(tree, Kind::Tree)?;
    let entries = object::entries(&raw, tree.as_bytes().len());
    let named = entries.filter_map(|entry| {
        let id = entry.folder().or(entry.file())?;
        Some((String::from_utf8_lossy(entry.name).into_owned(), id, entry.folder().is_some()))
    });
    Ok(named.collect())
}
