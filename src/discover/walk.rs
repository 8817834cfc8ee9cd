//! The walk: which files there are, without reading any.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::{DiscoverError, LeftOut, Options, Workspace};
use crate::source::{file_name_of, folder_of};

/// Folders of tools and of other people's code.
pub(super) const NOT_ENTERED: &[&str] =
    &["node_modules", "vendor", "third_party", "target", "dist", "testdata", "fixtures"];

/// The dot folders that hold records.
pub(super) const DOT_FOLDERS: &[&str] = &[".archgate", ".adr", ".adrs", ".decisions", ".architecture"];

/// What kind of file a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FileKind {
    /// `.md`, `.markdown`.
    Markdown,
    /// `.rst`, `.txt`: a record only with a preamble.
    Preamble,
    /// `kep.yaml`.
    Sidecar,
}

/// One file that might matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) kind: FileKind,
    /// Why it cannot be read, where the walk knows.
    pub(super) broken: Option<String>,
}

/// Everything the walk found, sorted by path.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) entries: Vec<Entry>,
    pub(super) left_out: Vec<LeftOut>,
}

impl Walk {
    fn append(&mut self, other: &mut Self) {
        self.entries.append(&mut other.entries);
        self.left_out.append(&mut other.left_out);
    }
}

/// Walks the workspace.
pub(super) fn walk(ws: &Workspace, options: &Options) -> Result<Walk, DiscoverError> {
    let top = ws.root_path();
    let mut found = run(ws, &top, options.threads, true)?;
    for start in include_starts(&options.include) {
        let dir = top.join(&start);
        if dir.is_dir() && dir.canonicalize().is_ok_and(|real| real.starts_with(&top)) {
            found.append(&mut run(ws, &dir, options.threads, false)?);
        }
    }
    found.entries.sort_unstable();
    found.entries.dedup_by(|a, b| a.path == b.path);
    found.left_out.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    found.left_out.dedup_by(|a, b| a.path == b.path);
    Ok(found)
}

