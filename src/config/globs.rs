//! Globs on repository-relative paths.

use globset::{Candidate, Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::record::Located;

/// Longest glob, bytes.
const LONGEST: usize = 1024;
/// A glob that no path of a repository matches.
const NOTHING: &str = "/";
/// Most globs in one list; each costs time at start.
pub(super) const MOST: usize = 1000;

/// A list of globs that matches paths; a glob that names a folder also covers what lies below it.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    written: Vec<Located<String>>,
    set: GlobSet,
}

impl Globs {
    /// Compiles the globs.
    ///
    /// # Errors
    /// Each glob that cannot be compiled, with its index and what is wrong.
    pub(super) fn compile(written: Vec<Located<String>>) -> Result<Self, Vec<(usize, GlobProblem)>> {
        let mut problems = Vec::new();
        let mut builder = GlobSetBuilder::new();
        for (index, glob) in written.iter().enumerate() {
            match pair(&glob.value) {
                Ok(globs) => {
                    for glob in globs {
                        builder.add(glob);
                    }
                }
                Err(problem) => problems.push((index, problem)),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        // The set fails as a whole, for instance on size; then each glob is tried by itself.
        builder.build().map(|set| Self { written: written.clone(), set }).map_err(|error| {
            let culprit = written.iter().position(|glob| !compiles_alone(&glob.value)).unwrap_or(0);
            vec![(culprit, GlobProblem::new(error.kind().to_string(), None))]
        })
    }

    /// What a record lists: globs that cannot be used match nothing, and one `/` in front is no harm.
    pub fn of_record(written: &[Located<String>]) -> Self {
        let mut builder = GlobSetBuilder::new();
        for glob in written {
            match pair(glob.value.strip_prefix('/').unwrap_or(&glob.value)) {
                Ok(globs) => globs.into_iter().for_each(|glob| {
                    builder.add(glob);
                }),
                // Its two places in the set are kept, so that indexes agree.
                Err(_) => [Glob::new(NOTHING), Glob::new(NOTHING)].into_iter().flatten().for_each(|glob| {
                    builder.add(glob);
                }),
            }
        }
        Self { written: written.to_vec(), set: builder.build().unwrap_or_default() }
    }

    /// True where a glob of that text can be used.
    pub fn is_usable(glob: &str) -> bool {
        pair(glob.strip_prefix('/').unwrap_or(glob)).is_ok()
    }

    /// The globs as written, with their places.
    pub fn written(&self) -> &[Located<String>] {
        &self.written
    }

    /// True when the list is empty.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// True when a glob matches the repository-relative path.
    pub fn is_match(&self, path: &str) -> bool {
        self.set.is_match_candidate(&Candidate::from_bytes(path))
    }

    /// Indexes into [`Self::written`] of the globs that match the path, ascending.
    pub fn matches(&self, path: &str) -> Vec<usize> {
        let mut found = self.set.matches_candidate(&Candidate::from_bytes(path));
        for index in &mut found {
            *index /= 2;
        }
        found.dedup();
        found
    }
}

/// Why a glob cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GlobProblem {
    /// What is wrong, without the glob itself.
    pub(super) reason: String,
    /// How to mend it.
    pub(super) help: Option<&'static str>,
}

impl GlobProblem {
    fn new(reason: impl Into<String>, help: Option<&'static str>) -> Self {
        Self { reason: reason.into(), help }
    }
}

/// The glob for the path itself and the one for what lies below it.
fn pair(glob: &str) -> Result<[Glob; 2], GlobProblem> {
    let glob = relative(glob)?;
    let build = |glob: &str| {
        GlobBuilder::new(glob)
            .literal_separator(true)
            .backslash_escape(true)
            .build()
            .map_err(|error| GlobProblem::new(error.kind().to_string(), None))
    };
    let below = if glob.ends_with("**") { glob.to_owned() } else { format!("{glob}/**") };
    Ok([build(glob)?, build(&below)?])
}

/// The glob without `./` in front and `/` at the end; refuses what cannot match a path of the repository.
fn relative(glob: &str) -> Result<&str, GlobProblem> {
    let trimmed = glob.strip_prefix("./").unwrap_or(glob).trim_end_matches('/');
    let below_root = Some("globs start at the repository root, without a leading `/` or `..`");
    if glob.starts_with('/') {
        return Err(GlobProblem::new("is absolute", below_root));
    }
    if trimmed.is_empty() || trimmed == "." {
        return Err(GlobProblem::new("is empty", Some("`**` matches every path")));
    }
    if glob.len() > LONGEST {
        return Err(GlobProblem::new(format!("is longer than {LONGEST} bytes"), None));
    }
    if glob.starts_with('!') {
        let help = Some("there is no negation; `[records]` has `include` and `exclude`");
        return Err(GlobProblem::new("starts with `!`", help));
    }
    if trimmed.split('/').any(|part| part == "..") {
        return Err(GlobProblem::new("leaves the repository", below_root));
    }
    Ok(trimmed)
}

fn compiles_alone(glob: &str) -> bool {
    pair(glob).is_ok_and(|globs| GlobSet::new(globs).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn globs(list: &[&str]) -> Result<Globs, Vec<(usize, GlobProblem)>> {
        Globs::compile(list.iter().map(|glob| Located::new((*glob).to_owned(), Span::at(0))).collect())
    }

    fn reason(glob: &str) -> String {
        globs(&[glob]).unwrap_err().remove(0).1.reason
    }

    #[test]
    fn a_star_stays_in_its_folder_and_two_go_deeper() {
        let list = globs(&["docs/*.md", "src/**/adr"]).unwrap();
        assert!(list.is_match("docs/a.md"));
        assert!(!list.is_match("docs/old/a.md"));
        assert!(list.is_match("src/x/y/adr/0001-a.md"));
    }

    #[test]
    fn a_folder_covers_what_lies_below_it() {
        for glob in ["docs/legacy", "docs/legacy/", "./docs/legacy", "docs/legacy/**"] {
            let list = globs(&[glob]).unwrap();
            assert!(list.is_match("docs/legacy/deep/a.md"), "{glob}");
            assert!(!list.is_match("docs/legacy2/a.md"), "{glob}");
        }
    }

    #[test]
    fn matches_name_each_glob_once_in_the_order_written() {
        let list = globs(&["a/**", "b/**", "a", "**"]).unwrap();
        assert_eq!(list.matches("a/x.md"), [0, 2, 3]);
        assert_eq!(list.matches("c.md"), [3]);
    }

    #[test]
    fn a_glob_that_cannot_match_is_refused() {
        assert_eq!(reason("/docs"), "is absolute");
        assert_eq!(reason("docs/../../x"), "leaves the repository");
        assert_eq!(reason("./"), "is empty");
        assert_eq!(reason("!docs"), "starts with `!`");
        assert_eq!(reason("docs/[a"), "unclosed character class; missing ']'");
        assert_eq!(reason(&"x".repeat(2000)), "is longer than 1024 bytes");
    }

    #[test]
    fn deeply_nested_alternatives_are_an_error_or_a_match_but_never_a_crash() {
        let nested = format!("{}a{}", "{".repeat(500), "}".repeat(500));
        if let Ok(list) = globs(&[&nested]) {
            assert!(list.is_match("a"));
        }
    }
}
