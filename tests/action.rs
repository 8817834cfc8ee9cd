//! `action.yml` and its script, as a runner would run it.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use common::{Repo, json, stderr, stdout};
use deem::record::yaml::{self, Document};
use deem::span::Span;
use serde_json::Value;

const INPUTS: [&str; 7] = ["path", "fail-on", "since", "sarif-file", "args", "binary", "version"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn action() -> Document {
    let text = fs::read_to_string(root().join("action.yml")).unwrap();
    let document = yaml::load(&text, Span::new(0, text.len()));
    assert!(document.problems.is_empty(), "{:?}", document.problems);
    document
}

fn variable(input: &str) -> String {
    format!("INPUT_{}", input.to_uppercase().replace('-', "_"))
}

#[test]
fn no_expression_gets_into_a_script_and_every_input_is_a_variable() {
    let document = action();
    let steps: Vec<_> = document.locate("/runs/steps").unwrap().1.items().collect();
    assert!(!steps.is_empty());
    let mut variables: BTreeMap<String, String> = BTreeMap::new();
    for step in steps {
        let run = step.get("run").and_then(|run| run.as_str()).expect("the action uses no other action");
        assert!(!run.contains("${{"), "{run}");
        assert_eq!(step.get("shell").and_then(|shell| shell.as_str()), Some("bash"));
        for (name, _, value) in step.get("env").unwrap().entries() {
            variables.insert(name.to_owned(), value.as_str().unwrap().to_owned());
        }
    }
    let inputs: BTreeSet<&str> = document.get("inputs").unwrap().entries().map(|(name, ..)| name).collect();
    assert_eq!(inputs, BTreeSet::from(INPUTS));
    let expected: BTreeMap<String, String> =
        INPUTS.iter().map(|name| (variable(name), format!("${{{{ inputs.{name} }}}}"))).collect();
    assert_eq!(variables, expected);
    let script = fs::read_to_string(root().join("scripts/action.sh")).unwrap();
    assert!(!script.contains("${{") && !script.contains("eval"), "the script is handed no text as code");
    for name in expected.keys() {
        assert!(script.contains(&format!("${name}")) || script.contains(&format!("${{{name}")), "{name}");
    }
}

/// Runs the script in a checkout with the inputs that differ from their defaults.
#[expect(clippy::disallowed_methods, reason = "the script under test is a process")]
fn run(repo: &Repo, base: &str, inputs: &[(&str, &str)]) -> Output {
    let temp = repo.path().join(".git/runner");
    fs::create_dir_all(&temp).unwrap();
    fs::write(temp.join("output"), "").unwrap();
    let mut command = Command::new("bash");
    command
        .arg(root().join("scripts/action.sh"))
        .current_dir(repo.path())
        .env_clear()
        .env("HOME", repo.path().join(".git"))
        .env("GITHUB_ACTION_PATH", root())
        .env("GITHUB_BASE_REF", base)
        .env("GITHUB_OUTPUT", temp.join("output"))
        .env("RUNNER_TEMP", &temp);
    let document = action();
    for name in INPUTS {
        let pointer = format!("/inputs/{name}/default");
        let default = document.locate(&pointer).unwrap().1.as_str().unwrap().to_owned();
        command.env(variable(name), default);
    }
    command.env("INPUT_BINARY", env!("CARGO_BIN_EXE_deem"));
    command.envs(inputs.iter().map(|(name, value)| (variable(name), value)));
    // Programs that a test puts here come before those of the machine.
    let mut folders = vec![repo.path().join(".git/bin")];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    command.env("PATH", std::env::join_paths(folders).unwrap());
    command.output().unwrap()
}

const GOOD: &str = "2024-01-02";
const BAD: &str = "2024-13-02";

fn record(number: usize, date: &str) -> String {
    format!(
        "# {number}. Choose {number}\n\nDate: {date}\n\n## Status\n\nAccepted\n\n## Context\n\nA.\n\n\
         ## Decision\n\nB.\n\n## Consequences\n\nC.\n"
    )
}

/// A checkout of a change that breaks a record, beside another that was broken before.
fn checkout() -> Repo {
    let repo = Repo::new();
    repo.write("docs/adr/0001-old.md", &record(1, BAD));
    repo.write("docs/adr/0002-new.md", &record(2, GOOD));
    repo.commit("2026-01-01");
    repo.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    repo.git(&["checkout", "-q", "-b", "change"]);
    repo.write("docs/adr/0002-new.md", &record(2, BAD));
    repo.commit("2026-01-02");
    repo
}

fn results(repo: &Repo, file: &str) -> Vec<String> {
    let sarif = json(&repo.read(file));
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let uri = |result: &Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
    results.iter().map(|result| uri(result).as_str().unwrap().to_owned()).collect()
}

const SARIF: &str = ".git/runner/deem.sarif";

#[test]
fn a_pull_request_is_told_what_it_touches_and_a_push_everything() {
    let repo = checkout();
    let out = run(&repo, "main", &[]);
    let lines = stdout(&out);
    assert_eq!(out.status.code(), Some(1), "{lines}{}", stderr(&out));
    assert_eq!(lines.lines().count(), 1, "{lines}");
    assert!(lines.starts_with("::error file=docs/adr/0002-new.md,line=3,"), "{lines}");
    assert_eq!(results(&repo, SARIF), ["docs/adr/0002-new.md"]);
    let told = repo.read(".git/runner/output");
    let file = repo.path().join(SARIF);
    assert_eq!(told, format!("sarif-file={}\nexit-code=1\n", file.display()));

    for (base, since) in [("", ""), ("main", "none")] {
        let out = run(&repo, base, &[("since", since), ("fail-on", "never")]);
        assert_eq!(out.status.code(), Some(0), "{}", stderr(&out));
        assert_eq!(stdout(&out).lines().count(), 2);
        assert_eq!(results(&repo, SARIF), ["docs/adr/0001-old.md", "docs/adr/0002-new.md"]);
    }
}

#[test]
fn paths_and_arguments_stand_on_lines_of_their_own() {
    let repo = checkout();
    let odd = "docs/adr/0003-odd $(touch pwned) `touch pwned`.md";
    repo.write(odd, &record(3, BAD));
    let path = &*format!("{odd}\r\n\ndocs/adr/0001-old.md\n");
    let inputs = [("path", path), ("args", "--select\nimpossible-date\n"), ("sarif-file", "it is.sarif")];
    let out = run(&repo, "", &inputs);
    assert_eq!(out.status.code(), Some(1), "{}", stderr(&out));
    let found = results(&repo, "it is.sarif");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].starts_with("docs/adr/0003-odd%20%24%28touch%20pwned%29"), "{found:?}");
    assert!(!repo.path().join("pwned").exists());
    let out = run(&repo, "", &[("path", "$(touch pwned)"), ("fail-on", "error;touch pwned")]);
    assert_eq!(out.status.code(), Some(2));
    assert!(!repo.path().join("pwned").exists());
}

