//! Edits to records that leave every other byte alone: statuses, supersession and other relations.
//!
//! Every step is a few splices in the text of a record. The text that comes out is read again as a record,
//! and the step counts only when it says what it should and nothing else has changed; else the edit is
//! refused. What was done in all steps is then handed to a plan of changes.

mod draft;
mod error;
mod field;
mod house;
mod lifecycle;
mod reference;
mod relation;
mod removal;
mod section;
mod status;
mod text;
mod words;
mod yaml;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::change::Plan;
use crate::config::Settings;
use crate::corpus::{Corpus, Resolution};
use crate::record::kind::Kinds;
use crate::record::reader::ReadContext;
use crate::record::vocabulary::Vocabulary;
use crate::record::{Record, RelationKind, Status};
use crate::source::RelPath;

use draft::Draft;

pub use error::EditError;
pub use reference::Successor;

/// What a user may ask for besides the change itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Do it although the kind does not allow the move; it is noted.
    pub force: bool,
    /// The day on which a final status was decided. None is invented.
    pub decided: Option<Date>,
}

/// Edits to the records of one corpus, gathered until they are handed to a plan.
pub struct Editor<'a> {
    corpus: &'a Corpus,
    settings: &'a Settings,
    vocabulary: Vocabulary,
    log4brains: bool,
    drafts: BTreeMap<RelPath, Draft>,
    talk: Talk,
}

/// What the user should know of edits, a line each.
#[derive(Clone, Debug, Default)]
pub struct Talk {
    /// What was done although a rule of the kind stands against it.
    pub warnings: Vec<String>,
    /// What else is to be known.
    pub notes: Vec<String>,
}

impl<'a> Editor<'a> {
    /// An editor without edits. `log4brains` tells that the repository is configured for log4brains.
    pub fn new(corpus: &'a Corpus, settings: &'a Settings, log4brains: bool) -> Self {
        let vocabulary = settings.vocabulary();
        Self { corpus, settings, vocabulary, log4brains, drafts: BTreeMap::new(), talk: Talk::default() }
    }

    /// What the user should know of what was done.
    pub const fn talk(&self) -> &Talk {
        &self.talk
    }

    /// Hands all edits to a plan.
    pub fn finish(&self, plan: &mut Plan) {
        self.drafts.values().for_each(|draft| draft.finish(plan));
    }

    /// What a status means that is given for a record.
    ///
    /// # Errors
    /// When it is not known.
    pub fn meaning(&self, record: usize, given: &str) -> Result<Status, EditError> {
        Ok(self.target(record, given)?.status)
    }

    /// Sets the status of a record, given in the words of its kind, dialect or house.
    ///
    /// # Errors
    /// When the status is not known, the kind does not allow the move, `superseded` would name no successor,
    /// or the record has no place for it.
    pub fn set_status(&mut self, record: usize, given: &str, options: &Options) -> Result<(), EditError> {
        let target = self.target(record, given)?;
        if target.status == Status::Superseded
            && self.current(record)?.state() != Some(Status::Superseded)
            && self.corpus.successors(record).is_empty()
        {
            return Err(EditError::NoSuccessor(self.named(record)));
        }
        if target.status == Status::Superseded
            && let Some(&new) = self.corpus.successors(record).first()
        {
            let successor = Successor::of(&self.corpus.records[new]);
            return self.become_superseded(record, &target, &successor, options);
        }
        self.change_status(record, &target, None, options)
    }

    /// Marks `old` as superseded by `new` on both sides.
    ///
    /// # Errors
    /// As for [`Self::set_status`].
    pub fn supersede(&mut self, old: usize, new: usize, options: &Options) -> Result<(), EditError> {
        self.supersede_as(old, new, Status::Superseded.as_str(), options)
    }

    /// The same with the status given in the words of the kind, dialect or house.
    ///
    /// # Errors
    /// As for [`Self::set_status`].
    pub fn supersede_as(
        &mut self,
        old: usize,
        new: usize,
        given: &str,
        options: &Options,
    ) -> Result<(), EditError> {
        self.distinct(old, new)?;
        let successor = Successor::of(&self.corpus.records[new]);
        let target = self.target(old, given)?;
        self.become_superseded(old, &target, &successor, options)?;
        let old = Successor::of(&self.corpus.records[old]);
        self.relate(new, RelationKind::Supersedes, &old, None)
    }

