//! A repository that libgit2 refuses to open, read by its objects alone.
//!
//! libgit2 refuses extensions that it does not know, though they say nothing of how objects are stored
//! (`partialclone`, `refstorage`), and repositories of another user. Objects are only read here, so neither is
//! a reason not to look.

use std::fs;
use std::path::{Path, PathBuf};

use git2::{ObjectFormat, Odb, Repository};

use super::HistoryError;
use super::id::Id;

/// Links from one reference to another that are followed.
const MOST_LINKS: usize = 5;
/// Bytes of a file that are read.
const LARGEST: u64 = 1 << 30;

/// Where a repository keeps its files.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// `HEAD`, and what else belongs to one work tree.
    git: PathBuf,
    /// Objects, branches and configuration, shared by all work trees.
    pub(super) common: PathBuf,
}

impl Layout {
    /// The repository whose work tree, or whose own folder when it has none, is at `base`.
    pub(super) fn find(base: &Path) -> Option<Self> {
        let dot = base.join(".git");
        let git = if dot.is_dir() {
            dot
        } else if let Ok(text) = fs::read_to_string(&dot) {
            base.join(text.strip_prefix("gitdir:")?.trim())
        } else {
            base.to_owned()
        };
        let common = match fs::read_to_string(git.join("commondir")) {
            Ok(text) => git.join(text.trim()),
            Err(_) => git.clone(),
        };
        (git.join("HEAD").is_file() && common.join("objects").is_dir()).then_some(Self { git, common })
    }

    /// A repository over the objects, without configuration or references.
    pub(super) fn open(&self) -> Result<Repository, HistoryError> {
        let odb = Odb::new_ext(self.format())?;
        let objects = self.common.join("objects");
        let text = objects
            .to_str()
            .ok_or_else(|| HistoryError::Git(format!("the path `{}` is not in UTF-8", objects.display())))?;
        odb.add_disk_alternate(text)?;
        Ok(Repository::from_odb(odb)?)
    }

    fn format(&self) -> ObjectFormat {
        match self.setting("extensions.objectformat") {
            Some(name) if name.eq_ignore_ascii_case("sha256") => ObjectFormat::Sha256,
            _ => ObjectFormat::Sha1,
        }
    }

    /// What the repository's own configuration says.
    pub(super) fn setting(&self, key: &str) -> Option<String> {
        git2::Config::open(&self.common.join("config")).ok()?.get_string(key).ok()
    }

    /// The branch that is checked out.
    pub(super) fn branch(&self) -> Option<String> {
        let head = self.reference("HEAD")?;
        let branch = head.strip_prefix("ref:")?.trim().strip_prefix("refs/heads/")?;
        Some(branch.to_owned())
    }

    /// The commits of all local and remote-tracking branches.
    pub(super) fn branches(&self) -> Vec<Id> {
        let packed = read_text(&self.common.join("packed-refs")).unwrap_or_default();
        let is_branch = |name: &str| name.starts_with("refs/heads/") || name.starts_with("refs/remotes/");
        let packed =
            packed.lines().filter_map(|line| line.split_once(' ').filter(|(_, name)| is_branch(name)));
        let mut tips: Vec<Id> = packed.filter_map(|(hex, _)| Id::from_hex(hex.as_bytes())).collect();
        let mut open = vec![self.common.join("refs/heads"), self.common.join("refs/remotes")];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => open.push(path),
                    Ok(kind) if kind.is_file() => {
                        tips.extend(read_text(&path).and_then(|text| Id::from_hex(text.trim().as_bytes())));
                    }
                    _ => {}
                }
            }
        }
        tips
    }

    /// The commit that `HEAD` names; `None` before the first one.
    pub(super) fn head(&self) -> Result<Option<Id>, HistoryError> {
        let mut name = "HEAD".to_owned();
        for _ in 0..MOST_LINKS {
            let Some(text) = self.reference(&name) else { return Ok(None) };
            let Some(target) = text.strip_prefix("ref:") else {
                return Id::from_hex(text.as_bytes())
                    .map(Some)
                    .ok_or_else(|| HistoryError::Git(format!("`{name}` names no commit")));
            };
            target.trim().clone_into(&mut name);
            if name == "refs/heads/.invalid" {
                return Err(HistoryError::Reftable);
            }
        }
        Err(HistoryError::Git("`HEAD` leads in a circle".to_owned()))
    }

    /// The text of a loose or packed reference. A name that leaves the repository is none.
    fn reference(&self, name: &str) -> Option<String> {
        let mut parts = Path::new(name).components();
        if !parts.all(|part| matches!(part, std::path::Component::Normal(_))) {
            return None;
        }
        let loose = [&self.git, &self.common].into_iter().find_map(|folder| read_text(&folder.join(name)));
        if let Some(text) = loose {
            return Some(text.trim().to_owned());
        }
        let packed = read_text(&self.common.join("packed-refs"))?;
        packed.lines().find_map(|line| {
            let (hex, packed) = line.split_once(' ')?;
            (packed.trim() == name).then(|| hex.to_owned())
        })
    }
}

/// The bytes of a file that is one; `None` for what is missing, too large, or may never end.
pub(super) fn read(path: &Path) -> Option<Vec<u8>> {
    let size = fs::metadata(path).ok().filter(fs::Metadata::is_file)?.len();
    if size > LARGEST { None } else { fs::read(path).ok() }
}

/// The text of such a file.
pub(super) fn read_text(path: &Path) -> Option<String> {
    String::from_utf8(read(path)?).ok()
}
