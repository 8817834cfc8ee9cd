//! The states of records on the first-parent line of `HEAD`: what readers of the main branch saw.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::bits::Bits;
use super::chain::{Commit, Extent};
use super::dag::{Dag, Node};
use super::id::Id;
use super::scope::Difference;
use super::source::{Kind, ObjectSource, ReadError};
use super::trees::Trees;
use super::walk::{self, Trail};
use super::walker::Records;

/// Seconds by which the time of a commit may be wrong before the line is taken to end above the walk.
const SKEW: i64 = 7 * 86_400;

/// A record's content from one commit of the first-parent line on.
#[derive(Clone, Debug)]
pub struct Version {
    /// The commit that put it there; with merges, the merge.
    pub landed: Rc<Commit>,
    /// Where the record was then.
    pub path: Rc<str>,
    /// Its content.
    pub blob: Id,
    /// The changes that landed with it, as indexes into the record's chain: whose work it is. Empty where the
    /// landing commit is all there is.
    pub changes: Vec<usize>,
}

/// The versions of a record on the first-parent line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The newest first.
    pub versions: Vec<Version>,
    /// How far they reach.
    pub extent: Extent,
}

/// A status, as whoever asks reads it, and the version that brought it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State<T> {
    /// What was read from the content.
    pub status: T,
    /// Index into [`Line::versions`].
    pub version: usize,
}

/// Reads the status of contents, each once.
pub struct Statuses<T, F> {
    read: F,
    known: HashMap<Id, T>,
}

impl<T: Clone + PartialEq, F: Fn(&str, &[u8]) -> T> Statuses<T, F> {
    /// With what reads a status from a path and a content.
    pub fn new(read: F) -> Self {
        Self { read, known: HashMap::new() }
    }

    /// The statuses of a record, the oldest first, each with the version that brought it; equal neighbours are
    /// one. The extent tells whether a content was missing, besides what the line itself lacks.
    ///
    /// # Errors
    /// When an object is broken.
    pub fn timeline<S: ObjectSource>(
        &mut self,
        source: &S,
        line: &Line,
    ) -> Result<(Vec<State<T>>, Extent), ReadError> {
        let mut states: Vec<State<T>> = Vec::new();
        let mut extent = line.extent;
        for (at, version) in line.versions.iter().enumerate().rev() {
            let status = match self.known.get(&version.blob) {
                Some(status) => status.clone(),
                None => match source.read(version.blob, Kind::Blob) {
                    Ok(text) => {
                        let status = (self.read)(&version.path, &text);
                        self.known.insert(version.blob, status.clone());
                        status
                    }
                    Err(ReadError::Missing(_)) => {
                        extent = extent.max(Extent::Missing);
                        continue;
                    }
                    Err(error) => return Err(error),
                },
            };
            if states.last().is_none_or(|last| last.status != status) {
                states.push(State { status, version: at });
            }
        }
        Ok((states, extent))
    }
}

struct Descent<'d, S: ObjectSource> {
    source: &'d S,
    dag: &'d mut Dag,
    trees: &'d mut Trees<S>,
    records: &'d mut Records,
    /// For each record, its changes by the commit with which they landed.
    landed: Vec<HashMap<Node, Vec<usize>>>,
    lines: Vec<Line>,
    /// The paths that the line has at the commit in hand.
    there: Bits,
}

/// The versions of every record of a walk.
pub(super) fn lines<S: ObjectSource>(
    source: &S,
    dag: &mut Dag,
    trees: &mut Trees<S>,
    records: &mut Records,
) -> Result<Vec<Line>, ReadError> {
    let landings = landings(source, dag, &records.trail, records.head)?;
    let mut there = Bits::default();
    let mut landed = Vec::with_capacity(records.chains.len());
    for (record, chain) in (0..).zip(&records.chains) {
        let mut changes: HashMap<Node, Vec<usize>> = HashMap::new();
        for (at, change) in chain.changes.iter().enumerate() {
            if let Some(landing) = landings.get(change.node as usize).copied().flatten() {
                changes.entry(landing).or_default().push(at);
            }
        }
        landed.push(changes);
        if chain.current.is_some() {
            there.insert(records.trail.scope.add(record, chain.path.as_bytes()));
        }
    }
    let head = dag.number(records.head);
    let lines = vec![Line::default(); records.chains.len()];
    let mut descent = Descent { source, dag, trees, records, landed, lines, there };
    let mut at = Some(head);
    while let Some(node) = at.filter(|_| !descent.there.is_empty()) {
        at = match descent.step(node) {
            Ok(next) => next,
            Err(ReadError::Missing(_)) => {
                descent.stop(Extent::Missing);
                None
            }
            Err(error) => return Err(error),
        };
    }
    Ok(descent.lines)
}

