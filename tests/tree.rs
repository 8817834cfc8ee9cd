//! Looking up paths below the base.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

use std::fs;

use deem::discover::{Look, Tree};
use tempfile::TempDir;

fn base(files: &[&str]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for path in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    dir
}

#[test]
fn files_folders_and_letter_case_are_told_apart() {
    let files = ["docs/adr/0001-Use-X.md", "docs/adr/0002-y.md", "docs/img/x.png"];
    let dir = base(&files);
    let tree = Tree::new(&dir.path().canonicalize().unwrap(), files);
    assert_eq!(tree.look("docs/adr/../img/x.png"), Look::File);
    assert_eq!(tree.look("docs/./adr"), Look::Folder);
    assert_eq!(tree.look(""), Look::Folder);
    assert_eq!(tree.look("docs/none.md"), Look::Missing);
    assert_eq!(tree.look("docs/adr/0002-y.md/x"), Look::Missing);
    let actual = "docs/adr/0001-Use-X.md".to_owned();
    assert_eq!(tree.look("Docs/adr/0001-use-x.md"), Look::WrongCase { actual });
}

#[test]
fn a_dead_path_gets_the_file_that_it_most_likely_meant() {
    let files = ["docs/adr/0001-use-kafka.md", "docs/adr/0002-y.md", "rfcs/0007-z.md"];
    let dir = base(&files);
    let tree = Tree::new(&dir.path().canonicalize().unwrap(), files);
    assert_eq!(tree.nearest("docs/0002-y.md").as_deref(), Some("docs/adr/0002-y.md"));
    assert_eq!(tree.nearest("docs/adr/0001-use-kafak.md").as_deref(), Some("docs/adr/0001-use-kafka.md"));
    assert_eq!(tree.nearest("docs/adr/0003-use-kafka.md").as_deref(), Some("docs/adr/0001-use-kafka.md"));
    assert_eq!(tree.nearest("docs/adr/zzz.md"), None);
    assert_eq!(tree.nearest("../../x"), None);
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_base() {
    use std::os::unix::fs::symlink;

    let dir = base(&["repo/a/b.md", "secret/s.md"]);
    let repo = dir.path().join("repo").canonicalize().unwrap();
    symlink("../secret", repo.join("out")).unwrap();
    symlink("../secret/s.md", repo.join("s.md")).unwrap();
    symlink("a", repo.join("in")).unwrap();
    symlink("loop", repo.join("loop")).unwrap();
    let tree = Tree::new(&repo, []);
    assert_eq!(tree.look("out/s.md"), Look::Outside);
    assert_eq!(tree.look("s.md"), Look::Outside);
    assert_eq!(tree.look("../secret/s.md"), Look::Outside);
    assert_eq!(tree.look("loop/x"), Look::Missing);
    assert_eq!(tree.look("in/b.md"), Look::File);
}
