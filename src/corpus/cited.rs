//! Paths of the repository that a record's text cites in code marks, `src/billing/tax.rs`.

use crate::discover::{Look, Tree};
use crate::record::{Outline, Record, Status};
use crate::source::folder_of;
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

/// What stands for a number or date in the pattern of a file's name, `NNNN-title.md`.
const PATTERNS: [&str; 4] = ["NNN", "YYYY", "XXX", "xxx"];

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
    if text.split('/').any(|part| GENERATED.contains(&part)) || PATTERNS.iter().any(|p| text.contains(p)) {
        return false;
    }
    let name = text.rsplit('/').next().unwrap_or(text);
    name.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && ENDINGS.contains(&ending))
        || (name.is_empty() && text.matches('/').count() > 1)
}

/// A path is read from the repository's root, from the record's folder, or from a folder between the two,
/// as the records of one part of a repository write them.
fn cited(from: &str, text: &str, span: Span, tree: &Tree) -> Option<CitedPath> {
    let candidates: Vec<String> = bases(from).filter_map(|base| join_path(base, text)).collect();
    if let Some(path) = candidates.iter().find(|path| tree.look(path) != Look::Missing) {
        return Some(CitedPath { path: path.clone(), span, exists: true, near: None });
    }
    let first = text.split('/').find(|part| !matches!(*part, "." | ".."))?;
    let head = text.get(..text.find(first)? + first.len())?;
    // What is relative to the record is missed there only; `.tool/` is often of another repository or machine.
    let beside = text.starts_with('.');
    // git keeps no empty folder, so one that is named from between may be yet to come.
    let between = !text.ends_with('/');
    // A bare `logging/sensitive/` beside a folder `logging` may be a key or a route as well.
    let fits = |base: &&str| {
        if *base == from { beside || between } else { !beside && (between || base.is_empty()) }
    };
    let base = bases(from).filter(fits).find(|base| {
        let folder = join_path(base, head).filter(|folder| !folder.is_empty());
        folder.is_some_and(|folder| tree.look(&folder) == Look::Folder)
    })?;
    let path = join_path(base, text)?;
    Some(CitedPath { near: tree.nearest(&path), path, span, exists: false })
}

/// Where a cited path may start, in the form that `join_path` takes: the root first, the record's own folder
/// last.
fn bases(from: &str) -> impl Iterator<Item = &str> {
    let own = folder_of(from).len();
    let above = from.match_indices('/').map(|(at, _)| &from[..=at]).filter(move |base| base.len() <= own);
    std::iter::once("").chain(above).chain(std::iter::once(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cited_path_may_start_in_each_folder_above_the_record() {
        let found: Vec<_> = bases("shop/docs/adr/1.md").filter_map(|base| join_path(base, "a.rs")).collect();
        assert_eq!(found, ["a.rs", "shop/a.rs", "shop/docs/a.rs", "shop/docs/adr/a.rs"]);
        assert_eq!(bases("1.md").collect::<Vec<_>>(), ["", "1.md"]);
    }

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
            "docs/adr/NNNN-title.md",
        ] {
            assert!(!is_path(text), "{text}");
        }
    }
}
