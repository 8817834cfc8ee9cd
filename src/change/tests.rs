use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::*;

fn source(root: &Path, path: &str, text: &str) -> Arc<SourceFile> {
    let full = root.join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, text).unwrap();
    Arc::new(SourceFile::new(path, text.to_owned()))
}

fn names(root: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn edits_moves_and_new_files_are_written_together() {
    let root = TempDir::new().unwrap();
    let one = source(root.path(), "a.md", "one two\r\nthree\r\n");
    let two = source(root.path(), "b.md", "b");
    let mut plan = Plan::default();
    plan.edit(&one, 4, 7, "2");
    plan.edit(&one, 4, 7, "2");
    plan.edit(&one, 0, 0, "> ");
    plan.rename(&two, "c/b.md");
    plan.create("d/e.md", "new\n");
    let written = plan.apply(root.path()).unwrap();
    assert_eq!(written.iter().map(|path| &**path).collect::<Vec<_>>(), ["a.md", "c/b.md", "d/e.md"]);
    assert_eq!(fs::read_to_string(root.path().join("a.md")).unwrap(), "> one 2\r\nthree\r\n");
    assert_eq!(fs::read_to_string(root.path().join("c/b.md")).unwrap(), "b");
    assert_eq!(fs::read_to_string(root.path().join("d/e.md")).unwrap(), "new\n");
    assert_eq!(names(root.path()), ["a.md", "c", "d"]);
}

#[test]
fn nothing_is_written_when_a_file_has_changed_or_is_in_the_way() {
    let root = TempDir::new().unwrap();
    let one = source(root.path(), "a.md", "one");
    let two = source(root.path(), "b.md", "two");
    let mut plan = Plan::default();
    plan.edit(&one, 0, 3, "1");
    plan.edit(&two, 0, 3, "2");
    fs::write(root.path().join("b.md"), "other").unwrap();
    assert!(matches!(plan.apply(root.path()), Err(ApplyError::Changed(path)) if &*path == "b.md"));
    assert_eq!(fs::read_to_string(root.path().join("a.md")).unwrap(), "one");
    let mut plan = Plan::default();
    plan.rename(&one, "b.md");
    assert!(matches!(plan.apply(root.path()), Err(ApplyError::Exists(path)) if &*path == "b.md"));
    assert_eq!(names(root.path()), ["a.md", "b.md"]);
}

#[test]
fn overlapping_edits_are_refused() {
    let root = TempDir::new().unwrap();
    let one = source(root.path(), "a.md", "one two");
    let mut plan = Plan::default();
    plan.edit(&one, 0, 3, "x");
    plan.edit(&one, 2, 4, "y");
    assert_eq!(plan.diff(), Err(Overlap("a.md".into())));
    assert!(plan.apply(root.path()).is_err());
}

#[cfg(unix)]
#[test]
fn links_out_of_the_root_are_not_followed_and_modes_are_kept() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let (root, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    fs::write(other.path().join("x.md"), "x").unwrap();
    symlink(other.path().join("x.md"), root.path().join("x.md")).unwrap();
    symlink(other.path(), root.path().join("out")).unwrap();
    let mut plan = Plan::default();
    plan.edit(&Arc::new(SourceFile::new("x.md", "x".to_owned())), 0, 1, "y");
    assert!(matches!(plan.apply(root.path()), Err(ApplyError::Outside(_))));
    let mut plan = Plan::default();
    plan.create("out/new.md", "y");
    assert!(matches!(plan.apply(root.path()), Err(ApplyError::Outside(_))));
    let mut plan = Plan::default();
    plan.create("../new.md", "y");
    assert!(matches!(plan.apply(root.path()), Err(ApplyError::Outside(_))));
    assert_eq!(names(other.path()), ["x.md"]);
    let kept = source(root.path(), "m.md", "m");
    fs::set_permissions(root.path().join("m.md"), fs::Permissions::from_mode(0o640)).unwrap();
    let mut plan = Plan::default();
    plan.edit(&kept, 0, 1, "n");
    plan.apply(root.path()).unwrap();
    assert_eq!(fs::metadata(root.path().join("m.md")).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "git itself judges the diff")]
fn the_diff_is_one_that_git_applies() {
    let root = TempDir::new().unwrap();
    let one = source(root.path(), "a.md", "one\ntwo\nthree");
    let mut plan = Plan::default();
    plan.edit(&one, 4, 7, "2");
    plan.rename(&one, "b \"c\".md");
    plan.create("n.md", "new\n");
    let diff = plan.diff().unwrap();
    let git = |args: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(root.path()).args(args).stdin(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), diff.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "{diff}");
    };
    git(&["init", "-q"]);
    git(&["apply"]);
    assert_eq!(fs::read_to_string(root.path().join("b \"c\".md")).unwrap(), "one\n2\nthree");
    assert_eq!(fs::read_to_string(root.path().join("n.md")).unwrap(), "new\n");
    assert!(!root.path().join("a.md").exists());
}
