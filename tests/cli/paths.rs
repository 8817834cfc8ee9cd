//! One file has one name, however it is asked for.

use crate::support::{Repo, UNREADABLE, nygard};

fn repo() -> Repo {
    Repo::git([
        ("docs/adr/0001-use-a-queue.md", nygard(1, "Use a queue").as_bytes()),
        ("docs/adr/0002-broken.md", UNREADABLE),
        ("services/pay/doc/adr/0001-pay.md", nygard(1, "Pay").as_bytes()),
    ])
}

#[test]
fn a_subfolder_sees_the_whole_repository_with_the_same_paths() {
    let repo = repo();
    let top = repo.deem(["check", "--format", "json"]).run();
    top.code(1);
    for folder in ["docs", "docs/adr", "services/pay"] {
        repo.deem(["check", "--format", "json"]).cwd(folder).run().code(1).out(&top.stdout);
    }
    assert_eq!(top.json()["root"], ".");
    let list = repo.deem(["list", "--format", "csv"]).run();
    list.code(0);
    repo.deem(["list", "--format", "csv"]).cwd("docs/adr").run().code(0).out(&list.stdout);
}

#[test]
fn a_folder_given_with_root_is_checked_alone() {
    let repo = repo();
    let docs = repo.deem(["-C", "services", "check", "--format", "json"]).run();
    let json = docs.code(0).json();
    assert_eq!((&json["root"], &json["summary"]["records"]), (&"services".into(), &1.into()));
    let absolute = repo.path().join("services");
    for spelling in ["./services", "services/", "docs/../services", absolute.to_str().unwrap()] {
        repo.deem(["check", "--root", spelling, "--format", "json"]).run().code(0).out(&docs.stdout);
    }
    repo.deem(["check", "-C", "../services", "--format", "json"]).cwd("docs").run().code(0).out(&docs.stdout);
}

#[test]
fn every_spelling_of_a_path_names_the_same_file() {
    let repo = repo();
    let plain = repo.deem(["check", "--format", "json", "docs/adr"]).run();
    let json = plain.code(1).json();
    assert_eq!(json["summary"]["records"], 1, "{json}");
    let absolute = repo.path().join("docs/adr");
    for spelling in
        ["./docs/adr", "docs/adr/", "docs//adr", "docs/./adr", "docs/../docs/adr", absolute.to_str().unwrap()]
    {
        repo.deem(["check", "--format", "json", spelling]).run().code(1).out(&plain.stdout);
    }
    repo.deem(["check", "--format", "json", "."]).cwd("docs/adr").run().code(1).out(&plain.stdout);
    repo.deem(["check", "--format", "json", "../../../docs/adr"]).cwd("services/pay/doc").run().code(1);
    let file = repo.deem(["list", "--format", "jsonl", "services/pay/doc/adr/0001-pay.md"]).run();
    assert_eq!(file.code(0).json()["path"], "services/pay/doc/adr/0001-pay.md");
}

#[test]
fn an_id_a_number_a_path_and_a_stem_name_a_record() {
    let repo = repo();
    for id in ["services/pay/doc/adr/0001-pay.md", "0001-pay"] {
        let shown = repo.deem(["show", id, "--format", "json"]).run();
        assert_eq!(shown.code(0).json()["record"]["path"], "services/pay/doc/adr/0001-pay.md");
    }
    let ambiguous = repo.deem(["show", "1"]).run();
    ambiguous.code(2).out("").err_has("`1` fits 2 records").err_has("docs/adr/0001-use-a-queue.md");
}

#[test]
fn a_record_is_named_by_its_path_from_the_working_folder() {
    let repo = repo();
    let want = repo.deem(["show", "docs/adr/0001-use-a-queue.md", "--format", "json"]).run();
    want.code(0);
    let absolute = repo.path().join("docs/adr/0001-use-a-queue.md");
    for (folder, given) in [
        ("docs", "adr/0001-use-a-queue.md"),
        ("docs/adr", "0001-use-a-queue.md"),
        ("services", "../docs/adr/0001-use-a-queue.md"),
        ("services/pay", "docs/adr/0001-use-a-queue.md"),
        ("docs", absolute.to_str().unwrap()),
    ] {
        repo.deem(["show", given, "--format", "json"]).cwd(folder).run().code(0).out(&want.stdout);
    }
    repo.deem(["status", "0001-pay.md", "rejected", "--dry-run"]).cwd("services/pay/doc/adr").run().code(1);
    let skipped = "note: skipped `docs/adr/0002-broken.md`: ";
    let out = repo.deem(["renumber", "docs/adr/0001-use-a-queue.md", "7", "--dry-run"]).run();
    out.code(1);
    assert!(out.stderr.contains(skipped), "what was not read may name the record: {}", out.stderr);
}
