//! `deem init`: what it says, what it writes, and what it leaves alone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{Repo, adr, command, deem, stderr, stdout};

const DAY: &str = "--as-of=2026-01-12";
const FIRST: &str = "docs/decisions/0001-record-architecture-decisions.md";

/// A repository in which git knows a person.
fn known() -> Repo {
    let repo = Repo::new();
    repo.git(&["config", "user.name", "Ana Silva"]);
    repo
}

fn init(repo: &Repo, args: &[&str]) -> Output {
    command(&repo.path())
        .env("HOME", repo.path())
        .env("XDG_CONFIG_HOME", repo.path())
        .args(["init", DAY])
        .args(args)
        .output()
        .unwrap()
}

/// Every file but git's, with its text.
fn files(repo: &Repo) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![repo.path()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() && !path.is_symlink() {
                if !path.ends_with(".git") {
                    folders.push(path);
                }
            } else {
                let text = fs::read(&path).unwrap_or_default();
                found.push((path.strip_prefix(repo.path()).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

fn paths(repo: &Repo) -> Vec<String> {
    files(repo).into_iter().map(|(path, _)| path.to_str().unwrap().to_owned()).collect()
}

fn findings(repo: &Repo) -> String {
    stdout(&repo.deem(&["check", DAY, "--format", "concise"]))
}

fn nygard(number: u32, status: &str) -> String {
    format!(
        "# {number}. Use Kafka\n\nDate: 2026-01-0{number}\n\n## Status\n\n{status}\n\n## Context\n\nOrders get \
         lost.\n\n## Decision\n\nWe use Kafka.\n\n## Consequences\n\nWe run one more server.\n"
    )
}

#[test]
fn an_empty_repository_gets_a_configuration_an_index_and_the_first_record() {
    let repo = known();
    let out = init(&repo, &["--yes"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    assert!(stdout(&out).starts_with("found:\n  no records\nto write:\n  `deem.toml`"), "{}", stdout(&out));
    assert_eq!(paths(&repo), ["deem.toml", FIRST, "docs/decisions/README.md"]);
    let record = repo.read(FIRST);
    let head = "---\nkind: adr\nid: ADR-0001\nstatus: accepted\ncreated: 2026-01-12\ndecided: 2026-01-12\n\
                owners: [\"Ana Silva\"]\n---\n\n# Record architecture decisions\n";
    assert!(record.starts_with(head), "{record}");
    let index = repo.read("docs/decisions/README.md");
    let (_, rest) = index.split_once("<!-- deem-log:begin -->\n").unwrap();
    let (table, _) = rest.split_once("\n<!-- deem-log:end -->\n").unwrap();
    let log = repo.ok(&["log", "--output", "docs/decisions/LOG.md"]);
    assert_eq!(log, "");
    assert_eq!(repo.read("docs/decisions/LOG.md"), format!("# Decision log\n{table}"));
    fs::remove_file(repo.path().join("docs/decisions/LOG.md")).unwrap();
    assert_eq!(findings(&repo), "");
    assert!(repo.ok(&["config"]).contains("deem.toml:6"));
    assert!(repo.read("deem.toml").starts_with("#:schema https://deem.dev/schemas/config.v1.json\n"));
    assert_eq!(repo.ok(&["new", DAY, "adr", "Use", "Kafka"]).trim(), "docs/decisions/0002-use-kafka.md");
}

#[test]
fn a_second_run_says_so_and_changes_nothing() {
    let repo = known();
    init(&repo, &["--yes"]);
    let before = files(&repo);
    for args in [&["--yes"][..], &["--dry-run"], &[]] {
        let out = init(&repo, args);
        assert_eq!(out.status.code(), Some(0), "{args:?}");
        assert_eq!(stdout(&out), "");
        assert!(stderr(&out).starts_with("note: `deem.toml` exists"), "{}", stderr(&out));
        assert_eq!(files(&repo), before);
    }
}

#[test]
fn nobody_decides_where_git_knows_nobody() {
    for repo in [Repo::new(), Repo::plain()] {
        let out = init(&repo, &["--yes", "--no-history"]);
        assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
        let record = repo.read(FIRST);
        assert!(record.contains("\nstatus: proposed\ncreated: 2026-01-12\n---\n"), "{record}");
        assert_eq!(repo.deem(&["check", DAY]).status.code(), Some(0));
        assert_eq!(stdout(&out).contains("no git: "), !repo.path().join(".git").exists());
    }
}

#[test]
fn a_name_that_is_more_than_a_name_stays_one_in_yaml() {
    let repo = known();
    repo.git(&["config", "user.name", "no: \"Ana\"\t# \\ x"]);
    init(&repo, &["--yes"]);
    let list = common::json(&repo.ok(&["list", "--format", "json"]));
    assert_eq!(list["records"][0]["owners"][0]["name"], "no: \"Ana\" # \\ x");
    assert_eq!(repo.deem(&["check", DAY]).status.code(), Some(0));
}

#[test]
fn without_a_terminal_nothing_is_written_unless_that_is_said() {
    let repo = known();
    let out = init(&repo, &[]);
    assert_eq!(out.status.code(), Some(1));
    assert!(stdout(&out).contains("to write:"), "{}", stdout(&out));
    assert!(stderr(&out).contains("`--yes` writes"), "{}", stderr(&out));
    assert!(files(&repo).is_empty());
}

#[test]
fn the_diff_of_a_dry_run_is_what_is_written() {
    let (repo, other) = (known(), known());
    let out = init(&repo, &["--dry-run"]);
    assert_eq!((out.status.code(), stderr(&out).as_str()), (Some(1), ""));
    assert!(files(&repo).is_empty());
    other.write(".git/init.diff", &stdout(&out)).git(&["apply", ".git/init.diff"]);
    init(&repo, &["--yes"]);
    assert_eq!(files(&repo), files(&other));
}

#[test]
fn foreign_records_get_a_configuration_and_nothing_else() {
    let repo = known();
    repo.write(".adr-dir", "doc/adr\n");
    repo.write("CODEOWNERS", "[Docs]\n* @acme/docs\n");
    repo.write("doc/adr/README.md", "# Decisions\n\n- [one](0001-a.md)\n- [two](0002-b.md)\n");
    for (number, status) in [(1, "Accepted"), (2, "Parked"), (3, "Abgenickt"), (4, "Parked")] {
        repo.write(&format!("doc/adr/000{number}-a{number}.md"), &nygard(number, status));
    }
    let before = (findings(&repo), paths(&repo).len());
    let out = init(&repo, &["--yes"]);
    let said = stdout(&out);
    for line in [
        "  `doc/adr`: 4 records (nygard), numbered with 4 digits\n",
        "  `.adr-dir` names `doc/adr`\n",
        "  `CODEOWNERS`, as GitLab reads it\n",
        "  words whose meaning is open: status `parked` (2), status `abgenickt` (1)\n",
        "  `deem.toml`: every setting with its default, behind a `#`, and lines to map the 2 open words\n",
        "  `doc/adr/README.md` is left as it is; ",
    ] {
        assert!(said.contains(line), "{line} is not in {said}");
    }
    assert_eq!((findings(&repo), paths(&repo).len()), (before.0.clone(), before.1 + 1));
    // Nothing is in force before somebody removes the `#`.
    let config = repo.read("deem.toml");
    assert!(config.contains(
        "[vocabulary.status]\n#\"parked\" = \"deferred\"  # 2 records, first `doc/adr/0002-a2.md`\n"
    ));
    assert!(config.contains("#\"abgenickt\" = \"\"  # 1 record, first `doc/adr/0003-a3.md`\n"), "{config}");
    assert!(before.0.contains("L002"), "{}", before.0);
    repo.write(
        "deem.toml",
        &config
            .replace("#\"parked\"", "\"parked\"")
            .replace("#\"abgenickt\" = \"\"", "\"abgenickt\" = \"accepted\""),
    );
    assert!(!findings(&repo).contains("L002"), "{}", findings(&repo));
}

#[test]
fn labels_of_dates_that_nobody_explains_are_told() {
    let repo = known();
    let record = |day: u32| {
        format!(
            "# Use Kafka\n\n- Status: accepted\n- Date: 2026-01-0{day}\n- Ratified by council: 2026-01-0{day}\n\n\
             ## Context\n\nOrders get lost.\n"
        )
    };
    repo.write("docs/adr/0001-a.md", &record(1)).write("docs/adr/0002-b.md", &record(2));
    init(&repo, &["--yes"]);
    let config = repo.read("deem.toml");
    let lines = "[vocabulary.date]\n#\"date\" = \"\"  # 2 records, first `docs/adr/0001-a.md`\n\
                 #\"ratified by council\" = \"decided\"  # 2 records, first `docs/adr/0001-a.md`\n";
    assert!(config.contains(lines), "{config}");
    repo.write("deem.toml", &config.replace("#\"ratified", "\"ratified"));
    let list = common::json(&repo.ok(&["list", "--format", "json"]));
    assert_eq!(list["records"][1]["decided"], "2026-01-02");
}

#[test]
fn deems_own_records_get_an_index_and_the_settings_that_they_follow_already() {
    let repo = known();
    for number in 1..=3 {
        let more = format!("id: DR-000{number}\ncreated: 2026-01-0{number}\n");
        repo.write(&format!("handbook/choices/000{number}-a.md"), &adr("accepted", &more));
    }
    let before = findings(&repo);
    let out = init(&repo, &["--yes"]);
    for line in ["`handbook/choices`: 3 records (kind adr)", "; in force: folders and prefix of kind adr\n"] {
        assert!(stdout(&out).contains(line), "{}", stdout(&out));
    }
    let config = repo.read("deem.toml");
    assert!(
        config
            .contains("\n[kinds.adr]\nfolders = [\"handbook/choices\"]\nprefix = \"DR\"\n#required-sections"),
        "{config}"
    );
    let index = repo.read("handbook/choices/README.md");
    assert!(index.contains("| DR-0002 | [Use Kafka](0002-a.md) | accepted |"), "{index}");
    // An id with another prefix than the kind's was an error.
    let others: String =
        before.lines().filter(|line| !line.contains("R004")).map(|line| format!("{line}\n")).collect();
    assert!(before.contains("R004"), "{before}");
    assert_eq!(findings(&repo), others);
    assert_eq!(repo.ok(&["new", DAY, "adr", "Use", "NATS"]).trim(), "handbook/choices/0004-use-nats.md");
}

#[test]
fn a_folder_with_other_files_is_not_given_to_a_kind() {
    let repo = known();
    let record = adr("accepted", "id: ADR-0001\ncreated: 2026-01-01\n");
    repo.write("notes/0001-a.md", &record).write("notes/shopping.md", "# Milk\n\nAnd bread.\n");
    let before = findings(&repo);
    init(&repo, &["--yes"]);
    assert!(!repo.read("deem.toml").contains("\n[kinds"), "{}", repo.read("deem.toml"));
    assert_eq!(findings(&repo), before);
}

#[test]
fn what_stands_in_the_way_of_an_index_or_a_record_stays() {
    let repo = known();
    repo.write("docs/decisions/0000-template.md", "# {title}\n");
    repo.write("docs/decisions/readme.md", "Ours.\n");
    init(&repo, &["--yes"]);
    assert_eq!(
        paths(&repo),
        ["deem.toml", "docs/decisions/0000-template.md", FIRST, "docs/decisions/readme.md"]
    );
    let repo = known();
    repo.write(".gitignore", "/docs/\n").write(FIRST, "Ours.\n");
    init(&repo, &["--yes"]);
    assert_eq!(paths(&repo), [".gitignore", "deem.toml", FIRST]);
    assert_eq!(repo.read(FIRST), "Ours.\n");
}

#[test]
fn any_configuration_that_is_there_stays() {
    for name in ["deem.toml", ".deem.toml", ".config/deem.toml"] {
        let repo = known();
        repo.write(name, "not even TOML");
        let out = init(&repo, &["--yes"]);
        assert_eq!((out.status.code(), stdout(&out).as_str()), (Some(0), ""));
        assert!(stderr(&out).contains(&format!("`{name}` exists")), "{}", stderr(&out));
        assert_eq!(paths(&repo), [name]);
    }
    let repo = known();
    repo.write("mine.toml", "");
    assert_eq!(init(&repo, &["--yes", "--config", "mine.toml"]).status.code(), Some(2));
    assert_eq!(paths(&repo), ["mine.toml"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_written_through() {
    let elsewhere = Repo::plain();
    elsewhere.write("empty/x", "x");
    for target in ["nowhere.toml", "there.toml"] {
        let repo = known();
        elsewhere.write("there.toml", "");
        std::os::unix::fs::symlink(elsewhere.path().join(target), repo.path().join("deem.toml")).unwrap();
        assert_eq!(init(&repo, &["--yes"]).status.code(), Some(0));
        assert_eq!(elsewhere.read("there.toml"), "");
        assert!(!elsewhere.path().join("nowhere.toml").exists());
    }
    let repo = known();
    std::os::unix::fs::symlink(elsewhere.path().join("empty"), repo.path().join("docs")).unwrap();
    let out = init(&repo, &["--yes"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("outside the repository"), "{}", stderr(&out));
    assert!(!elsewhere.path().join("empty/decisions").exists());
    assert!(!repo.path().join("deem.toml").exists());
}

#[test]
fn a_place_that_cannot_be_written_to_is_one_clear_error() {
    let repo = known();
    repo.write("docs", "a file, no folder");
    let out = init(&repo, &["--yes"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("a file stands where a folder is needed"), "{}", stderr(&out));
    assert_eq!(paths(&repo), ["docs"]);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_one_clear_error() {
    use std::os::unix::fs::PermissionsExt as _;
    let repo = known();
    fs::set_permissions(repo.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let is_obeyed = fs::write(repo.path().join("probe"), "").is_err();
    let out = init(&repo, &["--yes"]);
    fs::set_permissions(repo.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if is_obeyed {
        assert_eq!(out.status.code(), Some(2));
        assert!(stderr(&out).contains("cannot write to `deem.toml`: permission denied"), "{}", stderr(&out));
        assert!(paths(&repo).is_empty());
    } else {
        eprintln!("skipped: this user may write to a read-only folder");
    }
}

#[test]
fn gits_own_folders_are_refused() {
    let repo = Repo::plain();
    repo.git(&["init", "-q", "--bare", "."]);
    let before = files(&repo);
    let out = init(&repo, &["--yes"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stderr(&out).contains("bare repository"), "{}", stderr(&out));
    assert_eq!(files(&repo), before);
    let repo = known();
    let out = init(&repo, &["--yes", "-C", ".git"]);
    assert_eq!(out.status.code(), Some(2), "{}", stdout(&out));
    assert!(!repo.path().join(".git/deem.toml").exists());
}

#[cfg(unix)]
#[test]
fn names_with_quotes_and_control_characters_do_not_leave_their_line() {
    let repo = known();
    let folder = "a\"]\n[rules]\nall = 1\u{1b}[31m ##[error]x\u{202e}/adr";
    for (number, status) in [(1, "Accepted"), (2, "Par\"ked\\ \u{202e}x")] {
        repo.write(&format!("{folder}/000{number}-a.md"), &nygard(number, status));
    }
    let before = findings(&repo);
    let out = init(&repo, &["--yes"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let config = repo.read("deem.toml");
    assert!(
        !(config.clone() + &stdout(&out))
            .contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}')
    );
    assert!(!config.lines().any(|line| line.starts_with("all") || line == "[rules]"), "{config}");
    assert!(repo.deem(&["config"]).status.success());
    assert_eq!(findings(&repo), before);
    let native = known();
    native.write("o\"dd' #x/0001-a.md", &adr("accepted", "id: ADR-0001\ncreated: 2026-01-01\n"));
    init(&native, &["--yes"]);
    assert!(
        native.read("deem.toml").contains("\nfolders = [\"o\\\"dd' #x\"]\n"),
        "{}",
        native.read("deem.toml")
    );
    assert!(native.deem(&["config"]).status.success());
}

#[test]
fn a_folder_of_a_repository_is_set_up_by_itself() {
    let repo = known();
    repo.write("deem.toml", "profile = \"lean\"\n").write("part/x.txt", "x");
    let out = init(&repo, &["--yes", "-C", "part"]);
    assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
    let first = format!("part/{FIRST}");
    assert_eq!(
        paths(&repo),
        ["deem.toml", "part/deem.toml", &first, "part/docs/decisions/README.md", "part/x.txt"]
    );
    assert_eq!(stdout(&repo.deem(&["check", DAY, "-C", "part", "--format", "concise"])), "");
}

/// Over the repositories of `DEEM_CORPORA` (a folder with `open/OWNER+NAME/`): the configuration is valid, and
/// with it `deem check` finds what it found before.
#[test]
fn real_repositories_have_the_same_findings_afterwards() {
    let Some(corpora) = std::env::var_os("DEEM_CORPORA") else {
        eprintln!("skipped: DEEM_CORPORA is not set");
        return;
    };
    let mut seen = 0;
    for entry in fs::read_dir(Path::new(&corpora).join("open")).unwrap().map(Result::unwrap) {
        let place = entry.path();
        if !place.is_dir() {
            continue;
        }
        let root = format!("--root={}", place.display());
        let out = deem(&place, &["init", DAY, &root, "--dry-run"]);
        let diff = stdout(&out);
        assert_eq!(out.status.code(), Some(1), "{root}: {}", stderr(&out));
        assert_eq!(diff.matches("new file mode").count(), 1, "{root}: {diff}");
        let lines = diff.lines().skip_while(|line| !line.starts_with("@@")).skip(1);
        let text: String =
            lines.map(|line| format!("{}\n", line.strip_prefix('+').unwrap_or(line))).collect();
        let config = tempfile::NamedTempFile::new().unwrap();
        fs::write(config.path(), text).unwrap();
        let with = format!("--config={}", config.path().display());
        let check = |how: &str| {
            let out = deem(&place, &["check", DAY, &root, "--no-history", "--format", "concise", how]);
            assert!(out.status.code() != Some(2), "{root}: {}", stderr(&out));
            stdout(&out)
        };
        assert_eq!(check("--no-config"), check(&with), "{root}");
        seen += 1;
    }
    assert!(seen >= 8, "{seen} repositories");
}
