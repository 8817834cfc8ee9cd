//! What git knows, read only and through libgit2. The only module that opens a repository.

mod base;
mod changes;
mod first;
mod last;
mod names;
mod repository;
mod tracked;
mod trie;

pub use base::{Base, Standing};
pub use changes::changed_since;
pub use last::{LastChange, Touch};
pub use names::{Entry, FolderNames, Tip};
pub use repository::History;

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
    /// Anything else.
    #[error("git: {0}")]
    Git(String),
}

impl From<git2::Error> for HistoryError {
    fn from(error: git2::Error) -> Self {
        Self::Git(error.message().to_owned())
    }
}
