//! Which status is meant, and whether a record may go to it.

use crate::config::suggest;
use crate::record::kind::{Kind, KindStatus, Kinds};
use crate::record::{Record, Status, status};

use super::{EditError, Editor, Options};

/// A status that a record is to have.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// What it means.
    pub(super) status: Status,
    /// The kind's own name, for deem's own records.
    pub(super) own: Option<String>,
    /// As given.
    pub(super) given: String,
    /// A word other than the state's usual one was asked for.
    pub(super) verbatim: bool,
    /// The decision is made in it.
    pub(super) is_final: bool,
}

impl Editor<'_> {
    /// The status that a user means for a record.
    pub(super) fn target(&self, record: usize, given: &str) -> Result<Target, EditError> {
        let of = &self.corpus.records[record];
        let given = given.trim();
        let found = if of.native { own_status(&of.kind, given) } else { self.foreign_status(of, given) };
        found.ok_or_else(|| self.unknown(record, given))
    }

    fn foreign_status(&self, record: &Record, given: &str) -> Option<Target> {
        let place = self.place(given)?;
        // `Accepted & implemented` is a status too where the house writes so.
        let whole = place.states == (0..given.len()) && place.successors.is_empty();
        if !whole || place.status == Status::Unknown {
            return None;
        }
        let status = place.status;
        // A capital says that this very word is meant, not the folder's for the same state.
        let verbatim = given != status.as_str();
        let kind = record.kind.statuses.iter().find(|own| own.means == status);
        let is_final = kind.map_or(!status.is_open(), |own| own.is_final);
        Some(Target { status, own: None, given: given.to_owned(), verbatim, is_final })
    }

    fn unknown(&self, record: usize, given: &str) -> EditError {
        let of = &self.corpus.records[record];
        let known: Vec<String> = if of.native {
            of.kind.statuses.iter().map(|status| status.name.clone()).collect()
        } else {
            let house = self.settings.status_words().map(|word| word.text.to_string());
            Status::STATED.iter().map(|status| status.as_str().to_owned()).chain(house).collect()
        };
        let near = suggest::nearest(given, known.iter().map(String::as_str)).map(str::to_owned);
        let near = near.or_else(|| {
            status::suggest(given).filter(|_| !of.native).map(|status| status.as_str().to_owned())
        });
        EditError::UnknownStatus { id: self.named(record), given: given.to_owned(), near, known }
    }

    /// Refuses a move that the kind does not have; with force it is noted.
    pub(super) fn permit(
        &mut self,
        record: usize,
        target: &Target,
        options: &Options,
    ) -> Result<(), EditError> {
        self.draft(record)?;
        let current = self.now(record);
        let folder_stated = self.settings.kind_of(current.path()).is_some();
        if !current.native && !is_configured(current, folder_stated) {
            return Ok(());
        }
        let Some(from) = kind_status(current) else { return Ok(()) };
        let to = target.own.clone().unwrap_or_else(|| target.status.as_str().to_owned());
        let same = target.own.as_ref().is_some_and(|own| *own == from.name) || from.means == target.status;
        let legal = from.moves.iter().any(|name| {
            *name == to
                || (target.own.is_none()
                    && current.kind.status(name).is_some_and(|status| status.means == target.status))
        });
        if legal || (same && (target.own.is_none() || target.own.as_deref() == Some(&from.name))) {
            return Ok(());
        }
        let error =
            EditError::IllegalMove { id: self.named(record), from: from.name.clone(), to, legal: from.moves };
        if !options.force {
            return Err(error);
        }
        if let EditError::IllegalMove { id, from, to, .. } = error {
            self.talk
                .warnings
                .push(format!("`{id}` goes from `{from}` to `{to}`, which its kind does not allow"));
        }
        Ok(())
    }
}

/// True when `deem.toml` says something of the kind that a foreign record is of.
fn is_configured(record: &Record, folder_stated: bool) -> bool {
    let usual = Kinds::built_in().find(&record.kind.name);
    folder_stated || usual.is_none_or(|usual| usual.statuses != record.kind.statuses)
}

/// The status that a record has, in its kind's table.
fn kind_status(record: &Record) -> Option<KindStatus> {
    let fact = record.status()?;
    let by_name = fact.own.as_deref().or(Some(fact.text.as_str())).and_then(|name| record.kind.status(name));
    let by_meaning =
        || record.kind.statuses.iter().find(|status| !record.native && status.means == fact.status);
    by_name.or_else(by_meaning).cloned()
}

fn own_status(kind: &Kind, given: &str) -> Option<Target> {
    let status = kind.status(given)?;
    Some(Target {
        status: status.means,
        own: Some(status.name.clone()),
        given: given.to_owned(),
        verbatim: false,
        is_final: status.is_final,
    })
}
