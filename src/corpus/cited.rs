//! Paths of the repository that a record's text cites in code marks, `src/billing/tax.rs`.

use crate::discover::{Look, Tree};
use crate::record::{Outline, Record, Status};
use crate::span::Span;

use super::links::join_path;

/// A path that a record cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CitedPath {
    /// The path relative to the repository's root.
    pub path: String,
    /// Where it is cited, without the code marks.
    pub span: Span,
    /// True when something is there.
    pub exists: bool,
    /// What is there of nearly the same name, where nothing is.
    pub near: Option<String>,
}

/// Endings of files that people keep in a repository.
const ENDINGS: [&str; 46] = [
    "rs", "go", "py", "js", "ts", "tsx", "jsx", "java", "kt", "kts", "scala", "rb", "cs", "c", "h", "cc",
    "cpp", "hpp", "swift", "php", "ex", "exs", "clj", "hs", "ml", "sh", "sql", "tf", "proto", "graphql",
    "md", "rst", "adoc", "txt", "toml", "yaml", "yml", "json", "xml", "html", "css", "scss", "vue", "svelte",
    "gradle", "lock",
];

/// Folders that a build writes: what lies there comes and goes.
const GENERATED: [&str; 8] =
    ["target", "dist", "build", "out", "node_modules", "vendor", "coverage", "generated"];

/// Longest text that is taken for a path, in bytes.
const LONGEST: usize = 200;

/// The cited paths of a record in force whose first folder exists, so that they are meant as paths of this
/// repository.
pub(super) fn paths(record: &Record, outline: &Outline, tree: &Tree) -> Vec<CitedPath> {
    if !record.state().is_some_and(Status::is_live) {
        // Only what is in force is held to the code of today.
        return Vec::new();
    }
    outline
        .codes
        .iter()
        .filter(|(text, _)| is_path(text))
        .filter_map(|(text, span)| cited(record.path(), text, *span, tree))
        .collect()
}

fn is_path(text: &str) -> bool {
    if text.len() > LONGEST || !text.contains('/') || text.starts_with(['/', '~', '-', '@']) {
        return false;
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_./-+".contains(&b);
    if !text.bytes().all(plain) || text.contains("//") || text.contains("...") {
        return false;
    }
    if text.split('/').any(|part| GENERATED.contains(&part)) {
        return false;
    }
    let name = text.rsplit('/').next().unwrap_or(text);
    name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && ENDINGS.contains(&ending))
        || (name.is_empty() && text.matches('/').count() > 1)
}

fn cited(from: &str, text: &str, span: Span, tree: &Tree) -> Option<CitedPath> {
    let rooted = join_path("", text);
    let beside = join_path(from, text);
    let look = |path: &Option<String>| path.as_deref().map(|path| tree.look(path));
    let there = |found: Option<Look>| found.is_some_and(|found| found != Look::Missing);
    if there(look(&rooted)) || there(look(&beside)) {
        let path = rooted.or(beside)?;
        return Some(CitedPath { path, span, exists: true, near: None });
    }
    let first = text.split('/').find(|part| !matches!(*part, "." | ".."))?;
    let known = |folder: Option<String>| {
        folder.filter(|folder| !folder.is_empty()).is_some_and(|folder| tree.look(&folder) == Look::Folder)
    };
    let path = if !text.starts_with('.') && known(join_path("", first)) {
        rooted?
    } else if (text.starts_with('.') || !text.ends_with('/'))
        // A bare `logging/sensitive/` beside a folder `logging` may be a key or a route as well.
        && known(join_path(from, &text[..text.find(first)? + first.len()]))
    {
        beside?
    } else {
        return None;
    };
    Some(CitedPath { near: tree.nearest(&path), path, span, exists: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_written_like_a_file_or_folder_is_a_path() {
        for path in ["src/billing/tax.rs", "./docs/plan.md", "src/billing/", ".github/workflows/ci.yml"] {
            assert!(is_path(path), "{path}");
        }
        for text in [
            "and/or",
            "src/*.rs",
            "https://x.y/z.md",
            "src/{name}.rs",
            "/etc/hosts.txt",
            "@scope/pkg.js",
            "a b/c.rs",
            "target/debug/deem.rs",
            "application/json",
            "tax.rs",
            "~/notes.md",
            "a/.../b.rs",
            "feature/",
        ] {
            assert!(!is_path(text), "{text}");
        }
    }
}
