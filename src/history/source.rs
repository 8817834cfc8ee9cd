//! Where objects come from, so that the walk can be tested without a repository.

use std::ops::Deref;

use super::id::Id;
use super::object::Links;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A commit.
    Commit,
    /// A folder.
    Tree,
    /// A file's content.
    Blob,
}

/// Why an object could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is named but not there, as in a partial clone: what it holds is unknown, not absent.
    Missing(Id),
    /// It is there and makes no sense.
    Broken(Id, String),
}

/// Reads objects by name.
pub trait ObjectSource {
    /// The bytes of an object.
    type Bytes: Deref<Target = [u8]>;

    /// The bytes of the object without git's header.
    ///
    /// # Errors
    /// When it is missing, broken, or not of that kind.
    fn read(&self, id: Id, kind: Kind) -> Result<Self::Bytes, ReadError>;

    /// True for a commit below which a shallow clone has nothing.
    fn is_boundary(&self, id: Id) -> bool;

    /// The tree, parents and time of a commit where an index tells them without reading it.
    fn links(&self, _id: Id) -> Option<Links> {
        None
    }
}
