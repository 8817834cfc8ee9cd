//! Which changes of a record changed what it says.

use std::collections::{HashMap, HashSet};

use super::chain::{Chain, Change, Extent};
use super::id::Id;
use super::source::{Kind, ObjectSource, ReadError};

/// The latest change that altered what a record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Substantive {
    /// The change, as an index into the record's chain.
    Known(usize),
    /// Not known: it lies beyond what this clone has.
    Unknown,
    /// The record has no change in `HEAD`'s history.
    Never,
}

/// Finds substantive changes. Contents are normalised once each.
pub struct Substance<'i, F> {
    ignored: &'i HashSet<Id>,
    normalise: F,
    known: HashMap<Id, u128>,
}

impl<'i, F: Fn(&str, &[u8]) -> String> Substance<'i, F> {
    /// With commits that do not count, and what takes from a path and a content all that says nothing.
    pub fn new(ignored: &'i HashSet<Id>, normalise: F) -> Self {
        Self { ignored, normalise, known: HashMap::new() }
    }

    /// The latest substantive change of a record, reading no more contents than are needed to tell.
    ///
    /// # Errors
    /// When an object is broken.
    pub fn last<S: ObjectSource>(&mut self, source: &S, chain: &Chain) -> Result<Substantive, ReadError> {
        if chain.changes.is_empty() && chain.extent == Extent::Complete {
            return Ok(Substantive::Never);
        }
        for (at, change) in chain.changes.iter().enumerate() {
            match self.counts(source, change) {
                Ok(true) => return Ok(Substantive::Known(at)),
                Ok(false) => {}
                Err(ReadError::Missing(_)) => return Ok(Substantive::Unknown),
                Err(error) => return Err(error),
            }
        }
        // All that is left is the creation, which a list of commits to ignore cannot take away.
        Ok(match chain.extent {
            Extent::Complete => Substantive::Known(chain.changes.len().saturating_sub(1)),
            Extent::Shallow | Extent::Missing => Substantive::Unknown,
        })
    }

    /// True when a change altered what the record says.
    ///
    /// # Errors
    /// When a content that is needed to tell is missing or broken.
    pub fn counts<S: ObjectSource>(&mut self, source: &S, change: &Change) -> Result<bool, ReadError> {
        if self.ignored.contains(&change.commit.id) || change.keeps_content() {
            return Ok(false);
        }
        let (Some(old), Some(new)) = (change.old, change.new) else { return Ok(true) };
        if !change.others.is_empty() {
            return adds_lines(source, new, std::iter::once(old).chain(change.others.iter().copied()));
        }
        let before = change.renamed_from.as_deref().unwrap_or(&change.path);
        Ok(self.digest(source, before, old)? != self.digest(source, &change.path, new)?)
    }

    fn digest<S: ObjectSource>(&mut self, source: &S, path: &str, id: Id) -> Result<u128, ReadError> {
        if let Some(digest) = self.known.get(&id) {
            return Ok(*digest);
        }
        let text = source.read(id, Kind::Blob)?;
        let digest = digest(&(self.normalise)(path, &text));
        self.known.insert(id, digest);
        Ok(digest)
    }
}

fn digest(text: &str) -> u128 {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(text.as_bytes());
    hash.first_chunk::<16>().map_or(0, |bytes| u128::from_ne_bytes(*bytes))
}

/// True when a merge has a line that none of its parents has. Otherwise it only joins what others wrote.
fn adds_lines<S: ObjectSource>(
    source: &S,
    new: Id,
    parents: impl Iterator<Item = Id>,
) -> Result<bool, ReadError> {
    let new = source.read(new, Kind::Blob)?;
    let mut fresh: HashSet<&[u8]> = lines(&new).collect();
    for parent in parents {
        let parent = source.read(parent, Kind::Blob)?;
        for line in lines(&parent) {
            fresh.remove(line);
        }
    }
    Ok(!fresh.is_empty())
}

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty())
}

/// The commits that a file such as `.git-blame-ignore-revs` lists. Abbreviated names are left out, as git
/// leaves them out.
pub fn ignored_commits(text: &str) -> impl Iterator<Item = Id> {
    text.lines().filter_map(|line| {
        let name = line.split('#').next().unwrap_or("").trim();
        Id::from_hex(name.as_bytes())
    })
}
