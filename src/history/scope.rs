//! The paths that are followed, as a tree of names that is compared with git's trees from the top: equal trees
//! are never opened, whatever number of folders the paths are in.

use std::collections::HashMap;
use std::rc::Rc;

use super::id::Id;
use super::object::{self, Entry};
use super::source::{ObjectSource, ReadError};
use super::trees::{self, Trees};

/// A record's path at some time.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) record: u32,
    pub(super) path: Rc<[u8]>,
}

#[derive(Debug, Default)]
struct Branch {
    children: HashMap<Box<[u8]>, usize>,
    items: Vec<u32>,
}

/// The paths, and for each whose it is. Paths are added while the walk meets renames.
#[derive(Debug)]
pub(super) struct Scope {
    branches: Vec<Branch>,
    items: Vec<Item>,
}

/// A path whose file differs between two trees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Difference {
    pub(super) item: u32,
    pub(super) old: Option<Id>,
    pub(super) new: Option<Id>,
}

impl Scope {
    pub(super) fn new() -> Self {
        Self { branches: vec![Branch::default()], items: Vec::new() }
    }

    /// The number of a record's path, the next free one for a new one.
    pub(super) fn add(&mut self, record: u32, path: &[u8]) -> u32 {
        let mut at = 0;
        for part in path.split(|byte| *byte == b'/') {
            let next = self.branches.len();
            let Some(branch) = self.branches.get_mut(at) else { break };
            at = *branch.children.entry(part.into()).or_insert(next);
            if at == next {
                self.branches.push(Branch::default());
            }
        }
        let next = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        let Some(branch) = self.branches.get_mut(at) else { return next };
        let mine = |item: &&u32| self.items.get(**item as usize).is_some_and(|item| item.record == record);
        if let Some(&known) = branch.items.iter().find(mine) {
            return known;
        }
        branch.items.push(next);
        self.items.push(Item { record, path: path.into() });
        next
    }

    pub(super) fn item(&self, item: u32) -> Option<&Item> {
        self.items.get(usize::try_from(item).ok()?)
    }

    /// How many paths there are.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.items.len()).unwrap_or(u32::MAX)
    }

    /// Fills `found` with the paths whose files differ between two top trees.
    pub(super) fn compare<S: ObjectSource>(
        &self,
        source: &S,
        trees: &mut Trees<S>,
        old: Option<Id>,
        new: Option<Id>,
        found: &mut Vec<Difference>,
    ) -> Result<(), ReadError> {
        found.clear();
        let mut open = vec![(0_usize, old, new)];
        while let Some((at, old, new)) = open.pop() {
            let Some(branch) = self.branches.get(at) else { continue };
            if old == new || branch.children.is_empty() {
                continue;
            }
            let width = old.or(new).map_or(0, |id| id.as_bytes().len());
            let (old, new) = (trees.maybe(source, old)?, trees.maybe(source, new)?);
            let (old, new) = (trees::bytes(old.as_ref()), trees::bytes(new.as_ref()));
            object::differences(old, new, width, |one, two| {
                self.note(branch, one, two, &mut open, found);
            });
        }
        Ok(())
    }

    fn note(
        &self,
        branch: &Branch,
        one: Option<Entry<'_>>,
        two: Option<Entry<'_>>,
        open: &mut Vec<(usize, Option<Id>, Option<Id>)>,
        found: &mut Vec<Difference>,
    ) {
        let Some(entry) = one.or(two) else { return };
        let Some(&child) = branch.children.get(entry.name) else { return };
        let folders = (one.and_then(|one| one.folder()), two.and_then(|two| two.folder()));
        if folders.0 != folders.1 {
            open.push((child, folders.0, folders.1));
        }
        let (old, new) = (one.and_then(|one| one.file()), two.and_then(|two| two.file()));
        // A file that only became executable is a change to git, with the same content on both sides.
        let mode = |entry: Option<Entry<'_>>| entry.map_or(Vec::new(), |entry| entry.mode.to_vec());
        if old != new || (old.is_some() && mode(one) != mode(two)) {
            let items = self.branches.get(child).map_or(&[][..], |branch| &branch.items);
            found.extend(items.iter().map(|&item| Difference { item, old, new }));
        }
    }
}
