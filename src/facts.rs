//! What history tells of records: the engine's walk joined with what the records say.
//!
//! One pass over the commits serves all records that are asked for; what is not wanted is not read. A fact that
//! the clone cannot tell is unknown: neither old nor new.

mod changes;
mod decision;
mod drift;
mod edits;
mod timeline;

use std::collections::HashSet;

use jiff::civil::Date;

use crate::config::Settings;
use crate::corpus::Corpus;
use crate::history::{
    Activities, Chain, Extent, Follow, GitObjects, History, HistoryError, Id, Line, People, PersonId, Touch,
    Walker, Window,
};

pub use decision::{Begun, decided};
pub use drift::{Governed, Reached, Vanished};
pub use edits::{Edit, Edits};
pub use timeline::{Moment, Stated, Timeline};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The facts that are wanted besides changes and authors.
#[derive(Clone, Copy, Debug, Default)]
pub struct What {
    /// The last substantive change.
    pub substance: bool,
    /// The statuses that a record had.
    pub timeline: bool,
    /// What was edited after acceptance.
    pub edits: bool,
    /// What happened to governed files.
    pub drift: bool,
    /// Who was active in the repository within `quiet-after`.
    pub activity: bool,
}

/// What history tells of one record.
#[derive(Clone, Debug, Default)]
pub struct RecordFacts {
    /// Index into the corpus.
    pub record: usize,
    /// False for a record that `HEAD` does not have.
    pub committed: bool,
    /// How far its changes are known.
    pub extent: Extent,
    /// The change that created it, under whatever name; `None` where that is unknown.
    pub first: Option<Touch>,
    /// The latest change; `None` where that is unknown.
    pub last: Option<Touch>,
    /// The latest change of what it says; `None` where that is unknown or not wanted.
    pub substantive: Option<Touch>,
    /// How many commits changed it, as far as they are known.
    pub commits: usize,
    /// The people who wrote it, as authors or co-authors, who began first.
    pub authors: Vec<PersonId>,
    /// The programs that changed it.
    pub programs: Vec<PersonId>,
    /// Its statuses, where they are wanted.
    pub timeline: Option<Timeline>,
    /// Edits after acceptance, where they are wanted.
    pub edits: Option<Edits>,
    /// What happened to the files it governs, where that is wanted and it is in force.
    pub governed: Option<Governed>,
}

/// What history tells of some records.
#[derive(Debug)]
pub struct Facts {
    /// In the order in which they were asked for.
    pub records: Vec<RecordFacts>,
    /// Everybody who is named above, and who was met on the way.
    pub people: People,
    /// Who was active lately, where that is wanted.
    pub activity: Option<Activities>,
    /// True when the clone was cut off.
    pub shallow: bool,
}

impl Facts {
    /// The name of a person, as the mailmap has it.
    pub fn name(&self, person: PersonId) -> &str {
        self.people.get(person).map_or("", |person| person.name.as_str())
    }

    /// True when the clone lacks commits or contents that a wanted fact needs.
    pub fn is_lacking(&self) -> bool {
        self.shallow || self.records.iter().any(RecordFacts::is_lacking)
    }
}

impl RecordFacts {
    fn is_lacking(&self) -> bool {
        self.extent != Extent::Complete
            || self.timeline.as_ref().is_some_and(|timeline| timeline.extent != Extent::Complete)
            || self.governed.as_ref().is_some_and(|governed| governed.extent != Extent::Complete)
    }
}

/// What every step of gathering reads.
struct Asked<'a> {
    history: &'a History,
    corpus: &'a Corpus,
    settings: &'a Settings,
    head: Id,
    ignored: HashSet<Id>,
}

