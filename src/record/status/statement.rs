//! Reads the tokens of a value into states and relations, statement by statement.

use std::ops::Range;

use super::lexer::{Kind, Token};
use super::target::{is_day, target_at};
use super::vocabulary::{self, LONGEST, Meaning, Passive};
use super::{FoundRelation, Status};
use crate::record::relation::RelationKind;

/// A state that a statement gives.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// What it is.
    pub status: Status,
    /// The words that say it.
    pub range: Range<usize>,
    /// The line, from 0.
    pub line: usize,
    /// It is `superseded` and names the successor.
    pub named: bool,
    /// It opens its line, so that it is said of this record.
    pub opens: bool,
}

/// What all statements of a value give.
#[derive(Default)]
pub(super) struct Statements {
    /// In text order.
    pub states: Vec<State>,
    /// In text order.
    pub relations: Vec<FoundRelation>,
    /// It is said to be superseded in part, and so is in force for the rest.
    pub partly_superseded: bool,
}

/// A relation word whose targets are being read.
#[derive(Clone, Copy)]
struct Verb {
    kind: RelationKind,
    partial: bool,
    /// `by` stood there, so that words may come between it and a link.
    by: bool,
    hits: usize,
    /// A target may stand here.
    ready: bool,
    /// The state that a target makes `named`.
    state: Option<usize>,
    named: Option<Status>,
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    line: usize,
    /// A statement begins here.
    start: bool,
    /// No statement of this line has been read yet.
    line_opens: bool,
    /// The first statement of this line said something.
    line_counts: bool,
    verb: Option<Verb>,
    outer: Vec<Option<Verb>>,
    buffer: String,
    out: Statements,
}

/// A phrase that was understood.
struct Phrase {
    meaning: Meaning,
    /// The token after it.
    next: usize,
    /// `by` was part of it: `superseded-by`.
    by: bool,
    /// It stands in this link's text: `[Superseded by ADR 12](0012-x.md)`.
    link: bool,
}

/// Reads every statement.
///
/// `known` tells that a house word opens the first line, which this vocabulary need not have.
pub(super) fn read(text: &str, tokens: &[Token], known: bool) -> Statements {
    let mut reader = Reader {
        text,
        tokens,
        at: 0,
        line: 0,
        start: true,
        line_opens: true,
        line_counts: known,
        verb: None,
        outer: Vec::new(),
        buffer: String::new(),
        out: Statements::default(),
    };
    while let Some(token) = tokens.get(reader.at) {
        reader.step(&token.kind);
    }
    reader.out
}

