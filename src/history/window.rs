//! The commits of a stretch of time.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use super::chain::Extent;
use super::dag::{Dag, Node};
use super::id::Id;
use super::source::{ObjectSource, ReadError};

/// Commits in a row that may be older than the window before the search below them ends: a single clock that
/// was wrong hides nothing.
const SLACK: u8 = 5;

/// A stretch of time that ends at `HEAD`, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first second that belongs to it; compared with the committer's time.
    pub since: i64,
}

/// Calls `each` with every commit that `head` reaches and that lies in the window, the newest first. The extent
/// tells whether any may be missing.
pub(super) fn commits<S: ObjectSource>(
    source: &S,
    dag: &mut Dag,
    head: Id,
    window: Window,
    mut each: impl FnMut(&mut Dag, Node) -> Result<(), ReadError>,
) -> Result<Extent, ReadError> {
    let mut extent = Extent::Complete;
    let mut queue = BinaryHeap::new();
    let mut seen = HashSet::new();
    let mut push = |queue: &mut BinaryHeap<_>, dag: &mut Dag, node: Node, below: u8| {
        if !seen.insert((node, below == 0)) {
            return Ok(());
        }
        match dag.read(source, node) {
            Ok(commit) => queue.push((commit.time, Reverse(node), below)),
            Err(ReadError::Missing(_)) => extent = extent.max(Extent::Missing),
            Err(error) => return Err(error),
        }
        Ok(())
    };
    let head = dag.number(head);
    push(&mut queue, dag, head, 0)?;
    let mut told = HashSet::new();
    let mut shallow = false;
    while let Some((time, Reverse(node), below)) = queue.pop() {
        let inside = time >= window.since;
        if inside && told.insert(node) {
            each(dag, node)?;
        }
        let below = if inside { 0 } else { below.saturating_add(1) };
        if below > SLACK {
            continue;
        }
        shallow |= inside && source.is_boundary(dag.id(node).unwrap_or_default());
        for parent in dag.parents(node).to_vec() {
            push(&mut queue, dag, parent, below)?;
        }
    }
    Ok(if shallow { extent.max(Extent::Shallow) } else { extent })
}
