//! Finding records in trees made for the purpose.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

use std::fs;
use std::path::Path;

use deem::discover::{Discovery, Options, Role, Workspace, discover};
use deem::record::kind::{Kind, Kinds};
use tempfile::TempDir;

const NYGARD: &str =
    "# 1. Use X\n\nDate: 2024-01-02\n\n## Status\n\nAccepted\n\n## Context\n\nc\n\n## Decision\n\nd\n";

fn tree(files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (path, text) in files {
        write(dir.path(), path, text);
    }
    dir
}

fn write(dir: &Path, path: &str, text: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn run_with(dir: &Path, options: &Options) -> Discovery {
    discover(&Workspace::open(dir, true).unwrap(), options).unwrap()
}

fn run(dir: &Path) -> Discovery {
    run_with(dir, &Options::default())
}

fn paths(found: &Discovery, role: Role) -> Vec<String> {
    found.files.iter().filter(|file| file.role == role).map(|file| file.source.path.to_string()).collect()
}

fn records(found: &Discovery) -> Vec<String> {
    paths(found, Role::Record)
}

fn skipped(found: &Discovery) -> Vec<String> {
    found.skipped.iter().map(|skip| skip.path.to_string()).collect()
}

fn why_out(found: &Discovery, path: &str) -> String {
    found
        .left_out
        .iter()
        .find(|left| &*left.path == path)
        .map(|left| left.why.to_string())
        .unwrap_or_default()
}

#[test]
fn usual_names_are_record_folders_at_any_depth() {
    let dir = tree(&[
        ("docs/adr/0001-use-x.md", "# Use X\n"),
        ("services/pay/doc/architecture/decisions/0001-a.md", NYGARD),
        ("ADR/ADR-7.MD", "# Seven\n"),
        ("docs/guide/0001-intro.md", "# Intro\n"),
        ("docs/guide/0002-more.md", "# More\n"),
        ("README.md", "# Project\n"),
    ]);
    assert_eq!(
        records(&run(dir.path())),
        ["ADR/ADR-7.MD", "docs/adr/0001-use-x.md", "services/pay/doc/architecture/decisions/0001-a.md"]
    );
}

#[test]
fn a_folder_of_any_name_counts_where_half_of_its_files_look_like_records() {
    let dir = tree(&[
        ("notes/0001-a.md", NYGARD),
        ("notes/0002-b.md", NYGARD),
        ("notes/0003-no-status.md", "# B\n"),
        ("notes/glossary.md", "# Words\n"),
        ("other/0001-a.md", "# A\n\nWords\n"),
        ("other/b.md", "# B\n"),
        ("chapters/01-a.md", "# A\n"),
        ("chapters/02-b.md", "# B\n"),
    ]);
    let found = run(dir.path());
    assert_eq!(records(&found), ["notes/0001-a.md", "notes/0002-b.md", "notes/0003-no-status.md"]);
    assert!(why_out(&found, "notes/glossary.md").contains("unlike the records"));
}

#[test]
fn generic_names_need_texts_that_read_like_records() {
    let dir = tree(&[
        ("src/proposals/overview.md", "# Module\n\ntext\n"),
        ("enhancements/0001-a.md", "---\ntitle: A\nauthors: [x]\ncreation-date: 2020-01-01\n---\n# A\n"),
        ("text/0001-b.md", "# Summary\n\na\n\n# Motivation\n\nb\n\n# Drawbacks\n\nc\n"),
    ]);
    assert_eq!(records(&run(dir.path())), ["enhancements/0001-a.md", "text/0001-b.md"]);
}

#[test]
fn indexes_templates_and_guides_of_a_record_folder_are_told_apart() {
    let dir = tree(&[
        (
            "README.md",
            "[1](docs/adr/0001-a.md) [2](docs/adr/0002-b.md) [3](docs/adr/0005-use-adr-template.md)",
        ),
        ("docs/README.md", "[1](adr/0001-a.md) [2](adr/0002-b.md)"),
        ("docs/adr/README.md", "# ADRs\n"),
        ("docs/adr/0000-template.md", "# {short title}\n"),
        ("docs/adr/NNNN-title.md", "# Title\n"),
        ("docs/adr/adr-template.md", "# ADR\n"),
        ("docs/adr/0001-a.md", NYGARD),
        ("docs/adr/0002-b.md", NYGARD),
        ("docs/adr/0005-use-adr-template.md", NYGARD),
        ("docs/adr/0022-template-language.md", "# Template language\n\nWe use `{{ x }}`.\n"),
        ("docs/adr/0040-template.md", "# {title}\n\n{describe the context}\n"),
        ("docs/adr/unnumbered.md", "# Text\n"),
        ("docs/adr/AGENTS.md", "# Agents\n"),
        ("docs/adr/meeting-notes.md", "# Notes\n"),
        ("docs/adr/images/README.md", "# Images\n"),
    ]);
    let found = run(dir.path());
    assert_eq!(paths(&found, Role::Index), ["README.md", "docs/README.md", "docs/adr/README.md"]);
    assert_eq!(
        paths(&found, Role::Template),
        [
            "docs/adr/0000-template.md",
            "docs/adr/0040-template.md",
            "docs/adr/NNNN-title.md",
            "docs/adr/adr-template.md"
        ]
    );
    assert_eq!(
        records(&found),
        [
            "docs/adr/0001-a.md",
            "docs/adr/0002-b.md",
            "docs/adr/0005-use-adr-template.md",
            "docs/adr/0022-template-language.md",
            "docs/adr/unnumbered.md"
        ]
    );
    assert!(why_out(&found, "docs/adr/AGENTS.md").contains("every project"));
    assert!(why_out(&found, "docs/adr/meeting-notes.md").contains("guide or notes"));
    assert!(why_out(&found, "docs/adr/images/README.md").contains("attachments"));
}

#[test]
fn a_numbered_folder_is_one_record_with_its_sidecar() {
    let dir = tree(&[
        ("keps/README.md", "# KEPs\n"),
        ("keps/sig-x/1027-unions/README.md", "# Unions\n"),
        ("keps/sig-x/1027-unions/kep.yaml", "title: Unions\nstatus: implemented\n"),
        ("keps/sig-x/1027-unions/details.md", "# Details\n"),
        ("rfcs/086-viewer/README.md", "# Viewer\n"),
        ("rfcs/086-viewer/01-overview.md", "# Overview\n"),
        ("rfcs/086-viewer/02-more.md", "# More\n"),
        ("decision-records/2022-11-09-api/README.md", "two parts\n"),
        ("decision-records/2022-11-09-api/naming.md", "# Decision\n\nx\n"),
    ]);
    let found = run(dir.path());
    assert_eq!(
        records(&found),
        [
            "decision-records/2022-11-09-api/README.md",
            "decision-records/2022-11-09-api/naming.md",
            "keps/sig-x/1027-unions/README.md",
            "rfcs/086-viewer/README.md"
        ]
    );
    let kep = found.files.iter().find(|file| file.source.path.ends_with("1027-unions/README.md")).unwrap();
    assert_eq!(&*kep.sidecar.as_ref().unwrap().path, "keps/sig-x/1027-unions/kep.yaml");
    assert!(why_out(&found, "keps/sig-x/1027-unions/details.md").contains("attachment"));
    assert_eq!(paths(&found, Role::Index), ["keps/README.md"]);
}

#[test]
fn folders_of_one_record_each_are_found_without_a_usual_name() {
    let text = "# A\n- Status: [ADOPTED](/README.md#adopted)\n";
    let dir = tree(&[("concepts/0003-protocols/README.md", text), ("concepts/0004-agents/README.md", text)]);
    assert_eq!(records(&run(dir.path())).len(), 2);
}

#[test]
fn categories_of_numbered_files_are_one_collection_even_where_one_holds_a_single_file() {
    let text = "---\nRFC: 1\nStatus: Final\n---\n# X\n";
    let dir = tree(&[
        ("Final/RFC0001-a.md", text),
        ("Final/RFC0002-b.md", text),
        ("Draft/RFC0003-c.md", text),
        ("RFC0000-process.md", text),
        ("README.md", "# R\n"),
    ]);
    assert_eq!(records(&run(dir.path())).len(), 4);
}

#[test]
fn a_numbered_description_of_an_architecture_is_read_where_it_has_decisions() {
    let dir = TempDir::new().unwrap();
    for name in ["01_goals", "02_constraints", "03_scope", "04_strategy", "09_architecture_decisions"] {
        write(dir.path(), &format!("docs/architecture/{name}.md"), "# X\n");
    }
    assert_eq!(records(&run(dir.path())).len(), 5);
    fs::remove_file(dir.path().join("docs/architecture/09_architecture_decisions.md")).unwrap();
    write(dir.path(), "docs/architecture/09_views.md", "# X\n");
    assert!(records(&run(dir.path())).is_empty());
}

#[test]
fn frontmatter_of_our_own_makes_a_record_anywhere() {
    let dir = tree(&[
        ("misc/case.md", "---\nkind: business-case\nstatus: draft\n---\n# C\n"),
        ("misc/owned.md", "---\nid: ADR-1\nstatus: accepted\nowners: [a]\n---\n# C\n"),
        ("misc/mine.md", "---\nkind: pitch\n---\n# C\n"),
        ("misc/note.md", "---\nid: 12\ncreated: 2020-01-01\n---\n# N\n"),
        ("k8s/deploy.md", "---\nkind: Deployment\n---\n# D\n"),
        ("templates/adr.md", "---\nkind: adr\nstatus: draft\n---\n# {{ title }}\n"),
    ]);
    assert_eq!(records(&run(dir.path())), ["misc/case.md", "misc/owned.md"]);
    let kind_folders = vec![("pitches".to_owned(), "pitch".to_owned())];
    let kinds = Kinds::built_in().all().iter().map(|kind| kind.as_ref().clone());
    let kinds = Kinds::new(kinds.chain([Kind::added("pitch")]));
    let options = Options { kind_folders, kinds, ..Options::default() };
    assert_eq!(records(&run_with(dir.path(), &options)), ["misc/case.md", "misc/mine.md", "misc/owned.md"]);
}

#[test]
fn configured_folders_count_and_give_their_kind() {
    let dir = tree(&[
        (".adr-dir", "documentation/choices\n"),
        (".log4brains.yml", "project:\n  adrFolder: ./brain\n  packages:\n    - adrFolder: 'packages/a/x'\n"),
        ("documentation/choices/first.md", "# F\n"),
        ("brain/second.md", "# S\n"),
        ("packages/a/x/third.md", "# T\n"),
        ("cases/fourth.md", "# F\n"),
    ]);
    let kind_folders = vec![("./cases/".to_owned(), "business-case".to_owned())];
    let found = run_with(dir.path(), &Options { kind_folders, ..Options::default() });
    assert_eq!(
        records(&found),
        ["brain/second.md", "cases/fourth.md", "documentation/choices/first.md", "packages/a/x/third.md"]
    );
    assert_eq!(found.hints.adr_dir.as_deref(), Some("documentation/choices"));
    assert_eq!(found.hints.log4brains, ["brain", "packages/a/x"]);
    let case = found.files.iter().find(|file| &*file.source.path == "cases/fourth.md").unwrap();
    assert_eq!(case.folder_kind.as_deref(), Some("business-case"));
}

#[test]
fn an_adr_dir_that_leads_out_of_the_root_is_not_followed() {
    let dir = tree(&[("out/0001-a.md", NYGARD), ("repo/.adr-dir", "../out\n"), ("repo/a.md", "# A\n")]);
    let found = run(&dir.path().join("repo"));
    assert!(found.hints.adr_dir.is_none() && found.files.is_empty());
}

#[test]
fn what_git_ignores_and_what_belongs_to_others_is_not_entered() {
    let dir = tree(&[
        (".gitignore", "build/\n*.draft.md\n"),
        ("build/adr/0001-a.md", NYGARD),
        ("docs/adr/0001-a.md", NYGARD),
        ("docs/adr/0002-b.draft.md", NYGARD),
        ("node_modules/x/docs/adr/0001-a.md", NYGARD),
        ("vendor/docs/adr/0001-a.md", NYGARD),
        ("tests/fixtures/adr/0001-a.md", NYGARD),
        ("examples/bad/adr/0001-a.md", NYGARD),
        (".hidden/adr/0001-a.md", NYGARD),
        (".github/ISSUE_TEMPLATE/adr/0001-a.md", NYGARD),
        (".archgate/adrs/ARCH-001-a.md", NYGARD),
        (".decisions/0001-a.md", NYGARD),
        ("nested/.git/HEAD", "ref: x\n"),
        ("nested/docs/adr/0001-a.md", NYGARD),
        ("sub/.git", "gitdir: ../.git/modules/sub\n"),
        ("sub/docs/adr/0001-a.md", NYGARD),
    ]);
    let found = run(dir.path());
    assert_eq!(
        records(&found),
        [".archgate/adrs/ARCH-001-a.md", ".decisions/0001-a.md", "docs/adr/0001-a.md"]
    );
    assert_eq!(why_out(&found, "sub/"), "a repository of its own");
    assert_eq!(why_out(&found, "examples/bad/"), "bad examples");
}

#[test]
fn include_and_exclude_overrule_everything() {
    let dir = tree(&[
        (".gitignore", "generated/\n"),
        ("generated/one.md", "# G\n"),
        ("testdata/adr/0001-a.md", NYGARD),
        ("docs/adr/0001-a.md", NYGARD),
        ("docs/adr/old/0002-b.md", NYGARD),
        ("notes/x.md", "# X\n"),
    ]);
    let options = Options {
        include: ["generated", "testdata/adr/*.md", "notes/x.md"].map(str::to_owned).to_vec(),
        exclude: vec!["docs/adr/old".to_owned()],
        ..Options::default()
    };
    let found = run_with(dir.path(), &options);
    assert_eq!(
        records(&found),
        ["docs/adr/0001-a.md", "generated/one.md", "notes/x.md", "testdata/adr/0001-a.md"]
    );
    assert!(why_out(&found, "docs/adr/old/0002-b.md").contains("exclude"));
    let bad = Options { include: vec!["a[".to_owned()], ..Options::default() };
    assert!(discover(&Workspace::open(dir.path(), true).unwrap(), &bad).is_err());
}

#[test]
fn what_cannot_be_read_in_a_record_folder_is_named() {
    let dir = tree(&[
        ("docs/adr/0001-a.md", "# A\n"),
        ("docs/adr/0002-big.md", &"x".repeat(100)),
        ("a.md", "# A\n"),
    ]);
    let adr = dir.path().join("docs/adr");
    fs::write(adr.join("0003-latin.md"), b"# Caf\xe9\n").unwrap();
    fs::write(adr.join("0004-wide.md"), b"\xff\xfe#\x00").unwrap();
    fs::write(dir.path().join("binary.md"), b"\xff\xfe\xfd").unwrap();
    fs::create_dir(adr.join("0005-folder.md")).unwrap();
    let found = run_with(dir.path(), &Options { max_bytes: 99, ..Options::default() });
    assert_eq!(records(&found), ["docs/adr/0001-a.md"]);
    assert_eq!(skipped(&found), ["docs/adr/0002-big.md", "docs/adr/0003-latin.md", "docs/adr/0004-wide.md"]);
    assert!(found.skipped[0].reason.contains("100 bytes"));
    assert!(found.skipped[1].reason.contains("byte 5 (line 1)"));
    assert!(found.skipped[2].reason.contains("UTF-16"));
}

#[test]
fn explain_names_what_was_looked_for() {
    let dir = tree(&[("a.md", "# A\n"), ("src/b.md", "# B\n")]);
    let found = run(dir.path());
    assert!(found.files.is_empty() && found.looked == 2);
    let text = found.explain();
    assert!(text.contains("2 Markdown files") && text.contains(".adr-dir") && text.contains("decisions"));
}

#[test]
fn the_result_is_the_same_for_any_number_of_threads() {
    let dir = TempDir::new().unwrap();
    for number in 0..300 {
        write(dir.path(), &format!("docs/adr/{}/{:04}-x{number}.md", number % 7, number / 2), NYGARD);
    }
    let show = |threads| {
        let found = run_with(dir.path(), &Options { threads, ..Options::default() });
        let files: Vec<String> = found
            .files
            .iter()
            .map(|file| format!("{}{:?}{}", file.source.path, file.role, file.why))
            .collect();
        (files, found.left_out, found.skipped)
    };
    let one = show(1);
    assert!(one.0.len() == 300 && one.0.is_sorted());
    assert_eq!(one, show(8));
}

#[test]
fn two_equal_numbers_are_two_records() {
    let dir = tree(&[("docs/adr/0001-a.md", NYGARD), ("docs/adr/0001-b.md", NYGARD)]);
    assert_eq!(records(&run(dir.path())).len(), 2);
}

#[test]
fn mail_like_preambles_make_records_of_other_text_files() {
    let pep = "PEP: 298\nTitle: X\nAuthor: A <a@example.com>\nStatus: Withdrawn\n\nAbstract\n========\n";
    let dir = tree(&[
        ("peps/pep-0298.rst", pep),
        ("peps/pep-0299.rst", "Heading\n=======\n"),
        ("peps/notes.txt", "x"),
    ]);
    assert_eq!(records(&run(dir.path())), ["peps/pep-0298.rst"]);
}

#[test]
fn an_explicit_folder_is_the_root_and_paths_stay_relative_to_the_repository() {
    let dir = tree(&[
        (".git/HEAD", "ref: refs/heads/main\n"),
        ("docs/adr/0001-a.md", NYGARD),
        ("other/adr/0001-b.md", NYGARD),
    ]);
    let ws = Workspace::open(&dir.path().join("docs"), true).unwrap();
    assert_eq!((ws.root.as_str(), ws.git), ("docs", true));
    assert_eq!(records(&discover(&ws, &Options::default()).unwrap()), ["docs/adr/0001-a.md"]);
    let deep = Workspace::open(&dir.path().join("docs/adr"), true).unwrap();
    assert_eq!(records(&discover(&deep, &Options::default()).unwrap()), ["docs/adr/0001-a.md"]);
    let whole = Workspace::open(&dir.path().join("docs/adr"), false).unwrap();
    assert_eq!(whole.root, "");
    assert_eq!(records(&discover(&whole, &Options::default()).unwrap()).len(), 2);
    assert!(Workspace::open(&dir.path().join("none"), true).is_err());
    assert!(Workspace::open(&dir.path().join("docs/adr/0001-a.md"), true).is_err());
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_are_not_followed_and_those_that_lead_out_are_named() {
        let dir = tree(&[("repo/docs/adr/0001-a.md", NYGARD), ("secret/0009-s.md", NYGARD)]);
        let adr = dir.path().join("repo/docs/adr");
        symlink("0001-a.md", adr.join("0002-same.md")).unwrap();
        symlink("../../../secret/0009-s.md", adr.join("0003-out.md")).unwrap();
        symlink("nowhere.md", adr.join("0004-dead.md")).unwrap();
        symlink("0005-loop.md", adr.join("0005-loop.md")).unwrap();
        symlink("..", adr.join("up")).unwrap();
        symlink("../../../secret", adr.join("away")).unwrap();
        let found = run(&dir.path().join("repo"));
        assert_eq!(records(&found), ["docs/adr/0001-a.md"]);
        assert_eq!(
            skipped(&found),
            ["docs/adr/0003-out.md", "docs/adr/0004-dead.md", "docs/adr/0005-loop.md"]
        );
        assert!(found.skipped[0].reason.contains("out of the checked folder"));
        assert!(why_out(&found, "docs/adr/0002-same.md").contains("`docs/adr/0001-a.md`"));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "only a program makes a pipe")]
    fn a_pipe_and_a_name_that_is_no_text_are_skipped() {
        let dir = tree(&[("docs/adr/0001-a.md", NYGARD)]);
        let adr = dir.path().join("docs/adr");
        let made = std::process::Command::new("mkfifo").arg(adr.join("0002-pipe.md")).status();
        assert!(made.unwrap().success());
        fs::write(adr.join(OsStr::from_bytes(b"0003-\xff.md")), NYGARD).unwrap();
        let found = run(dir.path());
        assert_eq!(records(&found).len(), 1);
        assert_eq!(found.skipped.len(), 2);
        assert!(found.skipped[0].reason.contains("pipe"));
        assert!(found.skipped[1].reason.contains("not UTF-8"));
    }

    #[test]
    fn a_file_without_permission_is_skipped() {
        let dir = tree(&[("docs/adr/0001-a.md", NYGARD), ("docs/adr/0002-b.md", NYGARD)]);
        let closed = dir.path().join("docs/adr/0002-b.md");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::read(&closed).is_ok() {
            eprintln!("skipped: this user may read everything");
            return;
        }
        assert!(run(dir.path()).skipped[0].reason.contains("permission denied"));
    }
}