impl<'a> Reader<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|token| self.text.get(token.range.clone())).unwrap_or("")
    }

    fn kind(&self, at: usize) -> Option<&'a Kind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    fn step(&mut self, kind: &Kind) {
        match kind {
            Kind::Word | Kind::Link(_) => return self.phrase_or_target(),
            Kind::Line { bullet } => self.new_line(*bullet),
            Kind::Stop => {
                self.verb = None;
                self.start = true;
            }
            Kind::Colon => {
                // `Status: accepted` opens anew, `Supersedes: …` goes on.
                if self.verb.is_none() && !self.line_counts {
                    self.line_opens = true;
                }
                self.start |= self.verb.is_none();
            }
            Kind::Comma | Kind::And => {
                self.start = true;
                self.renew();
            }
            Kind::Open => {
                self.outer.push(self.verb.take());
                self.start = true;
            }
            Kind::Close => {
                if let Some(verb) = self.outer.pop() {
                    self.verb = verb;
                }
                self.start = false;
            }
        }
        self.at += 1;
    }

    fn renew(&mut self) {
        if let Some(verb) = &mut self.verb {
            verb.ready = true;
        }
    }

    fn new_line(&mut self, bullet: bool) {
        let joined = self.at.checked_sub(1).and_then(|before| self.kind(before));
        let goes_on = matches!(joined, Some(Kind::Comma | Kind::And)) || bullet;
        if self.verb.is_some_and(|verb| goes_on || verb.hits == 0) {
            self.renew();
        } else {
            self.verb = None;
        }
        self.line += 1;
        self.start = true;
        self.line_opens = true;
        self.line_counts = false;
    }

    fn phrase_or_target(&mut self) {
        if self.start && self.statement() {
            return;
        }
        let start = std::mem::replace(&mut self.start, false);
        let Some(verb) = self.verb else {
            self.skip(start);
            return;
        };
        let first_link = verb.by && verb.hits == 0 && matches!(self.kind(self.at), Some(Kind::Link(_)));
        if (verb.ready || first_link)
            && let Some((target, next)) = target_at(self.text, self.tokens, self.at)
        {
            self.at = next;
            if let Some(verb) = &mut self.verb {
                verb.ready = false;
                verb.hits += 1;
            }
            if !target.empty {
                self.name(verb);
                self.out.relations.push(FoundRelation {
                    kind: verb.kind,
                    target: target.text,
                    range: target.range,
                    link: target.link,
                    partial: verb.partial,
                });
            }
            return;
        }
        self.skip(start);
    }

    /// Marks the verb's state as one that names the other record.
    fn name(&mut self, verb: Verb) {
        if let Some(state) = verb.state.and_then(|at| self.out.states.get_mut(at)) {
            state.named = true;
            state.status = verb.named.unwrap_or(state.status);
        }
    }

    /// Passes a word that is no target.
    fn skip(&mut self, start: bool) {
        let word = self.word(self.at);
        if let Some(verb) = &mut self.verb {
            if vocabulary::is_part(word) {
                verb.partial |= verb.hits == 0;
            } else if !vocabulary::is_filler(word) {
                verb.ready = false;
            }
        }
        self.start = start && self.verb.is_none() && vocabulary::is_filler(word);
        self.at += 1;
    }

    /// Reads the phrase that opens a statement; false when it is none.
    fn statement(&mut self) -> bool {
        let from = self.at;
        // `This decision is accepted` states something, `the accepted decision` does not.
        let before = from.checked_sub(1).map(|before| (self.kind(before), self.word(before)));
        if let Some((Some(Kind::Word), word)) = before
            && !vocabulary::is_auxiliary(word)
            && !vocabulary::is_filler(self.word(from))
        {
            return false;
        }
        let opens = std::mem::replace(&mut self.line_opens, false);
        let mut partial = false;
        let mut phrase = self.phrase(self.at);
        while let Some(Phrase { meaning: Meaning::Partial, next, .. }) = phrase {
            partial = true;
            phrase = self.phrase(next);
        }
        let Some(phrase) = phrase else {
            // `This decision was` may come before what counts.
            self.line_opens = opens && vocabulary::is_filler(self.word(from));
            return false;
        };
        if !opens && !self.line_counts && self.outer.is_empty() {
            return false;
        }
        let taken = match phrase.meaning {
            Meaning::State { status, weak } => self.state(from, &phrase, status, weak, opens),
            Meaning::Passive(passive) => self.passive(from, &phrase, passive, partial, opens),
            Meaning::Active(kind) => {
                self.begin(&phrase, kind, partial, false, None, None);
                self.at = phrase.next;
                true
            }
            Meaning::Nothing | Meaning::Partial => {
                self.at = phrase.next;
                self.verb = None;
                true
            }
        };
        self.line_counts |= taken;
        self.start &= !taken;
        if taken && phrase.link {
            self.target_of_link();
        }
        taken
    }

    fn ended(&self, next: usize) -> bool {
        !matches!(self.kind(next), Some(Kind::Word | Kind::Link(_)))
    }

    fn state(&mut self, from: usize, phrase: &Phrase, status: Status, weak: bool, opens: bool) -> bool {
        let first = self.line == 0 && opens;
        if !((first && !weak) || self.ended(phrase.next)) {
            return false;
        }
        self.push_state(from, phrase.next, status, opens);
        self.verb = None;
        self.at = phrase.next;
        true
    }

    fn push_state(&mut self, from: usize, next: usize, status: Status, opens: bool) -> Option<usize> {
        if !self.outer.is_empty() {
            return None;
        }
        let start = self.tokens.get(from)?.range.start;
        let end = self.tokens.get(next.checked_sub(1)?)?.range.end;
        self.out.states.push(State { status, range: start..end, line: self.line, named: false, opens });
        Some(self.out.states.len() - 1)
    }

    fn passive(
        &mut self,
        from: usize,
        phrase: &Phrase,
        passive: Passive,
        partial: bool,
        opens: bool,
    ) -> bool {
        let by = if phrase.by { Some(phrase.next) } else { self.seek_by(phrase.next) };
        let direct = self.direct_target(phrase.next);
        let first = self.line == 0 && opens;
        if by.is_none() && !direct && !first && !self.ended(phrase.next) {
            return false;
        }
        let active = by.is_none() && direct && passive.direct == RelationKind::Supersedes;
        let state = match passive.alone {
            Some(_) if active => None,
            Some(Status::Superseded) if partial => {
                self.out.partly_superseded |= self.outer.is_empty();
                None
            }
            Some(status) => self.push_state(from, phrase.next, status, opens),
            None => None,
        };
        self.at = by.unwrap_or(phrase.next);
        if by.is_some() || direct || phrase.link || matches!(self.kind(self.at), Some(Kind::Colon)) {
            let kind = if by.is_some() || phrase.link { passive.by } else { passive.direct };
            self.begin(phrase, kind, partial, by.is_some(), state, passive.named);
        } else {
            self.verb = None;
        }
        true
    }

    fn begin(
        &mut self,
        phrase: &Phrase,
        kind: RelationKind,
        partial: bool,
        by: bool,
        state: Option<usize>,
        named: Option<Status>,
    ) {
        let ready = !phrase.link;
        self.verb = Some(Verb { kind, partial, by, hits: 0, ready, state, named });
    }

    /// The destination of the link in whose text the phrase stood.
    fn target_of_link(&mut self) {
        let Some(before) = self.at.checked_sub(1) else { return };
        let Some(verb) = self.verb else { return };
        if let Some((target, _)) = target_at(self.text, self.tokens, before)
            && target.link
            && !target.empty
        {
            self.name(verb);
            self.out.relations.push(FoundRelation {
                kind: verb.kind,
                target: target.text,
                range: target.range,
                link: true,
                partial: verb.partial,
            });
        }
        if let Some(verb) = &mut self.verb {
            verb.hits += 1;
        }
    }

    /// True when a target follows at once, or after a colon.
    fn direct_target(&self, next: usize) -> bool {
        let at = if matches!(self.kind(next), Some(Kind::Colon)) { next + 1 } else { next };
        target_at(self.text, self.tokens, at).is_some()
    }

    /// The token after `by`, over a remark in parentheses, a colon, a day or `in 2020`.
    fn seek_by(&self, from: usize) -> Option<usize> {
        const REACH: usize = 16;
        let mut depth = 0_usize;
        let mut words = 0;
        for at in from..from + REACH {
            match self.kind(at)? {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                Kind::Word if vocabulary::is_by(self.word(at)) && (depth == 0 || at == from + 1) => {
                    return Some(at + 1);
                }
                Kind::Word if depth == 0 => {
                    words += usize::from(!is_day(self.word(at)));
                    if words > 2 {
                        return None;
                    }
                }
                Kind::Colon => {}
                _ if depth > 0 => {}
                _ => return None,
            }
        }
        None
    }

    /// True for `[DEPRECATED](/README.md#deprecated)`, whose destination tells what the word means.
    fn is_legend(&self, at: usize) -> bool {
        let Some(Kind::Link(dest)) = self.kind(at) else { return false };
        let anchor = self.text.get(dest.clone()).and_then(|dest| dest.rsplit_once('#'));
        anchor.is_some_and(|(_, anchor)| anchor.eq_ignore_ascii_case(self.word(at)))
    }

    /// The longest phrase of the vocabulary that begins at token `at`.
    fn phrase(&mut self, at: usize) -> Option<Phrase> {
        let link = matches!(self.kind(at), Some(Kind::Link(_)));
        self.buffer.clear();
        // Where each word ends in the buffer, and the token after the one it came from.
        let mut ends = [(0_usize, at); LONGEST + 1];
        let mut count = 0;
        let mut token = at;
        while count < ends.len() && (token == at || (!link && matches!(self.kind(token), Some(Kind::Word)))) {
            let text = self.word(token);
            for word in text.split(|c: char| c == '-' || c == '_' || c.is_whitespace()) {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                if word.is_empty() || count == ends.len() {
                    continue;
                }
                if count > 0 {
                    self.buffer.push(' ');
                }
                // No word of the vocabulary is near this long.
                self.buffer.extend(word.chars().take(64).flat_map(char::to_lowercase));
                if let Some(end) = ends.get_mut(count) {
                    *end = (self.buffer.len(), token + 1);
                }
                count += 1;
            }
            token += 1;
        }
        let understood =
            ends[..count].iter().take(LONGEST).enumerate().rev().find_map(|(index, &(end, next))| {
                let meaning = vocabulary::lookup(self.buffer.get(..end)?)?;
                let after = ends[..count].get(index + 1).filter(|after| after.1 == next);
                let by =
                    after.and_then(|after| self.buffer.get(end + 1..after.0)).is_some_and(vocabulary::is_by);
                Some((meaning, next, by))
            })?;
        let (meaning, next, by) = understood;
        let link = link && !self.is_legend(at);
        Some(Phrase { meaning, next, by, link })
    }
}
