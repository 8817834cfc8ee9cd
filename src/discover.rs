//! Which files of a repository are records, without any configuration.
//!
//! Names first, texts second: the walk reads nothing; folders that are record folders by configuration
//! or by name are read; other folders are read where the names of their files promise records, and
//! then the texts decide. Of all other Markdown files only the first lines are read, since frontmatter
//! of deem's own makes a record anywhere.

mod explain;
mod file;
mod finder;
mod folders;
mod index;
mod judge;
mod name;
mod read;
mod role;
mod roots;
mod shape;
mod tree;
mod vocabulary;
mod walk;

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::record::kind::Kinds;
use crate::source::{RelPath, SourceFile};

pub use tree::{Look, Tree};

/// Why nothing could be looked for.
#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    /// The folder cannot be opened.
    #[error("cannot read `{}`: {source}", path.display())]
    Io {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The path is no folder.
    #[error("`{}` is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The path of the checked folder is not UTF-8.
    #[error("the path of `{}` is not UTF-8", .0.display())]
    NotUtf8(PathBuf),
    /// A glob of `[records]` is malformed.
    #[error("`{glob}` is no glob: {source}")]
    Glob {
        /// The glob as written.
        glob: String,
        /// What is wrong with it.
        source: globset::Error,
    },
    /// No threads could be started.
    #[error("cannot start threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// The folder under check and the repository around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    /// The canonical top of the repository; the checked folder itself where there is no git.
    pub base: PathBuf,
    /// The checked folder relative to `base`, `""` for `base`.
    pub root: String,
    /// True where `base` is the top of a git work tree.
    pub git: bool,
}

impl Workspace {
    /// Opens a folder. `explicit` (given with `-C`) checks the folder itself; otherwise the enclosing
    /// git work tree is checked from its top, and the folder itself where there is none.
    ///
    /// # Errors
    /// Where `dir` cannot be resolved or is no folder.
    pub fn open(dir: &Path, explicit: bool) -> Result<Self, DiscoverError> {
        let io = |source| DiscoverError::Io { path: dir.to_path_buf(), source };
        let dir = dir.canonicalize().map_err(io)?;
        if !dir.is_dir() {
            return Err(DiscoverError::NotAFolder(dir));
        }
        let Some(top) = dir.ancestors().find(|folder| is_work_tree(folder)) else {
            return Ok(Self { base: dir, root: String::new(), git: false });
        };
        let root = if explicit { dir.strip_prefix(top).unwrap_or(Path::new("")) } else { Path::new("") };
        let parts: Option<Vec<&str>> = root.iter().map(|part| part.to_str()).collect();
        let Some(parts) = parts else { return Err(DiscoverError::NotUtf8(dir)) };
        Ok(Self { base: top.to_path_buf(), root: parts.join("/"), git: true })
    }

    /// The checked folder on the disk.
    pub fn root_path(&self) -> PathBuf {
        if self.root.is_empty() { self.base.clone() } else { self.base.join(&self.root) }
    }

    /// A path relative to the root as one relative to the base; `.` and trailing `/` are dropped.
    fn path_below(&self, path: &str) -> String {
        index::join(&self.root, path.trim_start_matches('/')).unwrap_or_else(|| path.to_owned())
    }

    /// The same for a path that a file in the repository names; `None` where it leads out of the root.
    fn inside(&self, path: &str) -> Option<String> {
        let relative = Path::new(path)
            .components()
            .all(|part| !matches!(part, Component::RootDir | Component::Prefix(_)));
        let joined = index::join(&self.root, path).filter(|_| relative)?;
        roots::is_within(&joined, &self.root).then_some(joined)
    }
}

/// True for the top of a work tree: `.git` is a repository, or the file of a worktree or submodule.
fn is_work_tree(folder: &Path) -> bool {
    let git = folder.join(".git");
    git.join("HEAD").symlink_metadata().is_ok() || git.is_file()
}

/// What to look for, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// Globs relative to the root: files that are records whatever the rules say.
    pub include: Vec<String>,
    /// Globs relative to the root: files that are no records whatever the rules say.
    pub exclude: Vec<String>,
    /// Largest file that is read, in bytes.
    pub max_bytes: u64,
    /// The kinds of record there are.
    pub kinds: Kinds,
    /// Folders relative to the root to which configuration gives a kind.
    pub kind_folders: Vec<(String, String)>,
    /// Threads to use, 0 for one per core.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            include: Vec::new(),
            exclude: Vec::new(),
            max_bytes: 2 << 20,
            kinds: Kinds::default(),
            kind_folders: Vec::new(),
            threads: 0,
        }
    }
}

/// What a found file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A record.
    Record,
    /// A README or list of records.
    Index,
    /// A template for records.
    Template,
}

/// A file of a record folder.
#[derive(Clone, Debug)]
pub struct Found {
    /// The file, read.
    pub source: Arc<SourceFile>,
    /// What it is.
    pub role: Role,
    /// Why it was taken.
    pub why: Cow<'static, str>,
    /// The record's metadata in a file beside it (`kep.yaml`).
    pub sidecar: Option<Arc<SourceFile>>,
    /// The kind that configuration gives to its folder.
    pub folder_kind: Option<String>,
}

/// A file or folder (with a trailing `/`) that is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Relative to the base.
    pub path: RelPath,
    /// Why.
    pub why: Cow<'static, str>,
}

impl LeftOut {
    fn new(path: impl Into<RelPath>, why: impl Into<Cow<'static, str>>) -> Self {
        Self { path: path.into(), why: why.into() }
    }
}

/// A file that would be a record, but cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Relative to the base.
    pub path: RelPath,
    /// Why.
    pub reason: String,
}

/// What other tools' configuration says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The folder that `.adr-dir` names, relative to the base.
    pub adr_dir: Option<String>,
    /// The folders that `.log4brains.yml` names, relative to the base, sorted.
    pub log4brains: Vec<String>,
}

/// Everything that was found, each list sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Discovery {
    /// Records, indexes and templates.
    pub files: Vec<Found>,
    /// What is no record, and why.
    pub left_out: Vec<LeftOut>,
    /// What would be a record but cannot be read.
    pub skipped: Vec<Skipped>,
    /// What other tools' configuration says.
    pub hints: Hints,
    /// How many Markdown files were seen.
    pub looked: usize,
}

impl Discovery {
    /// The records among the files.
    pub fn records(&self) -> impl Iterator<Item = &Found> {
        self.files.iter().filter(|file| file.role == Role::Record)
    }
}

/// Finds every record of a workspace. The result is the same for any number of threads.
///
/// # Errors
/// Where the root cannot be listed, or a glob of the options is malformed.
pub fn discover(ws: &Workspace, options: &Options) -> Result<Discovery, DiscoverError> {
    if options.threads == 0 {
        return finder::find(ws, options);
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build()?;
    pool.install(|| finder::find(ws, options))
}
