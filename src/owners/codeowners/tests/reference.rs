//! The tree of patterns against a matcher that is slow and plain.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::*;

/// True when a name fits a pattern with `*` and `?`, tried in every way.
fn name_fits(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => {
            name_fits(rest, name) || (!name.is_empty() && name_fits(pattern, &name[1..]))
        }
        ([b'?', rest @ ..], [_, tail @ ..]) => name_fits(rest, tail),
        ([a, rest @ ..], [b, tail @ ..]) => a == b && name_fits(rest, tail),
        _ => false,
    }
}

/// True when parts of a path fit parts of a pattern, `**` tried in every way.
fn parts_fit(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => {
            parts_fit(rest, path) || (!path.is_empty() && parts_fit(pattern, &path[1..]))
        }
        ([part, rest @ ..], [name, tail @ ..]) => {
            name_fits(part.as_bytes(), name.as_bytes()) && parts_fit(rest, tail)
        }
        _ => false,
    }
}

/// GitHub's rules in words: what each shape of pattern matches.
fn github_matches(pattern: &str, path: &str) -> bool {
    let path: Vec<&str> = path.split('/').collect();
    let folder = pattern.ends_with('/');
    let body = pattern.trim_end_matches('/');
    let inner = body.strip_prefix('/').unwrap_or(body);
    let mut parts: Vec<&str> = inner.split('/').collect();
    if !pattern.starts_with('/') && parts.len() == 1 {
        parts.insert(0, "**");
    }
    let itself = !folder && parts.last() != Some(&"**") && parts_fit(&parts, &path);
    let reaches = folder || parts.last() == Some(&"**") || parts.last() != Some(&"*");
    while parts.last() == Some(&"**") {
        parts.pop();
    }
    itself || (reaches && (0..path.len()).any(|length| parts_fit_folder(&parts, &path[..length], pattern)))
}

/// A folder fits; the root does only where nothing but `**` is asked.
fn parts_fit_folder(parts: &[&str], folder: &[&str], pattern: &str) -> bool {
    if parts.is_empty() {
        return pattern.contains("**");
    }
    !folder.is_empty() && parts_fit(parts, folder)
}

/// GitLab's rules: the whole path, a folder only with a slash.
fn gitlab_matches(pattern: &str, path: &str) -> bool {
    let path: Vec<&str> = path.split('/').collect();
    let mut full = if pattern.starts_with('/') { pattern.to_owned() } else { format!("/**/{pattern}") };
    if full.ends_with('/') {
        full.push_str("**/*");
    }
    let mut parts: Vec<&str> = full[1..].split('/').collect();
    if let Some(last) = parts.last_mut().filter(|last| **last == "**") {
        *last = "*";
    }
    parts_fit(&parts, &path)
}

fn pattern() -> impl Strategy<Value = String> {
    let part = prop_oneof![3 => "[ab]{1,2}", 1 => Just("*".to_owned()), 1 => Just("**".to_owned()), 2 => "[ab*?.]{1,4}"];
    let part = part.prop_map(|part| if part.contains("***") { "*".to_owned() } else { part });
    (any::<bool>(), prop::collection::vec(part, 1..5), any::<bool>()).prop_map(|(front, parts, behind)| {
        format!("{}{}{}", if front { "/" } else { "" }, parts.join("/"), if behind { "/" } else { "" })
    })
}

fn path() -> impl Strategy<Value = String> {
    prop::collection::vec("[ab.]{1,3}", 1..6).prop_map(|parts| parts.join("/"))
}

/// Draws the same cases everywhere.
fn runner() -> TestRunner {
    let config = Config { failure_persistence: None, ..Config::with_cases(3_000) };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]))
}

#[test]
fn the_tree_finds_what_trying_every_rule_finds() {
    type Matcher = fn(&str, &str) -> bool;
    let flavours: [(Flavour, Matcher); 2] =
        [(Flavour::GitHub, github_matches), (Flavour::GitLab, gitlab_matches)];
    for (flavour, matches) in flavours {
        let cases = (prop::collection::vec(pattern(), 1..12), prop::collection::vec(path(), 1..6));
        let outcome = runner().run(&cases, |(patterns, paths)| {
            let lines = patterns.iter().enumerate().map(|(at, pattern)| format!("{pattern} @o{at}\n"));
            let file = Codeowners::parse(&lines.collect::<String>(), flavour);
            prop_assert!(file.problems().is_empty(), "{patterns:?}: {:?}", file.problems());
            for path in &paths {
                let want = patterns.iter().rposition(|pattern| matches(pattern, path));
                let want = want.map_or(String::new(), |at| format!("@o{at}"));
                prop_assert_eq!(owners(&file, path), want, "{:?} {} {}", flavour, path, patterns.join(" "));
            }
            Ok(())
        });
        outcome.unwrap();
    }
}