/// The folders that `include` names before its first wildcard: these are walked whatever the rules say.
fn include_starts(include: &[String]) -> Vec<String> {
    let mut starts: Vec<String> = include
        .iter()
        .map(|glob| {
            let parts: Vec<&str> = glob.trim_start_matches("./").split('/').collect();
            let literal = parts.iter().take_while(|part| !part.contains(['*', '?', '[', '{'])).count();
            let whole = literal == parts.len() && file_kind(glob).is_some();
            let keep = if whole { literal.saturating_sub(1) } else { literal };
            parts.into_iter().take(keep).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
        })
        .filter(|start| !start.is_empty() && !start.split('/').any(|part| part == ".."))
        .collect();
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// One walk. `ruled` applies ignore files and the folders that are not entered.
fn run(ws: &Workspace, start: &Path, threads: usize, ruled: bool) -> Result<Walk, DiscoverError> {
    std::fs::read_dir(start).map_err(|source| DiscoverError::Io { path: start.to_path_buf(), source })?;
    let by_git =
        ruled && !start.ancestors().take_while(|dir| dir.starts_with(&ws.base)).any(has_endless_ignore);
    let shared = Arc::new(Mutex::new(Walk::default()));
    let mut builder = WalkBuilder::new(start);
    builder
        .standard_filters(false)
        .git_ignore(by_git)
        .git_exclude(ruled && ws.git)
        .parents(ruled && ws.git)
        // Within a repository this ends the look for ignore files at its top.
        .require_git(ws.git)
        .follow_links(false)
        .threads(threads);
    let (context, seen) = (Arc::new(Context::new(ws)), Arc::clone(&shared));
    if ruled {
        let context = Arc::clone(&context);
        builder.filter_entry(move |entry| match context.closed(entry) {
            None => true,
            Some(why) => {
                if let Some(path) = context.relative(entry.path()) {
                    lock(&seen).left_out.push(LeftOut::new(path + "/", why));
                }
                false
            }
        });
    }
    builder.build_parallel().run(|| {
        let mut batch = Batch { walk: Walk::default(), shared: Arc::clone(&shared) };
        let context = Arc::clone(&context);
        Box::new(move |result| {
            match result {
                Ok(entry) => context.take(&entry, &mut batch.walk),
                Err(error) => context.fail(&error, &mut batch.walk),
            }
            WalkState::Continue
        })
    });
    let mut guard = lock(&shared);
    Ok(std::mem::take(&mut *guard))
}

/// What one thread found; handed over when the thread is done.
struct Batch {
    walk: Walk,
    shared: Arc<Mutex<Walk>>,
}

impl Drop for Batch {
    fn drop(&mut self) {
        lock(&self.shared).append(&mut self.walk);
    }
}

fn lock(shared: &Mutex<Walk>) -> std::sync::MutexGuard<'_, Walk> {
    shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// What a thread of the walk needs to know.
struct Context {
    base: PathBuf,
    top: PathBuf,
}

impl Context {
    fn new(ws: &Workspace) -> Self {
        Self { base: ws.base.clone(), top: ws.root_path() }
    }

    /// The path below the base with `/`; what is no UTF-8 is replaced.
    fn relative(&self, path: &Path) -> Option<String> {
        let path = path.strip_prefix(&self.base).ok()?;
        let text = path.to_string_lossy();
        let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
        (!text.is_empty()).then_some(text)
    }

    /// Why a folder is not entered.
    fn closed(&self, entry: &DirEntry) -> Option<&'static str> {
        if entry.depth() == 0 || !entry.file_type().is_some_and(|kind| kind.is_dir()) {
            return None;
        }
        let name = entry.file_name().to_str().unwrap_or("");
        if name == ".git" {
            return Some("git's own folder");
        }
        if name.starts_with('.') && !DOT_FOLDERS.contains(&name) {
            return Some("a dot folder");
        }
        if NOT_ENTERED.contains(&name) {
            return Some("a folder of tools, tests or other people's code");
        }
        if name == "bad" && has_examples_above(entry.path()) {
            return Some("bad examples");
        }
        if has_endless_ignore(entry.path()) {
            return Some("its `.gitignore` is not a regular file");
        }
        if entry.path().join(".git").symlink_metadata().is_ok() {
            return Some("a repository of its own");
        }
        None
    }

    fn take(&self, entry: &DirEntry, walk: &mut Walk) {
        let Some(kind) = entry.file_type() else { return };
        if kind.is_dir() && entry.file_name().to_str().is_some() {
            return;
        }
        let name = entry.file_name().to_string_lossy();
        let Some(file_kind) = file_kind(&name) else { return };
        let Some(path) = self.relative(entry.path()) else { return };
        let broken = if entry.path().to_str().is_none() {
            if kind.is_dir() {
                return;
            }
            Some("its path is not UTF-8".to_owned())
        } else if kind.is_file() {
            None
        } else if kind.is_symlink() {
            match self.link(entry.path()) {
                Link::Inside(target) => {
                    walk.left_out
                        .push(LeftOut::new(path, format!("a link to `{target}`, which is read there")));
                    return;
                }
                Link::Folder => return,
                Link::Broken(why) => Some(why),
            }
        } else {
            Some("not a regular file: a pipe, socket or device".to_owned())
        };
        walk.entries.push(Entry { path, kind: file_kind, broken });
    }

    fn link(&self, path: &Path) -> Link {
        let Ok(target) = path.canonicalize() else {
            return Link::Broken("a link that leads nowhere".to_owned());
        };
        if !target.starts_with(&self.top) {
            return Link::Broken("a link that leads out of the checked folder".to_owned());
        }
        if target.is_dir() {
            return Link::Folder;
        }
        self.relative(&target).map_or(Link::Folder, Link::Inside)
    }

    /// A folder that cannot be listed must not vanish without a word.
    fn fail(&self, error: &ignore::Error, walk: &mut Walk) {
        if let Some(path) = error_path(error).and_then(|path| self.relative(path)) {
            let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            walk.left_out.push(LeftOut::new(path + "/", format!("cannot be listed: {why}")));
        }
    }
}

enum Link {
    Inside(String),
    Folder,
    Broken(String),
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        _ => None,
    }
}

/// True where reading the folder's `.gitignore` might never end: a pipe, or a link to a device.
fn has_endless_ignore(folder: &Path) -> bool {
    folder.join(".gitignore").metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

fn has_examples_above(path: &Path) -> bool {
    path.parent().is_some_and(|parent| {
        parent.components().any(|part| matches!(part.as_os_str().to_str(), Some("examples" | "example")))
    })
}

/// The kind of a file by its name; `None` for what never is a record.
pub(super) fn file_kind(path: &str) -> Option<FileKind> {
    let name = file_name_of(path);
    if name == "kep.yaml" {
        return Some(FileKind::Sidecar);
    }
    let (stem, extension) = name.rsplit_once('.')?;
    let is = |known: &str| extension.eq_ignore_ascii_case(known);
    if stem.is_empty() {
        None
    } else if is("md") || is("markdown") {
        Some(FileKind::Markdown)
    } else if is("rst") || is("txt") {
        super::name::mark(stem).counts().then_some(FileKind::Preamble)
    } else {
        None
    }
}

/// Every folder above a file, nearest first, without the root.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder_of(path)), |folder| (!folder.is_empty()).then(|| folder_of(folder)))
        .filter(|folder| !folder.is_empty())
}