/// For each commit back to the oldest of the walk, by number, the commit of the first-parent line with which it
/// landed: the oldest that reaches it.
fn landings<S: ObjectSource>(
    source: &S,
    dag: &mut Dag,
    trail: &Trail,
    head: Id,
) -> Result<Vec<Option<Node>>, ReadError> {
    let oldest = trail.oldest.saturating_sub(SKEW);
    let is_near = |dag: &mut Dag, node: Node| match dag.read(source, node) {
        Ok(commit) => Ok(commit.time >= oldest),
        Err(ReadError::Missing(_)) => Ok(false),
        Err(error) => Err(error),
    };
    let mut landings: Vec<Option<Node>> = Vec::new();
    let mut land = |node: Node, landed: Node| {
        let at = node as usize;
        if landings.len() <= at {
            landings.resize(at + 1, None);
        }
        if let Some(slot) = landings.get_mut(at) {
            *slot = Some(landed);
        }
    };
    let mut line = Vec::new();
    let mut at = Some(dag.number(head));
    while let Some(node) = at {
        if !is_near(dag, node)? {
            break;
        }
        line.push(node);
        land(node, node);
        at = dag.parents(node).first().copied();
    }
    let mut met: HashSet<Node> = line.iter().copied().collect();
    for &landed in line.iter().rev() {
        let mut open = vec![landed];
        while let Some(node) = open.pop() {
            for parent in dag.parents(node).to_vec() {
                if met.insert(parent) && is_near(dag, parent)? {
                    land(parent, landed);
                    open.push(parent);
                }
            }
        }
    }
    Ok(landings)
}

impl<S: ObjectSource> Descent<'_, S> {
    /// Notes what a commit of the line changed against its first parent; the parent, where there is one.
    fn step(&mut self, node: Node) -> Result<Option<Node>, ReadError> {
        let commit = self.dag.read(self.source, node)?;
        if self.source.is_boundary(self.dag.id(node).unwrap_or_default()) {
            self.stop(Extent::Shallow);
            return Ok(None);
        }
        let parent = self.dag.parents(node).first().copied();
        if let Some(parent) = parent.filter(|_| self.is_quiet(node)) {
            return Ok(Some(parent));
        }
        let before = parent.map(|parent| self.dag.read(self.source, parent)).transpose()?;
        let mut found = Vec::new();
        let old = before.map(|before| before.tree);
        self.records.trail.scope.compare(self.source, self.trees, old, Some(commit.tree), &mut found)?;
        let changed: Vec<Difference> =
            found.iter().filter(|difference| self.there.contains(difference.item)).copied().collect();
        if !changed.is_empty() {
            let olds: HashMap<u32, Id> =
                found.iter().filter_map(|found| Some((found.item, found.old?))).collect();
            let landed = walk::commit(self.source, self.dag, &mut self.records.trail.commits, node)?;
            changed.iter().for_each(|difference| self.note(node, &landed, difference, &olds));
        }
        Ok(parent)
    }

    /// True when the walk compared all these paths here already, and none differed.
    fn is_quiet(&self, node: Node) -> bool {
        let quiet = self.records.trail.visits.get(node as usize).map_or(0, |visit| visit.quiet);
        self.there.last().is_none_or(|last| last < quiet)
    }

    fn note(&mut self, node: Node, landed: &Rc<Commit>, difference: &Difference, olds: &HashMap<u32, Id>) {
        let Some(item) = self.records.trail.scope.item(difference.item).cloned() else { return };
        let record = item.record as usize;
        let Some(chain) = self.records.chains.get(record) else { return };
        let path = String::from_utf8_lossy(&item.path);
        let changes = self.landed.get_mut(record).and_then(|landed| landed.remove(&node)).unwrap_or_default();
        let mut earlier: &str = &path;
        for change in changes.iter().filter_map(|at| chain.changes.get(*at)) {
            if *change.path == *earlier {
                earlier = change.renamed_from.as_deref().unwrap_or(earlier);
            }
        }
        if difference.old.is_none() {
            self.there.remove(difference.item);
            if *earlier != *path {
                let earlier = self.records.trail.scope.add(item.record, earlier.as_bytes());
                if olds.contains_key(&earlier) {
                    self.there.insert(earlier);
                }
            }
        }
        if let (Some(blob), Some(line)) = (difference.new, self.lines.get_mut(record)) {
            let path = Rc::from(&*path);
            line.versions.push(Version { landed: Rc::clone(landed), path, blob, changes });
        }
    }

    /// What is older is unknown for all that are left.
    fn stop(&mut self, extent: Extent) {
        for item in self.there.iter() {
            let record = self.records.trail.scope.item(item).map_or(0, |item| item.record as usize);
            if let Some(line) = self.lines.get_mut(record) {
                line.extent = extent;
            }
        }
    }
}
