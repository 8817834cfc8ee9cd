//! What git knows, read only and through libgit2. The only module that opens a repository.

mod activity;
mod base;
mod bits;
mod chain;
mod changes;
mod dag;
mod drift;
mod first;
mod graph;
mod id;
mod mainline;
#[cfg(test)]
mod memory;
mod names;
mod normalise;
mod object;
mod odb;
mod open;
mod people;
mod rename;
mod repository;
mod scope;
mod source;
mod substance;
mod touch;
mod tracked;
mod trees;
mod walk;
mod walker;
mod window;

pub use activity::{Activities, Activity};
pub use base::{Base, Standing};
pub use chain::{Chain, Change, Commit, Extent, Follow};
pub use changes::changed_since;
pub use drift::{Drift, Governed, Lines, folder_of};
pub use id::Id;
pub use mainline::{Line, State, Statuses, Version};
pub use names::{Entry, FolderNames, Tip};
pub use normalise::without_form;
pub use object::{Links, Signature, Words};
pub use odb::{GitBytes, GitObjects};
pub use people::{People, Person, PersonId};
pub use repository::History;
pub use source::{Kind, ObjectSource, ReadError};
pub use substance::{Substance, Substantive, ignored_commits};
pub use touch::Touch;
pub use walker::{Records, Walker, list};
pub use window::Window;

/// Why git could not answer.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// There is no repository here.
    #[error("`{0}` is not in a git repository")]
    NoRepository(String),
    /// The revision names no commit.
    #[error("`{rev}` names no commit: {reason}")]
    NoCommit {
        /// As given.
        rev: String,
        /// libgit2's words.
        reason: String,
    },
    /// References are kept in a format that libgit2 does not read.
    #[error("the repository keeps its references in a reftable, which libgit2 cannot read")]
    Reftable,
    /// An object could not be read.
    #[error("git: object {0} {1}")]
    Object(Id, String),
    /// Anything else.
    #[error("git: {0}")]
    Git(String),
}

impl From<git2::Error> for HistoryError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.message().to_owned())
    }
}

impl From<ReadError> for HistoryError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Missing(id) => Self::Object(id, "is not in this clone".to_owned()),
            ReadError::Broken(id, reason) => Self::Object(id, reason),
        }
    }
}
