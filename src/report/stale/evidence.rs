//! What shows that a record is stale, for programs and in words.

use std::collections::HashSet;

use serde::Serialize;

use crate::facts::{Facts, Governed, Vanished};
use crate::history::Extent;
use crate::record::Record;

use super::Commit;

/// What shows that a record is stale.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Evidence {
    /// All of it in one sentence.
    pub text: String,
    /// The commit on which the judgement rests: that opened the proposal, made the changes enough, removed the
    /// files; `null` where none is known or a stated day decides.
    pub commit: Option<Commit>,
    /// How often reviews are due, where that made the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cadence: Option<String>,
    /// The globs that are meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub globs: Vec<String>,
    /// What happened to the governed files.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drift: Option<DriftEvidence>,
}

/// What happened to governed files.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct DriftEvidence {
    /// The day of the decision or of its last review.
    pub since: String,
    /// True when the record states that day; else git tells it.
    pub stated: bool,
    /// Commits by people since then.
    pub commits: usize,
    /// Commits by programs, which do not count.
    pub by_programs: usize,
    /// Who wrote them, the latest first.
    pub people: Vec<String>,
    /// Lines added and removed.
    pub changed_lines: usize,
    /// Lines that there are.
    pub lines: usize,
    /// The ones in percent of the others.
    pub percent: usize,
    /// False where older commits may be missing, so that there are more.
    pub complete: bool,
    /// The newest of the commits.
    pub newest: Option<Commit>,
}

/// People who are named; the others are counted.
const NAMED: usize = 3;

impl Evidence {
    /// A sentence that a commit shows.
    pub(super) fn of(text: String, commit: Option<Commit>) -> Self {
        Self { text, commit, ..Self::default() }
    }

    /// Of drift past the thresholds; `None` where it is not.
    pub(super) fn drift(record: &Record, governed: &Governed, facts: &Facts, least: u32) -> Option<Self> {
        let (since, reached) = (governed.since?, governed.reached.as_ref()?);
        let percent = reached.percent().filter(|percent| *percent >= usize::try_from(least).unwrap_or(0))?;
        // Two addresses of one name are most likely one person, whom the mailmap forgot.
        let mut seen = HashSet::new();
        let people = governed.people.iter().map(|who| facts.name(*who));
        let people: Vec<String> = people.filter(|name| seen.insert(*name)).map(str::to_owned).collect();
        let newest = governed.newest.as_ref().map(Commit::from);
        let globs: Vec<String> = record.governs.iter().map(|glob| glob.value.clone()).collect();
        let text = format!(
            "{} commits by {} changed {percent} % of the lines of {} since {}{}",
            governed.commits,
            names(&people),
            quoted(&globs),
            since.day,
            newest.as_ref().map(|commit| format!(", latest {}", commit.in_words())).unwrap_or_default(),
        );
        let drift = DriftEvidence {
            since: since.day.to_string(),
            stated: since.stated,
            commits: governed.commits,
            by_programs: governed.by_programs,
            people,
            changed_lines: reached.lines.changed,
            lines: reached.lines.current,
            percent,
            complete: governed.extent == Extent::Complete,
            newest,
        };
        let commit = Some(Commit::from(&reached.at));
        Some(Self { text, commit, cadence: None, globs, drift: Some(drift) })
    }

    /// Of a glob that matches nothing.
    pub(super) fn vanished(record: &Record, vanished: &Vanished) -> Option<Self> {
        let glob = record.governs.get(vanished.glob)?.value.clone();
        let commit = vanished.removed.as_ref().map(Commit::from);
        let text = match &commit {
            Some(commit) => format!("`{glob}` matches no tracked file since {}", commit.in_words()),
            None => format!("`{glob}` matches no tracked file, and none that was changed since the decision"),
        };
        Some(Self { globs: vec![glob], ..Self::of(text, commit) })
    }
}

/// `3 people (Ana, Ben, Cy)`, `5 people (Ana, Ben, Cy and 2 more)`, or the one name.
fn names(people: &[String]) -> String {
    match people {
        [one] => one.clone(),
        many => {
            let shown = many.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
            let more = many.len().saturating_sub(NAMED);
            let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{} people ({shown}{rest})", many.len())
        }
    }
}

fn quoted(globs: &[String]) -> String {
    globs.iter().map(|glob| format!("`{glob}`")).collect::<Vec<_>>().join(", ")
}
