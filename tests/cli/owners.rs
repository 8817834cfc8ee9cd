//! Owners from CODEOWNERS in what the commands print.

use serde_json::{Value, json};

use crate::support::{NYGARD, Repo, schema};

const RECORD: &str = "docs/adr/0001-use-a-queue.md";

/// The owners that `deem list` gives to the first record.
fn owners(repo: &Repo) -> Value {
    let list = repo.deem(["list", "--format", "json"]).run().code(0).json();
    schema::valid("list", &list);
    list["records"][0]["owners"].clone()
}

fn owned_by(names: &[&str]) -> Value {
    names.iter().map(|name| json!({"name": name, "source": "codeowners"})).collect()
}

#[test]
fn the_first_codeowners_file_counts_and_each_service_has_its_place() {
    let repo = Repo::git([(RECORD, NYGARD), (".bitbucket/CODEOWNERS", "docs/adr/ @acme/adr:random(1)\n")]);
    assert_eq!(owners(&repo), owned_by(&["@acme/adr"]));
    repo.write(".gitlab/CODEOWNERS", "* @all\n[Docs] @docs\n*.md\n");
    assert_eq!(owners(&repo), owned_by(&["@all", "@docs"]));
    repo.write("docs/CODEOWNERS", "/docs/ @docs-place\n");
    assert_eq!(owners(&repo), owned_by(&["@docs-place"]));
    repo.write("CODEOWNERS", "* @root-place\n");
    assert_eq!(owners(&repo), owned_by(&["@root-place"]));
    repo.write(".github/CODEOWNERS", "* @github-place\n/docs/adr\n");
    assert_eq!(owners(&repo), json!([]));
}

#[test]
fn stated_owners_come_first_and_are_not_repeated() {
    let record = "---\nkind: adr\nstatus: accepted\nowners: [Ana, \"@acme/Web\"]\n---\n\n# Use a queue\n";
    let repo = Repo::git([(RECORD, record), ("CODEOWNERS", "*.md @acme/web ben@example.com\n")]);
    let want = json!([
        {"name": "Ana", "source": "stated"},
        {"name": "@acme/Web", "source": "stated"},
        {"name": "ben@example.com", "source": "codeowners"},
    ]);
    assert_eq!(owners(&repo), want);
    let show = repo.deem(["show", "1", "--format", "json"]).run().code(0).json();
    assert_eq!(show["record"]["owners"], want);
    repo.deem(["list", "--owner", "BEN@example.com"]).run().code(0).out_has("Use a queue");
    repo.deem(["list", "--owner", "@nobody"]).run().code(0).err_has("no record passes");
}

#[test]
fn the_file_of_the_whole_repository_holds_for_a_folder_of_it() {
    let repo = Repo::git([("sub/docs/adr/0001-use-a-queue.md", NYGARD), ("CODEOWNERS", "/sub/docs/ @sub\n")]);
    let list = repo.deem(["-C", "sub", "list", "--format", "json"]).run().code(0).json();
    assert_eq!(list["records"][0]["owners"], owned_by(&["@sub"]));
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_nothing_else_suffers() {
    let repo = Repo::git([(RECORD, NYGARD)]);
    repo.write("CODEOWNERS", b"\xff\xfe*\0 \0@\0");
    let run = repo.deem(["list", "--format", "json"]).run();
    run.code(0).err_has("skipped `CODEOWNERS`: UTF-16 text; save it as UTF-8");
    assert_eq!(run.json()["records"][0]["owners"], json!([]));
    repo.write("CODEOWNERS", b"# Caf\xe9\n*.\xe9 @x\na\0b @y\n*.md @z\n");
    assert_eq!(owners(&repo), owned_by(&["@z"]));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_not_followed() {
    let repo = Repo::git([(RECORD, NYGARD)]);
    std::fs::write(repo.outside().join("secret"), "* @secret\n").unwrap();
    std::os::unix::fs::symlink("../secret", repo.path().join("CODEOWNERS")).unwrap();
    let run = repo.deem(["list", "--format", "json"]).run();
    run.code(0).err_has("skipped `CODEOWNERS`: a symbolic link that leads out of the repository");
    assert_eq!(run.json()["records"][0]["owners"], json!([]));
}
