//! The state of a record, and the many ways in which it is written.

mod choices;
mod clean;
mod lexer;
mod place;
mod statement;
mod target;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::ops::Range;

use crate::span::Span;

use super::Carrier;
use super::relation::RelationKind;
use lexer::Kind;
use statement::{State, Statements};

pub use place::{Place, place};

/// The normalised state of a foreign record; a deem kind's own states map onto it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the words themselves")]
pub enum Status {
    Draft,
    Proposed,
    Accepted,
    Rejected,
    Withdrawn,
    Deprecated,
    Superseded,
    Implemented,
    Deferred,
    /// Stated, but fits none of the others.
    Unknown,
}

impl Status {
    /// Every state that a record can state.
    pub const STATED: [Self; 9] = [
        Self::Draft,
        Self::Proposed,
        Self::Accepted,
        Self::Rejected,
        Self::Withdrawn,
        Self::Deprecated,
        Self::Superseded,
        Self::Implemented,
        Self::Deferred,
    ];

    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
            Self::Implemented => "implemented",
            Self::Deferred => "deferred",
            Self::Unknown => "unknown",
        }
    }

    /// Not decided yet: draft, proposed or deferred.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Proposed | Self::Deferred)
    }

    /// In force: accepted or implemented.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Accepted | Self::Implemented)
    }

    /// No longer to be relied on: rejected, withdrawn, deprecated or superseded.
    pub const fn is_dead(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn | Self::Deprecated | Self::Superseded)
    }
}

/// A status that a record states.
#[derive(Clone, Debug)]
pub struct StatusFact {
    /// The text as written, markup included.
    pub text: String,
    /// Where the text stands.
    pub span: Span,
    /// All that was read for it: a status section goes on below its first paragraph.
    pub value: Span,
    /// What it means.
    pub status: Status,
    /// A deem kind's own status (`paying`), where the record is of one.
    pub own: Option<String>,
    /// How it was written.
    pub carrier: Carrier,
    /// The template's list of choices was left in.
    pub placeholder: bool,
    /// A template's braces or brackets stand around a real value.
    pub residue: bool,
    /// States on other lines of the same value that disagree, with their places.
    pub others: Vec<(Status, Span)>,
}

impl StatusFact {
    /// The status as outputs name it: the kind's own word, else the normalised one.
    pub fn name(&self) -> &str {
        self.own.as_deref().unwrap_or(self.status.as_str())
    }
}

/// What the text of one status value says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The state; unknown when the text fits none, never a guess.
    pub status: Status,
    /// It is a template's untouched list of choices.
    pub placeholder: bool,
    /// Braces or brackets of a template stand around a real value.
    pub residue: bool,
    /// States on other lines that disagree with `status`, with the words that say them.
    pub alternatives: Vec<(Status, Range<usize>)>,
    /// The records that the value names.
    pub relations: Vec<FoundRelation>,
}

/// A relation that a status value states. Ranges are offsets into that value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRelation {
    /// What is said.
    pub kind: RelationKind,
    /// A link's destination, or number, id, path or slug as written.
    pub target: String,
    /// Where the target stands.
    pub range: Range<usize>,
    /// The target is a link's destination.
    pub link: bool,
    /// Only a part of the other record is meant.
    pub partial: bool,
}

/// Reads a status value as one record's carrier has it, one line or several.
pub fn read(text: &str) -> Reading {
    read_with(text, &|_| None)
}

/// Like [`read`], but `house` is asked first. It gets the first line without markup, emoji,
/// remarks in parentheses and final period, in lower case, its words separated by one space; then,
/// if it does not know that, the line's first statement alone.
pub fn read_with(text: &str, house: &dyn Fn(&str) -> Option<Status>) -> Reading {
    if let Some(status) = read_plain_word(text, house) {
        return Reading {
            status,
            placeholder: false,
            residue: false,
            alternatives: Vec::new(),
            relations: Vec::new(),
        };
    }
    let lexed = lexer::lex(text);
    let own = clean::first_line(text, &lexed.tokens)
        .and_then(|line| house(&line.whole).or_else(|| house(&line.first)));
    if own.is_none() && (lexed.unticked || choices::is_choice_list(text)) {
        return Reading {
            status: Status::Unknown,
            placeholder: true,
            residue: false,
            alternatives: Vec::new(),
            relations: Vec::new(),
        };
    }
    let statements = statement::read(text, &lexed.tokens, own.is_some());
    let (status, alternatives) = settle(&statements, own);
    Reading {
        status,
        placeholder: false,
        residue: lexed.residue,
        alternatives,
        relations: statements.relations,
    }
}

