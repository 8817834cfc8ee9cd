//! Writes a record under the next free number.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::change::words;
use crate::record::identity::parse_name;

use super::template::{self, TemplateError};
use super::{Draft, Form, Naming, Request, slug};

/// Numbers that are tried before giving up.
const TRIES: u32 = 10_000;

/// Why no record was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The template is broken.
    #[error(transparent)]
    Template(#[from] TemplateError),
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
    /// Every number was taken in the meantime.
    #[error("cannot find a free number in `{}`", .0.display())]
    NoNumber(PathBuf),
}

/// The draft that takes a number.
///
/// # Errors
/// When the template cannot be rendered.
pub fn draft(form: Form, naming: &Naming, request: &Request, number: u64) -> Result<Draft, TemplateError> {
    let stem = naming.stem(number, &slug(&request.title, naming.separator), request.today);
    let id = parse_name(&stem).id(&stem, &request.prefix);
    let text = template::render(form, request, number, &id)?;
    Ok(Draft { file: format!("{stem}{}", naming.extension), text })
}

/// Writes the next record into `folder`, which is made if need be, and gives back the draft. With `dry` the
/// draft is only made. Nothing is ever overwritten, and runs at the same time take different numbers.
///
/// # Errors
/// When the folder cannot be written to or lies outside `base`.
pub fn write_next(
    base: &Path,
    folder: &Path,
    form: Form,
    mut naming: Naming,
    request: &Request,
    dry: bool,
) -> Result<Draft, WriteError> {
    let failed = |path: &Path| {
        let path = path.to_path_buf();
        move |source| WriteError::Io { path, source }
    };
    if dry {
        take_names(folder, &mut naming).or_else(none_yet).map_err(failed(folder))?;
        return Ok(draft(form, &naming, request, naming.highest + 1)?);
    }
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
        take_names(folder, &mut naming).map_err(failed(folder))?;
        let draft = draft(form, &naming, request, naming.highest + 1)?;
        let path = folder.join(&draft.file);
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                naming.highest += 1;
                continue;
            }
            Err(error) => return Err(failed(&path)(error)),
        };
        if naming.is_numbered() && is_shared(folder, &naming, &draft.file).map_err(failed(folder))? {
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

/// Counts every name in the folder, records or not.
fn take_names(folder: &Path, naming: &mut Naming) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        if let Some(name) = entry?.file_name().to_str() {
            naming.take(name);
        }
    }
    Ok(())
}

fn none_yet(error: io::Error) -> io::Result<()> {
    if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// True when another file took the same number in the meantime.
fn is_shared(folder: &Path, naming: &Naming, file: &str) -> io::Result<bool> {
    let number = naming.number_of(file);
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if name.to_str().is_some_and(|name| name != file && naming.number_of(name) == number) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A pause that differs between runs, so that two do not meet again and again.
fn backoff(attempt: u32) -> Duration {
    let spread = std::process::id().wrapping_mul(2_654_435_761) >> 24;
    Duration::from_micros(u64::from(spread % 64 + 1) * u64::from(attempt.min(20) + 1) * 50)
}
