//! Gives every key its meaning, whichever carrier it came from.

use crate::span::Span;

use super::super::date::{self, DateFact, DateMeaning, DayOrder};
use super::super::key::{self, KeyMeaning};
use super::super::people::{self, Person, PersonRole};
use super::super::relation::{Relation, RelationKind};
use super::super::status::{self, Status, StatusFact};
use super::super::vocabulary::Vocabulary;
use super::super::{Carrier, Dialect, Kind, Located, NameNumber, Number, inline};
use super::plain_at;

/// Facts as they are gathered.
pub(super) struct Facts<'v> {
    vocabulary: &'v Vocabulary,
    /// The value being absorbed is an item of a list.
    pub(super) listed: bool,
    pub(super) title: Option<Located<String>>,
    pub(super) id: Option<Located<String>>,
    pub(super) number: Option<(String, Located<Number>)>,
    pub(super) statuses: Vec<StatusFact>,
    pub(super) dates: Vec<DateFact>,
    pub(super) people: Vec<Person>,
    pub(super) relations: Vec<Relation>,
    pub(super) tags: Vec<Located<String>>,
    pub(super) governs: Vec<Located<String>>,
}

impl<'v> Facts<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Self {
        Self {
            vocabulary,
            listed: false,
            title: None,
            id: None,
            number: None,
            statuses: Vec::new(),
            dates: Vec::new(),
            people: Vec::new(),
            relations: Vec::new(),
            tags: Vec::new(),
            governs: Vec::new(),
        }
    }

    /// Takes the value at `span` of `text` for what `key` means; unknown keys are left alone.
    pub(super) fn absorb(&mut self, key: &str, text: &str, span: Span, carrier: Carrier) {
        let Some(meaning) = key::meaning(key, self.vocabulary) else {
            if span.text(text).contains("upersede") {
                self.sentence(text, span, carrier);
            }
            return;
        };
        let value = span.text(text);
        match meaning {
            KeyMeaning::Status => self.status(text, span, carrier),
            KeyMeaning::Date(meaning) => self.date(key, meaning, text, span, carrier),
            KeyMeaning::People(role) => self.names(role, text, span, carrier),
            KeyMeaning::Relation(kind) => self.related(kind, text, span, carrier),
            KeyMeaning::RelationSentence => {
                // `Superseded: 2019-12-19 by [ADR 14](…)`: read with its key, as a sentence.
                let start = text[..span.start].rfind('\n').map_or(0, |n| n + 1);
                self.sentence(text, Span::new(start, span.end), carrier);
            }
            KeyMeaning::Tags => {
                let marks = |c: char| matches!(c, '[' | ']' | '#' | '"' | '\'' | '`') || c.is_whitespace();
                for (tag, at) in split_plain(value) {
                    let tag = inline::plain(tag.trim_matches(marks));
                    if !tag.is_empty() {
                        self.tags.push(Located::new(tag.into_owned(), Span::new(span.start + at, span.end)));
                    }
                }
            }
            KeyMeaning::Title => {
                if self.title.is_none() && !value.trim().is_empty() && !is_nothing(value) {
                    self.title = Some(unfold(plain_at(text, span)));
                }
            }
            KeyMeaning::Number => {
                if self.number.is_none()
                    && let Ok(number) = value.trim().parse()
                {
                    self.number = Some((key.to_owned(), Located::new(Number::Int(number), span)));
                }
            }
            KeyMeaning::Id => {
                if self.id.is_none() && !value.trim().is_empty() {
                    self.id = Some(Located::new(value.trim().to_owned(), span));
                }
            }
            KeyMeaning::Governs => {
                if !value.trim().is_empty() {
                    self.governs.push(Located::new(value.trim().to_owned(), span));
                }
            }
        }
    }

    /// Takes `value` for what `key` means, where the text at `span` writes it with escapes. Other facts
    /// than names and words have no use for escapes, and are read as written.
    pub(super) fn absorb_escaped(
        &mut self,
        key: &str,
        value: &str,
        text: &str,
        span: Span,
        carrier: Carrier,
    ) {
        let (titled, named) = (self.title.is_some(), self.id.is_some());
        let (tags, governs, people) = (self.tags.len(), self.governs.len(), self.people.len());
        match key::meaning(key, self.vocabulary) {
            Some(
                KeyMeaning::Title
                | KeyMeaning::Id
                | KeyMeaning::Tags
                | KeyMeaning::Governs
                | KeyMeaning::People(_),
            ) => self.absorb(key, value, Span::new(0, value.len()), carrier),
            _ => return self.absorb(key, text, span, carrier),
        }
        // Places in the value are none in the file.
        let title = self.title.as_mut().filter(|_| !titled);
        let id = self.id.as_mut().filter(|_| !named);
        let words = self.tags[tags..].iter_mut().chain(&mut self.governs[governs..]);
        words.chain(title).chain(id).for_each(|fact| fact.span = span);
        self.people[people..].iter_mut().for_each(|person| person.span = span);
    }

    /// A status value of one or several lines.
    pub(super) fn status(&mut self, text: &str, span: Span, carrier: Carrier) {
        let shown = first_paragraph(text, span);
        if shown.is_empty() {
            return;
        }
        let value = span.text(text);
        let reading = status::read_with(value, &|word| self.vocabulary.status(word));
        self.found(&reading.relations, span.start, carrier);
        self.statuses.push(StatusFact {
            text: shown.text(text).to_owned(),
            span: shown,
            value: span,
            status: reading.status,
            own: None,
            carrier,
            placeholder: reading.placeholder,
            residue: reading.residue,
            others: reading
                .alternatives
                .into_iter()
                .map(|(status, range)| (status, Span::from(range).shift(span.start)))
                .collect(),
        });
    }

    /// Relations said in a sentence: only links count, and only what is said as a fact.
    pub(super) fn sentence(&mut self, text: &str, span: Span, carrier: Carrier) {
        let value = span.text(text);
        let Some(start) = statement_start(value) else { return };
        let reading = status::read(&value[start..]);
        let linked: Vec<_> = reading.relations.into_iter().filter(|found| found.link).collect();
        self.found(&linked, span.start + start, carrier);
    }

    fn found(&mut self, relations: &[status::FoundRelation], offset: usize, carrier: Carrier) {
        for found in relations {
            self.push_relation(Relation {
                kind: found.kind,
                target: found.target.clone(),
                span: Span::from(found.range.clone()).shift(offset),
                carrier,
                partial: found.partial,
                link: found.link,
            });
        }
    }

    pub(super) fn date(
        &mut self,
        label: &str,
        meaning: DateMeaning,
        text: &str,
        span: Span,
        carrier: Carrier,
    ) {
        let value = span.text(text);
        let (date, problem, iso) = date::read(value, DayOrder::Unknown);
        self.dates.push(DateFact {
            label: label.to_owned(),
            meaning,
            date,
            problem,
            iso,
            text: value.to_owned(),
            span,
            carrier,
        });
    }

    pub(super) fn names(&mut self, role: PersonRole, text: &str, span: Span, carrier: Carrier) {
        for (name, range) in people::split(span.text(text)) {
            self.people.push(Person { name, role, span: Span::from(range).shift(span.start), carrier });
        }
    }

    /// Targets of a relation key: links, ids, numbers, paths.
    pub(super) fn related(&mut self, kind: RelationKind, text: &str, span: Span, carrier: Carrier) {
        let value = span.text(text);
        let found = status::targets(value, kind);
        if found.is_empty() && is_phrase(value) {
            // `Data Connections (pre-2.16)`: something that is no record, named by its name.
            let target = inline::plain(value).into_owned();
            self.push_relation(Relation { kind, target, span, carrier, partial: false, link: false });
        }
        self.found(&found, span.start, carrier);
    }

    /// The same relation said twice in one record is one relation.
    fn push_relation(&mut self, relation: Relation) {
        let known =
            self.relations.iter().any(|other| other.kind == relation.kind && other.target == relation.target);
        if !known {
            self.relations.push(relation);
        }
    }

    /// Takes what a migrated record's body goes on saying: a status that the frontmatter does not state, and
    /// relations to a part of a record.
    pub(super) fn take_left(&mut self, left: Self) {
        if self.statuses.is_empty() {
            self.statuses = left.statuses;
        }
        left.relations.into_iter().filter(|relation| relation.partial).for_each(|r| self.push_relation(r));
    }

    /// What depends on the dialect and kind once they are known.
    pub(super) fn settle(&mut self, dialect: Dialect, kind: &Kind, native: bool, name: &NameNumber) {
        let unlabelled = match dialect {
            Dialect::Nygard => DateMeaning::Created,
            Dialect::Madr2 | Dialect::Madr3 | Dialect::Madr4 | Dialect::Log4brains => DateMeaning::Updated,
            _ => DateMeaning::Unknown,
        };
        for fact in self.dates.iter_mut().filter(|fact| fact.meaning == DateMeaning::Unknown) {
            fact.meaning = unlabelled;
        }
        if let Some(date) = name.date {
            self.dates.push(DateFact {
                label: "file name".to_owned(),
                meaning: DateMeaning::Unknown,
                date: Some(date),
                problem: None,
                iso: true,
                text: name.digits.clone(),
                span: Span::default(),
                carrier: Carrier::FileName,
            });
        }
        // Facts live as long as the corpus, and most lists hold one.
        self.statuses.shrink_to_fit();
        self.dates.shrink_to_fit();
        self.people.shrink_to_fit();
        self.relations.shrink_to_fit();
        self.tags.shrink_to_fit();
        if native {
            // A status that a migration left in the body is its dialect's, not the kind's.
            for fact in self.statuses.iter_mut().filter(|fact| fact.carrier == Carrier::Frontmatter) {
                if let Some(own) = kind.status(&fact.text) {
                    fact.own = Some(own.name.to_owned());
                    fact.status = own.means;
                } else if fact.status != Status::Superseded || fact.text.trim().len() > "superseded".len() + 2
                {
                    fact.status = Status::Unknown;
                }
            }
        }
    }
}

