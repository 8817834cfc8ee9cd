//! Changes to files: planned in full, shown as a diff, then written whole or not at all.
//!
//! A plan holds the text that each file had when it was read. Nothing is written when any file has another
//! text by then.

mod apply;
mod diff;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Edit;
use crate::source::{RelPath, SourceFile};

pub use apply::ApplyError;
pub(crate) use apply::words;

/// What is to happen to one file.
#[derive(Clone, Debug)]
enum Step {
    /// An existing file is edited, and moved when `to` is another path.
    Change { source: Arc<SourceFile>, edits: Vec<Edit>, to: RelPath },
    /// A new file is written; nothing may stand there.
    Create { text: String },
}

/// Edits, moves and new files that belong together.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// By the path that a file has now, or will have when it is new.
    steps: BTreeMap<RelPath, Step>,
    /// Files that move as they are, whatever their bytes: from where to where.
    carried: BTreeMap<RelPath, RelPath>,
}

/// Two edits of a plan claim the same bytes, or one lies outside its file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two changes to `{0}` overlap")]
pub struct Overlap(pub RelPath);

impl Plan {
    /// Replaces the bytes `start..end` of a file. The same edit given twice counts once.
    pub fn edit(&mut self, source: &Arc<SourceFile>, start: usize, end: usize, text: impl Into<String>) {
        let edit = Edit { path: source.path.clone(), start, end, text: text.into() };
        if let Step::Change { edits, .. } = self.change(source)
            && !edits.contains(&edit)
        {
            edits.push(edit);
        }
    }

    /// Moves a file. Nothing may stand at `to`, a path relative to the repository root.
    pub fn rename(&mut self, source: &Arc<SourceFile>, to: impl Into<RelPath>) {
        if let Step::Change { to: place, .. } = self.change(source) {
            *place = to.into();
        }
    }

    /// Moves a file without reading it: a picture, a link. Nothing may stand at `to`.
    pub fn carry(&mut self, from: impl Into<RelPath>, to: impl Into<RelPath>) {
        self.carried.insert(from.into(), to.into());
    }

    /// Writes a new file, whose folder is made if need be.
    pub fn create(&mut self, path: impl Into<RelPath>, text: impl Into<String>) {
        self.steps.insert(path.into(), Step::Create { text: text.into() });
    }

    /// The edits of files that exist, by path and in order: start, end and new text.
    pub fn edits(&self) -> BTreeMap<String, Vec<(usize, usize, String)>> {
        let edited = |(path, step): (&RelPath, &Step)| match step {
            Step::Change { edits, .. } if !edits.is_empty() => {
                let mut all: Vec<_> =
                    edits.iter().map(|edit| (edit.start, edit.end, edit.text.clone())).collect();
                all.sort();
                Some((path.to_string(), all))
            }
            _ => None,
        };
        self.steps.iter().filter_map(edited).collect()
    }

    fn change(&mut self, source: &Arc<SourceFile>) -> &mut Step {
        self.steps.entry(source.path.clone()).or_insert_with(|| Step::Change {
            source: source.clone(),
            edits: Vec::new(),
            to: source.path.clone(),
        })
    }

    /// True when no file would be different afterwards.
    ///
    /// # Errors
    /// When edits overlap.
    pub fn is_empty(&self) -> Result<bool, Overlap> {
        Ok(self.outcomes()?.is_empty() && self.carried.is_empty())
    }

    /// The paths of the files that would be different, as they are called now: those with edits, then those
    /// that only move, each in order.
    pub fn paths(&self) -> impl Iterator<Item = &RelPath> {
        self.steps.keys().chain(self.carried.keys())
    }

    /// What every file that is touched has now and will have, in the order of paths.
    fn outcomes(&self) -> Result<Vec<Outcome<'_>>, Overlap> {
        let mut found = Vec::with_capacity(self.steps.len());
        for (path, step) in &self.steps {
            match step {
                Step::Change { source, edits, to } => {
                    let after = edited(source, edits)?;
                    if after != source.text || to != path {
                        found.push(Outcome { path, before: Some(&source.text), to, after });
                    }
                }
                Step::Create { text } => {
                    found.push(Outcome { path, before: None, to: path, after: text.clone() });
                }
            }
        }
        Ok(found)
    }
}

/// One file before and after.
struct Outcome<'a> {
    path: &'a RelPath,
    /// `None` for a new file.
    before: Option<&'a str>,
    to: &'a RelPath,
    after: String,
}

/// The text with its edits done.
pub(crate) fn edited(source: &SourceFile, edits: &[Edit]) -> Result<String, Overlap> {
    let overlap = || Overlap(source.path.clone());
    let mut edits: Vec<&Edit> = edits.iter().collect();
    // Stable: what is put in at one place keeps the order in which it was planned.
    edits.sort_by_key(|edit| (edit.start, edit.end));
    let mut text = String::with_capacity(source.text.len());
    let mut done = 0;
    for edit in edits {
        let kept = source.text.get(done..edit.start).ok_or_else(overlap)?;
        source.text.get(edit.start..edit.end).ok_or_else(overlap)?;
        text.push_str(kept);
        text.push_str(&edit.text);
        done = edit.end;
    }
    text.push_str(source.text.get(done..).ok_or_else(overlap)?);
    Ok(text)
}

#[cfg(test)]
mod tests;
