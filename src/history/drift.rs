//! What happened to the files that records govern.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::chain::{Commit, Extent};
use super::dag::{Dag, Node};
use super::id::Id;
use super::object;
use super::people::{People, PersonId};
use super::source::{Kind, ObjectSource, ReadError};
use super::trees::{self, Trees};
use super::walk;
use super::walker::Walker;
use super::window::{self, Window};

/// The files that a record governs, and since when they are watched.
pub struct Governed<'g> {
    /// Folders below which all of them are; `""` for the whole tree. [`folder_of`] finds a glob's.
    pub folders: Vec<String>,
    /// True for a path, relative to the top of the tree, that is governed.
    pub matches: Box<dyn Fn(&str) -> bool + 'g>,
    /// The first second that counts, of the committer's time.
    pub since: i64,
}

/// The folder that everything a glob matches is in; `""` for the top.
pub fn folder_of(glob: &str) -> &str {
    let special = glob.find(['*', '?', '[', '{', '\\']);
    let plain = special.and_then(|at| glob.get(..at)).unwrap_or(glob);
    plain.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// One file that a commit changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    old: Option<Id>,
    new: Option<Id>,
}

/// What happened to governed files. Merges and ignored commits count nowhere.
#[derive(Clone, Debug, Default)]
pub struct Drift {
    /// Commits by people, the newest first.
    pub commits: Vec<Rc<Commit>>,
    /// How many commits were made by programs.
    pub by_programs: usize,
    /// The people who wrote or helped to write the commits, each once.
    pub authors: Vec<PersonId>,
    /// Whether commits may be missing.
    pub extent: Extent,
    /// What people's commits changed.
    edits: Vec<Edit>,
}

/// How much changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines added and removed.
    pub changed: usize,
    /// Lines that the governed files have at `HEAD`.
    pub current: usize,
    /// True when a content is missing, so that there are more.
    pub partial: bool,
}

/// The folders of all governed files as a tree of names.
#[derive(Debug, Default)]
struct Folders {
    children: HashMap<Box<[u8]>, usize>,
    /// Watched as a whole, with all below, by these.
    watchers: Vec<usize>,
}

struct Watch<'w, 'g> {
    folders: Vec<Folders>,
    governed: &'w [Governed<'g>],
}

impl<'w, 'g> Watch<'w, 'g> {
    fn new(governed: &'w [Governed<'g>]) -> Self {
        let mut folders = vec![Folders::default()];
        for (watcher, one) in governed.iter().enumerate() {
            for folder in &one.folders {
                let mut at = 0;
                for part in folder.split('/').filter(|part| !part.is_empty()) {
                    let next = folders.len();
                    let Some(here) = folders.get_mut(at) else { break };
                    at = *here.children.entry(part.as_bytes().into()).or_insert(next);
                    if at == next {
                        folders.push(Folders::default());
                    }
                }
                if let Some(here) = folders.get_mut(at).filter(|here| !here.watchers.contains(&watcher)) {
                    here.watchers.push(watcher);
                }
            }
        }
        Self { folders, governed }
    }

    /// The governed files that differ between two top trees, each with who governs it. Only folders that differ
    /// and may hold such files are opened.
    fn differences<S: ObjectSource>(
        &self,
        source: &S,
        trees: &mut Trees<S>,
        old: Option<Id>,
        new: Option<Id>,
    ) -> Result<Vec<(usize, Edit)>, ReadError> {
        let mut found = Vec::new();
        // A folder's path, its place among the watched ones if it is above or at one, and who watches all of it.
        let nobody: Rc<[usize]> = Rc::from([]);
        let mut open = vec![(String::new(), Some(0), nobody, old, new)];
        while let Some((path, at, above, old, new)) = open.pop() {
            let here = at.and_then(|at| self.folders.get(at));
            let own = here.map_or(&[][..], |here| &here.watchers);
            let watchers: Rc<[usize]> =
                if own.is_empty() { above } else { [&above[..], own].concat().into() };
            let width = old.or(new).map_or(0, |id: Id| id.as_bytes().len());
            let (old, new) = (trees.maybe(source, old)?, trees.maybe(source, new)?);
            object::differences(trees::bytes(old.as_ref()), trees::bytes(new.as_ref()), width, |one, two| {
                let Some(entry) = one.or(two) else { return };
                let child = here.and_then(|here| here.children.get(entry.name).copied());
                if watchers.is_empty() && child.is_none() {
                    return;
                }
                let name = String::from_utf8_lossy(entry.name);
                let path = if path.is_empty() { name.into_owned() } else { format!("{path}/{name}") };
                let (old, new) = (one.and_then(|one| one.file()), two.and_then(|two| two.file()));
                if old != new {
                    let governs = |&&watcher: &&usize| {
                        self.governed.get(watcher).is_some_and(|governed| (governed.matches)(&path))
                    };
                    // A watcher of a folder and of one below it is one.
                    let mut once: Vec<usize> = watchers.iter().filter(governs).copied().collect();
                    once.sort_unstable();
                    once.dedup();
                    found.extend(once.into_iter().map(|watcher| (watcher, Edit { old, new })));
                }
                let folders = (one.and_then(|one| one.folder()), two.and_then(|two| two.folder()));
                if folders.0 != folders.1 {
                    open.push((path, child, Rc::clone(&watchers), folders.0, folders.1));
                }
            });
        }
        Ok(found)
    }
}

