//! The texts keep their word: commands of the README print what it shows, and the examples are as said.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

mod support;

use std::fs;
use std::path::Path;

use support::Repo;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of the repository's `examples`, in a git repository.
fn copy() -> Repo {
    let mut files = Vec::new();
    let mut folders = vec![root().join("examples")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.strip_prefix(root()).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    Repo::git(files)
}

/// A command of a `console` block and what it prints.
#[derive(Debug)]
struct Session {
    command: String,
    output: Vec<String>,
}

/// The sessions of all `console` blocks without `<!-- not run: reason -->` above.
fn sessions(text: &str) -> Vec<Session> {
    let mut found: Vec<Session> = Vec::new();
    let mut lines = text.lines();
    let mut skipped = false;
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            if line == "```console" && !skipped {
                for line in block {
                    match (line.strip_prefix("$ "), found.last_mut()) {
                        (Some(command), _) => {
                            found.push(Session { command: command.to_owned(), output: Vec::new() });
                        }
                        (None, Some(session)) => session.output.push(line.to_owned()),
                        (None, None) => panic!("a console block starts without a command: {line}"),
                    }
                }
            }
            skipped = false;
        } else if !line.trim().is_empty() {
            skipped = line.starts_with("<!-- not run: ") && line.len() > "<!-- not run: -->".len();
        }
    }
    found
}

/// True when the lines fit; a line `...` stands for any number of lines.
fn fits(want: &[String], got: &[&str]) -> bool {
    match want.split_first() {
        None => got.is_empty(),
        Some((line, rest)) if line == "..." => (0..=got.len()).any(|skip| fits(rest, &got[skip..])),
        Some((line, rest)) => {
            got.split_first().is_some_and(|(first, others)| line == first && fits(rest, others))
        }
    }
}

#[test]
fn every_console_block_of_the_readme_is_what_the_program_prints() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let sessions = sessions(&readme);
    assert!(!sessions.is_empty(), "the README shows the program at work");
    let repo = copy();
    for session in sessions {
        let mut words = session.command.split_whitespace();
        assert_eq!(words.next(), Some("deem"), "mark `{}` as not run, with the reason", session.command);
        let run = repo.deem(words).run();
        run.calm();
        let shown = format!("{}{}", run.stderr, run.stdout);
        let lines: Vec<&str> = shown.trim_end().lines().collect();
        assert!(fits(&session.output, &lines), "$ {}\n{shown}", session.command);
    }
}

#[test]
fn blocks_are_read_with_their_marks_and_wildcards() {
    let text = "```console\n$ deem a b\n1\n...\n4\n$ deem c\n```\n<!-- not run: builds -->\n```console\n$ cargo x\n```\n";
    let found = sessions(text);
    assert_eq!(
        found.iter().map(|session| session.command.as_str()).collect::<Vec<_>>(),
        ["deem a b", "deem c"]
    );
    assert!(fits(&found[0].output, &["1", "2", "3", "4"]) && fits(&found[0].output, &["1", "4"]));
    assert!(!fits(&found[0].output, &["1", "2"]) && fits(&found[1].output, &[]));
}

#[test]
fn the_good_example_is_clean() {
    let run = copy().deem(["check", "-C", "examples/good", "--fail-on", "warn"]).run();
    run.code(0).err("").out_has(": 0 errors, 0 warnings");
}

#[test]
fn the_bad_example_has_a_finding_at_every_place_that_it_names() {
    let text = fs::read_to_string(root().join("examples/bad/EXPECTED.md")).unwrap();
    let expected: Vec<(String, String)> = text
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            (format!("examples/bad/{}", cells[1].trim_matches('`')), cells[2].to_owned())
        })
        .collect();
    assert!(expected.len() > 10, "{text}");
    let run = copy().deem(["check", "-C", "examples/bad", "--format", "concise"]).run();
    run.code(1).err("");
    let found: Vec<(String, String)> = run
        .stdout
        .lines()
        .map(|line| {
            let mut parts = line.splitn(3, ':');
            (parts.next().unwrap().to_owned(), parts.next().unwrap().to_owned())
        })
        .collect();
    let missing: Vec<_> = expected.iter().filter(|place| !found.contains(place)).collect();
    assert!(missing.is_empty(), "nothing is found at {missing:#?}\n{}", run.stdout);
    let unlisted: Vec<_> = found.iter().filter(|place| !expected.contains(place)).collect();
    assert!(unlisted.is_empty(), "EXPECTED.md does not list {unlisted:#?}\n{}", run.stdout);
}
