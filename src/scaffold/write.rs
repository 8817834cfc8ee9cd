//! Writes a record under the next free number.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

use crate::change::words;

use super::{Draft, DraftError, Naming, Request, draft};

/// Numbers that are tried before giving up.
const TRIES: u32 = 10_000;

/// Why no record was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is nothing to write.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// The system refused.
    #[error("cannot write to `{}`: {}", path.display(), words(source))]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The folder is a link that leads elsewhere.
    #[error("cannot write to `{}`: it lies outside the repository", .0.display())]
    Outside(PathBuf),
    /// Somebody has the number that was given.
    #[error("number {0} is taken by `{1}`")]
    Taken(u64, String),
    /// Every number was taken in the meantime.
    #[error("cannot find a free number in `{}`", .0.display())]
    NoNumber(PathBuf),
}

/// The next record of `folder`, as it would be written now. `elsewhere` are the names that it has on other
/// branches and tags.
///
/// # Errors
/// When the folder cannot be read, the given number is taken, or there is no draft.
pub fn next(
    folder: &Path,
    mut naming: Naming,
    elsewhere: &BTreeSet<String>,
    request: &Request,
) -> Result<Draft, WriteError> {
    let mut names = names_in(folder).map_err(failed(folder))?;
    names.extend(elsewhere.iter().cloned());
    let number = number(&mut naming, &names, request)?;
    Ok(draft(&naming, request, number)?)
}

/// Writes the next record into `folder`, which is made if need be, and gives back the draft. Nothing is ever
/// overwritten, and runs at the same time take different numbers.
///
/// # Errors
/// When the folder cannot be written to or lies outside `base`, the given number is taken, or there is no draft.
pub fn write_next(
    base: &Path,
    folder: &Path,
    mut naming: Naming,
    elsewhere: &BTreeSet<String>,
    request: &Request,
) -> Result<Draft, WriteError> {
    // A template that is broken leaves no empty folder behind.
    draft(&naming, request, request.number.unwrap_or(1))?;
    // A link on the way may lead out of the repository: judged before anything is made.
    let there = folder.ancestors().find(|part| part.symlink_metadata().is_ok()).unwrap_or(base);
    if !there.canonicalize().map_err(failed(there))?.starts_with(base) {
        return Err(WriteError::Outside(folder.to_path_buf()));
    }
    fs::create_dir_all(folder).map_err(failed(folder))?;
    // Where folders cannot be locked (Windows, some network shares), the second look below still keeps two
    // runs from one number; the lock only spares them the retries.
    let lock = File::open(folder).ok().filter(|dir| dir.lock().is_ok());
    for attempt in 0..TRIES {
        let mut names = names_in(folder).map_err(failed(folder))?;
        names.extend(elsewhere.iter().cloned());
        let number = number(&mut naming, &names, request)?;
        let draft = draft(&naming, request, number)?;
        let path = folder.join(&draft.file);
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                naming.highest = number;
                continue;
            }
            Err(error) => return Err(failed(&path)(error)),
        };
        if is_shared(folder, &naming, &draft.file, request.today).map_err(failed(folder))? {
            fs::remove_file(&path).map_err(failed(&path))?;
            std::thread::sleep(backoff(attempt));
            continue;
        }
        let written = file.write_all(draft.text.as_bytes()).and_then(|()| file.flush());
        if let Err(error) = written {
            // Half a record is worse than none.
            let _ = fs::remove_file(&path);
            return Err(failed(&path)(error));
        }
        drop(lock);
        return Ok(draft);
    }
    Err(WriteError::NoNumber(folder.to_path_buf()))
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_path_buf();
    move |source| WriteError::Io { path, source }
}

/// The number of the next record: the given one, if it is free, else the first behind all that are taken.
fn number(naming: &mut Naming, names: &BTreeSet<String>, request: &Request) -> Result<u64, WriteError> {
    if let Some(number) = request.number {
        let holder = names.iter().find(|name| naming.number_of(name, request.today) == Some(number));
        return holder.map_or(Ok(number), |name| Err(WriteError::Taken(number, name.clone())));
    }
    names.iter().for_each(|name| naming.take(name, request.today));
    Ok(naming.highest + 1)
}

/// Every name in the folder, of records or not; none where it is not there.
fn names_in(folder: &Path) -> io::Result<BTreeSet<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        entries => entries?,
    };
    let mut names = BTreeSet::new();
    for entry in entries {
        names.extend(entry?.file_name().to_str().map(str::to_owned));
    }
    Ok(names)
}

/// True when another file took the same number in the meantime.
fn is_shared(folder: &Path, naming: &Naming, file: &str, today: Date) -> io::Result<bool> {
    let number = naming.number_of(file, today);
    let names = names_in(folder)?;
    Ok(number.is_some() && names.iter().any(|name| name != file && naming.number_of(name, today) == number))
}

/// A pause that differs between runs, so that two do not meet again and again.
fn backoff(attempt: u32) -> Duration {
    let spread = std::process::id().wrapping_mul(2_654_435_761) >> 24;
    Duration::from_micros(u64::from(spread % 64 + 1) * u64::from(attempt.min(20) + 1) * 50)
}
