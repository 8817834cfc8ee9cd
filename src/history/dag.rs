//! Commits as far as they were met, by number, each read once.

use std::collections::HashMap;
use std::ops::Range;

use super::id::Id;
use super::object;
use super::source::{Kind, ObjectSource, ReadError};

/// A commit's place in [`Dag`].
pub(super) type Node = u32;

/// What is known of a commit.
#[derive(Clone, Debug)]
enum State {
    Unread,
    Read { tree: Id, time: i64, parents: Range<usize> },
    Unreadable(ReadError),
}

/// A commit that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Commit {
    pub(super) tree: Id,
    pub(super) time: i64,
}

/// All commits that were met.
#[derive(Debug, Default)]
pub(super) struct Dag {
    numbers: HashMap<Id, Node>,
    ids: Vec<Id>,
    states: Vec<State>,
    parents: Vec<Node>,
}

fn index(node: Node) -> usize {
    usize::try_from(node).unwrap_or(usize::MAX)
}

impl Dag {
    /// The number of a commit, the next free one when it is met for the first time.
    pub(super) fn number(&mut self, id: Id) -> Node {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(id).or_insert(next);
        if number == next {
            self.ids.push(id);
            self.states.push(State::Unread);
        }
        number
    }

    pub(super) fn id(&self, node: Node) -> Option<Id> {
        self.ids.get(index(node)).copied()
    }

    /// The parents of a commit that was read; none at the boundary of a shallow clone.
    pub(super) fn parents(&self, node: Node) -> &[Node] {
        match self.states.get(index(node)) {
            Some(State::Read { parents, .. }) => self.parents.get(parents.clone()).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Reads a commit, unless it was read already.
    pub(super) fn read<S: ObjectSource>(&mut self, source: &S, node: Node) -> Result<Commit, ReadError> {
        match self.states.get(index(node)) {
            Some(State::Read { tree, time, .. }) => return Ok(Commit { tree: *tree, time: *time }),
            Some(State::Unreadable(error)) => return Err(error.clone()),
            Some(State::Unread) | None => {}
        }
        let Some(id) = self.id(node) else {
            return Err(ReadError::Broken(Id::default(), "no commit of that number".to_owned()));
        };
        let read = match source.links(id) {
            Some(links) => Ok(links),
            None => source.read(id, Kind::Commit).and_then(|raw| {
                object::links(&raw).ok_or_else(|| ReadError::Broken(id, "is no commit".to_owned()))
            }),
        };
        let (state, answer) = match read {
            Ok(links) => {
                let from = self.parents.len();
                if !source.is_boundary(id) {
                    for parent in links.parents {
                        let parent = self.number(parent);
                        self.parents.push(parent);
                    }
                }
                let parents = from..self.parents.len();
                let commit = Commit { tree: links.tree, time: links.time };
                (State::Read { tree: links.tree, time: links.time, parents }, Ok(commit))
            }
            Err(error) => (State::Unreadable(error.clone()), Err(error)),
        };
        if let Some(slot) = self.states.get_mut(index(node)) {
            *slot = state;
        }
        answer
    }
}