/// The facts of the records of those indexes, as `HEAD` has them; `None` before the first commit.
///
/// # Errors
/// When the repository cannot be read, or an object is broken.
pub fn gather(
    history: &History,
    corpus: &Corpus,
    settings: &Settings,
    today: Date,
    records: &[usize],
    wanted: What,
) -> Result<Option<Facts>, HistoryError> {
    let Some(head) = history.head_id()? else { return Ok(None) };
    let asked = Asked { history, corpus, settings, head, ignored: history.ignored_commits() };
    let bots: Vec<String> = settings.people().bots.value.iter().map(|bot| bot.value.clone()).collect();
    let mut people = People::new(&history.mailmap(), &bots);
    let objects = history.objects()?;
    let mut walker = Walker::new(&objects);
    let mut found = walk(&asked, &mut walker, &mut people, records, wanted)?;
    if wanted.drift {
        drift::gather(&asked, &mut walker, &mut people, &mut found)?;
    }
    let activity = if wanted.activity {
        let quiet = i64::from(settings.people().quiet_after.value);
        let window = Window { since: midnight(today) - quiet * DAY };
        Some(walker.activity(head, window, &mut people)?)
    } else {
        None
    };
    Ok(Some(Facts { records: found, people, activity, shallow: history.is_shallow() }))
}

/// The first second of a day by Greenwich time.
fn midnight(day: Date) -> i64 {
    jiff::tz::TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).map_or(0, jiff::Timestamp::as_second)
}

type GitWalker<'h, 'o> = Walker<&'o GitObjects<'h>>;

/// Everything that hangs on the records' own changes.
fn walk(
    asked: &Asked<'_>,
    walker: &mut GitWalker<'_, '_>,
    people: &mut People,
    records: &[usize],
    wanted: What,
) -> Result<Vec<RecordFacts>, HistoryError> {
    let needs_lines = wanted.timeline || wanted.edits;
    let known: Vec<_> = records.iter().filter_map(|&at| Some((at, asked.corpus.records.get(at)?))).collect();
    let mut paths: Vec<&str> = known.iter().map(|(_, record)| record.path()).collect();
    // A status in a file beside the record has its own past.
    let mut status_at: Vec<usize> = (0..paths.len()).collect();
    for (at, (_, record)) in known.iter().enumerate() {
        if let Some(sidecar) = record.sidecar.as_ref().filter(|_| needs_lines)
            && let Some(place) = status_at.get_mut(at)
        {
            *place = paths.len();
            paths.push(&sidecar.path);
        }
    }
    let mut walked = walker.records(asked.head, &paths, Follow::default())?;
    let lines: Vec<Line> = if needs_lines { walker.lines(&mut walked)? } else { Vec::new() };
    let mut substance = changes::substance(&asked.ignored);
    let mut statuses = timeline::Reading::new(asked);
    let mut found = Vec::with_capacity(known.len());
    for (at, (record, _)) in known.iter().enumerate() {
        let Some(chain) = walked.chains.get(at) else { continue };
        let mut facts = changes::of(chain, people);
        facts.record = *record;
        if wanted.substance {
            facts.substantive = changes::substantive(walker.source(), &mut substance, chain, people)?;
        }
        let place = status_at.get(at).copied().unwrap_or(at);
        if let (Some(line), Some(chain)) = (lines.get(place), walked.chains.get(place)) {
            facts.timeline = Some(statuses.timeline(walker.source(), *record, line, chain, people)?);
        }
        if wanted.edits
            && let (Some(line), Some(timeline)) = (lines.get(at), &facts.timeline)
            && place == at
        {
            let past = edits::Past { line, chain, timeline };
            facts.edits = Some(edits::of(asked, walker.source(), &past, people)?);
        }
        found.push(facts);
    }
    Ok(found)
}

/// Who did something in some changes of a chain, each once, in the order of the changes.
fn people_of(chain: &Chain, changes: &[usize], people: &mut People) -> Vec<PersonId> {
    let mut found = Vec::new();
    for change in changes.iter().filter_map(|&at| chain.changes.get(at)) {
        for person in people.authors(&change.commit) {
            if !found.contains(&person) {
                found.push(person);
            }
        }
    }
    found
}
