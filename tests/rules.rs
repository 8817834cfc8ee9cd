//! Every rule's page is a test: its bad examples give just the findings they print, its good ones none.
//!
//! A page holds sections `## Bad` and `## Good` (with anything after the word). In a section each fenced
//! block `markdown title="PATH"` (or any language with a title) is a file of one small repository, with
//! `branch="origin/x"` one of that branch of a remote, in which all else is not committed yet; a
//! `text` block without title is what `deem check --format concise` prints for this rule alone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

use std::fs;
use std::path::Path;

use deem::config;
use deem::discover::Workspace;
use deem::engine::{self, CheckOptions, LoadOptions};
use deem::render::{self, Format, Style};
use deem::rules::{Rule, registry};
use git2::{Repository, RepositoryInitOptions, Signature, Time};

/// Pages whose examples cannot stand in Markdown: broken bytes, permissions, line endings, huge lines.
const WITHOUT_EXAMPLES: [&str; 3] = ["unreadable-record", "mixed-line-endings", "truncated-outline"];

const DEFAULT_PATH: &str = "docs/decisions/0001-example.md";

#[derive(Debug, Default)]
struct Example {
    heading: String,
    files: Vec<(String, String)>,
    /// Branch, path and text.
    branches: Vec<(String, String, String)>,
    expected: Option<String>,
}

/// The sections of a page whose heading starts with `Bad` or `Good`.
fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            examples.push(Example { heading: heading.to_owned(), ..Example::default() });
            continue;
        }
        let ticks = line.bytes().take_while(|&b| b == b'`').count();
        if ticks < 3 {
            continue;
        }
        let info = line[ticks..].trim().to_owned();
        let fence = &line[..ticks];
        let body: String = lines
            .by_ref()
            .take_while(|line| line.trim_end() != fence)
            .map(|line| format!("{line}\n"))
            .collect();
        let Some(example) = examples.last_mut() else { continue };
        let value = |key: &str| info.split_once(key).and_then(|(_, rest)| rest.split('"').next());
        let title = value("title=\"");
        match (title, info.as_str()) {
            (Some(path), _) if info.contains("branch=") => {
                let branch = value("branch=\"").unwrap();
                example.branches.push((branch.to_owned(), path.to_owned(), body));
            }
            (Some(path), _) => example.files.push((path.to_owned(), body)),
            (None, "markdown") => example.files.push((DEFAULT_PATH.to_owned(), body)),
            (None, "text") => example.expected = Some(body),
            _ => {}
        }
    }
    examples.retain(|example| example.heading.starts_with("Bad") || example.heading.starts_with("Good"));
    examples
}

/// Commits the files of branches, each branch on top of an empty commit that is checked out.
fn commit_branches(dir: &Path, files: &[(String, String, String)]) {
    let repository = Repository::init_opts(dir, RepositoryInitOptions::new().initial_head("main")).unwrap();
    let when = Time::new(1_795_000_000, 0);
    let author = Signature::new("Ana", "ana@example.com", &when).unwrap();
    let empty = repository.treebuilder(None).unwrap().write().unwrap();
    let empty = repository.find_tree(empty).unwrap();
    let first = repository.commit(Some("HEAD"), &author, &author, "Begin", &empty, &[]).unwrap();
    let first = repository.find_commit(first).unwrap();
    for (branch, path, text) in files {
        let name = format!("refs/remotes/{branch}");
        let parent = repository.find_reference(&name).ok().and_then(|found| found.peel_to_commit().ok());
        let parent = parent.unwrap_or_else(|| first.clone());
        let blob = repository.blob(text.as_bytes()).unwrap();
        let mut update = git2::build::TreeUpdateBuilder::new();
        let tree = update.upsert(path, blob, git2::FileMode::Blob);
        let tree = tree.create_updated(&repository, &parent.tree().unwrap()).unwrap();
        let tree = repository.find_tree(tree).unwrap();
        let commit = repository.commit(None, &author, &author, "Add", &tree, &[&parent]).unwrap();
        repository.reference(&name, commit, true, "test").unwrap();
    }
}

