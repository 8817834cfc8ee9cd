//! Who owns a new record when nobody is named.

use super::common::{Repo, json, stderr};
use super::{DAY, new};

fn with_committer() -> Repo {
    let repo = Repo::new();
    repo.git(&["config", "user.name", "Ana Silva"]);
    repo.git(&["config", "user.email", "ana@example.com"]);
    repo
}

fn owner(repo: &Repo, more: &[&str]) -> (serde_json::Value, String) {
    let out = repo.deem(&[&["new", DAY, "adr", "Use Kafka"], more].concat());
    assert!(out.status.success(), "{}", stderr(&out));
    let list = json(&repo.ok(&["list", "--format", "json"]));
    let stated = list["records"].as_array().unwrap().last().unwrap()["owners"].clone();
    (stated[0]["name"].clone(), stderr(&out))
}

#[test]
fn the_committer_owns_it_and_that_is_said() {
    let (name, said) = owner(&with_committer(), &[]);
    assert_eq!(name, "Ana Silva");
    assert_eq!(said, "note: owner `Ana Silva`, from git's `user.name`\n");
}

#[test]
fn a_person_of_the_configuration_is_called_as_there() {
    let repo = with_committer();
    repo.write(
        "deem.toml",
        "version = 1\n[people.asilva]\nemails = [\"ana@example.com\"]\nhandles = [\"ana\"]\n",
    );
    let (name, said) = owner(&repo, &[]);
    assert_eq!(name, "@ana");
    assert!(said.contains("from `people.asilva` and git's `user`"), "{said}");
}

#[test]
fn the_owners_of_what_it_governs_go_before_the_committer() {
    let repo = with_committer();
    repo.write(".github/CODEOWNERS", "* @all\n/src/ @acme/core\n");
    let (name, said) = owner(&repo, &["--set", "governs=[\"src/**\"]"]);
    assert_eq!(name, "@acme/core");
    assert!(said.contains("owner `@acme/core`, from CODEOWNERS of what it governs"), "{said}");
}

#[test]
fn the_owners_of_the_kind_go_before_all_but_the_given_ones() {
    let repo = with_committer();
    repo.write("deem.toml", "version = 1\n[kinds.adr]\nowners = [\"@acme/architects\"]\n");
    repo.write(".github/CODEOWNERS", "* @all\n");
    let (name, said) = owner(&repo, &["--set", "governs=[\"src/**\"]"]);
    assert_eq!(name, "@acme/architects");
    assert!(said.contains("from `kinds.adr.owners`"), "{said}");
    let (name, said) = owner(&repo, &["--owner", "@ben"]);
    assert_eq!((name, said.as_str()), ("@ben".into(), ""));
}

#[test]
fn nobody_is_named_where_nobody_is_wanted_or_known() {
    let repo = with_committer();
    let path = new(&repo, &["adr", "A", "--no-owner"]);
    assert!(!repo.read(&path).contains("owners:"));
    let path = new(&repo, &["adr", "B", "--flavour", "nygard"]);
    assert!(!repo.read(&path).contains("Ana"), "adr-tools has no owner");
    let repo = Repo::new();
    let path = new(&repo, &["adr", "A"]);
    assert!(!repo.read(&path).contains("owners:"));
}

#[test]
fn an_editor_is_opened_on_a_terminal_only() {
    let repo = Repo::new();
    let out = repo.deem(&["new", DAY, "adr", "A", "--edit"]);
    assert!(out.status.success());
    assert_eq!(stderr(&out), "note: no editor was opened, since this is no terminal\n");
}
