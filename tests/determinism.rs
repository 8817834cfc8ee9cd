//! The same input gives the same bytes, whatever the machine does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{Repo, Run, UNREADABLE, git, nygard};

const CHECK: [&str; 5] = ["full", "concise", "json", "jsonl", "github"];
const LIST: [&str; 4] = ["table", "json", "jsonl", "csv"];

/// Every file of the examples, and some with hard findings.
fn files() -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join("examples")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    for number in 1..20 {
        let text = nygard(number % 5, "Again");
        found.push((format!("extra/adr/{:04}-r{number}.md", number % 5).into(), text.into_bytes()));
        found.push((format!("extra/adr/01{number:02}-broken.md").into(), UNREADABLE.to_vec()));
    }
    found.sort();
    found
}

/// The same files, written in an order of the seed's choice.
fn shuffled(mut files: Vec<(PathBuf, Vec<u8>)>, mut seed: u64) -> Repo {
    for at in (1..files.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        files.swap(at, (seed >> 33) as usize % (at + 1));
    }
    Repo::git(files)
}

/// Everything that `dress`ed runs print, named by command and format.
fn outputs(repo: &Repo, dress: impl Fn(Run) -> Run) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (command, formats) in [("check", &CHECK[..]), ("list", &LIST)] {
        for format in formats {
            let run = dress(repo.deem([command, "--format", format])).run();
            assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
            found.push((format!("{command} {format}"), format!("{}\n{}", run.stdout, run.stderr)));
        }
    }
    found
}

#[test]
fn threads_locale_zone_and_place_change_no_byte() {
    let repo = Repo::git(files());
    let want = outputs(&repo, |run| run);
    assert!(want.iter().all(|(_, text)| text.len() > 1));
    let threads = |count: &'static str| {
        let repo = &repo;
        move |run: Run| run.env("RAYON_NUM_THREADS", count).cwd(repo.path())
    };
    for count in ["1", "8"] {
        assert_eq!(outputs(&repo, threads(count)), want, "{count} threads");
    }
    let german =
        |run: Run| run.env("LANG", "de_DE.UTF-8").env("LC_ALL", "tr_TR.UTF-8").env("TZ", "Pacific/Auckland");
    assert_eq!(outputs(&repo, german), want, "locale and zone");
    assert_eq!(outputs(&repo, |run| run.cwd("examples/bad/docs")), want, "from a subfolder");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let repo = Repo::git(files());
    for (command, formats) in [("check", &CHECK[..]), ("list", &LIST)] {
        for format in formats {
            let run = |threads: &str| repo.deem([command, "--format", format, "--threads", threads]).run();
            let (one, eight) = (run("1"), run("8"));
            eight.out(&one.stdout).err(&one.stderr).code(one.code.unwrap());
        }
    }
}

#[test]
fn every_way_to_name_the_folder_gives_the_same_bytes() {
    let repo = Repo::git(files());
    let root = repo.path().to_str().unwrap().to_owned();
    for (command, format) in [("check", "full"), ("check", "json"), ("list", "json"), ("list", "csv")] {
        let want = repo.deem([command, "--format", format]).run();
        for (folder, named) in
            [(".", root.as_str()), ("docs/..", "."), ("examples/good/docs", "../../.."), ("..", "repo")]
        {
            if folder == "docs/.." {
                fs::create_dir_all(repo.path().join("docs")).unwrap();
            }
            let run = repo.deem([command, "--format", format, "-C", named]).cwd(folder).run();
            run.out(&want.stdout).err(&want.stderr);
        }
    }
}

#[test]
fn the_order_in_which_files_were_made_changes_no_byte() {
    let want = outputs(&Repo::git(files()), |run| run);
    for seed in [1, 2, 3] {
        let repo = shuffled(files(), seed);
        git::commit(repo.path(), 1, "Decide");
        assert_eq!(outputs(&repo, |run| run), want, "seed {seed}");
    }
}

fn findings(repo: &Repo) -> Vec<Value> {
    let json = repo.deem(["check", "--format", "json"]).run().json();
    json["findings"].as_array().unwrap().clone()
}