/// The word of a value as the vocabulary looks it up: the first line's first statement, in lower case. Empty
/// where there is none.
pub fn house_word(text: &str) -> String {
    let asked = std::cell::RefCell::new(String::new());
    read_with(text, &|word| {
        // The whole line comes first, its first statement last; the shorter one suits more records.
        if !word.is_empty() {
            word.clone_into(&mut asked.borrow_mut());
        }
        None
    });
    asked.into_inner()
}

/// The records that a value names whose key says the relation: `ADR-0008, [12](0012-x.md)`. Words
/// for nothing and template examples give none.
pub fn targets(text: &str, kind: RelationKind) -> Vec<FoundRelation> {
    let lexed = lexer::lex(text);
    let mut found = Vec::new();
    let mut ready = true;
    let mut at = 0;
    while let Some(token) = lexed.tokens.get(at) {
        let target = if ready { target::target_at(text, &lexed.tokens, at) } else { None };
        at += 1;
        if let Some((target, next)) = target {
            at = next;
            ready = false;
            if !target.empty {
                let (range, link) = (target.range, target.link);
                found.push(FoundRelation { kind, target: target.text, range, link, partial: false });
            }
        } else if matches!(token.kind, Kind::Comma | Kind::And | Kind::Stop | Kind::Line { .. }) {
            ready = true;
        } else {
            let word = text.get(token.range.clone()).unwrap_or("");
            ready &= matches!(token.kind, Kind::Colon) || vocabulary::is_filler(word);
        }
    }
    found
}

/// The state whose name is nearest to a value that [`read`] does not know: at most two letters
/// differ.
pub fn suggest(text: &str) -> Option<Status> {
    let lexed = lexer::lex(text);
    let line = clean::first_line(text, &lexed.tokens)?;
    let near = |value: &str| {
        let length = value.chars().count();
        if !(4..=32).contains(&length) {
            return None;
        }
        let allowed = if length < 6 { 1 } else { 2 };
        vocabulary::plain_words()
            .filter(|(word, _)| word.len() >= 4 && word.len().abs_diff(length) <= allowed)
            .map(|(word, status)| (strsim::osa_distance(word, value), status))
            .filter(|(distance, _)| *distance <= allowed)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, status)| status)
    };
    near(&line.first).or_else(|| near(line.first.split(' ').next()?))
}

/// The common value: one word without anything around it. Spares the general reading.
fn read_plain_word(text: &str, house: &dyn Fn(&str) -> Option<Status>) -> Option<Status> {
    let word = text.trim();
    if word.is_empty() || word.len() > 24 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let lower = word.to_ascii_lowercase();
    house(&lower).or_else(|| vocabulary::state(&lower))
}

/// One state out of those of all lines, and those on other lines that disagree with it.
fn settle(statements: &Statements, own: Option<Status>) -> (Status, Vec<(Status, Range<usize>)>) {
    let mut lines: Vec<State> = Vec::new();
    for state in &statements.states {
        match lines.last_mut() {
            Some(last) if last.line == state.line => {
                if prevails(state, last.status) {
                    *last = state.clone();
                }
            }
            _ => lines.push(state.clone()),
        }
    }
    let mut status: Option<Status> = None;
    for state in &lines {
        if status.is_none_or(|so_far| prevails(state, so_far)) {
            status = Some(state.status);
        }
    }
    let in_force = || {
        let acts =
            |found: &FoundRelation| matches!(found.kind, RelationKind::Supersedes | RelationKind::Amends);
        // What replaces or changes another record, or is replaced in part only, is in force itself.
        (statements.partly_superseded || statements.relations.iter().any(acts)).then_some(Status::Accepted)
    };
    let status = own.or(status).or_else(in_force).unwrap_or(Status::Unknown);
    // House words stand on the first line, which cannot contradict itself.
    let first = if own.is_some() { 1 } else { 0 };
    let disagrees = |state: &&State| state.line >= first && !agree(status, state.status);
    let alternatives =
        lines.iter().filter(disagrees).map(|state| (state.status, state.range.clone())).collect();
    (status, alternatives)
}

/// Whether a further state replaces the one read so far: the furthest of accepted and implemented,
/// and `superseded` where it names the successor or opens its line.
fn prevails(state: &State, so_far: Status) -> bool {
    match state.status {
        Status::Superseded => so_far != Status::Superseded && (state.named || state.opens),
        Status::Implemented => so_far == Status::Accepted,
        _ => false,
    }
}

/// Two states that can be true of one record.
fn agree(status: Status, other: Status) -> bool {
    status == other
        || matches!(
            (status, other),
            (Status::Implemented, Status::Accepted)
                | (Status::Superseded, Status::Deprecated)
                | (Status::Deprecated, Status::Superseded)
        )
}
