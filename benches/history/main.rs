//! Prints what the history engine knows of the files below a folder of a repository, one line a file.
//!
//!     cargo run --example history -- REPOSITORY dates|plain|all FOLDER [EXTENSION]
//!
//! `plain` has the meaning of `git log -- FILE`; `dates` follows renames and ends at the creation; `all` reads
//! landings and substantive changes too.
#![allow(clippy::print_stdout, reason = "a program for measuring")]

use std::path::Path;

use anyhow::{Context, bail};
use deem::history::{Follow, History, Id, Kind, ObjectSource, Walker};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [repository, mode, folder, rest @ ..] = arguments.as_slice() else {
        bail!("usage: history REPOSITORY dates|plain|all FOLDER [EXTENSION]");
    };
    let extension = rest.first().map_or(".md", String::as_str);
    let history = History::open(Path::new(repository))?;
    let objects = history.objects()?;
    let head = history.head_id()?.context("no commit yet")?;
    let paths = files(&&objects, head, folder, extension)?;
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut walker = Walker::new(&objects);
    let follow =
        if mode == "plain" { Follow { renames: false, past_creation: true } } else { Follow::default() };
    let records = walker.records(head, &paths, follow).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    for chain in &records.chains {
        let hash = |change: Option<&deem::history::Change>| {
            change.map_or_else(|| "-".to_owned(), |change| change.commit.id.to_string())
        };
        let author = chain.last().map_or("", |last| &last.commit.words.author.name);
        let renames: Vec<&str> =
            chain.changes.iter().filter_map(|change| change.renamed_from.as_deref()).collect();
        println!(
            "{}\t{}\t{}\t{}\t{author}\t{:?}\t{}",
            chain.path,
            chain.changes.len(),
            hash(chain.changes.last()),
            hash(chain.last()),
            chain.extent,
            renames.join(";")
        );
    }
    Ok(())
}

/// The files of `HEAD` below a folder.
fn files<S: ObjectSource>(
    source: &S,
    head: Id,
    folder: &str,
    extension: &str,
) -> anyhow::Result<Vec<String>> {
    let fail = |error| anyhow::anyhow!("{error:?}");
    let commit = source.read(head, Kind::Commit).map_err(fail)?;
    let hex = commit.strip_prefix(b"tree ").and_then(|rest| rest.split(|byte| *byte == b'\n').next());
    let top = hex.and_then(Id::from_hex).context("the commit names no tree")?;
    let mut open = vec![(String::new(), top)];
    let mut found = Vec::new();
    while let Some((prefix, tree)) = open.pop() {
        for (name, id, is_folder) in deem::history::list(source, tree).map_err(fail)? {
            let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
            if is_folder && (folder == "." || folder.starts_with(&path) || path.starts_with(folder)) {
                open.push((path, id));
            } else if !is_folder && path.ends_with(extension) && (folder == "." || path.starts_with(folder)) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
