//! Real repositories, where `DEEM_CORPORA` names the folder that holds them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::{deem, json, stderr, stdout};

/// Words of labels that became keys, and of the columns of tables that went.
const LABELS: &str = "date deciders decider creation since start author authors last modified metadata value introduced \
                      requires see also supercededby supersededby proposed décideurs autor datum owner revised updates \
                      replaces superseded supersedes by tags tag supercedes status adr number 提交时间 提交作者 提交日期";

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // `45.` and `ADR-0045` name one record.
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        let word = if number { word.trim_start_matches('0') } else { word };
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else if path.is_file() {
            // Not `copy`: the originals may be read-only.
            fs::write(&target, fs::read(&path).unwrap()).unwrap();
        }
    }
}

fn run(dir: &Path, args: &[&str]) -> Value {
    let out = deem(dir, &[&["-C", ".", "--no-history"], args, &["--format", "json"]].concat());
    assert!(stdout(&out).starts_with('{'), "{args:?} in {}: {}", dir.display(), stderr(&out));
    json(&stdout(&out))
}

/// The records of a list by path, with what a migration may not change.
fn facts(list: &Value) -> BTreeMap<String, Value> {
    let records = list["records"].as_array().unwrap().iter().cloned();
    records
        .map(|mut record| {
            let fields = record.as_object_mut().unwrap();
            // The words of a status stay in the body where they are not the kind's own: words are counted below.
            fields.remove("dialect");
            fields.remove("status-text");
            let links: BTreeSet<String> =
                fields["links"].as_array().unwrap().iter().map(ToString::to_string).collect();
            fields.insert("links".into(), links.into_iter().collect());
            (record["path"].as_str().unwrap().to_owned(), record)
        })
        .collect()
}

/// Errors and warnings by path and rule.
fn blame(check: &Value) -> BTreeMap<(String, String), usize> {
    let mut found = BTreeMap::new();
    for finding in check["findings"].as_array().unwrap().iter().filter(|f| f["severity"] != "info") {
        let key = (finding["path"].to_string(), finding["name"].to_string());
        *found.entry(key).or_default() += 1;
    }
    found
}

/// Words of the old text that the new one says less often, and that became neither key nor reference.
fn lost(old: &str, new: &str, record: &Value, titles: &BTreeMap<String, Value>) -> Vec<String> {
    let front = new.split("\n---").next().unwrap_or("").to_owned();
    let mut known = words(&format!("{LABELS} {front}"));
    for link in record["links"].as_array().unwrap() {
        let path = link["path"].as_str().unwrap_or("");
        let title = titles.get(path).and_then(|other| other["title"].as_str()).unwrap_or("");
        known.extend(words(&format!("{path} {title} {link}")));
    }
    let now = words(new);
    let fewer = |(word, count): &(String, usize)| now.get(word).is_none_or(|left| left < count);
    words(old)
        .into_iter()
        .filter(fewer)
        .map(|(word, _)| word)
        .filter(|word| !known.contains_key(word))
        .collect()
}

#[test]
fn real_records_say_the_same_before_and_after() {
    let Some(corpora) = std::env::var_os("DEEM_CORPORA") else {
        eprintln!("skipped: DEEM_CORPORA is not set");
        return;
    };
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut migrated = 0;
    for repo in fs::read_dir(Path::new(&corpora).join("open")).unwrap().map(|entry| entry.unwrap().path()) {
        let dir = tempfile::tempdir().unwrap();
        copy(&repo, dir.path());
        let dir = dir.path().canonicalize().unwrap();
        let (before, blamed) =
            (facts(&run(&dir, &["list", "--allow-empty"])), blame(&run(&dir, &["check", "--allow-empty"])));
        if before.is_empty() {
            continue;
        }
        let report = run(&dir, &["migrate"]);
        for record in report["left"].as_array().unwrap() {
            *left.entry(record["why"].to_string()).or_default() += 1;
        }
        let after = facts(&run(&dir, &["list"]));
        for (path, facts) in &before {
            if after.get(path) != Some(facts) {
                wrong.push(format!("{}/{path}: {facts} became {:?}", repo.display(), after.get(path)));
            }
        }
        for (place, count) in blame(&run(&dir, &["check"])) {
            if blamed.get(&place).is_none_or(|before| *before < count) {
                wrong.push(format!("{}: newly blamed: {place:?}", repo.display()));
            }
        }
        for record in report["migrated"].as_array().unwrap() {
            migrated += 1;
            let path = record["path"].as_str().unwrap();
            let (old, new) =
                (fs::read_to_string(repo.join(path)).unwrap(), fs::read_to_string(dir.join(path)).unwrap());
            let words = lost(&old, &new, &before[path], &before);
            if !words.is_empty() {
                wrong.push(format!("{}/{path}: lost {words:?}", repo.display()));
            }
            assert_eq!(old.ends_with('\n'), new.ends_with('\n'), "{path}");
            assert_eq!(old.contains("\r\n"), new.contains("\r\n"), "{path}");
            assert_eq!(old.starts_with('\u{feff}'), new.starts_with('\u{feff}'), "{path}");
        }
        let again = run(&dir, &["migrate", "--diff"]);
        assert_eq!(again["migrated"], Value::Array(Vec::new()), "{}", repo.display());
        assert_eq!(again["diff"], "", "{}", repo.display());
    }
    eprintln!("{migrated} migrated; left: {left:#?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(migrated > 0);
}
