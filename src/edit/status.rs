//! Changing the words of a status, and putting one in where none is.

use crate::record::head;
use crate::record::key::{self, KeyMeaning};
use crate::record::section::Section;
use crate::record::{Carrier, DateMeaning, Dialect, Record, RelationKind, Status, StatusFact, status};
use crate::span::Span;

use super::draft::{Draft, Place, Wanted, line_ending, line_of};
use super::lifecycle::Target;
use super::section::scan_start;
use super::text::Splice;
use super::yaml::Yaml;
use super::{EditError, Editor, Options, Successor, field, house, words};

impl Editor<'_> {
    /// Gives a record a status. With a successor its words name that one.
    pub(super) fn change_status(
        &mut self,
        record: usize,
        target: &Target,
        successor: Option<&Successor>,
        options: &Options,
    ) -> Result<(), EditError> {
        self.permit(record, target, options)?;
        if options.decided.is_some() && !target.is_final {
            return Err(EditError::NotFinal(target.own.clone().unwrap_or_else(|| target.given.clone())));
        }
        self.draft(record)?;
        let now = self.now(record);
        let same = now.status().is_some_and(|fact| match &target.own {
            Some(own) => fact.own.as_ref() == Some(own),
            None => fact.status == target.status && (!target.verbatim || self.writes(record, &target.given)),
        });
        let before = now.status().map(|fact| fact.status);
        if !same || successor.is_some() {
            if now.state() == Some(Status::Superseded) && target.status != Status::Superseded {
                self.forget_successors(record)?;
            }
            self.write_status(record, target, successor)?;
            self.write_again(record, target, before)?;
        } else {
            let (id, name) =
                (self.named(record), self.now(record).status().map_or("", StatusFact::name).to_owned());
            self.talk.notes.push(format!("`{id}` is `{name}` already"));
        }
        options.decided.map_or(Ok(()), |day| self.set_decided(record, day))
    }

    fn write_status(
        &mut self,
        record: usize,
        target: &Target,
        successor: Option<&Successor>,
    ) -> Result<(), EditError> {
        let now = self.now(record);
        let what = format!("status `{}`", target.own.as_ref().unwrap_or(&target.given));
        let mut wanted = Wanted { status: Some((target.status, target.own.clone())), ..Wanted::default() };
        let link = successor.map(|successor| self.link_to(now, successor, None));
        wanted.relation = link.as_ref().map(|link| (RelationKind::SupersededBy, link.target.clone()));
        let Some(fact) = now.status().cloned() else {
            let word = self.word(record, target, None);
            let tail = link.map(|link| format!(" {} {}", words::by(&word), link.text)).unwrap_or_default();
            let (place, splice) = self.new_status(record, &format!("{word}{tail}"))?;
            return self.apply(record, place, &[vec![splice]], &wanted, &what);
        };
        let place = if fact.carrier == Carrier::Sidecar { Place::Side } else { Place::Main };
        let text = now.file_of(fact.carrier).text.clone();
        let drops = target.status != Status::Superseded;
        wanted.without = (fact.status == Status::Superseded && drops).then_some(RelationKind::SupersededBy);
        let ways = self.ways(record, &text, &fact, target, link.map(|link| link.text).as_deref());
        let several = self.place(fact.value.text(&text)).is_some_and(|place| place.lines > 1);
        let path = self.now(record).path().to_owned();
        let done = self.apply(record, place, &ways, &wanted, &what);
        done.map_err(|error| if several { EditError::SeveralLines(path) } else { error })
    }

    /// Writes a status where the record states it once more, in its frontmatter and in a section: what agreed
    /// with the first statement agrees with it again. What cannot be changed is told.
    fn write_again(
        &mut self,
        record: usize,
        target: &Target,
        before: Option<Status>,
    ) -> Result<(), EditError> {
        for at in 1..self.now(record).statuses.len() {
            let now = self.now(record);
            let Some(fact) = now.statuses.get(at).cloned() else { break };
            let no_words = matches!(fact.carrier, Carrier::FileName | Carrier::Folder);
            if no_words || fact.placeholder || fact.status == target.status || Some(fact.status) != before {
                continue;
            }
            let file = now.file_of(fact.carrier);
            let (path, text) = (file.path.clone(), file.text.clone());
            let place = if fact.carrier == Carrier::Sidecar { Place::Side } else { Place::Main };
            let wanted = Wanted { status: Some((target.status, target.own.clone())), ..Wanted::default() };
            let ways = self.ways(record, &text, &fact, target, None);
            if self.apply(record, place, &ways, &wanted, "the status").is_err() {
                let line = text.get(..fact.span.start).map_or(1, |lead| lead.matches('\n').count() + 1);
                self.talk.notes.push(format!("`{path}` says `{}` once more in line {line}", fact.text));
            }
        }
        Ok(())
    }

    /// The ways to write a status over another, those that change least first.
    fn ways(
        &self,
        record: usize,
        text: &str,
        fact: &StatusFact,
        target: &Target,
        link: Option<&str>,
    ) -> Vec<Vec<Splice>> {
        let value = fact.value.text(text);
        let whole = |word: String| {
            let by = words::by(&word);
            let said = link.map_or_else(|| word.clone(), |link| format!("{word} {by} {link}"));
            vec![Splice::new(fact.span, said)]
        };
        let Some(place) = self.place(value).filter(|_| !fact.placeholder) else {
            return vec![whole(self.word(record, target, None))];
        };
        if place.implied {
            // `Supersedes [1. X](0001-x.md)` alone stays what it is.
            let word = self.word(record, target, None);
            let by = words::by(&word);
            let said = link.map_or_else(|| word.clone(), |link| format!("{word} {by} {link}"));
            let ending = line_ending(text, fact.span.start);
            return vec![vec![Splice::insert(fact.span.start, format!("{said}{ending}{ending}"))]];
        }
        let own = value.get(place.state.clone()).unwrap_or("");
        let word = self.word(record, target, Some(own));
        let change = Change { value, at: fact.value.start, word: &word, link, place: &place, old: own };
        let sign = self.sign(record, value, &place, target.status);
        let mut ways = Vec::new();
        if target.status != Status::Superseded {
            let means = Some(target.status).filter(|_| target.own.is_none() && !target.verbatim);
            let find = |value: &str| self.place(value);
            ways.extend(super::removal::without_line(text, fact, &place, &word, means, &find));
        }
        let first = value.get(place.states.clone()).unwrap_or("");
        let all = self.word(record, target, Some(first));
        let both = Change { word: &all, ..change };
        for (change, state) in [(&both, &place.states), (&change, &place.state)] {
            let mut splices = change.splices(state.clone(), target.status);
            splices.extend(sign.clone().map(|(span, text)| Splice::new(span.shift(fact.value.start), text)));
            ways.push(splices);
        }
        ways.push(whole(word.clone()));
        ways
    }

    /// The sign before the words that has to change with the state, and what takes its place.
    fn sign(
        &self,
        record: usize,
        value: &str,
        place: &status::Place,
        status: Status,
    ) -> Option<(Span, String)> {
        let line = value.get(..place.state.start)?.rfind('\n').map_or(0, |n| n + 1);
        let lead = value.get(line..place.state.start)?;
        let own = house::sign(lead);
        let wanted = self.house_sign(record, status);
        if own.is_empty() {
            let new = wanted.filter(|_| lead.is_empty() && self.uses_signs(record))?;
            return Some((Span::at(place.state.start), format!("{new} ")));
        }
        if place.status == status {
            return None;
        }
        let from = line + lead.find(own)?;
        let end = from + own.len();
        Some(match wanted {
            Some(new) => (Span::new(from, end), new),
            // A tick before `rejected` would lie.
            None => {
                let gap = value.get(end..)?;
                (Span::new(from, end + gap.len() - gap.trim_start_matches(' ').len()), String::new())
            }
        })
    }

    /// A status where the record's form has a place for one.
    fn new_status(&self, record: usize, said: &str) -> Result<(Place, Splice), EditError> {
        let now = self.now(record);
        let refused = || EditError::NoPlace {
            path: now.path().to_owned(),
            what: "a status".to_owned(),
            help: field::help(now),
        };
        let keyed = matches!(
            now.dialect,
            Dialect::Frontmatter | Dialect::Madr3 | Dialect::Madr4 | Dialect::StructuredMadr | Dialect::Kep
        ) || (now.dialect == Dialect::Preamble && now.frontmatter.is_some());
        if keyed {
            let draft = self.drafts.get(&now.source.path).ok_or_else(refused)?;
            let yaml = Yaml::of(draft).ok_or_else(refused)?;
            let splice = yaml.set(draft.text(yaml.place), "status", said).ok_or_else(refused)?;
            return Ok((yaml.place, splice));
        }
        let text = &now.source.text;
        let head = head::scan(text, scan_start(now));
        let section = head.headings.iter().position(|heading| {
            heading.level <= 2 && Section::of(heading.text.text(text)) == Some(Section::Status)
        });
        if let Some(at) = section {
            let end = head.headings.get(at).map_or(0, |heading| heading.span.end);
            let ending = line_ending(text, end);
            return Ok((Place::Main, Splice::insert(end, format!("{ending}{ending}{said}"))));
        }
        let is_status =
            |field: &&head::Field| key::meaning(&field.key, &self.vocabulary) == Some(KeyMeaning::Status);
        if let Some(field) = head.fields.iter().find(is_status) {
            let at = field.value.start;
            let gap = if text.get(..at).is_some_and(|before| before.ends_with(' ')) { "" } else { " " };
            return Ok((Place::Main, Splice::insert(at, format!("{gap}{said}"))));
        }
        let splices = self.pattern(now, &head.fields).and_then(|pattern| {
            let name = house::Case::of(&pattern.key).apply("status");
            field::new_line(text, pattern, &name, said)
        });
        let splice = splices.and_then(|splices| splices.into_iter().next()).ok_or_else(refused)?;
        Ok((Place::Main, splice))
    }

    /// Marks a record as superseded, in the words of its status or by a key as its dialect does.
    pub(super) fn become_superseded(
        &mut self,
        record: usize,
        target: &Target,
        successor: &Successor,
        options: &Options,
    ) -> Result<(), EditError> {
        if self.states(record, RelationKind::SupersededBy, successor)? {
            return self.change_status(record, target, None, options);
        }
        let draft = self.draft(record)?;
        let keyed = Yaml::of(draft).is_some_and(|yaml| yaml.has_relation(RelationKind::SupersededBy));
        if keyed || !self.in_words(record) {
            self.change_status(record, target, None, options)?;
            return self.relate(record, RelationKind::SupersededBy, successor, None);
        }
        let before = self.now(record).state();
        if before == Some(Status::Superseded)
            && !self.now(record).relations.iter().any(|r| r.kind == RelationKind::SupersededBy)
        {
            return self.change_status(record, target, Some(successor), options);
        }
        if before == Some(Status::Superseded) {
            return self.relate(record, RelationKind::SupersededBy, successor, None);
        }
        self.change_status(record, target, Some(successor), options)
    }

    /// True when the successor belongs into the words of the status.
    fn in_words(&self, record: usize) -> bool {
        let now = self.now(record);
        let carrier = now.status().map_or(Carrier::Frontmatter, |fact| fact.carrier);
        if now.native {
            return false;
        }
        match carrier {
            Carrier::Frontmatter => match now.dialect {
                Dialect::Madr3 | Dialect::Madr4 | Dialect::StructuredMadr => {
                    let by_key = |at: &usize| {
                        super::yaml::key_of(&self.corpus.records[*at], RelationKind::SupersededBy)
                    };
                    self.corpus.siblings(record).iter().find_map(by_key).is_none()
                }
                _ => self.phrase_beside(record, carrier),
            },
            Carrier::Sidecar => false,
            Carrier::Preamble => self.phrase_beside(record, carrier),
            Carrier::Section => true,
            _ => !self.has_field(now, RelationKind::SupersededBy),
        }
    }

    /// Writes the day of decision where the record's form has a place for it.
    fn set_decided(&mut self, record: usize, day: jiff::civil::Date) -> Result<(), EditError> {
        let now = self.current(record)?;
        let known =
            now.dates.iter().find(|fact| fact.meaning == DateMeaning::Decided && !fact.text.is_empty());
        if known.is_some_and(|fact| fact.date == Some(day)) {
            return Ok(());
        }
        let known = known.map(|fact| (fact.carrier, fact.span));
        let refused = EditError::NoPlace {
            path: now.path().to_owned(),
            what: "the day of decision".to_owned(),
            help: field::help(now),
        };
        let (place, splice) = match known {
            Some((carrier, span)) => {
                let place = if carrier == Carrier::Sidecar { Place::Side } else { Place::Main };
                (place, Splice::new(span, day.to_string()))
            }
            None => {
                let draft = self.draft(record)?;
                let Some(yaml) = keys(draft) else { return Err(refused) };
                let Some(splice) = yaml.set(draft.text(yaml.place), "decided", &day.to_string()) else {
                    return Err(refused);
                };
                (yaml.place, splice)
            }
        };
        let wanted = Wanted { date: Some(day), ..Wanted::default() };
        self.apply(record, place, &[vec![splice]], &wanted, "the day of decision")
    }
}

