//! Which findings are shown and at what level, end to end: profile, `[rules]`, `[per-path]`, what the rule
//! says of a finding, and the command line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

use std::fs;

use deem::config::{self, Selection, Selectors};
use deem::discover::Workspace;
use deem::engine::{self, CheckOptions, LoadOptions};
use deem::outcome::Outcome;
use deem::rules::registry;

/// A foreign record without status beside three that have one: L001 says at most warning.
const FOREIGN: &str = "docs/adr/0004-d.md";
/// A record of deem's own without status: L001 is an error. Its final neighbour lacks `decided`: L016,
/// a demand.
const NATIVE: &str = "docs/own/0001-a.md";
const UNDATED: &str = "docs/own/0002-b.md";

fn check(toml: &str, select: &[&str], extend: &[&str], ignore: &[&str]) -> Outcome {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let full = dir.path().join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    };
    for n in 1..=3 {
        let name = ["a", "b", "c"][n - 1];
        let status = if n == 3 { "ACCEPTED" } else { "Accepted" };
        write(
            &format!("docs/adr/000{n}-{name}.md"),
            &format!("# {n}. Use {name}\n\nDate: 2026-01-12\n\n## Status\n\n{status}\n\n## Context\n\nSo.\n"),
        );
    }
    write(FOREIGN, "# 4. Use d\n\nDate: 2026-01-12\n\n## Context\n\nSo.\n");
    write(NATIVE, "---\nkind: adr\ncreated: 2026-01-12\n---\n\n# Use a\n\n## Context\n\nSo.\n");
    write(UNDATED, "---\nkind: adr\nstatus: accepted\n---\n\n# Use b\n\n## Context\n\nSo.\n");
    if !toml.is_empty() {
        write("deem.toml", toml);
    }
    let list = |words: &[&str]| {
        if words.is_empty() {
            Selectors::default()
        } else {
            Selectors::parse(&words.join(","), registry::as_config()).unwrap()
        }
    };
    let selection = Selection {
        select: (!select.is_empty()).then(|| list(select)),
        extend: list(extend),
        ignore: list(ignore),
    };
    let settings = config::load(dir.path(), None, false, registry::as_config()).unwrap();
    let workspace = Workspace::open(dir.path(), true).unwrap();
    let settings = settings.with_selection(selection);
    let loaded = engine::load(workspace, &settings, &LoadOptions { bodies: true, overlay: None }).unwrap();
    engine::check(&loaded, &settings, jiff::civil::date(2026, 11, 22), &CheckOptions::default())
}

/// `L001 warning docs/adr/0004-d.md` for each finding of the rules this file speaks of.
fn lines(outcome: &Outcome) -> Vec<String> {
    let known = ["L001", "L016", "L018"];
    let of = |f: &deem::diagnostic::Finding| format!("{} {} {}", f.code, f.severity, f.path);
    let mut lines: Vec<String> =
        outcome.findings.iter().filter(|finding| known.contains(&finding.code)).map(of).collect();
    lines.sort();
    lines
}

fn shown(toml: &str, select: &[&str], extend: &[&str], ignore: &[&str]) -> Vec<String> {
    lines(&check(toml, select, extend, ignore))
}

const FOREIGN_WARNING: &str = "L001 warning docs/adr/0004-d.md";
const NATIVE_ERROR: &str = "L001 error docs/own/0001-a.md";

#[test]
fn a_profile_moves_demands_and_leaves_contradictions() {
    let demand = |level: &str| format!("L016 {level} docs/own/0002-b.md");
    for (toml, third) in [
        ("", Some(demand("info"))),
        ("profile = \"standard\"\n", Some(demand("info"))),
        ("profile = \"lean\"\n", None),
        ("profile = \"strict\"\n", Some(demand("warning"))),
    ] {
        let want: Vec<String> =
            [NATIVE_ERROR.to_owned(), FOREIGN_WARNING.to_owned()].into_iter().chain(third).collect();
        assert_eq!(shown(toml, &[], &[], &[]), want, "{toml}");
    }
}

