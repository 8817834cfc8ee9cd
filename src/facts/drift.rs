//! What happened to the files that records govern.

use crate::config::Globs;
use crate::history::{self, Drift, Extent, HistoryError, Lines, People, PersonId, Touch, folder_of};
use crate::record::{Located, Record, Status, date};

use super::decision::{Begun, decided};
use super::{Asked, GitWalker, RecordFacts, changes};

/// What happened to the files that a record in force governs.
#[derive(Clone, Debug, Default)]
pub struct Governed {
    /// The later of decision and last review; `None` where that is unknown, and then nothing below is known but
    /// globs that match nothing.
    pub since: Option<Begun>,
    /// Commits by people since then, without merges and ignored ones.
    pub commits: usize,
    /// Commits by programs.
    pub by_programs: usize,
    /// Who wrote them, who was latest first.
    pub people: Vec<PersonId>,
    /// The newest of the commits by people.
    pub newest: Option<Touch>,
    /// Present where there are as many commits as the policy asks for.
    pub reached: Option<Reached>,
    /// Whether there may be more commits.
    pub extent: Extent,
    /// The globs that match no file that git tracks; `None` where that is unknown.
    pub vanished: Option<Vec<Vanished>>,
}

/// There are enough commits to ask how much they changed.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The commit that made them enough, on the committer's day.
    pub at: Touch,
    /// What they changed.
    pub lines: Lines,
}

impl Reached {
    /// Changed lines in percent of those that there are; `None` where there are none.
    pub fn percent(&self) -> Option<usize> {
        self.lines.changed.saturating_mul(100).checked_div(self.lines.current)
    }
}

/// A governed glob that matches nothing.
#[derive(Clone, Debug)]
pub struct Vanished {
    /// Index into the record's `governs`.
    pub glob: usize,
    /// The latest commit since the decision that touched what it matched, on the committer's day: the removal.
    pub removed: Option<Touch>,
}

/// What is watched for a record: all of its globs, or one that matches nothing any more.
struct Watched {
    facts: usize,
    vanished: Option<usize>,
    globs: Vec<Located<String>>,
    second: i64,
}

/// Adds what happened to governed files to the facts of records in force.
pub(super) fn gather(
    asked: &Asked<'_>,
    walker: &mut GitWalker<'_, '_>,
    people: &mut People,
    found: &mut [RecordFacts],
) -> Result<(), HistoryError> {
    let vanished = vanished(asked, found);
    let mut watched = Vec::new();
    for (at, (facts, vanished)) in found.iter_mut().zip(vanished).enumerate() {
        let Some(record) = governing(asked, facts) else { continue };
        let since = since(record, facts);
        let mut governed = Governed { since, ..Governed::default() };
        if let Some(since) = since {
            let watch = |vanished, globs: &[Located<String>]| Watched {
                facts: at,
                vanished,
                globs: globs.to_vec(),
                second: since.second,
            };
            watched.push(watch(None, &record.governs));
            let globs = vanished.iter().flatten().enumerate();
            let globs = globs.filter_map(|(place, glob)| Some((place, record.governs.get(*glob)?)));
            watched.extend(globs.map(|(place, glob)| watch(Some(place), std::slice::from_ref(glob))));
        }
        governed.vanished =
            vanished.map(|globs| globs.into_iter().map(|glob| Vanished { glob, removed: None }).collect());
        facts.governed = Some(governed);
    }
    let governed: Vec<history::Governed<'_>> = watched.iter().map(watch).collect();
    let drifts = walker.drift(asked.head, &governed, &asked.ignored, people)?;
    for ((watched, governed), drift) in watched.iter().zip(&governed).zip(&drifts) {
        let Some(facts) = found.get_mut(watched.facts) else { continue };
        let kind = asked.corpus.records.get(facts.record).map_or("", |record| &record.kind.name);
        let enough = asked.settings.stale().of(kind).drift_commits.value;
        let Some(into) = &mut facts.governed else { continue };
        let newest = drift.commits.first().map(|commit| changes::landed(commit, people));
        match watched.vanished {
            Some(place) => {
                if let Some(glob) = into.vanished.as_mut().and_then(|globs| globs.get_mut(place)) {
                    glob.removed = newest;
                }
            }
            None => {
                into.newest = newest;
                into.commits = drift.commits.len();
                into.by_programs = drift.by_programs;
                into.people.clone_from(&drift.authors);
                into.extent = drift.extent;
                into.reached = reached(asked, walker, people, enough, governed, drift)?;
            }
        }
    }
    Ok(())
}

