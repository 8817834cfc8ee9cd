//! What the links of a body lead to.

use percent_encoding::percent_decode_str;

use crate::discover::{Look, Tree};
use crate::record::Outline;
use crate::record::outline::Link;
use crate::source::{SourceFile, folder_of, join};

use super::Corpus;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Another host, a mail address: not ours to judge.
    External,
    /// A place in the same file.
    Here(Anchor),
    /// A file of the repository, with the fragment's verdict.
    File {
        /// Its path.
        path: String,
        /// The record there, if it is one.
        record: Option<usize>,
        /// The fragment's verdict.
        anchor: Anchor,
    },
    /// A folder of the repository.
    Folder(String),
    /// Nothing is there.
    Missing {
        /// The path that was looked for.
        path: String,
        /// The nearest thing that is there.
        near: Option<String>,
    },
    /// There only in other letter case: works on some machines.
    WrongCase {
        /// The path as it is spelled on disk.
        actual: String,
    },
    /// Past the repository's root.
    Outside,
    /// `/route` that is no path here: a site generator may serve it.
    Site,
    /// Works on the rendered site only: `.html` or no ending, where the Markdown file exists.
    Rendered {
        /// The Markdown file.
        path: String,
    },
    /// `[text]()`.
    Empty,
    /// `[x]((https://…))`, `[x]([https://…](…))`.
    Malformed,
    /// `[x](www.example.com)`, `[x](ana@example.com)`: a URL without its scheme, read as a path.
    Schemeless,
}

/// The verdict on a link's `#fragment`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// There is none.
    None,
    /// It names a heading or HTML anchor.
    Found,
    /// It names nothing in the file; the nearest heading's slug, if one is near.
    Missing(String, Option<String>),
    /// The file's headings are not known.
    Unknown,
}

/// Judges links against the corpus and the tree on disk.
pub(super) struct LinkResolver<'a> {
    corpus: &'a Corpus,
    tree: &'a Tree,
}

impl<'a> LinkResolver<'a> {
    pub(super) fn new(corpus: &'a Corpus, tree: &'a Tree) -> Self {
        Self { corpus, tree }
    }

    pub(super) fn resolve(&self, source: &SourceFile, outline: &Outline, link: &Link) -> LinkTarget {
        let target = link.target.trim();
        if target.is_empty() {
            return LinkTarget::Empty;
        }
        if target.starts_with(['(', '[']) || is_linked_twice(target) {
            return LinkTarget::Malformed;
        }
        if let Some(fragment) = target.strip_prefix('#') {
            return LinkTarget::Here(anchor_among(outline.anchors(), fragment));
        }
        if is_external(target) {
            return LinkTarget::External;
        }
        let (path, fragment) =
            target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
        let path = path.split('?').next().unwrap_or(path);
        if path.contains("{{") || path.contains("{%") || path.contains("${") {
            // A site generator's own syntax.
            return LinkTarget::External;
        }
        let decoded = percent_decoded(path);
        if let Some(rooted) = decoded.strip_prefix('/') {
            return match self.look(rooted, fragment) {
                LinkTarget::Missing { .. } | LinkTarget::Outside => LinkTarget::Site,
                found => found,
            };
        }
        let Some(joined) = join_path(&source.path, &decoded) else { return LinkTarget::Outside };
        match self.look(&joined, fragment) {
            LinkTarget::Missing { .. } if is_schemeless(&decoded) => LinkTarget::Schemeless,
            found => found,
        }
    }

    fn look(&self, path: &str, fragment: Option<&str>) -> LinkTarget {
        let clean = path.trim_end_matches('/');
        if let Some(record) = self.corpus.at_path(clean) {
            let anchor = fragment.map_or(Anchor::None, |f| {
                anchor_among(self.corpus.anchors(record).iter().map(AsRef::as_ref), f)
            });
            return LinkTarget::File { path: clean.to_owned(), record: Some(record), anchor };
        }
        match self.tree.look(clean) {
            Look::File => {
                let anchor = match (fragment, self.corpus.index_at(clean)) {
                    (None, _) => Anchor::None,
                    (Some(f), Some(index)) => anchor_among(index.outline.anchors(), f),
                    (Some(f), None) => self
                        .corpus
                        .other_anchors(clean, self.tree)
                        .map_or(Anchor::Unknown, |names| anchor_among(names.iter().map(AsRef::as_ref), f)),
                };
                LinkTarget::File { path: clean.to_owned(), record: None, anchor }
            }
            Look::Folder => LinkTarget::Folder(clean.to_owned()),
            Look::WrongCase { actual } => LinkTarget::WrongCase { actual },
            Look::Outside => LinkTarget::Outside,
            Look::Missing => self.rendered(clean).unwrap_or_else(|| LinkTarget::Missing {
                near: self.tree.nearest(clean),
                path: clean.to_owned(),
            }),
        }
    }

