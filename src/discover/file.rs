//! One file of the repository that is no record.

use std::sync::Arc;

use super::read::read_lossy;
use super::{Skipped, Workspace};
use crate::source::SourceFile;

impl Workspace {
    /// The first of some places, relative to the base, where a file is; `None` where none has one. Bytes that
    /// are not UTF-8 are replaced. The disk is asked at every call.
    ///
    /// # Errors
    /// Where that file cannot be read, has more than `max_bytes`, or is a symbolic link out of the base.
    pub fn first_file(&self, places: &[&str], max_bytes: u64) -> Result<Option<Arc<SourceFile>>, Skipped> {
        for &place in places {
            let path = self.base.join(place);
            if !path.symlink_metadata().is_ok_and(|meta| meta.is_file() || meta.is_symlink()) {
                continue;
            }
            let skipped = |reason: String| Skipped { path: place.into(), reason };
            let real = path.canonicalize().map_err(|error| skipped(format!("cannot be read: {error}")))?;
            if !real.starts_with(&self.base) {
                return Err(skipped("a symbolic link that leads out of the repository".to_owned()));
            }
            let text = read_lossy(&real, max_bytes).map_err(skipped)?;
            return Ok(Some(Arc::new(SourceFile::new(place, text))));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    fn workspace(files: &[(&str, &[u8])]) -> (TempDir, Workspace) {
        let root = TempDir::new().unwrap();
        for (path, bytes) in files {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let base = root.path().canonicalize().unwrap();
        (root, Workspace { base, root: String::new(), git: false })
    }

    #[test]
    fn the_first_place_with_a_file_counts() {
        let (_root, ws) = workspace(&[("a/x/y", b"folder"), ("b", b"two"), ("c", b"three")]);
        let found = ws.first_file(&["none", "a/x", "b", "c"], 100).unwrap().unwrap();
        assert_eq!((&*found.path, found.text.as_str()), ("b", "two"));
        assert!(ws.first_file(&["none"], 100).unwrap().is_none());
    }

    #[test]
    fn what_is_too_large_or_no_text_is_said() {
        let (_root, ws) = workspace(&[("big", b"12345"), ("wide", b"\xff\xfea\0"), ("latin", b"a \xe4 b")]);
        let reason = |place| ws.first_file(&[place], 4).unwrap_err().reason;
        assert_eq!(reason("big"), "5 bytes, more than the 4 that are read");
        assert_eq!(reason("wide"), "UTF-16 text; save it as UTF-8");
        assert_eq!(ws.first_file(&["latin"], 9).unwrap().unwrap().text, "a \u{fffd} b");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_repository_is_refused_and_one_within_is_not() {
        use std::os::unix::fs::symlink;
        let secret = TempDir::new().unwrap();
        fs::write(secret.path().join("s"), "secret").unwrap();
        let (root, ws) = workspace(&[("real", b"text")]);
        symlink(secret.path().join("s"), root.path().join("out")).unwrap();
        symlink(secret.path(), root.path().join("folder")).unwrap();
        symlink("real", root.path().join("in")).unwrap();
        symlink("nowhere", root.path().join("dead")).unwrap();
        for place in ["out", "folder/s"] {
            let reason = ws.first_file(&[place], 9).unwrap_err().reason;
            assert_eq!(reason, "a symbolic link that leads out of the repository", "{place}");
        }
        assert_eq!(ws.first_file(&["in"], 9).unwrap().unwrap().text, "text");
        assert!(ws.first_file(&["dead"], 9).unwrap_err().reason.starts_with("cannot be read"));
    }
}
