//! Last changes for `stale` and `log`, or why there are none.

use crate::discover::Workspace;
use crate::history::{History, HistoryError, LastChange};

use super::Failure;
use super::session::Session;

/// How to get what a shallow clone lacks.
pub(super) const SHALLOW_ADVICE: &str = "this clone is shallow, so git cannot tell when older records changed; \
     fetch the whole history: `fetch-depth: 0` in `actions/checkout`, or `git fetch --unshallow`";

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
                "history was not read (`--no-history`), so only days of review are judged".to_owned()
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

/// What git knows of some paths.
pub(super) struct Past {
    changes: Result<Vec<LastChange>, Silence>,
    shallow: bool,
    history: Option<History>,
}

impl Past {
    /// The last changes, in the order of the paths.
    pub(super) fn changes(&self) -> Result<&[LastChange], Silence> {
        self.changes.as_deref().map_err(|silence| *silence)
    }

    /// The repository, where one was opened.
    pub(super) const fn history(&self) -> Option<&History> {
        self.history.as_ref()
    }

    /// True when a question may be without answer that more of the history would give.
    pub(super) fn is_lacking(&self) -> bool {
        match &self.changes {
            Ok(changes) => self.shallow || changes.contains(&LastChange::CutOff),
            Err(silence) => *silence != Silence::NotAsked,
        }
    }

    /// `complete`, `shallow`, `partial`, `none` or `not-read`, for outputs.
    pub(super) fn word(&self) -> &'static str {
        match self.changes {
            Ok(_) if self.shallow => "shallow",
            Ok(_) if self.is_lacking() => "partial",
            Ok(_) => "complete",
            Err(Silence::NotAsked) => "not-read",
            Err(Silence::NoGit | Silence::NoCommit) => "none",
        }
    }
}

/// Asks git for the last changes of `paths`.
pub(super) fn read(session: &Session<'_>, workspace: &Workspace, paths: &[&str]) -> Result<Past, Failure> {
    let silent = |silence| Past { changes: Err(silence), shallow: false, history: None };
    if session.global.no_history {
        return Ok(silent(Silence::NotAsked));
    }
    let failed = |error: HistoryError| Failure::message(error.to_string());
    let history = match History::open(&workspace.base) {
        Ok(history) => history,
        Err(HistoryError::NoRepository(_)) => return Ok(silent(Silence::NoGit)),
        Err(error) => return Err(failed(error)),
    };
    if history.head().map_err(failed)?.is_none() {
        return Ok(Past { history: Some(history), ..silent(Silence::NoCommit) });
    }
    let changes = history.last_changes(paths).map_err(failed)?;
    Ok(Past { changes: Ok(changes), shallow: history.is_shallow(), history: Some(history) })
}
