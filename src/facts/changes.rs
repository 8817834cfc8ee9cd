//! A record's own changes.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::history::{
    Chain, Commit, Extent, GitObjects, HistoryError, Id, People, PersonId, Substance, Substantive, Touch,
    without_form,
};

use super::{RecordFacts, people_of};

/// Finds substantive changes by what a text says without its form.
pub(super) fn substance(ignored: &HashSet<Id>) -> Substance<'_, impl Fn(&str, &[u8]) -> String> {
    Substance::new(ignored, |_: &str, text: &[u8]| without_form(&String::from_utf8_lossy(text)))
}

/// What the chain of changes itself tells.
pub(super) fn of(chain: &Chain, people: &mut People) -> RecordFacts {
    let oldest_first: Vec<usize> = (0..chain.changes.len()).rev().collect();
    let everybody = people_of(chain, &oldest_first, people);
    let (programs, authors): (Vec<PersonId>, Vec<PersonId>) =
        everybody.into_iter().partition(|person| people.is_program(*person));
    RecordFacts {
        committed: chain.current.is_some() || chain.extent != Extent::Complete,
        extent: chain.extent,
        first: chain.first().map(|change| written(&change.commit, people)),
        last: chain.last().map(|change| written(&change.commit, people)),
        commits: chain.changes.len(),
        authors,
        programs,
        ..RecordFacts::default()
    }
}

/// The latest substantive change; `None` where it is unknown.
pub(super) fn substantive<F: Fn(&str, &[u8]) -> String>(
    source: &&GitObjects<'_>,
    substance: &mut Substance<'_, F>,
    chain: &Chain,
    people: &People,
) -> Result<Option<Touch>, HistoryError> {
    Ok(match substance.last(source, chain)? {
        Substantive::Known(at) => chain.changes.get(at).map(|change| written(&change.commit, people)),
        Substantive::Unknown | Substantive::Never => None,
    })
}

/// A commit as work: by its author, on the author's day.
pub(super) fn written(commit: &Commit, people: &People) -> Touch {
    touch(commit, commit.words.author.day(), people)
}

/// A commit as what came in: on the committer's day.
pub(super) fn landed(commit: &Commit, people: &People) -> Touch {
    touch(commit, commit.words.committer.day(), people)
}

fn touch(commit: &Commit, date: Date, people: &People) -> Touch {
    Touch { oid: commit.id.to_string(), date, author: people.signed(&commit.words.author) }
}
