//! A file's text with its repository-relative path.

use std::sync::{Arc, OnceLock};

use crate::span::{LineIndex, Position, Span};

/// A path relative to the repository root, with `/` between its parts.
pub type RelPath = Arc<str>;

/// One text file, read once.
#[derive(Debug)]
pub struct SourceFile {
    /// Where it stands in the repository.
    pub path: RelPath,
    /// The whole text, byte order mark and line endings included.
    pub text: String,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// Wraps a text that was read from `path`.
    pub fn new(path: impl Into<RelPath>, text: String) -> Self {
        Self { path: path.into(), text, lines: OnceLock::new() }
    }

    /// The line index, made at first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        self.lines().position(&self.text, offset)
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        span.text(&self.text)
    }

    /// The folder of the file, `""` for the root.
    pub fn folder(&self) -> &str {
        folder_of(&self.path)
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        file_name_of(&self.path)
    }

    /// Length of a leading byte order mark: 3 or 0.
    pub fn bom_len(&self) -> usize {
        if self.text.starts_with('\u{feff}') { 3 } else { 0 }
    }
}

/// The folder part of a relative path, `""` for a file at the root.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A target below a folder, with `.` and `..` resolved; `None` when it leads past the root.
pub fn join(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The last part of a relative path.
pub fn file_name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
