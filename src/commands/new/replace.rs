//! The other end of `--supersedes`: the records that the new one replaces.

use crate::change::Plan;
use crate::commands::session::Session;
use crate::commands::{Failure, show};
use crate::config::Settings;
use crate::edit::{Editor, Options, Successor, Talk};
use crate::engine::Loaded;
use crate::scaffold::{Draft, Request};
use crate::source::RelPath;

/// The records that arguments name, each once.
pub(super) fn named(session: &Session<'_>, loaded: &Loaded, ids: &[String]) -> Result<Vec<usize>, Failure> {
    let mut found = Vec::new();
    for id in ids {
        let at = show::find(session, loaded, id)?;
        if !found.contains(&at) {
            found.push(at);
        }
    }
    Ok(found)
}

/// Marks records as superseded by a new one.
pub(super) struct Replacing<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) settings: &'a Settings,
    /// The records to mark.
    pub(super) old: Vec<usize>,
    /// Do it although a kind does not allow it.
    pub(super) force: bool,
}

impl Replacing<'_> {
    /// Adds the edits to a plan, and gives back what the user should know of them.
    pub(super) fn fill(
        &self,
        plan: &mut Plan,
        path: &str,
        draft: &Draft,
        request: &Request,
    ) -> Result<Talk, Failure> {
        let log4brains = !self.loaded.discovery.hints.log4brains.is_empty();
        let mut editor = Editor::new(&self.loaded.corpus, self.settings, log4brains);
        let successor = Successor {
            id: draft.id.clone(),
            number: draft.number.clone(),
            path: RelPath::from(path),
            title: request.title.clone(),
        };
        let options = Options { force: self.force, decided: None };
        for &old in &self.old {
            editor.mark_superseded(old, &successor, &options)?;
        }
        editor.finish(plan);
        Ok(editor.talk().clone())
    }

    /// Carries the edits out; the new record stands already.
    pub(super) fn apply(
        &self,
        session: &Session<'_>,
        path: &str,
        draft: &Draft,
        request: &Request,
    ) -> Result<(), Failure> {
        let mut plan = Plan::default();
        session.tell(&self.fill(&mut plan, path, draft, request)?);
        let written = plan.apply(&self.loaded.workspace.base);
        written.map(|_| ()).map_err(|error| {
            Failure::message(format!("`{path}` is written, but what it replaces is not marked: {error}"))
        })
    }
}
