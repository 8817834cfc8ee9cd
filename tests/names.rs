//! What branches and tags have in a folder.

#![allow(clippy::unwrap_used, reason = "clippy takes helpers of tests for no tests")]

mod common;

use std::collections::BTreeSet;

use common::Repo;
use deem::history::History;

fn names(repo: &Repo, folder: &str) -> BTreeSet<String> {
    History::open(&repo.path()).unwrap().names_in(folder).unwrap()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn names_come_from_every_branch_and_tag_and_from_a_detached_head() {
    let repo = Repo::new();
    assert_eq!(names(&repo, "adr"), set(&[]));
    let first = repo.write("adr/0001-a.md", "").commit("2026-01-01");
    for (reference, number) in
        [("refs/heads/b", 2), ("refs/remotes/origin/c", 3), ("refs/tags/light", 4), ("refs/other/x", 5)]
    {
        repo.git(&["checkout", "-q", "--detach", &first]);
        repo.write(&format!("adr/000{number}-{number}/README.md"), "").commit("2026-01-02");
        repo.git(&["update-ref", reference, "HEAD"]);
    }
    repo.git(&["checkout", "-q", "--detach", &first]);
    repo.write("adr/0006-e.md", "").commit("2026-01-03");
    repo.git(&["tag", "-a", "heavy", "-m", "heavy"]);
    repo.git(&["tag", "-a", "heavier", "-m", "heavier", "heavy"]);
    repo.git(&["tag", "of-a-file", "HEAD:adr/0006-e.md"]);
    repo.git(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone"]);
    repo.git(&["checkout", "-q", "--detach", &first]);
    repo.write("adr/0007-f.md", "").commit("2026-01-03");
    let all = ["0001-a.md", "0002-2", "0003-3", "0004-4", "0006-e.md", "0007-f.md"];
    assert_eq!(names(&repo, "adr"), set(&all));
    repo.git(&["pack-refs", "--all"]);
    assert_eq!(names(&repo, "adr"), set(&all));
    assert_eq!(names(&repo, ""), set(&["adr"]));
    assert_eq!(names(&repo, "adr/0002-2"), set(&["README.md"]));
    assert_eq!(names(&repo, "adr/0001-a.md"), set(&[]));
    assert_eq!(names(&repo, "nowhere/at/all"), set(&[]));
}

#[test]
fn a_content_of_the_folder_is_read_once_for_all_that_have_it() {
    let repo = Repo::new();
    repo.write("docs/adr/0001-a.md", "").commit("2026-01-01");
    repo.git(&["tag", "v1"]);
    repo.write("src/x", "").commit("2026-01-02");
    repo.git(&["checkout", "-q", "-b", "new"]);
    repo.write("docs/adr/0002-b.md", "").commit("2026-01-03");
    let history = History::open(&repo.path()).unwrap();
    let tips = history.tips().unwrap();
    let mut contents: Vec<(Vec<&str>, usize)> = Vec::new();
    let read = history.folder_names(&tips, "docs/adr");
    for content in &read {
        contents.push((content.tips.iter().map(|&at| tips[at].name()).collect(), content.entries.len()));
    }
    contents.sort();
    assert_eq!(contents, [(vec!["HEAD", "new"], 2), (vec!["main", "v1"], 1)]);
}