    /// The Markdown file behind `x.html` or `x`.
    fn rendered(&self, path: &str) -> Option<LinkTarget> {
        let stem = path.strip_suffix(".html").or_else(|| {
            let name = path.rsplit('/').next().unwrap_or(path);
            (!name.contains('.') || name.rsplit('.').next().is_some_and(|end| end.len() > 5)).then_some(path)
        })?;
        let markdown = format!("{stem}.md");
        (self.corpus.at_path(&markdown).is_some() || self.tree.look(&markdown) == Look::File)
            .then_some(LinkTarget::Rendered { path: markdown })
    }
}

fn anchor_among<'n>(names: impl Iterator<Item = &'n str> + Clone, fragment: &str) -> Anchor {
    let decoded = percent_decoded(fragment);
    let name = decoded.strip_prefix("user-content-").unwrap_or(&decoded);
    // GitHub's own: the top of the page, and lines of a source view.
    let lines = name.strip_prefix('L').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if name.is_empty() || name == "top" || lines || name.starts_with(":~:") {
        return Anchor::Found;
    }
    let lower = name.to_lowercase();
    if names.clone().any(|known| known == name || known == lower) {
        return Anchor::Found;
    }
    let near = names
        .map(|known| (strsim::normalized_levenshtein(known, name), known))
        .filter(|(score, _)| *score >= 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known.to_owned());
    Anchor::Missing(decoded, near)
}

/// True for a target that holds the seam of another link, `a](https://b`; `https://x.y/z#identity[A](x:A)` is a URL
/// with brackets of its own.
fn is_linked_twice(target: &str) -> bool {
    target.split_once("](").is_some_and(|(before, after)| {
        !(is_external(before) && before.contains('[') && !after.contains("://"))
    })
}

/// True for a target with a scheme (`https:`, `mailto:`) or a host (`//host/…`).
fn is_external(target: &str) -> bool {
    if target.starts_with("//") {
        return true;
    }
    match target.split_once(':') {
        Some((scheme, rest)) => {
            let is_scheme = scheme.len() > 1
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
            // `notes.md:12` is a path.
            is_scheme && !(scheme.contains('.') && rest.starts_with(|c: char| c.is_ascii_digit()))
        }
        None => false,
    }
}

/// `www.example.com/x`, `github.com/a/b`, `ana@example.com`: a host name or a mail address where a path
/// was meant to be a URL.
fn is_schemeless(path: &str) -> bool {
    if is_mail_address(path) {
        return true;
    }
    let host = path.split('/').next().unwrap_or(path);
    let ends = [".com", ".org", ".net", ".io", ".dev", ".gov", ".edu", ".uk", ".de", ".co"];
    host.starts_with("www.")
        || (ends.iter().any(|end| host.ends_with(end)) && !host.starts_with('.') && host.len() > 4)
}

/// `ana@example.com`.
pub fn is_mail_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let word = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-".contains(&b));
    !name.is_empty() && word(name) && word(host) && host.contains('.') && !host.ends_with(".md")
}

/// A link's path as a repository-relative one: joined to the file's folder, `.` and `..` resolved.
/// `None` when it leads past the root.
pub(super) fn join_path(from: &str, target: &str) -> Option<String> {
    join(folder_of(from), target)
}

/// Percent-decoded text; bytes that are no UTF-8 are replaced.
pub(super) fn percent_decoded(text: &str) -> String {
    if text.contains('%') {
        percent_decode_str(text).decode_utf8_lossy().into_owned()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_never_leave_the_root() {
        assert_eq!(join_path("docs/adr/0001-x.md", "../img/a.png").as_deref(), Some("docs/img/a.png"));
        assert_eq!(join_path("docs/adr/0001-x.md", "./0002-y.md").as_deref(), Some("docs/adr/0002-y.md"));
        assert_eq!(join_path("a.md", "../b.md"), None);
    }

    #[test]
    fn schemes_are_told_from_paths() {
        for external in ["https://x.y", "mailto:a@b", "//host/x", "HTTP://x"] {
            assert!(is_external(external), "{external}");
        }
        for path in ["notes.md", "notes.md:12", "a/b:c", "c:"] {
            assert!(!is_external(path) || path == "a/b:c", "{path}");
        }
        assert!(!is_external("docs/a:b.md"));
        assert!(
            is_schemeless("www.boost.org/x") && is_schemeless("github.com/a/b") && !is_schemeless("file.md")
        );
    }

    #[test]
    fn mail_addresses_are_told_from_handles_and_paths() {
        assert!(is_mail_address("ana.b@example.com"));
        for other in ["@ana", "ana@host", "docs/a@b.com", "a@b.md", "ana"] {
            assert!(!is_mail_address(other), "{other}");
        }
    }
}
