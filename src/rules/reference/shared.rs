//! What several rules of this group need.

use crate::corpus::{Corpus, Resolution};
use crate::record::relation::Relation;
use crate::record::{Carrier, Record, RelationKind};
use crate::rules::prelude::*;
use crate::source::RelPath;
use crate::span::Span;

/// The name by which messages refer to a record.
pub(super) fn name(record: &Record) -> &str {
    &record.identity.id
}

/// How what stands in a record's metadata was written: in its frontmatter, or in the file beside it.
pub(super) fn metadata_carrier(record: &Record) -> Carrier {
    if record.frontmatter.is_none() && record.sidecar.is_some() {
        Carrier::Sidecar
    } else {
        Carrier::Frontmatter
    }
}

/// How the title was written.
pub(super) fn title_carrier(record: &Record) -> Carrier {
    match record.title_carrier {
        Carrier::Frontmatter => metadata_carrier(record),
        carrier => carrier,
    }
}

/// The file and place of a record's title.
pub(super) fn title(record: &Record) -> (&RelPath, Span) {
    (&record.file_of(title_carrier(record)).path, record.title_span)
}

/// The file and place of what one relation names.
pub(super) fn place<'a>(record: &'a Record, relation: &Relation) -> (&'a RelPath, Span) {
    (&record.file_of(relation.carrier).path, relation.span)
}

/// Names in a sentence: "`a`, `b` and `c`".
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} and {last}", names.join(", ")),
        Some(only) => only,
        None => String::new(),
    }
}

/// A link of the graph: whole relations of one kind, whichever side states them.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// The record that the step leaves.
    pub from: usize,
    /// The record that it leads to.
    pub to: usize,
    /// The record that states it.
    pub by: usize,
    /// The place among that record's relations.
    pub at: usize,
}

/// Every step along `kind`, by the record that it leaves. A record's reference to itself is none.
fn steps(corpus: &Corpus, kind: RelationKind) -> Vec<Vec<Step>> {
    let mut graph = vec![Vec::new(); corpus.records.len()];
    for by in 0..corpus.records.len() {
        for (at, (relation, target)) in corpus.relations_of(by).enumerate() {
            let Resolution::Record(other) = *target else { continue };
            if relation.partial || other == by {
                continue;
            }
            let (from, to) = match relation.kind {
                stated if stated == kind => (by, other),
                stated if stated == kind.inverse() => (other, by),
                _ => continue,
            };
            graph[from].push(Step { from, to, by, at });
        }
    }
    graph
}

#[derive(Clone, Copy)]
enum Mark {
    New,
    Open(usize),
    Done,
}

/// The cycles of a graph, each from its first record on; a record is told of in one cycle at most.
fn cycles(graph: &[Vec<Step>]) -> Vec<Vec<Step>> {
    let mut marks = vec![Mark::New; graph.len()];
    let mut told = vec![false; graph.len()];
    let mut found = Vec::new();
    for start in 0..graph.len() {
        if !matches!(marks[start], Mark::New) || graph[start].is_empty() {
            continue;
        }
        // Each entry: a record and how many of its steps have been taken.
        let mut path = vec![(start, 0)];
        marks[start] = Mark::Open(0);
        while let Some((node, taken)) = path.last_mut() {
            let Some(step) = graph[*node].get(*taken) else {
                marks[*node] = Mark::Done;
                path.pop();
                continue;
            };
            *taken += 1;
            match marks[step.to] {
                Mark::New => {
                    marks[step.to] = Mark::Open(path.len());
                    path.push((step.to, 0));
                }
                Mark::Open(at) if !told[step.to] && !told[step.from] => {
                    let cycle: Vec<Step> = path[at..]
                        .iter()
                        .filter_map(|&(node, taken)| graph[node].get(taken - 1))
                        .copied()
                        .collect();
                    cycle.iter().for_each(|step| told[step.from] = true);
                    found.push(cycle);
                }
                Mark::Open(_) | Mark::Done => {}
            }
        }
    }
    for cycle in &mut found {
        let first = (0..cycle.len()).min_by_key(|&at| cycle[at].from).unwrap_or(0);
        cycle.rotate_left(first);
    }
    found
}

/// `A` → `B` → `A`.
fn round(corpus: &Corpus, cycle: &[Step]) -> String {
    let names =
        cycle.iter().chain(cycle.first()).map(|step| format!("`{}`", name(&corpus.records[step.from])));
    names.collect::<Vec<_>>().join(" → ")
}

/// What a rule says of circles along one relation.
pub(super) struct Circles {
    /// The relation.
    pub kind: RelationKind,
    /// What the first record does, before the names of all.
    pub message: &'static str,
    /// What each record does to the next.
    pub verb: &'static str,
    /// How to mend it.
    pub help: &'static str,
    /// The highest severity on records that are not deem's own.
    pub foreign: Severity,
}

/// Reports every circle at its first record, with each of its steps.
pub(super) fn report_circles(cx: &CorpusContext<'_>, words: &Circles, out: &mut Sink<'_>) {
    for cycle in cycles(&steps(cx.corpus, words.kind)) {
        let Some(first) = cycle.first() else { continue };
        let record = &cx.corpus.records[first.from];
        let message = format!("{}: {}", words.message, round(cx.corpus, &cycle));
        let mut report = if first.by == first.from {
            let relation = &record.relations[first.at];
            out.report_fact(record, relation.carrier, relation.span, message)
        } else {
            out.report_fact(record, title_carrier(record), record.title_span, message)
        };
        for step in &cycle {
            let by = &cx.corpus.records[step.by];
            let (path, span) = place(by, &by.relations[step.at]);
            let (from, to) = (&cx.corpus.records[step.from], &cx.corpus.records[step.to]);
            report = report.related(path, span, format!("`{}` {} `{}`", name(from), words.verb, name(to)));
        }
        report = report.help(words.help);
        if !record.own_form() {
            report.at_most(words.foreign);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(size: usize, pairs: &[(usize, usize)]) -> Vec<Vec<Step>> {
        let mut graph = vec![Vec::new(); size];
        for &(from, to) in pairs {
            graph[from].push(Step { from, to, by: from, at: 0 });
        }
        graph
    }

    fn found(size: usize, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
        cycles(&graph(size, pairs)).iter().map(|cycle| cycle.iter().map(|step| step.from).collect()).collect()
    }

    #[test]
    fn a_cycle_is_told_once_from_its_first_record() {
        assert_eq!(found(4, &[(3, 1), (1, 2), (2, 1), (0, 3)]), vec![vec![1, 2]]);
        assert_eq!(found(3, &[(2, 0), (0, 1), (1, 2)]), vec![vec![0, 1, 2]]);
    }

    #[test]
    fn a_graph_without_cycles_has_none() {
        assert!(found(4, &[(0, 1), (0, 2), (1, 3), (2, 3)]).is_empty());
    }

    #[test]
    fn a_long_chain_does_not_overflow() {
        let pairs: Vec<_> = (0..100_000).map(|n| (n, (n + 1) % 100_000)).collect();
        assert_eq!(found(100_000, &pairs).len(), 1);
    }

    #[test]
    fn names_are_listed_as_in_a_sentence() {
        assert_eq!(listed(["a"]), "`a`");
        assert_eq!(listed(["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
