//! `--since`: what a change touches.

use crate::support::{Repo, UNREADABLE, git, nygard};

/// Paths with findings of `unreadable-record` since `rev`.
fn since(repo: &Repo, rev: &str) -> Vec<String> {
    let run = repo.deem(["check", "--format", "json", "--select", "unreadable-record", "--since", rev]).run();
    let json = run.err("").json();
    let found = json["findings"].as_array().unwrap();
    found.iter().map(|finding| finding["path"].as_str().unwrap().to_owned()).collect()
}

fn repo() -> Repo {
    let repo = Repo::git([
        ("docs/adr/0001-old.md", UNREADABLE),
        ("docs/adr/0002-good.md", nygard(2, "Good").as_bytes()),
        ("docs/adr/0003-good.md", nygard(3, "Better").as_bytes()),
    ]);
    git::commit(repo.path(), 1, "Decide");
    repo
}

#[test]
fn committed_staged_unstaged_and_untracked_changes_are_touched_and_nothing_else() {
    let repo = repo();
    repo.write("docs/adr/0004-committed.md", UNREADABLE);
    git::commit(repo.path(), 2, "Decide more");
    repo.write("docs/adr/0002-good.md", UNREADABLE);
    git::stage(repo.path(), "docs/adr/0002-good.md");
    repo.write("docs/adr/0003-good.md", UNREADABLE);
    repo.write("docs/adr/0005-untracked.md", UNREADABLE);
    let names = |numbers: &[&str]| numbers.iter().map(|n| format!("docs/adr/{n}.md")).collect::<Vec<_>>();
    assert_eq!(
        since(&repo, "HEAD~1"),
        names(&["0002-good", "0003-good", "0004-committed", "0005-untracked"])
    );
    assert_eq!(since(&repo, "HEAD"), names(&["0002-good", "0003-good", "0005-untracked"]));
    assert_eq!(since(&repo, "main"), since(&repo, "HEAD"));
    let all = repo.deem(["check", "--since", "HEAD", "-C", "docs"]).run();
    all.code(1);
}

#[test]
fn a_change_without_findings_passes_and_no_change_is_said() {
    let repo = repo();
    let nothing = repo.deem(["check", "--since", "HEAD"]).run();
    nothing.code(0).err("note: nothing changed since `HEAD`\n").out_has("checked ");
    repo.deem(["check", "-q", "--since", "HEAD"]).run().code(0).err("").out("");
    repo.write("docs/adr/0002-good.md", nygard(2, "As good"));
    repo.deem(["check", "--since", "HEAD"]).run().code(0).err("");
    repo.deem(["check"]).run().code(1);
}

#[test]
fn a_question_that_git_cannot_answer_is_an_error() {
    let repo = repo();
    repo.deem(["check", "--since", "nowhere"]).run().fails(&["`nowhere` names no commit"]);
    let unborn = Repo::good().deem(["check", "--since", "HEAD"]).run();
    unborn.fails(&["HEAD"]);
    repo.deem(["check", "--since", "HEAD:docs"]).run().fails(&["HEAD:docs"]);
    repo.deem(["check", "--since", "HEAD", "--no-history"]).run().fails(&["--no-history"]);
    let odd = repo.deem(["check", "--since=--upload-pack=x\n::error::y"]).run();
    odd.fails(&["names no commit"]);
    let plain = Repo::plain([("docs/adr/0001-a.md", nygard(1, "A"))]);
    plain.deem(["check", "--since", "HEAD"]).run().fails(&["is not in a git repository"]);
}

#[test]
fn a_branch_is_compared_with_where_it_left() {
    let repo = repo();
    let start = git::commit(repo.path(), 2, "Nothing").to_string();
    repo.write("docs/adr/0006-main.md", UNREADABLE);
    git::commit(repo.path(), 3, "On main");
    let repository = git2::Repository::open(repo.path()).unwrap();
    let from = repository.find_commit(git2::Oid::from_str(&start).unwrap()).unwrap();
    repository.branch("topic", &from, false).unwrap();
    repository.set_head("refs/heads/topic").unwrap();
    repository.checkout_head(Some(git2::build::CheckoutBuilder::new().force())).unwrap();
    std::fs::remove_file(repo.path().join("docs/adr/0006-main.md")).unwrap_or_default();
    repo.write("docs/adr/0007-topic.md", UNREADABLE);
    git::commit(repo.path(), 4, "On topic");
    assert_eq!(since(&repo, "main"), ["docs/adr/0007-topic.md"]);
}

#[test]
fn the_variables_that_git_gives_to_hooks_change_nothing() {
    let (repo, other) = (repo(), Repo::git([("a", "b")]));
    let plain = repo.deem(["check", "--since", "HEAD"]).run();
    let dir = other.path().join(".git").to_str().unwrap().to_owned();
    let hooked = repo.deem(["check", "--since", "HEAD"]).env("GIT_DIR", &dir).env("GIT_WORK_TREE", "/").run();
    hooked.code(0).out(&plain.stdout).err(&plain.stderr);
}