impl<S: ObjectSource> Walker<S> {
    /// What happened to the files of each, in their order, in one pass. `ignored` are commits that do not count.
    ///
    /// # Errors
    /// When an object is broken.
    pub fn drift(
        &mut self,
        head: Id,
        governed: &[Governed<'_>],
        ignored: &HashSet<Id>,
        people: &mut People,
    ) -> Result<Vec<Drift>, ReadError> {
        let mut drifts = vec![Drift::default(); governed.len()];
        let Some(since) = governed.iter().map(|governed| governed.since).min() else { return Ok(drifts) };
        let watch = Watch::new(governed);
        let (source, trees) = (&self.source, &mut self.trees);
        let mut commits = HashMap::new();
        let mut partial = Extent::Complete;
        let extent = window::commits(source, &mut self.dag, head, Window { since }, |dag, node| {
            match touched(source, dag, trees, &watch, node, ignored) {
                Ok(Some(edits)) => {
                    let commit = walk::commit(source, dag, &mut commits, node)?;
                    note(&mut drifts, governed, people, &commit, edits);
                }
                Ok(None) => {}
                Err(ReadError::Missing(_)) => partial = Extent::Missing,
                Err(error) => return Err(error),
            }
            Ok(())
        })?;
        for drift in &mut drifts {
            drift.extent = extent.max(partial);
        }
        Ok(drifts)
    }

    /// How many lines people's commits changed, and how many there are. Reads every content concerned.
    ///
    /// # Errors
    /// When an object is broken.
    pub fn changed_lines(
        &mut self,
        head: Id,
        governed: &Governed<'_>,
        drift: &Drift,
    ) -> Result<Lines, ReadError> {
        let mut lines = Lines::default();
        for edit in &drift.edits {
            match changed(&self.source, *edit) {
                Ok(changed) => lines.changed += changed,
                Err(ReadError::Missing(_)) => lines.partial = true,
                Err(error) => return Err(error),
            }
        }
        let node = self.dag.number(head);
        let tree = self.dag.read(&self.source, node)?.tree;
        let watch = Watch::new(std::slice::from_ref(governed));
        for (_, edit) in watch.differences(&self.source, &mut self.trees, None, Some(tree))? {
            match changed(&self.source, edit) {
                Ok(current) => lines.current += current,
                Err(ReadError::Missing(_)) => lines.partial = true,
                Err(error) => return Err(error),
            }
        }
        Ok(lines)
    }
}

/// The governed files that a commit changed; `None` for none, a merge, and a commit that does not count.
fn touched<S: ObjectSource>(
    source: &S,
    dag: &mut Dag,
    trees: &mut Trees<S>,
    watch: &Watch<'_, '_>,
    node: Node,
    ignored: &HashSet<Id>,
) -> Result<Option<Vec<(usize, Edit)>>, ReadError> {
    let id = dag.id(node).unwrap_or_default();
    // What a boundary commit changed cannot be told.
    if ignored.contains(&id) || source.is_boundary(id) || dag.parents(node).len() > 1 {
        return Ok(None);
    }
    let new = dag.read(source, node)?.tree;
    let parent = dag.parents(node).first().copied();
    let old = parent.map(|parent| dag.read(source, parent)).transpose()?.map(|parent| parent.tree);
    if old == Some(new) {
        return Ok(None);
    }
    let found = watch.differences(source, trees, old, Some(new))?;
    Ok((!found.is_empty()).then_some(found))
}

fn note(
    drifts: &mut [Drift],
    governed: &[Governed<'_>],
    people: &mut People,
    commit: &Rc<Commit>,
    edits: Vec<(usize, Edit)>,
) {
    let authors = people.authors(commit);
    let by_program = authors.iter().all(|author| people.is_program(*author));
    let mut counted = HashSet::new();
    for (watcher, edit) in edits {
        let (Some(drift), Some(governed)) = (drifts.get_mut(watcher), governed.get(watcher)) else {
            continue;
        };
        if commit.time < governed.since {
            continue;
        }
        let first = counted.insert(watcher);
        if by_program {
            drift.by_programs += usize::from(first);
            continue;
        }
        drift.edits.push(edit);
        if first {
            drift.commits.push(Rc::clone(commit));
            for author in authors.iter().filter(|author| !people.is_program(**author)) {
                if !drift.authors.contains(author) {
                    drift.authors.push(*author);
                }
            }
        }
    }
}

/// Lines added and removed; the lines of a file against none are all of them. Binary files have none.
fn changed<S: ObjectSource>(source: &S, edit: Edit) -> Result<usize, ReadError> {
    let read = |id: Option<Id>| id.map(|id| source.read(id, Kind::Blob)).transpose();
    let (old, new) = (read(edit.old)?, read(edit.new)?);
    let bytes = |text: &Option<S::Bytes>| text.as_deref().unwrap_or_default().to_vec();
    let (old, new) = (bytes(&old), bytes(&new));
    let mut options = git2::DiffOptions::new();
    options.context_lines(0);
    let patch = git2::Patch::from_buffers(&old, None, &new, None, Some(&mut options));
    let stats = patch.and_then(|patch| patch.line_stats());
    Ok(stats.map_or(0, |(_, added, removed)| added + removed))
}

#[cfg(test)]
mod tests {
    use super::folder_of;

    #[test]
    fn a_globs_folder_is_what_stands_before_its_first_wildcard() {
        for (glob, folder) in [
            ("src/analytics/**", "src/analytics"),
            ("deploy/pg/*.tf", "deploy/pg"),
            ("src/lib.rs", "src"),
            ("src", ""),
            ("**/*.rs", ""),
            ("a/b{c,d}/e", "a"),
        ] {
            assert_eq!(folder_of(glob), folder, "{glob}");
        }
    }
}