/// What the rule alone says of the example's repository.
fn output(rule: &Rule, example: &Example) -> String {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in &example.files {
        let full = dir.path().join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    }
    if !example.branches.is_empty() {
        commit_branches(dir.path(), &example.branches);
    }
    let workspace = Workspace::open(dir.path(), true).unwrap();
    let selection = config::Selection {
        extend: config::Selectors::parse(rule.name, registry::as_config()).unwrap(),
        ..config::Selection::default()
    };
    let settings =
        config::load(dir.path(), None, false, registry::as_config()).unwrap().with_selection(selection);
    let loaded = engine::load(workspace, &settings, &LoadOptions { bodies: true, overlay: None }).unwrap();
    assert!(
        !loaded.corpus.records.is_empty(),
        "{}: no file of `{}` is read as a record",
        rule.name,
        example.heading
    );
    let today = jiff::civil::date(2026, 11, 22);
    let mut outcome =
        engine::check(&loaded, &settings, today, &CheckOptions { history: true, ..CheckOptions::default() });
    outcome.findings.retain(|finding| finding.code == rule.code);
    let mut out = Vec::new();
    render::render(&outcome, Format::Concise, &Style::plain(usize::MAX), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_bad_example_gives_what_its_page_prints_and_every_good_one_nothing() {
    let mut wrong = Vec::new();
    for rule in registry::all() {
        let examples = examples(rule.docs);
        for example in &examples {
            let got = output(rule, example);
            let want = example.expected.clone().unwrap_or_default();
            if got != want {
                wrong.push(format!(
                    "{} ({}) `## {}`\n--- the page says\n{want}--- the rule says\n{got}",
                    rule.code, rule.name, example.heading
                ));
            }
            let bad = example.heading.starts_with("Bad");
            if bad && want.is_empty() {
                wrong.push(format!("{}: `## {}` does not print what is found", rule.name, example.heading));
            }
            if !bad && !want.is_empty() {
                wrong.push(format!("{}: `## {}` is not good", rule.name, example.heading));
            }
        }
        let count = |word: &str| examples.iter().filter(|example| example.heading.starts_with(word)).count();
        if !WITHOUT_EXAMPLES.contains(&rule.name) && (count("Bad") == 0 || count("Good") == 0) {
            wrong.push(format!("{}: its page lacks a bad or a good example", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_page_has_its_parts_and_every_rule_its_place() {
    let mut codes: Vec<&str> = Vec::new();
    for rule in registry::all() {
        let name = rule.name;
        assert!(rule.docs.starts_with(&format!("# {name}\n")), "{name}: the page starts with its name");
        for part in ["## What it does", "## Why is this bad?"] {
            assert!(rule.docs.contains(part), "{name}: the page lacks `{part}`");
        }
        for option in rule.options {
            assert!(
                rule.docs.contains(&format!("`{}`", option.name)),
                "{name}: the page does not name option `{}`",
                option.name
            );
        }
        let shaped = rule.code.len() == 4
            && rule.code.starts_with(rule.group.letter())
            && rule.code[1..].bytes().all(|b| b.is_ascii_digit());
        assert!(shaped, "{name}: code {} does not fit its group", rule.code);
        assert!(
            !name.starts_with("no-") && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{name}"
        );
        assert!(
            !rule.summary.ends_with('.') && rule.summary.starts_with(char::is_lowercase),
            "{name}: {}",
            rule.summary
        );
        codes.push(rule.code);
    }
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), codes.len(), "a code is used twice");
}

/// What the rule of that name says of a record with this text.
fn says(name: &str, text: &str) -> String {
    let file = (DEFAULT_PATH.to_owned(), text.to_owned());
    output(registry::find(name).unwrap(), &Example { files: vec![file], ..Example::default() })
}

#[test]
fn the_lines_that_end_otherwise_than_most_are_counted() {
    assert_eq!(
        says("mixed-line-endings", "# Use Kafka\n\nOrders must not\r\nbe lost.\n"),
        "docs/decisions/0001-example.md:3:16: info[F014] 1 of 4 lines end in CRLF, the others in LF\n"
    );
    assert_eq!(says("mixed-line-endings", "# Use Kafka\r\n\r\nOrders must not be lost.\r\n"), "");
}

#[test]
fn a_record_that_nests_too_deep_says_from_where_on_it_was_not_checked() {
    let deep = format!("# Use Kafka\n\n{}deep\n", "> ".repeat(600));
    assert_eq!(
        says("truncated-outline", &deep),
        "docs/decisions/0001-example.md:3:1: warning[F013] from here on the record was not checked: \
         lists or quotes nest too deeply\n"
    );
    assert_eq!(says("truncated-outline", "# Use Kafka\n\n> > twice\n"), "");
}
