//! One record with the edits made to it so far, and the guard that every edit has to pass.

use std::collections::BTreeSet;

use crate::change::Plan;
use crate::record::{Record, RelationKind, Status, reader};
use crate::span::Span;

use super::text::{Splice, Text};
use super::{EditError, Editor};

/// A record as it is after the edits so far.
pub(super) struct Draft {
    pub(super) record: Record,
    main: Text,
    side: Option<Text>,
}

/// Which of a record's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Main,
    /// The file beside it, `kep.yaml`.
    Side,
}

/// What is to be read after an edit that was not read before. All else must stay.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// The status and, for a kind's own, its name.
    pub(super) status: Option<(Status, Option<String>)>,
    /// A relation that is stated.
    pub(super) relation: Option<(RelationKind, String)>,
    /// Relations of this kind are no longer stated.
    pub(super) without: Option<RelationKind>,
    /// The day that a date reads.
    pub(super) date: Option<jiff::civil::Date>,
}

impl Draft {
    pub(super) fn new(editor: &Editor<'_>, record: &Record) -> Result<Self, EditError> {
        if record.partial {
            return Err(EditError::Partial(record.path().to_owned()));
        }
        let (main, side) = (Text::new(&record.source), record.sidecar.as_ref().map(Text::new));
        Ok(Self { record: read(editor, &main, side.as_ref()), main, side })
    }

    /// The text of one of its files.
    pub(super) fn text(&self, place: Place) -> &str {
        match (place, &self.side) {
            (Place::Side, Some(side)) => &side.now.text,
            _ => &self.main.now.text,
        }
    }

    /// What the record would be after some splices; `None` when it would not say what is wanted, or would
    /// say something else otherwise than before.
    pub(super) fn after(
        &self,
        editor: &Editor<'_>,
        place: Place,
        splices: &[Splice],
        wanted: &Wanted,
    ) -> Option<Self> {
        let (mut main, mut side) = (self.main.clone(), self.side.clone());
        match place {
            Place::Main => main = main.spliced(splices)?,
            Place::Side => side = Some(side?.spliced(splices)?),
        }
        let record = read(editor, &main, side.as_ref());
        says(&self.record, &record, wanted).then_some(Self { record, main, side })
    }

    pub(super) fn finish(&self, plan: &mut Plan) {
        self.main.finish(plan);
        if let Some(side) = &self.side {
            side.finish(plan);
        }
    }
}

fn read(editor: &Editor<'_>, main: &Text, side: Option<&Text>) -> Record {
    let cx = editor.reading(&main.now.path);
    reader::read(main.now.clone(), side.map(|side| side.now.clone()), &cx)
}

/// True when a record says what is wanted, and all else as before.
fn says(before: &Record, after: &Record, wanted: &Wanted) -> bool {
    !after.partial
        && after.native == before.native
        && after.kind.name == before.kind.name
        && after.title == before.title
        && after.identity.id == before.identity.id
        && after.identity.number == before.identity.number
        && same_lists(before, after)
        && status_fits(before, after, wanted)
        && relations_fit(before, after, wanted)
        && dates_fit(before, after, wanted)
        && problems(after) <= problems(before)
}

fn same_lists(before: &Record, after: &Record) -> bool {
    let people = |record: &Record| -> Vec<_> {
        record.people.iter().map(|person| (person.name.clone(), person.role)).collect()
    };
    let words = |list: &[crate::record::Located<String>]| -> Vec<String> {
        list.iter().map(|item| item.value.clone()).collect()
    };
    people(before) == people(after)
        && words(&before.tags) == words(&after.tags)
        && words(&before.governs) == words(&after.governs)
}

fn status_fits(before: &Record, after: &Record, wanted: &Wanted) -> bool {
    let (Some(fact), Some((status, own))) = (after.status(), &wanted.status) else {
        let state = |record: &Record| record.status().map(|fact| (fact.status, fact.own.clone()));
        return wanted.status.is_none() && state(before) == state(after);
    };
    let clear = fact.others.is_empty()
        || before.status().is_some_and(|before| before.others.len() >= fact.others.len());
    fact.status == *status && (own.is_none() || fact.own == *own) && !fact.placeholder && clear
}

/// What a relation says, whatever its place.
type Said = (RelationKind, String, bool);

fn relations_fit(before: &Record, after: &Record, wanted: &Wanted) -> bool {
    // The reader leaves a leading slash out of what is no link.
    let bare = |target: &str| target.trim_start_matches('/').to_owned();
    let said = |record: &Record| -> BTreeSet<Said> {
        record.relations.iter().map(|r| (r.kind, bare(&r.target), r.partial)).collect()
    };
    let mut expected = said(before);
    if let Some(kind) = wanted.without {
        expected.retain(|relation| relation.0 != kind);
    }
    if let Some((kind, target)) = &wanted.relation {
        expected.insert((*kind, bare(target), false));
    }
    expected == said(after)
}

fn dates_fit(before: &Record, after: &Record, wanted: &Wanted) -> bool {
    let days = |record: &Record| -> Vec<_> {
        record.dates.iter().map(|fact| (fact.meaning, fact.date, fact.text.clone())).collect()
    };
    match wanted.date {
        None => days(before) == days(after),
        Some(day) => {
            after.date(crate::record::DateMeaning::Decided).and_then(|fact| fact.date) == Some(day)
                && after.dates.len() <= before.dates.len() + 1
        }
    }
}

/// How many problems the YAML of a record has.
fn problems(record: &Record) -> usize {
    record.frontmatter.as_ref().map_or(0, |fm| fm.doc.problems.len()) + record.sidecar_problems.len()
}

/// The line ending that a text has around a place: that of the line before, else of the first line.
pub(super) fn line_ending(text: &str, at: usize) -> &'static str {
    let before = text.get(..at).unwrap_or(text);
    let ending = before.rfind('\n').or_else(|| text.find('\n'));
    match ending {
        Some(at) if text.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\r') => "\r\n",
        _ => "\n",
    }
}

/// The line of a place, without its line ending.
pub(super) fn line_of(text: &str, at: usize) -> Span {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |n| n + 1);
    let rest = text.get(start..).unwrap_or("");
    let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
    Span::new(start, start + line.trim_end_matches('\r').len())
}

/// Just past the line ending of the line of a place, and whether it has one.
pub(super) fn next_line(text: &str, at: usize) -> (usize, bool) {
    match text.get(at..).and_then(|rest| rest.find('\n')) {
        Some(end) => (at + end + 1, true),
        None => (text.len(), false),
    }
}
