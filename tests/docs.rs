//! Pages that are generated from the program are up to date. `UPDATE=1 cargo test --test docs` writes them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use deem::config::Profile;
use deem::rules::{Rule, registry};

fn level(rule: &Rule, profile: Profile) -> &'static str {
    rule.info().default_level(profile).as_str()
}

/// The page of a rule as it stands in `docs/rules`.
fn page(rule: &Rule) -> String {
    let mut page = rule.docs.trim_end().to_owned();
    let _ = write!(
        page,
        "\n\n## Levels\n\nCode {}, {}.\n\n| lean | standard | strict |\n| --- | --- | --- |\n",
        rule.code,
        rule.group.title()
    );
    let levels = Profile::ALL.map(|profile| level(rule, profile));
    let _ = writeln!(page, "| {} |", levels.join(" | "));
    if rule.softens {
        page.push_str("\nA record that is still open gets a warning where an accepted one gets an error.\n");
    }
    if !rule.options.is_empty() {
        page.push_str("\n| option | default | meaning |\n| --- | --- | --- |\n");
        for option in rule.options {
            let _ = writeln!(page, "| `{}` | `{}` | {} |", option.name, option.default, option.summary);
        }
    }
    page
}

fn index() -> String {
    let mut index = String::from(
        "# Rules\n\nGenerated from the program; `deem rule --all` prints the same list. What a rule does when nothing is\nconfigured depends on the profile.\n",
    );
    let mut group = None;
    for rule in registry::all() {
        if group != Some(rule.group) {
            group = Some(rule.group);
            let _ = write!(
                index,
                "\n## {}: {}\n\n| code | rule | lean | standard | strict | finds |\n| --- | --- | --- | --- | --- | --- |\n",
                rule.group.letter(),
                rule.group.title()
            );
        }
        let levels = Profile::ALL.map(|profile| level(rule, profile)).join(" | ");
        let _ = writeln!(
            index,
            "| {} | [{name}]({name}.md) | {levels} | {} |",
            rule.code,
            rule.summary,
            name = rule.name
        );
    }
    index
}

#[test]
fn the_pages_under_docs_rules_are_those_of_the_rules() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let mut wanted: BTreeMap<String, String> =
        registry::all().iter().map(|rule| (format!("{}.md", rule.name), page(rule))).collect();
    wanted.insert("README.md".to_owned(), index());
    if std::env::var_os("UPDATE").is_some() {
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        for (name, text) in &wanted {
            fs::write(dir.join(name), text).unwrap();
        }
    }
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for entry in fs::read_dir(&dir).unwrap() {
        let path = entry.unwrap().path();
        found.insert(
            path.file_name().unwrap().to_string_lossy().into_owned(),
            fs::read_to_string(&path).unwrap(),
        );
    }
    let names = |pages: &BTreeMap<String, String>| pages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(&wanted), "run UPDATE=1 cargo test --test docs");
    for (name, text) in &wanted {
        assert!(
            found[name] == *text,
            "docs/rules/{name} is out of date; run UPDATE=1 cargo test --test docs"
        );
    }
}
