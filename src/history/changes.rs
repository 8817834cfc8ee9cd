//! Which files a change touches.

use std::collections::HashSet;
use std::path::Path;

use git2::{DiffOptions, Repository};

use super::HistoryError;

/// The paths, relative to the repository root, that differ between the merge base of `rev` and `HEAD` and
/// the working tree, untracked files included.
///
/// # Errors
/// When there is no repository at `base` or `rev` names no commit.
pub fn changed_since(base: &Path, rev: &str) -> Result<HashSet<String>, HistoryError> {
    let repository =
        Repository::open(base).map_err(|_| HistoryError::NoRepository(base.display().to_string()))?;
    let object = repository.revparse_single(rev).map_err(|error| HistoryError::NoCommit {
        rev: rev.to_owned(),
        reason: error.message().to_owned(),
    })?;
    let commit = object.peel_to_commit().map_err(|error| HistoryError::NoCommit {
        rev: rev.to_owned(),
        reason: error.message().to_owned(),
    })?;
    let head = repository.head()?.peel_to_commit()?;
    // Without a common ancestor (unrelated or shallow history) the revision itself is the best base.
    let from = repository.merge_base(commit.id(), head.id()).unwrap_or_else(|_| commit.id());
    let tree = repository.find_commit(from)?.tree()?;
    let mut options = DiffOptions::new();
    options.include_untracked(true).recurse_untracked_dirs(true).ignore_submodules(true);
    let diff = repository.diff_tree_to_workdir_with_index(Some(&tree), Some(&mut options))?;
    let mut paths = HashSet::new();
    for delta in diff.deltas() {
        for file in [delta.old_file(), delta.new_file()] {
            if let Some(path) = file.path().and_then(Path::to_str) {
                paths.insert(path.to_owned());
            }
        }
    }
    Ok(paths)
}
