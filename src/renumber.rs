//! Another number for a record: its file, its own words, and all that leads to it.
//!
//! What the structure of a record tells is changed. What merely looks like the record's name elsewhere is
//! listed, and changed only when asked for.

mod anchors;
mod edits;
mod facts;
pub mod files;
mod number;
mod page;
mod scan;
mod taken;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::change::Plan;
use crate::corpus::Corpus;
use crate::record::Outline;
use crate::source::{RelPath, SourceFile};
use crate::span::{Position, Span};

use edits::Edits;
use page::Page;

pub use number::Change;
pub use taken::Taken;

/// What is to be done, and what is left to people.
#[derive(Debug)]
pub struct Renumbering {
    /// The edits and moves.
    pub plan: Plan,
    /// Names of the record that stay as they are, by path and place.
    pub left: Vec<Named>,
}

/// A place that names the record and is not changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The file as it is called before the move.
    pub path: RelPath,
    /// Where the name begins.
    pub place: Position,
    /// The name as written.
    pub text: String,
    /// Another record may be meant.
    pub ambiguous: bool,
}

/// What a renumbering looks at besides the records and indexes.
#[derive(Debug, Default)]
pub struct Surroundings {
    /// Other text files of the repository.
    pub others: Vec<Arc<SourceFile>>,
    /// The paths of all files in the record's own folder, where it is named by one.
    pub beside: Vec<String>,
    /// Change names outside records too.
    pub code: bool,
}

/// Plans the change.
pub fn plan(change: &Change<'_>, around: &Surroundings) -> Renumbering {
    let (files, edits, left) = mend(change, around);
    Renumbering { plan: finish(change, around, &files, &edits), left }
}

/// The files that may name the record, their edits, and the names that are left.
fn mend(change: &Change<'_>, around: &Surroundings) -> (Sources, Edits, Vec<Named>) {
    let corpus = change.corpus;
    let mut edits = Edits::default();
    change.mend_own(&mut edits);
    let mut doubtful = change.mend_relations(&mut edits);
    let files = Sources::gather(change, around);
    for page in &files.pages {
        change.mend_links(page, &mut edits);
        if files.prose.contains(&page.source.path) {
            change.mend_mentions(page, &mut edits);
        }
        if corpus.indexes.iter().any(|index| index.source.path == page.source.path) {
            change.mend_rows(page, &mut edits);
        }
    }
    for record in &corpus.records {
        if let Some(frontmatter) = &record.frontmatter {
            mend_tokens(change, &record.source, frontmatter.span, &mut edits, &mut doubtful);
        }
    }
    let left = rest(change, &files, around.code, &mut edits, doubtful);
    change.mend_fragments(&files.pages, &mut edits);
    (files, edits, left)
}

/// The files that may name the record.
struct Sources {
    /// All of them by path.
    all: BTreeMap<RelPath, Arc<SourceFile>>,
    /// Those in Markdown, with their structure.
    pages: Vec<Page>,
    /// Records and indexes, in whose prose a mention is a reference.
    prose: BTreeSet<RelPath>,
}

impl Sources {
    fn gather(change: &Change<'_>, around: &Surroundings) -> Self {
        let corpus: &Corpus = change.corpus;
        let records = corpus.records.iter().map(|record| &record.source);
        let own: Vec<_> = records.chain(corpus.indexes.iter().map(|index| &index.source)).collect();
        let prose = own.iter().map(|source| source.path.clone()).collect();
        let sidecars = corpus.records.iter().filter_map(|record| record.sidecar.as_ref());
        let mut all = BTreeMap::new();
        // A file that is a record and tracked by git is one file.
        for source in own.into_iter().chain(sidecars).chain(&around.others) {
            all.entry(source.path.clone()).or_insert_with(|| source.clone());
        }
        let number = change.old().to_string();
        let finder = memchr::memmem::Finder::new(&number);
        all.retain(|path, source| {
            finder.find(source.text.as_bytes()).is_some() || change.path_after(path) != **path
        });
        let files: Vec<&Arc<SourceFile>> = all.values().collect();
        let pages = files.into_par_iter().filter_map(|source| page(corpus, source)).collect();
        Self { all, pages, prose }
    }
}

/// The structure of a file in Markdown.
fn page(corpus: &Corpus, source: &Arc<SourceFile>) -> Option<Page> {
    let outline = match corpus.at_path(&source.path).and_then(|at| corpus.records.get(at)) {
        Some(record) => record.outline(),
        None if files::is_markdown(&source.path) => Outline::of_file(&source.text),
        None => return None,
    };
    Some(Page { source: source.clone(), outline })
}

impl Change<'_> {
    /// False for a file in which there is nothing to change or to list.
    pub fn may_change(&self, file: &SourceFile) -> bool {
        files::is_markdown(&file.path)
            || self.moved_from().is_some_and(|from| file.path.starts_with(from))
            || !self.tokens(&file.path, &file.text, Span::new(0, file.text.len())).is_empty()
    }
}

/// Changes the names in a span that can mean only the record.
fn mend_tokens(
    change: &Change<'_>,
    source: &Arc<SourceFile>,
    span: Span,
    edits: &mut Edits,
    doubtful: &mut Vec<(Arc<SourceFile>, Span)>,
) {
    for token in change.tokens(&source.path, &source.text, span) {
        if token.ambiguous {
            doubtful.push((source.clone(), token.whole));
        } else {
            change.put(source, token.digits, edits);
        }
    }
}

/// The names that are left, after those in code are changed where that is wanted.
fn rest(
    change: &Change<'_>,
    files: &Sources,
    code: bool,
    edits: &mut Edits,
    doubtful: Vec<(Arc<SourceFile>, Span)>,
) -> Vec<Named> {
    let mut left = BTreeSet::new();
    let named = |source: &SourceFile, span: Span, ambiguous| Named {
        path: source.path.clone(),
        place: source.position(span.start),
        text: span.text(&source.text).to_owned(),
        ambiguous,
    };
    for (source, span) in doubtful {
        left.insert(named(&source, span, true));
    }
    for source in files.all.values() {
        for token in change.tokens(&source.path, &source.text, Span::new(0, source.text.len())) {
            if edits.touches(&source.path, token.digits) {
                continue;
            }
            if code && !token.ambiguous {
                change.put(source, token.digits, edits);
            } else {
                left.insert(named(source, token.whole, token.ambiguous));
            }
        }
    }
    left.into_iter().collect()
}

fn finish(change: &Change<'_>, around: &Surroundings, files: &Sources, edits: &Edits) -> Plan {
    let mut plan = Plan::default();
    for file in edits.files() {
        for (span, text) in file.edits() {
            plan.edit(&file.source, span.start, span.end, text);
        }
    }
    let mut moved: BTreeSet<&str> = BTreeSet::new();
    let record = std::iter::once(&change.record.source).chain(&change.record.sidecar);
    for source in record.chain(files.all.values()) {
        let to = change.path_after(&source.path);
        if *to != *source.path && moved.insert(&source.path) {
            plan.rename(source, to.as_ref());
        }
    }
    for path in &around.beside {
        if !moved.contains(path.as_str()) {
            plan.carry(path.as_str(), change.path_after(path).as_ref());
        }
    }
    plan
}

#[cfg(test)]
mod tests;
