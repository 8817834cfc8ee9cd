//! One pass over the commits for all records: each commit holds the set of paths whose way leads through it.
//!
//! It is git's default simplification for every path by itself: a path goes on to the first parent in which its
//! file is the same, else it changed here and goes on to every parent that has it.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::rc::Rc;

use super::bits::Bits;
use super::chain::{Chain, Change, Commit, Extent, Follow};
use super::dag::{Dag, Node};
use super::id::Id;
use super::object;
use super::rename::{self, Birth};
use super::scope::{Difference, Scope};
use super::source::{Kind, ObjectSource, ReadError};
use super::trees::Trees;

/// What the walk knows of a commit.
#[derive(Clone, Debug, Default)]
pub(super) struct Visit {
    pending: Option<Rc<Bits>>,
    done: Option<Rc<Bits>>,
    queued: bool,
    /// The paths below this number were compared with the first parent, and none differed.
    pub(super) quiet: u32,
}

pub(super) struct Walk<'w, S: ObjectSource> {
    pub(super) source: &'w S,
    pub(super) dag: &'w mut Dag,
    pub(super) trees: &'w mut Trees<S>,
    pub(super) scope: Scope,
    follow: Follow,
    visits: Vec<Visit>,
    /// The newest first; equals in the order in which they came.
    queue: BinaryHeap<(i64, Reverse<u64>, Node)>,
    queued: u64,
    oldest: i64,
    chains: Vec<Chain>,
    commits: HashMap<Node, Rc<Commit>>,
}

/// What is left of a walk for the passes after it.
#[derive(Debug)]
pub(super) struct Trail {
    pub(super) scope: Scope,
    pub(super) visits: Vec<Visit>,
    pub(super) commits: HashMap<Node, Rc<Commit>>,
    /// The least time of a commit that was walked over.
    pub(super) oldest: i64,
}

impl<'w, S: ObjectSource> Walk<'w, S> {
    pub(super) fn new(
        source: &'w S,
        dag: &'w mut Dag,
        trees: &'w mut Trees<S>,
        paths: &[&str],
        follow: Follow,
    ) -> Self {
        let mut scope = Scope::new();
        let mut chains = Vec::with_capacity(paths.len());
        for (record, path) in (0..).zip(paths) {
            // The same path twice is two records with one number of item each.
            scope.add(record, path.as_bytes());
            chains.push(Chain::new(path));
        }
        Self {
            source,
            dag,
            trees,
            scope,
            follow,
            visits: Vec::new(),
            queue: BinaryHeap::new(),
            queued: 0,
            oldest: i64::MAX,
            chains,
            commits: HashMap::new(),
        }
    }

    pub(super) fn run(mut self, head: Id) -> Result<(Vec<Chain>, Trail), ReadError> {
        let node = self.dag.number(head);
        if let Err(error) = self.start(node) {
            let all: Bits = (0..self.scope.len()).collect();
            self.give_up(&all, error)?;
        }
        while let Some((_, _, node)) = self.queue.pop() {
            let Some(set) = self.take(node) else { continue };
            if let Err((left, error)) = self.step(node, &set) {
                self.give_up(&left, error)?;
            }
        }
        let Self { scope, visits, chains, commits, oldest, .. } = self;
        Ok((chains, Trail { scope, visits, commits, oldest }))
    }

    /// The paths that `HEAD` has.
    fn start(&mut self, head: Node) -> Result<(), ReadError> {
        let commit = self.dag.read(self.source, head)?;
        let mut there = Vec::new();
        self.scope.compare(self.source, self.trees, None, Some(commit.tree), &mut there)?;
        for difference in &there {
            let record = self.scope.item(difference.item).map_or(0, |item| item.record);
            if let Some(chain) = self.chains.get_mut(record as usize) {
                chain.current = difference.new;
            }
        }
        self.push(head, commit.time, Rc::new(there.iter().map(|difference| difference.item).collect()));
        Ok(())
    }

    fn visit(&mut self, node: Node) -> &mut Visit {
        let at = node as usize;
        if self.visits.len() <= at {
            self.visits.resize(at + 1, Visit::default());
        }
        &mut self.visits[at]
    }

