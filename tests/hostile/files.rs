//! Names, links and kinds of file made to hurt.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;

use crate::judge;
use crate::support::{NYGARD, Repo, channel, git, nygard};

/// Names that steer terminals, runners, shells and other systems.
const NAMES: [&str; 19] = [
    "0001-a\n::error::INJECTED.md",
    "0002-\r.md",
    "0003-\u{1b}[31mred.md",
    "::error::0004.md",
    "##[error]0005.md",
    "0006-%0A::error::x.md",
    "0007-a,line=1.md",
    "-0008.md",
    "--help.md",
    "0010 with  spaces.md",
    "0011\\back.md",
    "CON.md",
    "aux.md",
    "0014-\u{202e}dm.md",
    "0015-日本.md",
    "0016-'\"`$(id).md",
    "0017-{a,b}*?[x].md",
    "0018-#anchor?q.md",
    "0019-a:b.md",
];

#[test]
fn no_name_of_a_file_is_obeyed_by_a_runner_or_a_terminal() {
    let repo = Repo::git(NAMES.iter().map(|name| (format!("docs/adr/{name}"), nygard(1, "Same"))));
    let long = format!("docs/adr/0020-{}.md", "x".repeat(240));
    repo.write(&long, NYGARD);
    repo.write(format!("{}docs/adr/0021-deep.md", "d/".repeat(100)), NYGARD);
    repo.write(OsStr::from_bytes(b"docs/adr/0022-\xff\x1b.md"), NYGARD);
    let (check, list) = judge(&repo);
    assert_eq!(list["records"].as_array().unwrap().len(), NAMES.len() + 2, "{list}");
    assert_eq!(check["skipped"].as_array().unwrap().len(), 1, "a name that is no text is skipped");
    for row in list["records"].as_array().unwrap() {
        let path = row["path"].as_str().unwrap();
        repo.deem(["check", "--fail-on", "never", "--", path]).run().code(0);
        let shown = repo.deem(["show", "--format", "json", "--", path]).run();
        assert_eq!(shown.code(0).json()["record"]["path"], path);
    }
    for args in [
        &["check"][..],
        &["check", "--format", "concise"],
        &["list"],
        &["list", "--format", "csv"],
        &["check", "--list-files"],
    ] {
        let run = repo.deem(args).run();
        for line in run.stdout.split(['\n', '\r']).chain(run.stderr.lines()) {
            assert_eq!(channel::command(line), None, "{args:?}: {line:?}");
        }
        let shown = run.stdout.replace("\r\n", "\n").replace('\t', " ");
        assert!(!shown.contains(channel::is_raw_control), "{args:?}");
    }
    let missing = repo.deem(["check", "none\n::error::x\u{1b}[31m"]).run();
    missing.fails(&["does not exist"]);
    assert!(!missing.stderr.trim_end().contains(channel::is_raw_control), "{:?}", missing.stderr);
}

#[test]
fn links_pipes_sockets_and_folders_in_the_place_of_records_are_no_harm() {
    let repo = Repo::git([("docs/adr/0001-a.md", NYGARD)]);
    let adr = repo.path().join("docs/adr");
    symlink("/etc/passwd", adr.join("0002-passwd.md")).unwrap();
    symlink("0003-loop.md", adr.join("0003-loop.md")).unwrap();
    symlink("..", adr.join("up")).unwrap();
    symlink("/dev/zero", adr.join("0004-zero.md")).unwrap();
    symlink("/proc/self/mem", adr.join("0005-mem.md")).unwrap();
    fs::create_dir(adr.join("0006-folder.md")).unwrap();
    let _listener = UnixListener::bind(adr.join("0007-socket.md")).unwrap();
    symlink("0001-a.md", adr.join("0008-same.md")).unwrap();
    mkfifo(&adr.join("0009-pipe.md"));
    let (check, list) = judge(&repo);
    assert_eq!(list["records"].as_array().unwrap().len(), 1, "{list}");
    assert!(!check.to_string().contains("root:"), "nothing is read from outside");
    let skipped: Vec<&str> =
        check["skipped"].as_array().unwrap().iter().map(|skip| skip["path"].as_str().unwrap()).collect();
    for name in ["0002-passwd", "0003-loop", "0004-zero", "0009-pipe"] {
        assert!(skipped.contains(&format!("docs/adr/{name}.md").as_str()), "{name}: {skipped:?}");
    }
    repo.deem(["check", "docs/adr/0002-passwd.md"]).run().code(2);
    repo.deem(["check", "docs/adr/0003-loop.md"]).run().code(2);
}

#[expect(clippy::disallowed_methods, reason = "only a program makes a pipe")]
fn mkfifo(path: &std::path::Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn configuration_and_hints_that_are_no_plain_files_do_not_hang() {
    let repo = Repo::git([("docs/adr/0001-a.md", NYGARD)]);
    mkfifo(&repo.path().join("deem.toml"));
    repo.deem(["check"]).run().calm().code(2);
    fs::remove_file(repo.path().join("deem.toml")).unwrap();
    symlink("/dev/zero", repo.path().join("deem.toml")).unwrap();
    repo.deem(["check"]).run().calm().code(2);
    fs::remove_file(repo.path().join("deem.toml")).unwrap();
    mkfifo(&repo.path().join(".adr-dir"));
    repo.deem(["check"]).run().calm();
    fs::remove_file(repo.path().join(".adr-dir")).unwrap();
    for target in ["../../..", "/etc", "\0", "", "docs/adr\n::error::x"] {
        repo.write(".adr-dir", target);
        repo.deem(["check"]).run().calm();
    }
    mkfifo(&repo.path().join(".gitignore"));
    mkfifo(&repo.path().join("docs/adr/README.md"));
    repo.deem(["check"]).run().calm();
}

#[test]
fn an_unreadable_file_is_an_error() {
    let repo = Repo::git([("docs/adr/0001-a.md", NYGARD), ("docs/adr/0002-b.md", &nygard(2, "B"))]);
    let closed = repo.path().join("docs/adr/0001-a.md");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&closed).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    repo.deem(["check"]).run().code(1).out_has("permission denied");
}

#[test]
fn repositories_within_are_left_alone() {
    let repo = Repo::git([
        ("docs/adr/0001-a.md", NYGARD),
        ("nested/docs/adr/0001-b.md", NYGARD),
        ("sub/docs/adr/0001-c.md", NYGARD),
    ]);
    git::init(&repo.path().join("nested"));
    repo.write("sub/.git", "gitdir: ../.git/modules/sub\n");
    repo.write(".gitmodules", "[submodule \"sub\"]\n\tpath = sub\n\turl = ../sub\n");
    let (_, list) = judge(&repo);
    assert_eq!(list["records"].as_array().unwrap().len(), 1, "{list}");
    repo.deem(["check", "--list-files"]).run().code(0);
}
