//! What every branch and tag has in a folder.
//!
//! Thousands of references share a few trees, so each tree on the way to the folder is looked into once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use git2::{ObjectType, Oid, Reference};

use super::{History, HistoryError};

/// A branch or tag with the commit that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The whole name: `refs/remotes/origin/main`; `HEAD` for what is checked out.
    pub reference: String,
    /// When that commit was committed, seconds since 1970.
    pub committed: i64,
    pub(super) commit: Oid,
    root: Oid,
}

impl Tip {
    /// The name as people say it: `origin/main`, `main`, `v1.2`.
    pub fn name(&self) -> &str {
        PREFIXES.iter().find_map(|prefix| self.reference.strip_prefix(prefix)).unwrap_or(&self.reference)
    }
}

/// Where branches and tags have their names.
const PREFIXES: [&str; 3] = ["refs/heads/", "refs/remotes/", "refs/tags/"];

/// One content of a folder, and who has it.
#[derive(Clone, Debug)]
pub struct FolderNames {
    /// What is in the folder, in git's order.
    pub entries: Vec<Entry>,
    /// Indexes of the references that have exactly this.
    pub tips: Vec<usize>,
}

/// A file or folder in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name. Names that are not UTF-8 are left out.
    pub name: String,
    /// True for a folder.
    pub folder: bool,
}

impl History {
    /// `HEAD`, then every local branch, remote-tracking branch and tag that leads to a commit, by name. One
    /// that cannot be read is passed over.
    ///
    /// # Errors
    /// When the references cannot be listed.
    pub fn tips(&self) -> Result<Vec<Tip>, HistoryError> {
        let mut read: HashMap<Oid, Option<(Oid, i64)>> = HashMap::new();
        let mut tip = |reference: String, commit: Oid| {
            let found = read.entry(commit).or_insert_with(|| {
                let commit = self.repository.find_commit(commit).ok()?;
                Some((commit.tree_id(), commit.time().seconds()))
            });
            found.map(|(root, committed)| Tip { reference, committed, commit, root })
        };
        let head = self.head_oid()?.and_then(|oid| tip("HEAD".to_owned(), oid));
        if let Some(layout) = &self.bare_objects {
            // The files of references are read without libgit2, which tells commits but no names.
            let commits = layout.branches().into_iter().filter_map(|id| Oid::from_bytes(id.as_bytes()).ok());
            return Ok(head.into_iter().chain(commits.filter_map(|oid| tip(oid.to_string(), oid))).collect());
        }
        let mut tips = Vec::new();
        for reference in self.repository.references()?.flatten() {
            let Some(name) = reference.name().ok().map(str::to_owned) else { continue };
            if !PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
                continue;
            }
            // Most name a commit; a tag with a message of its own is looked through.
            let found = reference
                .target_peel()
                .or_else(|| reference.target())
                .and_then(|oid| tip(name.clone(), oid))
                .or_else(|| tip(name, peeled(&reference)?));
            tips.extend(found);
        }
        tips.sort_by(|a, b| a.reference.cmp(&b.reference));
        Ok(head.into_iter().chain(tips).collect())
    }

    /// A commit as if a reference named it.
    pub(super) fn tip_at(&self, commit: Oid) -> Option<Tip> {
        let found = self.repository.find_commit(commit).ok()?;
        Some(Tip {
            reference: commit.to_string(),
            committed: found.time().seconds(),
            commit,
            root: found.tree_id(),
        })
    }

    /// The contents that a folder (relative to the work tree, `""` for its top) has at `tips`. Those without
    /// the folder are in none of them.
    pub fn folder_names(&self, tips: &[Tip], folder: &str) -> Vec<FolderNames> {
        let mut below: HashMap<Oid, Option<Oid>> = HashMap::new();
        let mut by_tree: BTreeMap<Oid, Vec<usize>> = BTreeMap::new();
        let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let mut steps: Vec<HashMap<Oid, Option<Oid>>> = vec![HashMap::new(); parts.len()];
        for (at, tip) in tips.iter().enumerate() {
            let tree = *below.entry(tip.root).or_insert_with(|| {
                parts.iter().zip(&mut steps).try_fold(tip.root, |tree, (part, known)| {
                    *known.entry(tree).or_insert_with(|| self.subtree(tree, part))
                })
            });
            if let Some(tree) = tree {
                by_tree.entry(tree).or_default().push(at);
            }
        }
        let read = |(tree, tips)| Some(FolderNames { entries: self.entries(tree)?, tips });
        by_tree.into_iter().filter_map(read).collect()
    }

    /// The names of files and folders in `folder` (relative to the work tree, `""` for its top) on `HEAD` and
    /// on every branch and tag.
    ///
    /// # Errors
    /// When the references cannot be listed. One that cannot be read is passed over.
    pub fn names_in(&self, folder: &str) -> Result<BTreeSet<String>, HistoryError> {
        let contents = self.folder_names(&self.tips()?, folder);
        Ok(contents.into_iter().flat_map(|content| content.entries).map(|entry| entry.name).collect())
    }

    fn subtree(&self, tree: Oid, name: &str) -> Option<Oid> {
        let tree = self.repository.find_tree(tree).ok()?;
        let entry = tree.get_name(name)?;
        (entry.kind() == Some(ObjectType::Tree)).then(|| entry.id())
    }

    fn entries(&self, tree: Oid) -> Option<Vec<Entry>> {
        let tree = self.repository.find_tree(tree).ok()?;
        let entry = |entry: git2::TreeEntry<'_>| {
            let folder = entry.kind() == Some(ObjectType::Tree);
            Some(Entry { name: entry.name().ok()?.to_owned(), folder })
        };
        Some(tree.iter().filter_map(entry).collect())
    }
}

/// The commit behind a symbolic reference or a chain of tags.
fn peeled(reference: &Reference<'_>) -> Option<Oid> {
    Some(reference.peel_to_commit().ok()?.id())
}
