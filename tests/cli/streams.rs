//! Where results go: files, pipes, colours and widths.

use std::fs::{self, OpenOptions};

use crate::support::{Repo, Run, nygard};

#[test]
fn a_result_goes_to_the_file_that_is_named() {
    let repo = Repo::broken();
    let shown = repo.deem(["check", "--format", "json"]).run();
    repo.deem(["check", "--format", "json", "-o", "out.json"]).run().code(1).out("").err("");
    assert_eq!(repo.read("out.json"), shown.stdout);
    repo.deem(["check", "-o", "docs"]).run().fails(&["cannot write `docs`"]);
    repo.deem(["check", "-o", "none/out.json"]).run().fails(&["cannot write `none/out.json`"]);
    repo.deem(["rule", "--all", "-o", "rules.txt"]).run().code(0).out("");
    assert!(repo.read("rules.txt").contains("unreadable-record"));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_named_is_replaced_as_a_whole() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let repo = Repo::good();
    repo.write("kept.json", "old");
    fs::set_permissions(repo.path().join("kept.json"), fs::Permissions::from_mode(0o600)).unwrap();
    symlink("kept.json", repo.path().join("link.json")).unwrap();
    repo.deem(["list", "--format", "json", "-o", "link.json"]).run().code(0);
    assert!(repo.read("kept.json").starts_with('{'), "the file behind the link is written");
    assert!(repo.path().join("link.json").is_symlink());
    assert_eq!(fs::metadata(repo.path().join("kept.json")).unwrap().permissions().mode() & 0o777, 0o600);
    repo.write("kept.json", "old");
    repo.deem(["show", "77", "-o", "kept.json"]).run().code(2);
    assert_eq!(repo.read("kept.json"), "old");
    let left = fs::read_dir(repo.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.filter(|name| name.to_string_lossy().ends_with(".tmp")).count(), 0);
}

/// Many findings' worth of output.
fn long(repo: &Repo) -> Run {
    for number in 1..400 {
        repo.write(format!("docs/adr/{number:04}-many.md"), nygard(number, &"long ".repeat(60)));
    }
    repo.deem(["list", "--format", "json"])
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let repo = Repo::good();
    for args in [&["rule", "--all"][..], &["check"], &["--help"], &["--version"], &["man"], &["config"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        repo.deem(args).stdout(writer).run().code(0).err("");
    }
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    long(&repo).stdout(writer).run().code(0).err("");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_in_one_line() {
    let repo = Repo::good();
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in
        [&["check"][..], &["list", "--format", "csv"], &["rule", "--all"], &["man"], &["completions", "zsh"]]
    {
        repo.deem(args).stdout(full()).run().fails(&["cannot write the result", "No space left"]);
    }
    long(&repo).stdout(full()).run().fails(&["cannot write the result"]);
    repo.deem(["check", "-o", "/dev/full"]).run().fails(&["cannot write `/dev/full`"]);
    repo.deem(["--version"]).stdout(full()).run().code(2);
}

/// What colours a run has: whether there are escapes on standard output.
fn coloured(run: Run) -> bool {
    let output = run.run();
    assert!(!output.stderr.contains('\u{1b}'), "{}", output.stderr);
    output.stdout.contains('\u{1b}')
}

#[test]
fn colour_follows_flag_then_variables_then_terminal() {
    let repo = Repo::broken();
    let run = |args: &[&str], env: &[(&str, &str)]| {
        let run = repo.deem(["check"].iter().chain(args));
        coloured(env.iter().fold(run, |run, (name, value)| run.env(name, value)))
    };
    assert!(!run(&[], &[]));
    assert!(run(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!run(&["--color", "never"], &[("FORCE_COLOR", "1")]));
    assert!(run(&[], &[("FORCE_COLOR", "1")]));
    assert!(run(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!run(&[], &[("FORCE_COLOR", "0")]));
    assert!(!run(&[], &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")]));
    // An empty variable counts as none.
    assert!(run(&[], &[("NO_COLOR", ""), ("FORCE_COLOR", "1")]));
    assert!(!run(&[], &[("NO_COLOR", ""), ("FORCE_COLOR", "")]));
    assert!(!run(&["--color", "always", "--format", "json"], &[]));
    assert!(!run(&["--color", "always", "--format", "github"], &[]));
}

#[test]
fn a_terminal_of_any_width_is_served() {
    let repo = Repo::broken();
    repo.write("docs/adr/0002-wide.md", nygard(2, "日本語 and a rather long title for a narrow terminal"));
    for columns in ["1", "0", "80", "99999999999999999999", "-1", "wide", ""] {
        repo.deem(["check"]).env("COLUMNS", columns).run().code(1).err("").out_has("error[");
        repo.deem(["list"]).env("COLUMNS", columns).run().code(0).out_has("ADR-0002");
    }
    let narrow = repo.deem(["list"]).env("COLUMNS", "40").run();
    assert!(narrow.stdout.contains('…'), "{}", narrow.stdout);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_checked_and_left_as_it_was() {
    use std::os::unix::fs::PermissionsExt;

    let repo = Repo::good();
    let before = tree(&repo);
    let close = |mode| {
        for folder in ["docs/adr", "docs", ".git", ""] {
            fs::set_permissions(repo.path().join(folder), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    close(0o555);
    let runs = [&["check"][..], &["list"], &["show", "1"], &["config"], &["check", "--list-files"]]
        .map(|args| repo.deem(args).run());
    close(0o755);
    for run in runs {
        run.code(0);
    }
    assert_eq!(tree(&repo), before, "nothing is written into the repository");
}

/// Every path with its length.
fn tree(repo: &Repo) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    let mut folders = vec![repo.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            }
            found.push((entry.path().display().to_string(), entry.metadata().unwrap().len()));
        }
    }
    found.sort();
    found
}
