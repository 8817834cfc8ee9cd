//! Repositories with commits on fixed days.

use std::path::Path;

use git2::{IndexAddOption, Oid, Repository, RepositoryInitOptions, Signature, Time};

/// An empty repository on branch `main`.
pub(crate) fn init(path: &Path) {
    Repository::init_opts(path, RepositoryInitOptions::new().initial_head("main")).unwrap();
}

/// Adds and commits everything in the work tree, on a day counted from 2024-01-01.
pub(crate) fn commit(path: &Path, day: i64, message: &str) -> Oid {
    let repository = Repository::open(path).unwrap();
    let mut index = repository.index().unwrap();
    index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
    index.update_all(["*"], None).unwrap();
    index.write().unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let when = Time::new(1_704_067_200 + day * 86_400, 0);
    let author = Signature::new("Ana", "ana@example.com", &when).unwrap();
    let parents: Vec<_> =
        repository.head().ok().and_then(|head| head.peel_to_commit().ok()).into_iter().collect();
    let parents: Vec<_> = parents.iter().collect();
    repository.commit(Some("HEAD"), &author, &author, message, &tree, &parents).unwrap()
}

/// Stages one file.
pub(crate) fn stage(path: &Path, file: &str) {
    let repository = Repository::open(path).unwrap();
    let mut index = repository.index().unwrap();
    index.add_path(Path::new(file)).unwrap();
    index.write().unwrap();
}
