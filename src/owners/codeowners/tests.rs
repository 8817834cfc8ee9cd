//! The examples that the services document, their edges, and a slow matcher to compare with.

mod bitbucket;
mod github;
mod gitlab;
mod hostile;
mod reference;

use super::*;

/// The owners of a path, with spaces between.
fn owners(file: &Codeowners, path: &str) -> String {
    let found = file.owners_of(path);
    found.owners().iter().map(|owner| owner.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The problems of a file: the text they mark and the message.
fn problems<'t>(file: &Codeowners, text: &'t str) -> Vec<(&'t str, &'static str)> {
    file.problems().iter().map(|problem| (problem.span.text(text), problem.message)).collect()
}
