//! Facts of history for `stale` and `log`, or why there are none.

use crate::config::Settings;
use crate::engine::Loaded;
use crate::facts::{self, Facts, What};
use crate::history::{History, HistoryError};

use super::Failure;
use super::session::Session;

/// How to get what a shallow clone lacks.
pub(super) const SHALLOW_ADVICE: &str = "this clone is shallow, so git cannot tell when older records changed; \
     fetch the whole history: `fetch-depth: 0` in `actions/checkout`, or `git fetch --unshallow`";

/// How to get what a partial clone lacks.
const PARTIAL_ADVICE: &str = "this clone lacks contents of older commits, so git cannot tell everything; fetch \
     them: `git fetch --refetch --no-filter`, or clone without `--filter`";

/// Why history says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// `--no-history`.
    NotAsked,
    /// No repository.
    NoGit,
    /// A repository without a commit.
    NoCommit,
}

impl Silence {
    /// The reason, as it stands beside a record.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::NotAsked => "history was not read (`--no-history`)",
            Self::NoGit => "it is in no git repository",
            Self::NoCommit => "the repository has no commit yet",
        }
    }

    /// What is not known, and how to get it.
    pub(super) fn advice(self) -> String {
        match self {
            Self::NotAsked => {
                "history was not read (`--no-history`), so only stated days are judged".to_owned()
            }
            Self::NoGit => "the records are in no git repository, so nobody knows when they last changed; \
                            run deem in a clone of the repository; `git init` and a commit begin a history"
                .to_owned(),
            Self::NoCommit => "the repository has no commit yet, so nobody knows when records last changed; \
                               commit the records first"
                .to_owned(),
        }
    }
}

/// What git knows of some records.
pub(super) struct Past {
    facts: Result<Facts, Silence>,
    history: Option<History>,
}

impl Past {
    /// The facts, or why there are none.
    pub(super) fn facts(&self) -> Result<&Facts, Silence> {
        self.facts.as_ref().map_err(|silence| *silence)
    }

    /// The repository, where one was opened.
    pub(super) const fn history(&self) -> Option<&History> {
        self.history.as_ref()
    }

    /// True when a question may be without answer that more of the history would give.
    pub(super) fn is_lacking(&self) -> bool {
        match &self.facts {
            Ok(facts) => facts.is_lacking(),
            Err(silence) => *silence != Silence::NotAsked,
        }
    }

    /// `complete`, `shallow`, `partial`, `none` or `not-read`, for outputs.
    pub(super) fn word(&self) -> &'static str {
        match &self.facts {
            Ok(facts) if facts.shallow => "shallow",
            Ok(_) if self.is_lacking() => "partial",
            Ok(_) => "complete",
            Err(Silence::NotAsked) => "not-read",
            Err(Silence::NoGit | Silence::NoCommit) => "none",
        }
    }

    /// How to get what is missing, where that can be said.
    pub(super) fn advice(&self) -> Option<String> {
        match self.facts() {
            Err(silence) => Some(silence.advice()),
            Ok(facts) if facts.shallow => Some(SHALLOW_ADVICE.to_owned()),
            Ok(_) if self.is_lacking() => Some(PARTIAL_ADVICE.to_owned()),
            Ok(_) => None,
        }
    }
}

/// Asks git for facts of some records of the corpus.
pub(super) fn read(
    session: &Session<'_>,
    loaded: &Loaded,
    settings: &Settings,
    records: &[usize],
    wanted: What,
) -> Result<Past, Failure> {
    let silent = |silence| Past { facts: Err(silence), history: None };
    if session.global.no_history {
        return Ok(silent(Silence::NotAsked));
    }
    let failed = |error: HistoryError| Failure::message(error.to_string());
    let history = match History::open(&loaded.workspace.base) {
        Ok(history) => history,
        Err(HistoryError::NoRepository(_)) => return Ok(silent(Silence::NoGit)),
        Err(error) => return Err(failed(error)),
    };
    let today = session.today()?;
    let facts = facts::gather(&history, &loaded.corpus, settings, today, records, wanted).map_err(failed)?;
    Ok(Past { facts: facts.ok_or(Silence::NoCommit), history: Some(history) })
}
