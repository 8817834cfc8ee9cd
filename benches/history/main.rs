//! Prints what the history engine knows of the files below a folder of a repository, one line a file.
//!
//!     cargo run --example history -- REPOSITORY dates|plain|all FOLDER [EXTENSION]
//!
//! `plain` has the meaning of `git log -- FILE`; `dates` follows renames and ends at the creation; `all` also reads
//! the first `Status:` line of every version on the main line, and the last substantive change.
#![allow(clippy::print_stdout, reason = "a program for measuring")]

use std::path::Path;

use anyhow::{Context, bail};
use deem::history::{
    Follow, History, Id, Kind, ObjectSource, Records, Statuses, Substance, Substantive, Walker, without_form,
};

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
    let mut records = walker.records(head, &paths, follow).map_err(fail)?;
    let more = if mode == "all" { all(&history, &mut walker, &mut records)? } else { Vec::new() };
    for (at, chain) in records.chains.iter().enumerate() {
        let hash = |change: Option<&deem::history::Change>| {
            change.map_or_else(|| "-".to_owned(), |change| change.commit.id.to_string())
        };
        let author = chain.last().map_or("", |last| &last.commit.words.author.name);
        let renames: Vec<&str> =
            chain.changes.iter().filter_map(|change| change.renamed_from.as_deref()).collect();
        println!(
            "{}\t{}\t{}\t{}\t{author}\t{:?}\t{}{}",
            chain.path,
            chain.changes.len(),
            hash(chain.changes.last()),
            hash(chain.last()),
            chain.extent,
            renames.join(";"),
            more.get(at).map_or("", String::as_str)
        );
    }
    Ok(())
}

/// For each record the number of its versions and states on the main line, and its last substantive change.
fn all<S: ObjectSource>(
    history: &History,
    walker: &mut Walker<S>,
    records: &mut Records,
) -> anyhow::Result<Vec<String>> {
    let lines = walker.lines(records).map_err(fail)?;
    let mut statuses = Statuses::new(|_: &str, text: &[u8]| {
        let text = String::from_utf8_lossy(text);
        let line = text.lines().find(|line| line.to_lowercase().contains("status"))?;
        Some(line.trim().to_owned())
    });
    let ignored = history.ignored_commits();
    let mut substance =
        Substance::new(&ignored, |_: &str, text: &[u8]| without_form(&String::from_utf8_lossy(text)));
    let mut told = Vec::new();
    for (chain, line) in records.chains.iter().zip(&lines) {
        let (states, _) = statuses.timeline(walker.source(), line).map_err(fail)?;
        let latest = match substance.last(walker.source(), chain).map_err(fail)? {
            Substantive::Known(at) => chain.changes.get(at).map(|change| change.commit.id.to_string()),
            Substantive::Unknown | Substantive::Never => None,
        };
        told.push(format!(
            "\t{}\t{}\t{}",
            line.versions.len(),
            states.len(),
            latest.as_deref().unwrap_or("-")
        ));
    }
    Ok(told)
}

fn fail(error: deem::history::ReadError) -> anyhow::Error {
    anyhow::anyhow!("{error:?}")
}

/// The files of `HEAD` below a folder.
fn files<S: ObjectSource>(
    source: &S,
    head: Id,
    folder: &str,
    extension: &str,
) -> anyhow::Result<Vec<String>> {
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
