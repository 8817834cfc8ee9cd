//! The commit that last changed each record, in one walk.
//!
//! The meaning is that of `git log -1 -- FILE`: a commit counts for a path when the content differs from all
//! its parents; where it is the same in one of them, only that parent is followed. Every path has thus one
//! way back, and paths that take the same way are walked together. Contents are compared by object id: a
//! change of the file's mode alone does not count, and a path is not followed through renames.

use std::collections::{BinaryHeap, HashMap};

use git2::{ErrorCode, Oid};
use jiff::civil::Date;

use super::trie::{Trees, Trie};
use super::{History, HistoryError};

/// A commit as far as outputs show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The commit, all hexadecimal digits.
    pub oid: String,
    /// The author's day, in the author's own time zone.
    pub date: Date,
    /// The author's name; bytes that are not UTF-8 are replaced.
    pub author: String,
}

/// What is known of the last change of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LastChange {
    /// The commit.
    Known(Touch),
    /// The path is not in `HEAD`: nobody has committed it yet.
    Uncommitted,
    /// The commits that would tell are not in this clone.
    CutOff,
}

impl LastChange {
    /// The commit, where it is known.
    pub const fn touch(&self) -> Option<&Touch> {
        match self {
            Self::Known(touch) => Some(touch),
            Self::Uncommitted | Self::CutOff => None,
        }
    }
}

impl History {
    /// The last change of each path, in the order of `paths`, which are relative to the work tree. The walk
    /// ends as soon as all are found.
    ///
    /// # Errors
    /// When an object is broken; one that is merely absent gives [`LastChange::CutOff`].
    pub fn last_changes(&self, paths: &[&str]) -> Result<Vec<LastChange>, HistoryError> {
        let mut walk = Walk {
            history: self,
            trie: Trie::new(paths),
            trees: Trees::new(&self.repository),
            queue: BinaryHeap::new(),
            pending: HashMap::new(),
            found: vec![LastChange::Uncommitted; paths.len()],
        };
        if let Some(head) = self.head_oid()? {
            walk.run(head)?;
        }
        Ok(walk.found)
    }
}

/// Indexes of paths; sorted.
type Paths = Vec<usize>;

struct Walk<'h> {
    history: &'h History,
    trie: Trie,
    trees: Trees<'h>,
    /// Commits by time, the newest first.
    queue: BinaryHeap<(i64, Oid)>,
    /// The paths whose way leads through a commit.
    pending: HashMap<Oid, Paths>,
    found: Vec<LastChange>,
}

impl Walk<'_> {
    fn run(&mut self, head: Oid) -> Result<(), HistoryError> {
        let commit = self.history.repository.find_commit(head)?;
        let there = match self.trie.differing(&mut self.trees, None, Some(commit.tree_id()), None) {
            Ok(there) => there,
            Err(error) if error.code() == ErrorCode::NotFound => {
                self.found.fill(LastChange::CutOff);
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        self.push(head, commit.time().seconds(), there);
        while let Some((_, oid)) = self.queue.pop() {
            let Some(paths) = self.pending.remove(&oid) else { continue };
            match self.step(oid, &paths) {
                Ok(()) => {}
                // A partial clone lacks objects; what they would tell is unknown, not absent.
                Err(error) if error.code() == ErrorCode::NotFound => self.cut_off(&paths),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn push(&mut self, oid: Oid, time: i64, paths: Paths) {
        if paths.is_empty() {
            return;
        }
        let waiting = self.pending.entry(oid).or_default();
        if waiting.is_empty() {
            self.queue.push((time, oid));
        }
        waiting.extend(paths);
        waiting.sort_unstable();
    }

    /// Sends each path on to the first parent in which it is the same, or finds it here.
    fn step(&mut self, oid: Oid, paths: &Paths) -> Result<(), git2::Error> {
        if self.history.boundary.contains(&oid) {
            self.cut_off(paths);
            return Ok(());
        }
        let commit = self.history.repository.find_commit(oid)?;
        let mut rest = paths.clone();
        let mut sent = Vec::new();
        for parent in commit.parent_ids() {
            let parent = self.history.repository.find_commit(parent)?;
            let changed = self.trie.differing(
                &mut self.trees,
                Some(parent.tree_id()),
                Some(commit.tree_id()),
                Some(&rest),
            )?;
            let same = rest.iter().copied().filter(|path| changed.binary_search(path).is_err()).collect();
            sent.push((parent.id(), parent.time().seconds(), same));
            rest = changed;
            if rest.is_empty() {
                break;
            }
        }
        for (parent, time, same) in sent {
            self.push(parent, time, same);
        }
        if !rest.is_empty() {
            let touch = LastChange::Known(touch(&commit));
            for path in rest {
                self.found[path] = touch.clone();
            }
        }
        Ok(())
    }

    fn cut_off(&mut self, paths: &Paths) {
        for &path in paths {
            self.found[path] = LastChange::CutOff;
        }
    }
}

pub(super) fn touch(commit: &git2::Commit<'_>) -> Touch {
    let author = commit.author();
    let when = author.when();
    let local = when.seconds().saturating_add(i64::from(when.offset_minutes()) * 60);
    let date = jiff::Timestamp::from_second(local)
        .map_or(Date::ZERO, |stamp| stamp.to_zoned(jiff::tz::TimeZone::UTC).date());
    Touch {
        oid: commit.id().to_string(),
        date,
        author: String::from_utf8_lossy(author.name_bytes()).into_owned(),
    }
}