/// A name of two words or more, and neither a template's text nor a word for nothing.
fn is_phrase(value: &str) -> bool {
    let lower = value.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or("");
    value.split_whitespace().count() >= 2
        && value.len() <= 120
        && value.starts_with(char::is_uppercase)
        && !value.contains(['{', '}', '[', '<', '|'])
        && !["n", "none", "no", "na", "not", "tbd", "todo", "list", "the", "keine", "aucun"].contains(&first)
}

/// Where the words of supersession or amendment begin in a sentence; `None` for a sentence that denies or
/// only considers it.
fn statement_start(sentence: &str) -> Option<usize> {
    let lower = sentence.to_ascii_lowercase();
    let words = [
        "supersede",
        "supercede",
        "amend",
        "replaced by",
        "replaces",
        "refine",
        "depends on",
        "deprecated by",
    ];
    let at = words.iter().filter_map(|word| lower.find(word)).min()?;
    let before = &lower[..at];
    let last = |n: usize| {
        before.split_whitespace().rev().take(n).any(|word| {
            ["not", "never", "may", "might", "will", "would", "could", "should", "can", "if", "to", "must"]
                .contains(&word)
        })
    };
    if last(3) {
        return None;
    }
    let partly = ["partially ", "partly ", "in part "].into_iter().find(|word| before.ends_with(word));
    Some(at - partly.map_or(0, str::len))
}