#[test]
fn what_cannot_be_done_fails_with_an_annotation_and_leaves_no_file() {
    let repo = checkout();
    assert_eq!(run(&repo, "", &[]).status.code(), Some(1));
    let fails = |base: &str, inputs: &[(&str, &str)], told: &str| {
        let out = run(&repo, base, inputs);
        let text = stdout(&out);
        assert_eq!(out.status.code(), Some(2), "{text}{}", stderr(&out));
        assert!(text.starts_with("::error title=deem::") && text.contains(told), "{text}");
        assert_eq!(text.lines().count(), 1, "{text}");
        assert_eq!(repo.read(".git/runner/output"), "exit-code=2\n");
    };
    fails("release", &[], "check out with `fetch-depth: 0`");
    fails("--output=x", &[], "is unknown");
    fails("", &[("version", "9.9.9\n::error::x")], "`9.9.9%0A::error::x` is expected");
    fails("", &[("binary", "/nowhere/deem")], "does not run");
    fails("", &[("sarif-file", "a\nexit-code=0")], "line break");
    let out = run(&repo, "", &[("since", "nowhere")]);
    assert_eq!(out.status.code(), Some(2));
    assert!(!repo.path().join(SARIF).exists(), "a file of an earlier run is not uploaded");
}

#[test]
fn deem_is_built_from_the_source_of_the_action_and_not_where_a_stranger_may_configure_cargo() {
    let repo = checkout();
    repo.write(
        ".git/bin/cargo",
        "#!/bin/sh\npwd >\"$HOME/cargo-was\"\necho \"$@\" >>\"$HOME/cargo-was\"\nexit 1\n",
    );
    let cargo = repo.path().join(".git/bin/cargo");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let out = run(&repo, "", &[("binary", "")]);
    assert_eq!(out.status.code(), Some(2));
    assert!(stdout(&out).starts_with("::error title=deem::deem could not be built"), "{}", stdout(&out));
    let told = repo.read(".git/cargo-was");
    let built = repo.path().join(".git/runner/deem-action");
    let arguments = format!("install --quiet --locked --path . --root {}", built.display());
    assert_eq!(told.lines().collect::<Vec<_>>(), [root().to_str().unwrap(), &arguments]);

    let installed = format!(
        "#!/bin/sh\nmkdir -p '{0}/bin' && ln -s '{1}' '{0}/bin/deem'\n",
        built.display(),
        env!("CARGO_BIN_EXE_deem")
    );
    fs::write(&cargo, installed).unwrap();
    let out = run(&repo, "main", &[("binary", ""), ("version", env!("CARGO_PKG_VERSION"))]);
    assert_eq!(out.status.code(), Some(1), "{}{}", stdout(&out), stderr(&out));
    assert_eq!(results(&repo, SARIF), ["docs/adr/0002-new.md"]);
}

#[test]
fn suppressed_findings_are_left_out_of_what_is_uploaded() {
    let repo = checkout();
    let text = record(2, BAD)
        .replace("## Status", "<!-- deem: ignore-file[impossible-date] as it was sent -->\n\n## Status");
    repo.write("docs/adr/0002-new.md", &text);
    let out = run(&repo, "main", &[("args", "--output\nsarif=all.sarif")]);
    assert_eq!(out.status.code(), Some(0), "{}{}", stdout(&out), stderr(&out));
    assert_eq!(results(&repo, "all.sarif"), ["docs/adr/0002-new.md"]);
    let has_jq = std::env::split_paths(&std::env::var_os("PATH").unwrap()).any(|dir| dir.join("jq").exists());
    assert_eq!(results(&repo, SARIF).is_empty(), has_jq);
}
