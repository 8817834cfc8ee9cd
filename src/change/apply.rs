//! Writing a plan.
//!
//! Every new text is first written beside its file and flushed to the disk; only then are the files put in
//! place, each by one rename. Killed at any moment, a file is the old or the new one, whole.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::source::RelPath;

use super::{Outcome, Overlap, Plan};

/// Why a plan was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The plan contradicts itself.
    #[error(transparent)]
    Overlap(#[from] Overlap),
    /// Somebody else wrote to the file since it was read.
    #[error("`{0}` has changed since it was read; nothing was written to it")]
    Changed(RelPath),
    /// A file stands where a new one was to go.
    #[error("`{0}` exists already; nothing was written to it")]
    Exists(RelPath),
    /// A link leads elsewhere.
    #[error("`{0}` lies outside the repository; nothing was written to it")]
    Outside(RelPath),
    /// The system refused.
    #[error("cannot write to `{path}`: {}", words(source))]
    Io {
        /// The file.
        path: RelPath,
        /// What the system says.
        source: io::Error,
    },
    /// It failed half-way: some files are new, the others old, each of them whole.
    #[error("{cause}; already written: {}", list(written))]
    HalfDone {
        /// What stopped it.
        cause: Box<Self>,
        /// The files that are new.
        written: Vec<RelPath>,
    },
}

fn list(paths: &[RelPath]) -> String {
    paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ")
}

/// What the system says of a failed write, in words.
pub(crate) fn words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "it does not exist".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::NotADirectory => "a file stands where a folder is needed".to_owned(),
        ErrorKind::AlreadyExists => "a file of that name is in the way".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

/// A text that lies beside its place.
struct Ready<'a> {
    file: Outcome<'a>,
    /// Where the file really is now; `None` for a new one.
    from: Option<PathBuf>,
    /// Where it goes.
    to: PathBuf,
    text: TempPath,
}

impl Plan {
    /// Carries the plan out below `root` and gives back the paths that were written, in order.
    ///
    /// # Errors
    /// Before anything is written: when a file is no longer what it was, lies outside `root` or cannot be
    /// written to. Later: when the system fails between two files; the error names those that are new.
    pub fn apply(&self, root: &Path) -> Result<Vec<RelPath>, ApplyError> {
        let mut ready = Vec::new();
        for file in self.outcomes()? {
            let root = root.canonicalize().map_err(io_error(file.path))?;
            ready.push(prepare(&root, file)?);
        }
        let carried = self.carried.iter().map(|(from, to)| Carried::new(root, from, to));
        let carried = carried.collect::<Result<Vec<_>, _>>()?;
        // Once more, now that the slow part is done.
        for item in &ready {
            unchanged(item)?;
        }
        let mut written = Vec::new();
        let texts = ready.into_iter().map(|item| (item.file.to.clone(), Work::Text(item)));
        let others = carried.into_iter().map(|item| (item.name.clone(), Work::Carried(item)));
        for (path, work) in texts.chain(others) {
            let done = match work {
                Work::Text(item) => put(item),
                Work::Carried(item) => item.put(),
            };
            match done {
                Ok(()) => written.push(path),
                Err(cause) if written.is_empty() => return Err(cause),
                Err(cause) => return Err(ApplyError::HalfDone { cause: Box::new(cause), written }),
            }
        }
        Ok(written)
    }
}

/// One step of what is to be done when all is ready.
enum Work<'a> {
    Text(Ready<'a>),
    Carried(Carried<'a>),
}

/// A file that moves as it is.
struct Carried<'a> {
    from: PathBuf,
    to: PathBuf,
    name: &'a RelPath,
}

impl<'a> Carried<'a> {
    fn new(root: &Path, from: &RelPath, to: &'a RelPath) -> Result<Self, ApplyError> {
        let root = root.canonicalize().map_err(io_error(from))?;
        let given = root.join(&**from);
        // The file itself may be a link, which is moved and not followed.
        let folder = given.parent().unwrap_or(&root).canonicalize().map_err(io_error(from))?;
        let name = given.file_name().filter(|_| folder.starts_with(&root));
        let from = name.map(|name| folder.join(name)).ok_or_else(|| ApplyError::Outside(from.clone()))?;
        let item = Self { from, to: new_place(&root, to)?, name: to };
        item.from.symlink_metadata().map_err(io_error(to))?;
        item.is_free()?;
        Ok(item)
    }

    fn is_free(&self) -> Result<(), ApplyError> {
        let taken = self.to.symlink_metadata().is_ok();
        if taken { Err(ApplyError::Exists(self.name.clone())) } else { Ok(()) }
    }