#[test]
fn a_level_that_is_written_down_holds_for_every_finding_of_the_rule() {
    for level in ["error", "warning", "info"] {
        let toml = format!("[rules]\nmissing-status = \"{level}\"\n");
        let want = [format!("L001 {level} docs/adr/0004-d.md"), format!("L001 {level} docs/own/0001-a.md")];
        assert_eq!(shown(&toml, &["L001"], &[], &[]), want);
        assert_eq!(shown(&toml, &[], &[], &["L016"]), want);
    }
    assert_eq!(shown("[rules]\nmissing-status = \"off\"\n", &[], &[], &["L016"]), [""; 0]);
}

#[test]
fn a_rule_that_is_off_by_default_is_woken_by_configuration_or_command_line() {
    let woken = |level: &str| vec![format!("L018 {level} docs/adr/0003-c.md")];
    let off = ["L001", "L016"];
    assert_eq!(shown("", &[], &[], &off), [""; 0]);
    assert_eq!(shown("[rules]\nuneven-status-spelling = \"error\"\n", &[], &[], &off), woken("error"));
    // A chosen rule that no profile shows has no level of its own; the finding's is the most it gets.
    assert_eq!(shown("", &[], &["L018"], &off), woken("info"));
    assert_eq!(shown("", &["L018"], &[], &[]), woken("info"));
    assert_eq!(shown("", &["L"], &[], &off), woken("info"));
}

#[test]
fn naming_a_rule_wakes_it_though_configuration_has_it_off_and_a_group_does_not() {
    let toml = "[rules]\nmissing-status = \"off\"\n";
    let both = [NATIVE_ERROR, FOREIGN_WARNING];
    assert_eq!(shown(toml, &["missing-status"], &[], &[]), both);
    assert_eq!(shown(toml, &[], &["L001"], &["L016"]), both);
    assert_eq!(shown(toml, &["L00"], &[], &[]), [""; 0]);
    assert_eq!(shown(toml, &["ALL"], &[], &["L016", "L018"]), [""; 0]);
}

#[test]
fn the_narrower_choice_wins_and_refusal_wins_a_tie() {
    let both = [NATIVE_ERROR, FOREIGN_WARNING];
    assert_eq!(shown("", &["L001"], &[], &["L"]), both);
    assert_eq!(shown("", &["L"], &[], &["L001", "L016", "L018"]), [""; 0]);
    assert_eq!(shown("", &["L001"], &[], &["missing-status"]), [""; 0]);
    assert_eq!(shown("[rules]\nmissing-status = \"error\"\n", &[], &[], &["L"]), [""; 0]);
}

#[test]
fn a_path_has_the_last_word_among_the_settings_and_the_last_entry_among_paths() {
    let off = ["L016"];
    let toml = "[per-path.\"docs/adr/**\"]\nignore = [\"L\"]\n";
    assert_eq!(shown(toml, &[], &[], &off), [NATIVE_ERROR]);
    assert_eq!(shown(toml, &["L001"], &[], &[]), [NATIVE_ERROR]);
    let toml = "[rules]\nmissing-status = \"off\"\n[per-path.\"docs/adr/**\"]\nseverity.missing-status = \"error\"\n";
    assert_eq!(shown(toml, &[], &[], &off), ["L001 error docs/adr/0004-d.md"]);
    assert_eq!(shown(toml, &[], &[], &["L"]), [""; 0]);
    let toml = "[per-path.\"docs/**\"]\nignore = [\"L001\"]\n[per-path.\"docs/own/**\"]\nseverity.missing-status = \"info\"\n";
    assert_eq!(shown(toml, &[], &[], &off), ["L001 info docs/own/0001-a.md"]);
    let toml = "[per-path.\"docs/own/**\"]\nseverity.missing-status = \"info\"\n[per-path.\"docs/**\"]\nignore = [\"L001\"]\n";
    assert_eq!(shown(toml, &[], &[], &off), [""; 0]);
}

#[test]
fn a_path_can_wake_a_rule_that_its_profile_has_off() {
    let toml = "profile = \"lean\"\n[per-path.\"docs/own/**\"]\nseverity.missing-decided = \"error\"\n";
    assert_eq!(shown(toml, &["L016"], &[], &[]), ["L016 error docs/own/0002-b.md"]);
    assert_eq!(shown(toml, &[], &[], &["L001"]), ["L016 error docs/own/0002-b.md"]);
}
