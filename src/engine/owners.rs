//! The CODEOWNERS file of a repository.

use crate::discover::Workspace;
use crate::outcome::Skipped;
use crate::owners::codeowners::{Codeowners, MAX_BYTES, PLACES};

/// Reads the repository's CODEOWNERS file, if it has one.
///
/// # Errors
/// Why the file that counts cannot be read.
pub fn codeowners(workspace: &Workspace) -> Result<Option<Codeowners>, Skipped> {
    let found = workspace.first_file(&PLACES, MAX_BYTES);
    let found = found.map_err(|file| Skipped { path: file.path.to_string(), reason: file.reason })?;
    Ok(found.map(|source| Codeowners::of(&source)))
}
