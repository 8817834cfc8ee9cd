//! A record's body while rules look at it.
//!
//! The structure of a body takes more memory than its text, and only the rules of that record need it. So it
//! is made when the record is judged and dropped after. What is kept of it are the paths that it cites and, where a
//! link with a fragment leads there, its anchors.

use std::sync::{OnceLock, PoisonError};

use crate::discover::Tree;
use crate::record::Outline;
use crate::record::outline::Link;

use super::cited::{self, CitedPath};
use super::links::{LinkResolver, LinkTarget};
use super::{Anchors, Corpus};

/// Largest file that is read for its headings alone, in bytes.
const LARGEST_OTHER: u64 = 1 << 20;

/// The structure of one record's body, with what its links and code marks lead to.
#[derive(Debug, Default)]
pub struct Body {
    /// Headings, links, lists, ….
    pub outline: Outline,
    /// What each of the outline's links leads to, in its order.
    pub targets: Vec<LinkTarget>,
}

impl Body {
    /// The links, each with what it leads to.
    pub fn links(&self) -> impl Iterator<Item = (&Link, &LinkTarget)> {
        self.outline.links.iter().zip(&self.targets)
    }
}

impl Corpus {
    /// Parses the body of a record and judges its links. Without a tree (for lists) links are not judged.
    pub fn body(&self, index: usize) -> Body {
        let record = &self.records[index];
        let outline = record.outline();
        let Some(tree) = &self.tree else { return Body { outline, ..Body::default() } };
        let resolver = LinkResolver::new(self, tree);
        let targets =
            outline.links.iter().map(|link| resolver.resolve(&record.source, &outline, link)).collect();
        self.cited[index].get_or_init(|| cited::paths(record, &outline, tree));
        Body { outline, targets }
    }

    /// The paths of the repository that a record's text cites in code marks, with whether they exist. Known
    /// once the record's body has been read, so for rules of the corpus, which run after those of records.
    pub fn cited_paths(&self, index: usize) -> &[CitedPath] {
        self.cited.get(index).and_then(OnceLock::get).map_or(&[], Vec::as_slice)
    }

    /// The anchors that links may name in a record, read at the first such link.
    pub(super) fn anchors(&self, index: usize) -> &[Box<str>] {
        self.anchors[index].get_or_init(|| self.records[index].outline().anchors().map(Into::into).collect())
    }

    /// The anchors of a Markdown file that is neither record nor index, read once. `None` where it tells none: a
    /// file without headings may be put together by a site generator.
    pub(super) fn other_anchors(&self, path: &str, tree: &Tree) -> Option<Anchors> {
        if !(path.ends_with(".md") || path.ends_with(".markdown")) {
            return None;
        }
        if let Some(found) = self.others.lock().unwrap_or_else(PoisonError::into_inner).get(path) {
            return found.clone();
        }
        let names = tree.text(path, LARGEST_OTHER).and_then(|text| {
            let outline = Outline::of_file(&text);
            let tells = outline.truncated.is_none() && !outline.headings.is_empty();
            tells.then(|| outline.anchors().map(Into::into).collect())
        });
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        others.entry(path.to_owned()).or_insert(names).clone()
    }
}
