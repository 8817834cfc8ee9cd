//! Trees that were read lately.

use std::collections::HashMap;
use std::rc::Rc;

use super::id::Id;
use super::source::{Kind, ObjectSource, ReadError};

/// Trees in each of the two generations. A commit's trees are compared with its parents', which come soon.
const GENERATION: usize = 192;

/// Reads trees and keeps the latest.
pub(super) struct Trees<S: ObjectSource> {
    young: HashMap<Id, Rc<S::Bytes>>,
    old: HashMap<Id, Rc<S::Bytes>>,
}

impl<S: ObjectSource> Default for Trees<S> {
    fn default() -> Self {
        Self { young: HashMap::new(), old: HashMap::new() }
    }
}

impl<S: ObjectSource> Trees<S> {
    pub(super) fn read(&mut self, source: &S, id: Id) -> Result<Rc<S::Bytes>, ReadError> {
        if let Some(tree) = self.young.get(&id) {
            return Ok(Rc::clone(tree));
        }
        let tree = match self.old.remove(&id) {
            Some(tree) => tree,
            None => Rc::new(source.read(id, Kind::Tree)?),
        };
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(id, Rc::clone(&tree));
        Ok(tree)
    }

    /// The tree's bytes where there is one.
    pub(super) fn maybe(&mut self, source: &S, id: Option<Id>) -> Result<Option<Rc<S::Bytes>>, ReadError> {
        id.map(|id| self.read(source, id)).transpose()
    }
}

/// The bytes, or those of the empty tree.
pub(super) fn bytes<B: std::ops::Deref<Target = [u8]>>(tree: Option<&Rc<B>>) -> &[u8] {
    tree.map_or(&[], |tree| tree)
}
