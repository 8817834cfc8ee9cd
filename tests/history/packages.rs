//! Real histories, where `DEEM_CORPORA` names the folder that has them.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use deem::history::{Chain, Follow};

use crate::make::{chains, git};

type Row = HashMap<String, String>;

/// The packages, or nothing with a word on it.
fn packages() -> Vec<(String, PathBuf)> {
    let Some(corpora) = std::env::var_os("DEEM_CORPORA") else {
        eprintln!("skipped: DEEM_CORPORA does not name a folder with `history/*.bundle`");
        return Vec::new();
    };
    let folder = Path::new(&corpora).join("history");
    let mut found: Vec<(String, PathBuf)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "bundle"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    found.sort();
    found
}

fn table(path: &Path) -> Vec<Row> {
    let Ok(text) = fs::read_to_string(path) else { return Vec::new() };
    let mut lines = text.lines();
    let keys: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let row = |line: &str| -> Row {
        keys.iter().zip(line.split('\t')).map(|(key, value)| ((*key).to_owned(), value.to_owned())).collect()
    };
    lines.map(row).collect()
}

fn ends(chain: &Chain) -> (String, String, String) {
    let id = |change: Option<&deem::history::Change>| {
        change.map(|change| change.commit.id.to_string()).unwrap_or_default()
    };
    (chain.changes.len().to_string(), id(chain.changes.last()), id(chain.last()))
}

/// Why a record's facts are not those of the table, if they are not.
fn explain(row: &Row, plain: &Chain, followed: &Chain) -> Option<&'static str> {
    let is = |prefix: &str, chain: &Chain| {
        let want = |key: &str| row[&format!("{prefix}_{key}")].clone();
        ends(chain) == (want("commits"), want("first_hash"), want("last_hash"))
    };
    let moved = followed.changes.iter().any(|change| change.renamed_from.is_some());
    let reborn = plain.changes.iter().any(|change| change.new.is_none());
    let copied = row.get("follow_used_copy").is_some_and(|used| used == "1");
    if !is("nofollow", plain) {
        return Some("PLAIN");
    }
    if row["nofollow_last_author"] != plain.last().map_or("", |last| &last.commit.words.author.name) {
        return Some("AUTHOR");
    }
    if ends(plain).2 != ends(followed).2 {
        return Some("LAST");
    }
    match (moved, reborn, copied) {
        (false, false, _) if !is("nofollow", followed) => Some("FIRST"),
        (false, true, _) => Some("created anew under the name of a deleted file"),
        (true, _, false) if !is("follow", followed) => {
            // `--follow` does without simplification, and loses a side of a merge at a move.
            let first = row["follow_first_hash"] == ends(followed).1;
            Some(if first {
                "moved: the same creation, `--follow` counts otherwise"
            } else {
                "moved: `--follow` goes elsewhere"
            })
        }
        (false, _, false) if !row["follow_renames"].is_empty() => Some("MOVE NOT FOUND"),
        _ => None,
    }
}

#[test]
fn real_histories_have_the_facts_of_their_tables() {
    for (name, bundle) in packages() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().canonicalize().unwrap();
        git(&path, &["clone", "-q", "--bare", bundle.to_str().unwrap(), "x.git"]);
        let path = path.join("x.git");
        let rows = table(&bundle.with_file_name(format!("{name}.truth.tsv")));
        let paths: Vec<&str> = rows.iter().map(|row| row["path"].as_str()).collect();
        let plain = chains(&path, &paths, Follow { renames: false, past_creation: true });
        let followed = chains(&path, &paths, Follow::default());
        let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for ((row, plain), followed) in rows.iter().zip(&plain).zip(&followed) {
            kinds.entry(explain(row, plain, followed).unwrap_or("equal")).or_default().push(&row["path"]);
        }
        for (kind, paths) in &kinds {
            let some: Vec<&&str> = paths.iter().take(if *kind == "equal" { 0 } else { 12 }).collect();
            eprintln!("{name}: {} {kind} {some:?}", paths.len());
        }
        let wrong = ["PLAIN", "AUTHOR", "LAST", "FIRST", "MOVE NOT FOUND"];
        assert!(wrong.iter().all(|kind| !kinds.contains_key(kind)), "{name}: {kinds:#?}");
    }
}