    fn put(self) -> Result<(), ApplyError> {
        self.is_free()?;
        fs::rename(&self.from, &self.to).map_err(io_error(self.name))?;
        flush_folder(&self.to);
        drop_empty_folder(&self.from);
        Ok(())
    }
}

/// Removes the folder that a file has left when nothing else is in it.
fn drop_empty_folder(left: &Path) {
    if let Some(folder) = left.parent() {
        // Fails where something is left, which is what is wanted.
        let _ = fs::remove_dir(folder);
    }
}

fn io_error(path: &RelPath) -> impl Fn(io::Error) -> ApplyError {
    move |source| ApplyError::Io { path: path.clone(), source }
}

fn prepare<'a>(root: &Path, file: Outcome<'a>) -> Result<Ready<'a>, ApplyError> {
    let (path, to) = (file.path, file.to);
    let from = match file.before {
        Some(_) => Some(real(root, path)?),
        None => None,
    };
    let target = match &from {
        Some(from) if path == to => from.clone(),
        _ => new_place(root, to)?,
    };
    let folder = target.parent().unwrap_or(root);
    let permissions = match &from {
        Some(from) => Some(fs::metadata(from).map_err(io_error(path))?.permissions()),
        None => None,
    };
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(io_error(path)(ErrorKind::PermissionDenied.into()));
    }
    let mut beside = temporary(folder).map_err(io_error(to))?;
    beside.write_all(file.after.as_bytes()).map_err(io_error(to))?;
    if let Some(permissions) = permissions {
        beside.as_file().set_permissions(permissions).map_err(io_error(to))?;
    }
    beside.as_file().sync_all().map_err(io_error(to))?;
    let ready = Ready { from, to: target, text: beside.into_temp_path(), file };
    unchanged(&ready)?;
    Ok(ready)
}

/// Where an existing file really is, which must be below the root.
fn real(root: &Path, path: &RelPath) -> Result<PathBuf, ApplyError> {
    let real = root.join(&**path).canonicalize().map_err(io_error(path))?;
    if real.starts_with(root) { Ok(real) } else { Err(ApplyError::Outside(path.clone())) }
}

/// Where a new file goes; its folder is made.
fn new_place(root: &Path, path: &RelPath) -> Result<PathBuf, ApplyError> {
    let place = root.join(&**path);
    if place.components().any(|part| part == std::path::Component::ParentDir) {
        return Err(ApplyError::Outside(path.clone()));
    }
    let folder = place.parent().unwrap_or(root);
    // A link on the way may lead out of the repository: judged before anything is made.
    let there = folder.ancestors().find(|part| part.symlink_metadata().is_ok()).unwrap_or(root);
    if !there.canonicalize().map_err(io_error(path))?.starts_with(root) {
        return Err(ApplyError::Outside(path.clone()));
    }
    fs::create_dir_all(folder).map_err(io_error(path))?;
    Ok(place)
}

/// A temporary file that may be read by whom the umask allows, as any new file.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".deem-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn unchanged(item: &Ready<'_>) -> Result<(), ApplyError> {
    let path = item.file.path;
    if let (Some(from), Some(before)) = (&item.from, item.file.before)
        && fs::read(from).map_err(io_error(path))? != before.as_bytes()
    {
        return Err(ApplyError::Changed(path.clone()));
    }
    let moves = item.from.as_ref() != Some(&item.to);
    if moves && item.to.symlink_metadata().is_ok() {
        return Err(ApplyError::Exists(item.file.to.clone()));
    }
    Ok(())
}

fn put(item: Ready<'_>) -> Result<(), ApplyError> {
    let (path, to) = (item.file.path, item.file.to);
    let failed = |error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => ApplyError::Exists(to.clone()),
        _ => ApplyError::Io { path: to.clone(), source: error },
    };
    if item.from.as_ref() == Some(&item.to) {
        item.text.persist(&item.to).map_err(|error| failed(error.error))?;
    } else {
        item.text.persist_noclobber(&item.to).map_err(|error| failed(error.error))?;
        if let Some(from) = &item.from {
            fs::remove_file(from).map_err(io_error(path))?;
            flush_folder(from);
            drop_empty_folder(from);
        }
    }
    flush_folder(&item.to);
    Ok(())
}

/// Makes the rename itself lasting; systems that cannot flush a folder do so in their own time.
fn flush_folder(file: &Path) {
    if let Some(folder) = file.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}