    fn push(&mut self, node: Node, time: i64, set: Rc<Bits>) {
        if set.is_empty() {
            return;
        }
        self.oldest = self.oldest.min(time);
        let visit = self.visit(node);
        visit.pending = Some(match visit.pending.take() {
            None => set,
            Some(have) if Rc::ptr_eq(&have, &set) || have.covers(&set) => have,
            Some(have) => {
                let mut both = (*have).clone();
                both.add(&set);
                Rc::new(both)
            }
        });
        if !visit.queued {
            visit.queued = true;
            self.queued += 1;
            let order = Reverse(self.queued);
            self.queue.push((time, order, node));
        }
    }

    /// The paths that wait at a commit and were not there before. A commit may come again with other paths:
    /// its time may be wrong.
    fn take(&mut self, node: Node) -> Option<Rc<Bits>> {
        let visit = self.visit(node);
        visit.queued = false;
        let pending = visit.pending.take()?;
        let Some(done) = visit.done.take() else {
            visit.done = Some(Rc::clone(&pending));
            return Some(pending);
        };
        let mut fresh = (*pending).clone();
        fresh.take_away(&done);
        let mut all = (*done).clone();
        all.add(&pending);
        visit.done = Some(Rc::new(all));
        (!fresh.is_empty()).then(|| Rc::new(fresh))
    }

    /// Sends each path on to the first parent in which it is the same. What differs from all changed here.
    fn step(&mut self, node: Node, set: &Rc<Bits>) -> Result<(), (Bits, ReadError)> {
        let whole = |error| ((**set).clone(), error);
        let id = self.dag.id(node).unwrap_or_default();
        if self.source.is_boundary(id) {
            self.mark(set, Extent::Shallow);
            return Ok(());
        }
        let commit = self.dag.read(self.source, node).map_err(whole)?;
        let parents = self.dag.parents(node).to_vec();
        let mut rest = Rc::clone(set);
        let mut sides: Vec<Vec<Difference>> = Vec::with_capacity(parents.len().max(1));
        for (at, &parent) in parents.iter().enumerate() {
            let mut found = Vec::new();
            let read = self.dag.read(self.source, parent).and_then(|parent| {
                let trees = (Some(parent.tree), Some(commit.tree));
                self.scope.compare(self.source, self.trees, trees.0, trees.1, &mut found)?;
                Ok(parent)
            });
            let other = read.map_err(|error| ((*rest).clone(), error))?;
            if at == 0 && found.is_empty() {
                self.visit(node).quiet = self.scope.len();
            }
            found.retain(|difference| rest.contains(difference.item));
            if found.is_empty() {
                self.push(parent, other.time, rest);
                return Ok(());
            }
            let changed: Bits = found.iter().map(|difference| difference.item).collect();
            let mut same = (*rest).clone();
            same.take_away(&changed);
            self.push(parent, other.time, Rc::new(same));
            rest = Rc::new(changed);
            sides.push(found);
        }
        if parents.is_empty() {
            let mut found = Vec::new();
            let compared = self.scope.compare(self.source, self.trees, None, Some(commit.tree), &mut found);
            compared.map_err(whole)?;
            sides.push(found);
        }
        self.changed(node, &parents, &rest, &sides).map_err(|error| ((*rest).clone(), error))
    }

    /// Notes the paths that differ from all parents, and sends them on.
    fn changed(
        &mut self,
        node: Node,
        parents: &[Node],
        rest: &Bits,
        sides: &[Vec<Difference>],
    ) -> Result<(), ReadError> {
        let mut onward: Vec<Bits> = vec![Bits::default(); parents.len()];
        let mut births = Vec::new();
        let last = sides.last().map_or(&[][..], |side| side);
        let before = |side: &Vec<Difference>| -> HashMap<u32, Option<Id>> {
            side.iter().map(|difference| (difference.item, difference.old)).collect()
        };
        let sides: Vec<_> = sides.iter().map(before).collect();
        for difference in last.iter().filter(|difference| rest.contains(difference.item)) {
            let item = difference.item;
            let mut olds = Vec::new();
            for (side, onward) in sides.iter().zip(&mut onward) {
                let before = side.get(&item).copied().flatten();
                olds.extend(before);
                if before.is_some() || self.follow.past_creation {
                    onward.insert(item);
                }
            }
            match (olds.first().copied(), difference.new) {
                (None, Some(new)) if self.follow.renames && !parents.is_empty() => {
                    births.push(Birth { item, new });
                }
                (None, None) => {}
                (_, new) => self.note(node, item, &olds, new, None)?,
            }
        }
        if !births.is_empty() {
            self.born(node, parents, births, &mut onward)?;
        }
        for (&parent, set) in parents.iter().zip(onward) {
            let time = self.dag.read(self.source, parent)?.time;
            self.push(parent, time, Rc::new(set));
        }
        Ok(())
    }

