//! From records to corpus.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::discover::{Look, Tree};
use crate::record::date::{self, DayOrder};
use crate::record::kind::Kinds;
use crate::record::{Outline, Record, reader};
use crate::source::SourceFile;

use super::links::{LinkResolver, join_path, percent_decoded};
use super::{Corpus, IndexFile, Resolution, home};

/// Builds the corpus: indexes, day order of ambiguous dates, relations. `tree` is given when links are to
/// be judged too.
pub fn build(
    mut records: Vec<Record>,
    indexes: Vec<std::sync::Arc<SourceFile>>,
    tree: Option<Tree>,
    kinds: &Kinds,
) -> Corpus {
    // Discovery gives them in order; even a sort of sorted records takes memory for half of them.
    if !records.is_sorted_by_key(|record| record.path()) {
        records.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    }
    settle_dates(&mut records);
    let mut corpus = index(records, kinds.clone());
    corpus.relations = (0..corpus.records.len()).map(|at| corpus.resolve_relations(at)).collect();
    if let Some(tree) = &tree {
        settle_paths(&mut corpus, tree);
    }
    let mut inbound = vec![Vec::new(); corpus.records.len()];
    for (from, targets) in corpus.relations.iter().enumerate() {
        for (at, target) in targets.iter().enumerate() {
            if let Resolution::Record(to) = target {
                inbound[*to].push((from, at));
            }
        }
    }
    corpus.inbound = inbound;
    corpus.cited.resize_with(corpus.records.len(), Default::default);
    corpus.anchors.resize_with(corpus.records.len(), Default::default);
    corpus.tree = tree;
    if corpus.tree.is_some() {
        read_indexes(&mut corpus, indexes);
    }
    corpus
}

fn index(records: Vec<Record>, kinds: Kinds) -> Corpus {
    let mut corpus = Corpus { kinds, ..Corpus::default() };
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_path = HashMap::with_capacity(records.len());
    let mut by_id: HashMap<String, Vec<usize>> = HashMap::with_capacity(records.len());
    corpus.by_stem.reserve(records.len());
    corpus.by_number.reserve(records.len());
    for (at, record) in records.iter().enumerate() {
        let folder = home(record.path());
        folders.entry(folder.to_owned()).or_default().push(at);
        by_path.insert(record.source.path.clone(), at);
        by_id.entry(record.identity.id.to_lowercase()).or_default().push(at);
        corpus.by_stem.entry(reader::stem(record.path()).to_lowercase()).or_default().push(at);
        if let Some(number) = &record.identity.number {
            corpus.by_number.entry((folder.to_owned(), number.clone())).or_default().push(at);
        }
    }
    corpus.folders = folders.into_iter().collect();
    corpus.by_path = by_path;
    corpus.by_id = by_id;
    corpus.records = records;
    corpus
}

/// Reads `03/04/2021` by what the other dates of the folder tell.
fn settle_dates(records: &mut [Record]) {
    let doubtful = |record: &Record| {
        record.dates.iter().any(|d| matches!(d.problem, Some(date::DateProblem::Ambiguous(..))))
    };
    if !records.iter().any(doubtful) {
        return;
    }
    let mut orders: HashMap<String, DayOrder> = HashMap::new();
    for at in 0..records.len() {
        if !doubtful(&records[at]) {
            continue;
        }
        let folder = home(records[at].path()).to_owned();
        let order = *orders.entry(folder.clone()).or_insert_with(|| {
            let texts = records
                .iter()
                .filter(|r| home(r.path()) == folder)
                .flat_map(|r| r.dates.iter().map(|d| d.text.as_str()));
            date::order_of(texts)
        });
        for fact in &mut records[at].dates {
            if matches!(fact.problem, Some(date::DateProblem::Ambiguous(..))) {
                (fact.date, fact.problem, fact.iso) = date::read(&fact.text, order);
            }
        }
    }
}

/// A relation may name a file that is no record: a template, a design elsewhere in the repository. And a
/// path from the root is no site's route where its first folder is the repository's.
fn settle_paths(corpus: &mut Corpus, tree: &Tree) {
    for (record, targets) in corpus.records.iter().zip(&mut corpus.relations) {
        for (relation, target) in record.relations.iter().zip(targets) {
            let open = match target {
                Resolution::Nothing => true,
                Resolution::Elsewhere => relation.target.starts_with('/') && !relation.link,
                _ => false,
            };
            if open && let Some(found) = settled(tree, record.path(), &relation.target) {
                *target = found;
            }
        }
    }
}

fn settled(tree: &Tree, from: &str, target: &str) -> Option<Resolution> {
    let bare = percent_decoded(target.split(['#', '?']).next().unwrap_or(target));
    if !bare.contains(['/', '.']) || bare.starts_with("//") {
        return None;
    }
    let rooted = join_path("", &bare);
    let paths =
        || [join_path(from, &bare), rooted.clone()].into_iter().flatten().filter(|path| !path.is_empty());
    if paths().any(|path| matches!(tree.look(&path), Look::File | Look::Folder)) {
        return Some(Resolution::Elsewhere);
    }
    let first = rooted.as_deref().and_then(|path| path.split_once('/')).map(|(first, _)| first)?;
    (tree.look(first) == Look::Folder).then_some(Resolution::Nothing)
}

/// Reads the index files and what their links lead to.
fn read_indexes(corpus: &mut Corpus, indexes: Vec<std::sync::Arc<SourceFile>>) {
    corpus.indexes = indexes
        .into_par_iter()
        .map(|source| {
            let outline = Outline::of_file(&source.text);
            IndexFile { source, outline, links: Vec::new() }
        })
        .collect();
    let Some(tree) = &corpus.tree else { return };
    let resolver = LinkResolver::new(corpus, tree);
    let links: Vec<Vec<_>> = corpus
        .indexes
        .par_iter()
        .map(|file| {
            let links = file.outline.links.iter();
            links.map(|link| resolver.resolve(&file.source, &file.outline, link)).collect()
        })
        .collect();
    for (file, links) in corpus.indexes.iter_mut().zip(links) {
        file.links = links;
    }
}