/// The first paragraph of a value, comments, quotes and rules left out, on at most three lines.
fn first_paragraph(text: &str, span: Span) -> Span {
    let mut found: Option<Span> = None;
    let mut comment = false;
    let mut at = span.start;
    for line in span.text(text).split_inclusive('\n') {
        let line_span = Span::new(at, at + line.len()).trim(text);
        at += line.len();
        let line = line_span.text(text);
        if comment || line.starts_with("<!--") {
            comment = !line.contains("-->");
            let after = line.rfind("-->").map_or(line.len(), |n| n + 3);
            if line[after..].trim().is_empty() {
                continue;
            }
        }
        if line.is_empty() {
            if found.is_some() {
                break;
            }
            continue;
        }
        if line.starts_with('>') || line.bytes().all(|b| matches!(b, b'-' | b'*' | b'_' | b' ')) {
            continue;
        }
        found = Some(found.map_or(line_span, |first| first.join(line_span)));
    }
    let found = found.unwrap_or(Span::at(span.start));
    let lines = found.text(text).split_inclusive('\n').take(3).map(str::len).sum::<usize>();
    Span::new(found.start, found.start + lines).trim(text)
}

/// `Feature Name: N/A` gives no title.
fn is_nothing(value: &str) -> bool {
    let bare = value.trim().trim_matches(['(', ')', '`', '"', '\'']);
    ["n/a", "none", "not applicable", "-"].iter().any(|word| bare.eq_ignore_ascii_case(word))
}

/// A YAML block scalar's title on one line.
fn unfold(title: Located<String>) -> Located<String> {
    let value = title.value.split_whitespace().collect::<Vec<_>>().join(" ");
    Located::new(value.trim_start_matches(['|', '>']).trim().to_owned(), title.span)
}

/// Parts between commas, with their offsets.
fn split_plain(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    text.split(',').map(move |part| {
        let start = at;
        at += part.len() + 1;
        (part, start)
    })
}