    /// Marks `old` as superseded by a record that need not be on the disk yet; that one has to say so itself.
    ///
    /// # Errors
    /// As for [`Self::set_status`].
    pub fn mark_superseded(
        &mut self,
        old: usize,
        successor: &Successor,
        options: &Options,
    ) -> Result<(), EditError> {
        let target = self.target(old, Status::Superseded.as_str())?;
        self.become_superseded(old, &target, successor, options)
    }

    /// Says on both sides that `new` changes a part of `old`, whose status stays. `section` is the heading of
    /// that part.
    ///
    /// # Errors
    /// When `old` has no such heading, or a record has no place for it.
    pub fn supersede_part(&mut self, old: usize, new: usize, section: &str) -> Result<(), EditError> {
        self.distinct(old, new)?;
        let anchor = self.anchor(old, section)?;
        let (before, after) =
            (Successor::of(&self.corpus.records[old]), Successor::of(&self.corpus.records[new]));
        self.relate(old, RelationKind::AmendedBy, &after, None)?;
        self.relate(new, RelationKind::Amends, &before, Some(&anchor))
    }

    /// States a relation on both sides.
    ///
    /// # Errors
    /// When a record has no place for it. Supersession changes the status: [`Self::supersede`] does both.
    pub fn link(
        &mut self,
        from: usize,
        kind: RelationKind,
        to: usize,
        options: &Options,
    ) -> Result<(), EditError> {
        self.distinct(from, to)?;
        match kind {
            RelationKind::Mentions => return Err(EditError::Mentions),
            RelationKind::SupersededBy => return self.link_superseded(from, to, options),
            RelationKind::Supersedes => return self.link_superseded(to, from, options),
            _ => {}
        }
        let target = Successor::of(&self.corpus.records[to]);
        let source = Successor::of(&self.corpus.records[from]);
        self.relate(from, kind, &target, None)?;
        self.relate(to, kind.inverse(), &source, None)
    }

    /// States a relation on one side only; the other record need not be on the disk.
    ///
    /// # Errors
    /// When the record has no place for it.
    pub fn add_relation(&mut self, from: usize, kind: RelationKind, to: &Successor) -> Result<(), EditError> {
        self.relate(from, kind, to, None)
    }

    /// A supersession as a bare link: only where the old record's status says so already.
    fn link_superseded(&mut self, old: usize, new: usize, options: &Options) -> Result<(), EditError> {
        if self.current(old)?.state() != Some(Status::Superseded) && !options.force {
            let (old, new) = (self.named(old), self.named(new));
            return Err(EditError::StillLive { old, new });
        }
        self.supersede(old, new, options)
    }

    fn distinct(&self, from: usize, to: usize) -> Result<(), EditError> {
        if from == to { Err(EditError::Itself(self.named(from))) } else { Ok(()) }
    }

    /// How messages name a record.
    fn named(&self, record: usize) -> String {
        self.corpus.records[record].identity.id.clone()
    }

    /// A record as it is after the edits so far.
    fn current(&mut self, record: usize) -> Result<&Record, EditError> {
        Ok(&self.draft(record)?.record)
    }

    fn draft(&mut self, record: usize) -> Result<&mut Draft, EditError> {
        let path = self.corpus.records[record].source.path.clone();
        if !self.drafts.contains_key(&path) {
            let draft = Draft::new(self, &self.corpus.records[record])?;
            self.drafts.insert(path.clone(), draft);
        }
        self.drafts.get_mut(&path).ok_or_else(|| EditError::Gone(path.to_string()))
    }

    /// What the reader has to know of the file at a path.
    fn reading(&self, path: &str) -> ReadContext<'_> {
        let kinds: &Kinds = self.settings.kinds();
        ReadContext {
            kinds,
            folder_kind: self.settings.kind_of(path),
            vocabulary: &self.vocabulary,
            log4brains: self.log4brains,
        }
    }

    /// True when a reference in the file at `from` leads to the record at `to`, or that one is not on the disk.
    fn leads(&self, from: &str, target: &str, link: bool, to: &str) -> bool {
        match self.corpus.at_path(to) {
            Some(at) => self.corpus.resolve(from, target, link) == Resolution::Record(at),
            None => true,
        }
    }
}

#[cfg(test)]
mod tests;
