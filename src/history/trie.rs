//! Paths as a tree of names, compared against git trees from the top: equal trees are never opened.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use git2::{ObjectType, Oid, Repository, Tree};

/// Trees that are kept open at most; a commit's are compared with the next one's.
const KEPT: usize = 4096;

/// Paths by their parts.
pub(super) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    children: BTreeMap<String, usize>,
    /// The path that ends here.
    path: Option<usize>,
}

impl Trie {
    pub(super) fn new(paths: &[&str]) -> Self {
        let mut nodes = vec![Node::default()];
        for (index, path) in paths.iter().enumerate() {
            let mut at = 0;
            for part in path.split('/') {
                at = match nodes[at].children.get(part) {
                    Some(&child) => child,
                    None => {
                        let child = nodes.len();
                        nodes.push(Node::default());
                        nodes[at].children.insert(part.to_owned(), child);
                        child
                    }
                };
            }
            nodes[at].path = Some(index);
        }
        Self { nodes }
    }

    /// The paths whose objects differ between two top trees, sorted; with `among` only those of it.
    pub(super) fn differing<'r>(
        &self,
        trees: &mut Trees<'r>,
        old: Option<Oid>,
        new: Option<Oid>,
        among: Option<&[usize]>,
    ) -> Result<Vec<usize>, git2::Error> {
        let mut found = Vec::new();
        let mut open = vec![(0, old, new)];
        while let Some((at, old, new)) = open.pop() {
            if old == new {
                continue;
            }
            let node = &self.nodes[at];
            found.extend(node.path.filter(|path| among.is_none_or(|all| all.binary_search(path).is_ok())));
            if node.children.is_empty() {
                continue;
            }
            let (old, new) = (trees.open(old)?, trees.open(new)?);
            for (name, &child) in &node.children {
                let folder = !self.nodes[child].children.is_empty();
                open.push((child, entry(old.as_deref(), name, folder), entry(new.as_deref(), name, folder)));
            }
        }
        found.sort_unstable();
        Ok(found)
    }
}

/// The object of that name; where paths go on below it, only a folder will do: a submodule's commit is not
/// in this repository.
fn entry(tree: Option<&Tree<'_>>, name: &str, folder: bool) -> Option<Oid> {
    let entry = tree?.get_name(name)?;
    (!folder || entry.kind() == Some(ObjectType::Tree)).then(|| entry.id())
}

/// Trees that were opened.
pub(super) struct Trees<'r> {
    repository: &'r Repository,
    kept: HashMap<Oid, Option<Rc<Tree<'r>>>>,
}

impl<'r> Trees<'r> {
    pub(super) fn new(repository: &'r Repository) -> Self {
        Self { repository, kept: HashMap::new() }
    }

    /// The tree of that id; `None` for none, and for an object that is no tree.
    fn open(&mut self, oid: Option<Oid>) -> Result<Option<Rc<Tree<'r>>>, git2::Error> {
        let Some(oid) = oid else { return Ok(None) };
        if let Some(tree) = self.kept.get(&oid) {
            return Ok(tree.clone());
        }
        let object = self.repository.find_object(oid, None)?;
        let tree = object.into_tree().ok().map(Rc::new);
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        self.kept.insert(oid, tree.clone());
        Ok(tree)
    }
}
