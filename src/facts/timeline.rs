//! The statuses that a record had on the main line, read with the reader of records.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use crate::config::Settings;
use crate::history::{
    Chain, Extent, GitObjects, HistoryError, Line, People, PersonId, State, Statuses, Touch,
};
use crate::record::reader::{self, ReadContext};
use crate::record::vocabulary::Vocabulary;
use crate::record::{Dialect, Record, Status};
use crate::source::{SourceFile, folder_of};

use super::{Asked, changes, people_of};

/// What a version of a record says of its status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Normalised, or the kind's own; `None` where it states none.
    pub name: Option<String>,
    /// As written.
    pub text: Option<String>,
    /// What it means.
    pub state: Option<Status>,
}

/// A status from the commit on that brought it to the main line.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The status.
    pub stated: Stated,
    /// The commit that landed it, on the committer's day, with the author of the latest change beneath.
    pub landed: Touch,
    /// When it landed, in seconds since 1970.
    pub second: i64,
    /// Whose work the change was: authors and co-authors of the commits beneath, else of the landing one.
    pub people: Vec<PersonId>,
    /// Index into the line's versions.
    pub(super) version: usize,
}

/// The statuses of a record.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// The oldest first; neighbours differ in name.
    pub moments: Vec<Moment>,
    /// How far they reach back.
    pub extent: Extent,
}

impl Timeline {
    /// The beginning of the latest stretch of states that `fit`. `None` where the newest does not fit or is not
    /// what the file says now, and where the stretch may have begun beyond what is known.
    pub fn current(&self, record: &Record, fit: impl Fn(Option<Status>) -> bool) -> Option<&Moment> {
        if !self.is_current(record) {
            return None;
        }
        let fitting = self.moments.iter().rev().take_while(|moment| fit(moment.stated.state)).count();
        let at = self.moments.len() - fitting;
        let moment = self.moments.get(at)?;
        // Where contents are missing, a state in between may be among them.
        let known = match self.extent {
            Extent::Complete => true,
            Extent::Shallow => at > 0,
            Extent::Missing => false,
        };
        known.then_some(moment)
    }

    /// True when the newest committed status is the one that the file states now.
    pub fn is_current(&self, record: &Record) -> bool {
        let now = record.status().map(|status| status.name());
        self.moments.last().is_some_and(|last| last.stated.name.as_deref() == now)
    }
}

/// Reads a status from a path and a content.
type Read<'a> = Box<dyn Fn(&str, &[u8]) -> Stated + 'a>;

/// Reads the statuses of records, each content once.
pub(super) struct Reading<'a> {
    statuses: Statuses<Stated, Read<'a>>,
    /// The record in hand: what its folder says holds for its older places too.
    record: Rc<Cell<usize>>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(asked: &'a Asked<'_>) -> Self {
        let record = Rc::new(Cell::new(0));
        let (corpus, settings, at) = (asked.corpus, asked.settings, Rc::clone(&record));
        let vocabulary = settings.vocabulary();
        let read = move |path: &str, text: &[u8]| {
            let now = corpus.records.get(at.get());
            let text = String::from_utf8_lossy(text);
            let beside = now.is_some_and(|now| now.sidecar.is_some());
            stated(&old_record(settings, &vocabulary, now, path, &text, beside))
        };
        Self { statuses: Statuses::new(Box::new(read)), record }
    }

    pub(super) fn timeline(
        &mut self,
        source: &&GitObjects<'_>,
        record: usize,
        line: &Line,
        chain: &Chain,
        people: &mut People,
    ) -> Result<Timeline, HistoryError> {
        self.record.set(record);
        let (mut states, extent) = self.statuses.timeline(source, line)?;
        // The same status in other words is no change of status.
        states.dedup_by(|later, earlier| later.status.name == earlier.status.name);
        let moment = |state: State<Stated>| {
            let version = line.versions.get(state.version)?;
            let mut landed = changes::landed(&version.landed, people);
            let mut by = people_of(chain, &version.changes, people);
            if by.is_empty() {
                by = people.authors(&version.landed);
            }
            if let Some(change) = version.changes.first().and_then(|at| chain.changes.get(*at)) {
                landed.author = people.signed(&change.commit.words.author);
            }
            let second = version.landed.time;
            Some(Moment { stated: state.status, landed, second, people: by, version: state.version })
        };
        Ok(Timeline { moments: states.into_iter().filter_map(moment).collect(), extent })
    }
}

fn stated(record: &Record) -> Stated {
    record.status().map_or_else(Stated::default, |status| Stated {
        name: Some(status.name().to_owned()),
        text: Some(status.text.clone()),
        state: Some(status.status),
    })
}

/// A version of a record as deem would have read it then, with the configuration of today. `beside` tells that
/// the text is that of the file beside it.
pub(super) fn old_record(
    settings: &Settings,
    vocabulary: &Vocabulary,
    now: Option<&Record>,
    path: &str,
    text: &str,
    beside: bool,
) -> Record {
    let cx = ReadContext {
        kinds: settings.kinds(),
        folder_kind: settings.kind_of(path).or_else(|| settings.kind_of(now?.path())),
        vocabulary,
        log4brains: now.is_some_and(|now| now.dialect == Dialect::Log4brains),
    };
    let file = |path: String, text: &str| Arc::new(SourceFile::new(path, text.to_owned()));
    if beside {
        let readme = format!("{}/README.md", folder_of(path));
        return reader::read(file(readme, ""), Some(file(path.to_owned(), text)), &cx);
    }
    reader::read(file(path.to_owned(), text), None, &cx)
}
