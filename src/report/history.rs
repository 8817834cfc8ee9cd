//! Facts from git as outputs show them.

use serde::Serialize;

use crate::facts::{Edit, Facts, Moment, RecordFacts};
use crate::history::{Extent, Touch};

/// A commit.
#[derive(Clone, Debug, Serialize)]
pub struct Commit {
    /// All hexadecimal digits.
    pub oid: String,
    /// The author's day where work is meant, the committer's where it came in.
    pub date: String,
    /// The author's name.
    pub author: String,
}

impl From<&Touch> for Commit {
    fn from(touch: &Touch) -> Self {
        Self { oid: touch.oid.clone(), date: touch.date.to_string(), author: touch.author.clone() }
    }
}

/// Digits of a commit's id that people are shown.
const SHORT: usize = 8;

impl Commit {
    /// The start of the id.
    pub fn short(&self) -> &str {
        self.oid.get(..SHORT).unwrap_or(&self.oid)
    }

    /// `2026-01-01 (9f2c4e7a by Ana Silva)`.
    pub fn in_words(&self) -> String {
        format!("{} ({} by {})", self.date, self.short(), self.author)
    }
}

/// A status that a record had, from the commit on that brought it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct State {
    /// Normalised, or the kind's own; `null` where the record stated none.
    pub status: Option<String>,
    /// As it was written.
    pub status_text: Option<String>,
    /// The day on which it came to the main line.
    pub date: String,
    /// The commit that brought it there.
    pub oid: String,
    /// Whose work it was: the first of those who are known.
    pub author: String,
}

impl From<&Moment> for State {
    fn from(moment: &Moment) -> Self {
        Self {
            status: moment.stated.name.clone(),
            status_text: moment.stated.text.clone(),
            date: moment.landed.date.to_string(),
            oid: moment.landed.oid.clone(),
            author: moment.landed.author.clone(),
        }
    }
}

/// An edit of a record in force.
#[derive(Clone, Debug, Serialize)]
pub struct EditRow {
    /// The day on which it came to the main line.
    pub date: String,
    /// The commit that brought it there.
    pub oid: String,
    /// The author of the landing commit.
    pub author: String,
    /// Headings of the sections that differ; `""` for the text above the first.
    pub sections: Vec<String>,
    /// Words that only one of the two versions has.
    pub words: usize,
}

impl From<&Edit> for EditRow {
    fn from(edit: &Edit) -> Self {
        Self {
            date: edit.landed.date.to_string(),
            oid: edit.landed.oid.clone(),
            author: edit.landed.author.clone(),
            sections: edit.sections.clone(),
            words: edit.words,
        }
    }
}

/// What git tells of a record.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RecordHistory {
    /// The commit that created the record; `null` where it is not known or there is none yet.
    pub first_commit: Option<Commit>,
    /// The commit that last changed the file; `null` where it is not known or there is none yet.
    pub last_commit: Option<Commit>,
    /// The commit that last changed what it says; `null` where it is not known or there is none yet.
    pub last_substantive: Option<Commit>,
    /// How many commits changed it, as far as they are known.
    pub commits: usize,
    /// The people who wrote it, who began first.
    pub authors: Vec<String>,
    /// The statuses that it had on the main line, the oldest first.
    pub timeline: Vec<State>,
    /// False where the clone lacks commits that would tell, or history was not read.
    pub complete: bool,
}

impl RecordHistory {
    /// Of one record.
    pub fn of(facts: &Facts, record: &RecordFacts) -> Self {
        let commit = |touch: &Option<Touch>| touch.as_ref().map(Commit::from);
        let timeline = record.timeline.as_ref();
        let known = timeline.is_none_or(|timeline| timeline.extent == Extent::Complete);
        Self {
            first_commit: commit(&record.first),
            last_commit: commit(&record.last),
            last_substantive: commit(&record.substantive),
            commits: record.commits,
            authors: record.authors.iter().map(|person| facts.name(*person).to_owned()).collect(),
            timeline: timeline.into_iter().flat_map(|t| &t.moments).map(State::from).collect(),
            complete: record.extent == Extent::Complete && known,
        }
    }
}