#[test]
fn a_record_in_another_folder_changes_no_finding() {
    let repo = Repo::git(files());
    let before = findings(&repo);
    repo.write("zoo/rfcs/0001-elephants.md", nygard(1, "Elephants").replace("Load comes", "Elephants come"));
    let after = findings(&repo);
    let others: Vec<&Value> =
        after.iter().filter(|finding| !finding["path"].as_str().unwrap().starts_with("zoo/")).collect();
    assert_eq!(others, before.iter().collect::<Vec<_>>());
}

/// Path, line, column and code.
type Place = (String, u64, Option<u64>, String);

fn of_json(finding: &Value) -> Place {
    let start = &finding["span"]["start"];
    let text = |key: &str| finding[key].as_str().unwrap().to_owned();
    (text("path"), start["line"].as_u64().unwrap(), start["column"].as_u64(), text("code"))
}

fn of_concise(line: &str) -> Place {
    let (place, rest) = line.split_once(": ").unwrap();
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next().unwrap().parse().ok();
    let line = parts.next().unwrap().parse().unwrap();
    let code = rest.split_once('[').unwrap().1.split(']').next().unwrap();
    (parts.next().unwrap().to_owned(), line, column, code.to_owned())
}

/// A `--> path:line:column` below an `error[CODE]: …`.
fn of_full(text: &str) -> Vec<Place> {
    let mut code = String::new();
    let mut found = Vec::new();
    for line in text.lines() {
        let title = ["error[", "warning[", "info["].iter().find_map(|level| line.strip_prefix(level));
        if let Some(rest) = title {
            code = rest.split(']').next().unwrap().to_owned();
        } else if let Some(place) = line.trim_start().strip_prefix("--> ") {
            found.push(of_concise(&format!("{place}: x[{code}]")));
        }
    }
    found
}

fn of_github(line: &str) -> Option<Place> {
    let properties = line.strip_prefix("::")?.split_once("::")?.0.split_once(' ')?.1;
    let value = |key: &str| {
        let mut pairs = properties.split(',').filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| *name == key).map(|(_, value)| value.to_owned())
    };
    let column = value("col").and_then(|text| text.parse().ok());
    let code = value("title")?.split(' ').next()?.to_owned();
    Some((value("file")?, value("line")?.parse().ok()?, column, code))
}

#[test]
fn every_format_lists_the_same_findings() {
    let repo = Repo::git(files());
    let text = |format| repo.deem(["check", "--format", format]).run().stdout;
    let json: Vec<Place> = findings(&repo).iter().map(of_json).collect();
    assert!(json.len() > 15, "{json:?}");
    let jsonl: Vec<Place> =
        text("jsonl").lines().map(|line| of_json(&serde_json::from_str(line).unwrap())).collect();
    assert_eq!(jsonl, json, "jsonl");
    assert_eq!(text("concise").lines().map(of_concise).collect::<Vec<_>>(), json, "concise");
    assert_eq!(of_full(&text("full")), json, "full");
    // The runner keeps ten of each level, and a column only where a finding has one line.
    let known: BTreeSet<(String, u64, String)> =
        json.iter().map(|(path, line, _, code)| (path.clone(), *line, code.clone())).collect();
    let github: Vec<Place> = text("github").lines().filter_map(of_github).collect();
    assert!(github.len() >= 10, "{github:?}");
    for (path, line, column, code) in github {
        assert!(known.contains(&(path.clone(), line, code.clone())), "{path}:{line} {code}");
        assert!(column.is_none() || json.contains(&(path, line, column, code)));
    }
}

#[test]
fn what_lies_around_the_repository_changes_nothing() {
    let repo = Repo::git(files());
    let want = outputs(&repo, |run| run);
    fs::write(repo.outside().join(".gitignore"), "*.md\n").unwrap();
    fs::write(repo.outside().join("deem.toml"), "broken = [").unwrap();
    fs::write(repo.outside().join(".adr-dir"), "..").unwrap();
    assert_eq!(outputs(&repo, |run| run), want);
}
