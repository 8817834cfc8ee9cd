//! Renumbering in records that other people wrote: no finding comes or goes, and the way back restores every
//! byte. `DEEM_CORPORA` names a folder with `open/OWNER+NAME/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Repo, json, stderr};
use serde_json::Value;

const DAY: &str = "--as-of=2026-11-22";

fn corpora() -> Vec<PathBuf> {
    let Some(dir) = std::env::var_os("DEEM_CORPORA").map(PathBuf::from) else {
        eprintln!("skipped: DEEM_CORPORA is not set");
        return Vec::new();
    };
    let mut repos: Vec<PathBuf> =
        fs::read_dir(dir.join("open")).unwrap().map(|entry| entry.unwrap().path()).collect();
    repos.retain(|path| path.is_dir());
    repos.sort();
    repos
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && entry.file_name() != ".git" {
            copy(&from, &to);
        } else if kind.is_file() {
            // Not copied as it is: the originals may be read-only.
            fs::write(&to, fs::read(&from).unwrap()).unwrap();
        }
    }
}

/// Every file's bytes.
fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(dir).unwrap().to_owned();
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// The findings by rule and file, the record's own under one name.
fn findings(repo: &Repo, own: &str) -> BTreeMap<(String, String), usize> {
    let out = repo.deem(&["check", DAY, "--no-history", "--format", "json"]);
    let mut counts = BTreeMap::new();
    for finding in json(&common::stdout(&out))["findings"].as_array().unwrap() {
        let path = finding["path"].as_str().unwrap();
        let path = if path == own { "the record" } else { path };
        *counts.entry((finding["name"].as_str().unwrap().to_owned(), path.to_owned())).or_insert(0) += 1;
    }
    counts
}

/// The record of a sequence to which most others refer, by its path and number.
fn most_cited(repo: &Repo) -> Option<(String, u64)> {
    let list = json(&repo.ok(&["list", "--format", "json"]));
    let records = list["records"].as_array().unwrap();
    let stated = |record: &Value| {
        let links = record["links"].as_array().unwrap();
        links.iter().filter(|link| link["stated"] == false).count()
    };
    let numbered = records.iter().filter(|record| record["number"].as_u64().is_some());
    let best = numbered.max_by_key(|record| stated(record))?;
    Some((best["path"].as_str().unwrap().to_owned(), best["number"].as_u64().unwrap()))
}

/// Renumbers the most cited record of a copy, there and back; what went wrong.
fn there_and_back(corpus: &Path) -> Vec<String> {
    let name = corpus.file_name().unwrap().to_string_lossy().into_owned();
    let repo = Repo::plain();
    copy(corpus, &repo.path());
    let Some((path, number)) = most_cited(&repo) else { return Vec::new() };
    let mut wrong = Vec::new();
    let (before, texts) = (findings(&repo, &path), files(&repo.path()));
    let out = repo.deem(&["renumber", &path, "next"]);
    assert!(out.status.success(), "{name}: {}", stderr(&out));
    let now = files(&repo.path()).into_keys().find(|file| !texts.contains_key(file));
    let now = now.map_or_else(|| path.clone(), |file| file.to_str().unwrap().to_owned());
    let after = findings(&repo, &now);
    if before != after {
        let new: Vec<_> = after.iter().filter(|(key, count)| before.get(key) != Some(count)).collect();
        let old: Vec<_> = before.iter().filter(|(key, count)| after.get(key) != Some(count)).collect();
        wrong.push(format!("{name} {path} -> {now}: new {new:?}, gone {old:?}"));
    }
    // A number with as many digits as its file name has may have lost zeros of its own on the way.
    let digits = |part: &str| part.trim_start_matches(|c: char| !c.is_ascii_digit()).starts_with('0');
    let is_full = |path: &str| !path.split('/').any(digits);
    if is_full(&now) && !is_full(&path) {
        return wrong;
    }
    let back = repo.deem(&["renumber", &now, &number.to_string()]);
    assert!(back.status.success(), "{name}: {}", stderr(&back));
    let restored = files(&repo.path());
    let lost = texts.iter().filter(|(file, bytes)| restored.get(*file) != Some(bytes));
    wrong.extend(lost.map(|(file, _)| format!("{name}: {} is not restored", file.display())));
    wrong
}

#[test]
fn findings_stay_and_the_way_back_restores_every_byte() {
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/good");
    let wrong: Vec<String> =
        corpora().iter().chain([&good]).flat_map(|corpus| there_and_back(corpus)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