/// The record of some facts, if it is in force and says what it governs.
fn governing<'a>(asked: &Asked<'a>, facts: &RecordFacts) -> Option<&'a Record> {
    let record = asked.corpus.records.get(facts.record)?;
    let in_force = record.state().is_some_and(Status::is_live);
    (in_force && !record.governs.is_empty()).then_some(record)
}

/// The later of review and decision.
fn since(record: &Record, facts: &RecordFacts) -> Option<Begun> {
    let decided = decided(record, facts.timeline.as_ref());
    let reviewed = last_review(record).map(Begun::stated);
    decided.into_iter().chain(reviewed).max_by_key(|begun| begun.second)
}

/// The day of the last review, as the record states it.
fn last_review(record: &Record) -> Option<jiff::civil::Date> {
    let text = record.frontmatter.as_ref()?.doc.get("review")?.get("last")?.scalar_text()?;
    date::read(&text, date::DayOrder::Unknown).0
}

fn watch(watched: &Watched) -> history::Governed<'_> {
    let globs = Globs::of_record(&watched.globs);
    let plain = |glob: &'_ Located<String>| {
        let text = glob.value.strip_prefix('/').unwrap_or(&glob.value);
        folder_of(text.strip_prefix("./").unwrap_or(text)).to_owned()
    };
    history::Governed {
        folders: watched.globs.iter().map(plain).collect(),
        matches: Box::new(move |path| globs.is_match(path)),
        since: watched.second,
    }
}

/// What the commits changed, once there are enough of them.
fn reached(
    asked: &Asked<'_>,
    walker: &mut GitWalker<'_, '_>,
    people: &mut People,
    enough: u32,
    governed: &history::Governed<'_>,
    drift: &Drift,
) -> Result<Option<Reached>, HistoryError> {
    let enough = usize::try_from(enough).unwrap_or(usize::MAX).max(1);
    let Some(at) = drift.commits.len().checked_sub(enough).and_then(|at| drift.commits.get(at)) else {
        return Ok(None);
    };
    let lines = walker.changed_lines(asked.head, governed, drift)?;
    Ok(Some(Reached { at: changes::landed(at, people), lines }))
}

/// For each of the facts, the globs of its record that match nothing in the index; `None` where there is none.
fn vanished(asked: &Asked<'_>, found: &[RecordFacts]) -> Vec<Option<Vec<usize>>> {
    let globs: Vec<(usize, usize, &Located<String>)> = found
        .iter()
        .enumerate()
        .filter_map(|(at, facts)| Some((at, governing(asked, facts)?)))
        .flat_map(|(at, record)| record.governs.iter().enumerate().map(move |(glob, text)| (at, glob, text)))
        .filter(|(_, _, text)| Globs::is_usable(&text.value))
        .collect();
    let paths = if globs.is_empty() { None } else { asked.history.index_paths() };
    let Some(paths) = paths else { return vec![None; found.len()] };
    let written: Vec<Located<String>> = globs.iter().map(|(_, _, text)| (*text).clone()).collect();
    let set = Globs::of_record(&written);
    let mut seen = vec![false; written.len()];
    let mut missing = seen.len();
    for path in &paths {
        if missing == 0 {
            break;
        }
        for glob in set.matches(path) {
            if let Some(seen) = seen.get_mut(glob).filter(|seen| !**seen) {
                *seen = true;
                missing -= 1;
            }
        }
    }
    let mut vanished = vec![Some(Vec::new()); found.len()];
    for ((at, glob, text), _) in globs.iter().zip(seen).filter(|(_, seen)| !seen) {
        if !leads_elsewhere(&text.value, &paths)
            && let Some(Some(list)) = vanished.get_mut(*at)
        {
            list.push(*glob);
        }
    }
    vanished
}

/// True for a glob below a submodule or a link, whose files git does not list.
fn leads_elsewhere(glob: &str, paths: &[String]) -> bool {
    let text = glob.strip_prefix('/').unwrap_or(glob);
    let mut folder = text.strip_prefix("./").unwrap_or(text);
    folder = folder.split(['*', '?', '[', '{', '\\']).next().unwrap_or(folder);
    while let Some((above, _)) = folder.rsplit_once('/') {
        if paths.binary_search_by(|path| path.as_str().cmp(above)).is_ok() {
            return true;
        }
        folder = above;
    }
    false
}
