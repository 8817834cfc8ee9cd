//! The other files of a repository that may name a record.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use ignore::WalkBuilder;
use rayon::prelude::*;

use crate::source::{SourceFile, file_name_of};

/// Largest file that is read, in bytes.
const LARGEST: u64 = 2 << 20;

/// Folders of other people's code.
const VENDORED: [&str; 7] =
    ["node_modules", "vendor", "vendored", "third_party", "third-party", "bower_components", ".git"];

/// Files and folders that tell what was, in which old names stay.
const PAST: [&str; 8] =
    ["changelog", "changelogs", "changes", "history", "news", "releases", "release-notes", "release_notes"];

/// True for a path that is never changed: a changelog, or somebody else's code.
pub fn is_left_alone(path: &str) -> bool {
    let mut parts = path.split('/').rev();
    let file = parts.next().unwrap_or("").to_lowercase();
    let stem = file.split('.').next().unwrap_or("");
    let told = PAST.iter().any(|name| {
        stem.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    });
    let is_text = file
        .rsplit_once('.')
        .is_none_or(|(_, end)| ["md", "markdown", "txt", "rst", "adoc", "html"].contains(&end));
    let folder = |part: &str| {
        VENDORED.contains(&part)
            || ["changelog", "changelogs", "release-notes", "release_notes"].contains(&part)
    };
    (told && is_text) || parts.any(folder)
}

/// True for a file in Markdown, by its name.
pub fn is_markdown(path: &str) -> bool {
    let name = file_name_of(path).to_ascii_lowercase();
    [".md", ".markdown", ".mdx"].iter().any(|end| name.ends_with(end))
}

/// The files below `base` that no ignore file names, for a folder without git.
pub fn walk(base: &Path) -> Vec<String> {
    let mut paths: Vec<String> = WalkBuilder::new(base)
        .hidden(false)
        .require_git(false)
        .follow_links(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build()
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .filter_map(|entry| relative(base, entry.path()))
        .collect();
    paths.sort_unstable();
    paths
}

/// Every file in a folder, ignored ones and links too: what moves with it.
pub fn all_in(base: &Path, folder: &str) -> Vec<String> {
    let mut paths: Vec<String> = WalkBuilder::new(base.join(folder))
        .standard_filters(false)
        .follow_links(false)
        .build()
        .flatten()
        .filter(|entry| entry.file_type().is_some_and(|kind| !kind.is_dir()))
        .filter_map(|entry| relative(base, entry.path()))
        .collect();
    paths.sort_unstable();
    paths
}

/// The texts among `paths` that hold `needle`; binary files, links and what is too large are passed over.
pub fn texts(base: &Path, paths: Vec<String>, needle: &str) -> Vec<Arc<SourceFile>> {
    let finder = memchr::memmem::Finder::new(needle);
    let read = |path: String| {
        let full = base.join(&path);
        let meta = full.symlink_metadata().ok()?;
        if !meta.is_file() || meta.len() > LARGEST {
            return None;
        }
        let bytes = fs::read(full).ok()?;
        finder.find(&bytes)?;
        let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))?;
        Some(Arc::new(SourceFile::new(path, text)))
    };
    paths.into_par_iter().filter(|path| !is_left_alone(path)).filter_map(read).collect()
}

fn relative(base: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(base).ok()?.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}
