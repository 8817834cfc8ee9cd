//! The files that git has in its index.

use std::path::Path;

use super::{History, HistoryError};

/// Kinds of file in an index: the upper bits of its mode.
const KIND: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;

impl History {
    /// The tracked regular files, relative to the work tree, in order. Links, submodules and names that are
    /// not UTF-8 are left out, and so is what an ignore file names although it was added.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn tracked(&self) -> Result<Vec<String>, HistoryError> {
        let index = self.repository.index()?;
        let regular = index.iter().filter(|entry| entry.mode & KIND == REGULAR);
        let mut paths: Vec<String> = regular.filter_map(|entry| String::from_utf8(entry.path).ok()).collect();
        paths.dedup();
        Ok(paths)
    }

    /// Every path in the index, submodules and links included, in order; `None` where there is no index to be
    /// read, or an empty one.
    pub fn index_paths(&self) -> Option<Vec<String>> {
        let index = self.repository.index().ok()?;
        let paths: Vec<String> =
            index.iter().filter_map(|entry| String::from_utf8(entry.path).ok()).collect();
        (!paths.is_empty()).then_some(paths)
    }

    /// True for a path that an ignore file names.
    pub fn is_ignored(&self, path: &str) -> bool {
        self.repository.is_path_ignored(Path::new(path)).unwrap_or(false)
    }
}
