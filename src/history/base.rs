//! Against what a change is judged: the default branch, and the commit at which the change left it.

use git2::{Oid, Repository};

use super::{Entry, History, HistoryError, Tip};

/// Names that default branches have, where the remote does not say which it is.
const USUAL: [&str; 4] =
    ["refs/remotes/origin/main", "refs/remotes/origin/master", "refs/heads/main", "refs/heads/master"];

/// Where the work that is checked out began.
#[derive(Clone, Debug)]
pub struct Base {
    /// The commit that it shares with the default branch.
    commit: Oid,
    /// What is checked out.
    head: Oid,
    /// The default branch's full name and commit, where one is known.
    default: Option<(String, Oid)>,
}

impl Base {
    /// The full name of the default branch.
    pub fn default_branch(&self) -> Option<&str> {
        self.default.as_ref().map(|(name, _)| name.as_str())
    }
}

impl History {
    /// Where the work began: the merge base with the default branch; for a merge that a CI service made and
    /// checked out, its first parent; `HEAD` where there is no default branch. `None` where that commit is
    /// not in this clone, or there is no commit at all.
    ///
    /// # Errors
    /// When `HEAD` names something that cannot be read.
    pub fn base(&self) -> Result<Option<Base>, HistoryError> {
        let Some(head) = self.head_oid()? else { return Ok(None) };
        let default = default_branch(&self.repository);
        let first_parent = || {
            let commit = self.repository.find_commit(head).ok()?;
            let is_merge = self.branch().is_none() && commit.parent_count() > 1;
            is_merge.then(|| commit.parent_id(0).ok()).flatten()
        };
        let commit = match (first_parent(), &default) {
            (Some(parent), _) => self.repository.find_commit(parent).ok().map(|commit| commit.id()),
            (None, Some((_, tip))) => self.repository.merge_base(head, *tip).ok(),
            (None, None) => (!self.is_shallow()).then_some(head),
        };
        Ok(commit.map(|commit| Base { commit, head, default }))
    }

    /// What a folder held where the work began; `None` when it was not there.
    pub fn names_at_base(&self, base: &Base, folder: &str) -> Option<Vec<Entry>> {
        self.names_at(base.commit, folder)
    }

    /// What a folder holds in the commit that is checked out.
    pub fn names_at_head(&self, base: &Base, folder: &str) -> Option<Vec<Entry>> {
        self.names_at(base.head, folder)
    }

    fn names_at(&self, commit: Oid, folder: &str) -> Option<Vec<Entry>> {
        let tip = self.tip_at(commit)?;
        Some(self.folder_names(&[tip], folder).pop()?.entries)
    }

    /// How a reference stands to the work that is checked out.
    pub fn standing(&self, base: &Base, tip: &Tip) -> Standing {
        let common = |other| self.repository.merge_base(tip.commit, other).ok();
        let with_head = common(base.head);
        if with_head == Some(tip.commit) {
            return Standing::Behind;
        }
        let with_default = base.default.as_ref().and_then(|(_, default)| common(*default));
        if with_default == Some(tip.commit) {
            return Standing::Landed;
        }
        let began = with_default.or(with_head).and_then(|commit| self.tip_at(commit));
        Standing::Apart { ahead: with_head == Some(base.head), began }
    }

    /// Who wrote the commit that a reference names.
    pub fn author(&self, tip: &Tip) -> Option<String> {
        let commit = self.repository.find_commit(tip.commit).ok()?;
        let name = commit.author().name().ok()?.trim().to_owned();
        (!name.is_empty()).then_some(name)
    }
}

/// How a reference stands to the work that is checked out.
#[derive(Clone, Debug)]
pub enum Standing {
    /// All that it has is in the work already.
    Behind,
    /// All that it has is on the default branch already.
    Landed,
    /// It has commits of its own.
    Apart {
        /// It has all commits of the work too.
        ahead: bool,
        /// Where it began.
        began: Option<Tip>,
    },
}

/// The default branch: what the remote says, else a usual name.
fn default_branch(repository: &Repository) -> Option<(String, Oid)> {
    let stated = repository.find_reference("refs/remotes/origin/HEAD").ok();
    let stated = stated.and_then(|head| Some(head.symbolic_target().ok().flatten()?.to_owned()));
    stated.iter().map(String::as_str).chain(USUAL).find_map(|name| {
        let commit = repository.find_reference(name).ok()?.peel_to_commit().ok()?;
        Some((name.to_owned(), commit.id()))
    })
}
