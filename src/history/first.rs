//! The commits in which files came to be.
//!
//! Like `git log --follow --diff-filter=A`: a file that appears in the commit in which another one vanished, and
//! is like it, is that one under a new name.

use std::collections::HashMap;

use git2::{Delta, Diff, DiffFindOptions, DiffOptions, Oid, Sort};
use jiff::civil::Date;

use super::last::touch;
use super::{History, HistoryError};

impl History {
    /// The author's day of the commit that brought each path, which are relative to the work tree, in their order.
    /// `None` for what is not committed, and where this clone lacks the commits that would tell.
    ///
    /// # Errors
    /// When an object is broken.
    pub fn first_days(&self, paths: &[&str]) -> Result<Vec<Option<Date>>, HistoryError> {
        let mut found = vec![None; paths.len()];
        let Some(head) = self.head_oid()? else { return Ok(found) };
        // The name that each path has at the commit being looked at; one name may be two paths' past.
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, path) in paths.iter().enumerate() {
            names.entry((*path).to_owned()).or_default().push(at);
        }
        let mut walk = self.repository.revwalk()?;
        walk.push(head)?;
        walk.set_sorting(Sort::TOPOLOGICAL | Sort::TIME)?;
        for oid in walk {
            if names.is_empty() {
                break;
            }
            self.births(oid?, &mut names, &mut found)?;
        }
        Ok(found)
    }

    /// Settles the paths that one commit adds. Merges add nothing: what they bring has a commit of its own.
    fn births(
        &self,
        oid: Oid,
        names: &mut HashMap<String, Vec<usize>>,
        found: &mut [Option<Date>],
    ) -> Result<(), HistoryError> {
        let commit = self.repository.find_commit(oid)?;
        if self.boundary.contains(&oid) || commit.parent_count() > 1 {
            return Ok(());
        }
        let parent = commit.parents().next().map(|parent| parent.tree()).transpose()?;
        let tree = commit.tree()?;
        let mut options = DiffOptions::new();
        options.disable_pathspec_match(true).skip_binary_check(true);
        names.keys().for_each(|name| {
            options.pathspec(name);
        });
        let diff = self.repository.diff_tree_to_tree(parent.as_ref(), Some(&tree), Some(&mut options))?;
        let added: Vec<String> =
            diff.deltas().filter(|delta| delta.status() == Delta::Added).filter_map(new_name).collect();
        if added.is_empty() {
            return Ok(());
        }
        let mut whole = self.repository.diff_tree_to_tree(parent.as_ref(), Some(&tree), None)?;
        let before = renames(&mut whole)?;
        for name in added {
            let Some(paths) = names.remove(&name) else { continue };
            if let Some(old) = before.get(&name) {
                names.entry(old.clone()).or_default().extend(paths);
            } else {
                let day = touch(&commit).date;
                paths.into_iter().for_each(|at| found[at] = Some(day));
            }
        }
        Ok(())
    }
}

fn new_name(delta: git2::DiffDelta<'_>) -> Option<String> {
    Some(delta.new_file().path()?.to_str()?.to_owned())
}

/// The old names of files that a commit moved, by their new ones.
fn renames(diff: &mut Diff<'_>) -> Result<HashMap<String, String>, git2::Error> {
    diff.find_similar(Some(DiffFindOptions::new().renames(true).copies(false).rename_limit(1000)))?;
    let moved = diff.deltas().filter(|delta| delta.status() == Delta::Renamed);
    Ok(moved
        .filter_map(|delta| {
            let old = delta.old_file().path()?.to_str()?.to_owned();
            Some((new_name(delta)?, old))
        })
        .collect())
}