/// The YAML of a record that keeps its metadata there.
fn keys(draft: &Draft) -> Option<Yaml> {
    let form = super::relation::form(&draft.record, RelationKind::RelatesTo);
    Yaml::of(draft).filter(|_| form == super::relation::Form::Keys)
}

/// The words of a status that are written over others.
#[derive(Clone, Copy)]
struct Change<'a> {
    value: &'a str,
    /// Where the value starts in its file.
    at: usize,
    word: &'a str,
    /// The successor that the words name.
    link: Option<&'a str>,
    place: &'a status::Place,
    old: &'a str,
}

impl Change<'_> {
    fn splices(&self, state: std::ops::Range<usize>, status: Status) -> Vec<Splice> {
        let shifted = |from: usize, to: usize| Span::new(from, to).shift(self.at);
        let closed = state.end + self.closers(state.end);
        let drops = self.place.status == Status::Superseded && status != Status::Superseded;
        let dropped = self.place.successors.last().filter(|_| drops);
        if let Some(last) = dropped {
            let end = super::removal::end_of_link(self.value, last);
            // The words stand in the text of the link that goes: `[Superseded by 12](0012-x.md)`.
            if self.place.link && last.range.start == state.end + 2 {
                return vec![Splice::new(shifted(state.start.saturating_sub(1), end), self.word)];
            }
            let mut splices = vec![Splice::new(shifted(state.start, state.end), self.word)];
            splices.extend(self.fragment(state.end));
            splices.push(Splice::new(shifted(closed, end.max(closed)), ""));
            return splices;
        }
        let mut splices = vec![Splice::new(shifted(state.start, state.end), self.word)];
        splices.extend(self.fragment(state.end));
        if let Some(link) = self.link {
            let by = words::by(self.word);
            let said = format!(" {by} {link}");
            match splices.first_mut() {
                Some(first) if closed == state.end => first.text.push_str(&said),
                _ => splices.push(Splice::insert(self.at + closed, said)),
            }
        }
        splices
    }

    /// How much stands behind the words that closes what was opened before them: emphasis, a link.
    fn closers(&self, end: usize) -> usize {
        let rest = self.value.get(end..).unwrap_or("");
        match rest.strip_prefix("](").filter(|_| self.place.link) {
            Some(inner) => 2 + inner.find(')').map_or(0, |at| at + 1),
            None => rest.len() - rest.trim_start_matches(['*', '_', '`']).len(),
        }
    }

    /// The fragment of a link that is named for the state: `[ADOPTED](/README.md#adopted)`.
    fn fragment(&self, from: usize) -> Option<Splice> {
        let inner = self.value.get(from..)?.strip_prefix("](").filter(|_| self.place.link)?;
        let inner = inner.get(..inner.find(')')?)?;
        let at = inner.find('#')? + 1;
        let slug = |word: &str| word.to_lowercase().replace(' ', "-");
        let same = inner.get(at..)? == slug(self.old);
        let span = Span::new(from + 2 + at, from + 2 + inner.len());
        same.then(|| Splice::new(span.shift(self.at), slug(self.word)))
    }
}

/// True for a line without text.
pub(super) fn is_blank(text: &str, at: usize) -> bool {
    line_of(text, at).text(text).trim().is_empty()
}

/// The fields of a record's body.
pub(super) fn fields_of(record: &Record) -> Vec<head::Field> {
    head::scan(&record.source.text, scan_start(record)).fields
}