    /// Looks for the old names of files that no parent has.
    fn born(
        &mut self,
        node: Node,
        parents: &[Node],
        mut births: Vec<Birth>,
        onward: &mut [Bits],
    ) -> Result<(), ReadError> {
        let commit = self.dag.read(self.source, node)?;
        for (&parent, onward) in parents.iter().zip(onward.iter_mut()) {
            let before = self.dag.read(self.source, parent)?;
            let moved = rename::find(self.source, self.trees, (before.tree, commit.tree), &births, |item| {
                self.scope.item(item).map(|item| Rc::clone(&item.path)).unwrap_or_default()
            })?;
            for birth in &moved.unsure {
                self.mark(&[*birth].into_iter().collect(), Extent::Missing);
            }
            for (birth, path, old) in &moved.found {
                let Some(item) = self.scope.item(birth.item) else { continue };
                let earlier = self.scope.add(item.record, path);
                self.note(node, birth.item, &[*old], Some(birth.new), Some(path))?;
                onward.remove(birth.item);
                onward.insert(earlier);
            }
            let settled: HashSet<u32> = moved.found.iter().map(|(birth, _, _)| birth.item).collect();
            births.retain(|birth| !settled.contains(&birth.item));
            if births.is_empty() {
                break;
            }
        }
        births.iter().try_for_each(|birth| self.note(node, birth.item, &[], Some(birth.new), None))
    }

    fn note(
        &mut self,
        node: Node,
        item: u32,
        olds: &[Id],
        new: Option<Id>,
        renamed: Option<&[u8]>,
    ) -> Result<(), ReadError> {
        let Some(item) = self.scope.item(item) else { return Ok(()) };
        let (record, path) = (item.record as usize, lossy(&item.path));
        let commit = commit(self.source, self.dag, &mut self.commits, node)?;
        let Some(chain) = self.chains.get_mut(record) else { return Ok(()) };
        // Two names of one record can differ at one commit, which is one change still.
        if chain.changes.last().is_none_or(|last| last.commit.id != commit.id) {
            let (old, others) = (olds.first().copied(), olds.get(1..).unwrap_or(&[]).to_vec());
            let renamed_from = renamed.map(lossy);
            chain.changes.push(Change { commit, node, path, old, others, new, renamed_from });
        }
        Ok(())
    }

    /// Objects that are not there make the records' past unknown; broken ones end the walk.
    fn give_up(&mut self, set: &Bits, error: ReadError) -> Result<(), ReadError> {
        match error {
            ReadError::Missing(_) => self.mark(set, Extent::Missing),
            ReadError::Broken(..) => return Err(error),
        }
        Ok(())
    }

    fn mark(&mut self, set: &Bits, extent: Extent) {
        for item in set.iter() {
            let record = self.scope.item(item).map_or(0, |item| item.record as usize);
            if let Some(chain) = self.chains.get_mut(record) {
                chain.extent = chain.extent.max(extent);
            }
        }
    }
}

fn lossy(path: &[u8]) -> Rc<str> {
    String::from_utf8_lossy(path).into()
}

/// What people wrote in a commit, read once.
pub(super) fn commit<S: ObjectSource>(
    source: &S,
    dag: &mut Dag,
    known: &mut HashMap<Node, Rc<Commit>>,
    node: Node,
) -> Result<Rc<Commit>, ReadError> {
    if let Some(commit) = known.get(&node) {
        return Ok(Rc::clone(commit));
    }
    let time = dag.read(source, node)?.time;
    let id = dag.id(node).unwrap_or_default();
    let words = object::words(&source.read(id, Kind::Commit)?);
    let commit = Rc::new(Commit { id, time, parents: dag.parents(node).len(), words });
    known.insert(node, Rc::clone(&commit));
    Ok(commit)
}
