//! What goes to the frontmatter, under which key.

use std::sync::Arc;

use crate::corpus::{Corpus, Resolution};
use crate::record::key::{self, KeyMeaning};
use crate::record::status::{self, Status};
use crate::record::{Carrier, DateFact, DateMeaning, Kind, PersonRole, Record, Relation, RelationKind};
use crate::record::{inline, people};
use crate::span::Span;

use super::body::Unit;
use super::words::{Words, count};
use super::{ORIGIN_KEY, Options};

/// A key with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) values: Vec<String>,
    pub(super) form: Form,
}

/// How an entry is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `key: value`.
    Scalar,
    /// `key: [value, …]`.
    List,
    /// `review: { next: value }`.
    Review,
}

/// All that one record's frontmatter gets.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// New keys in their order.
    pub(super) entries: Vec<Entry>,
    /// The kind's status that the record's status means; `None` where it fits none.
    pub(super) status: Option<String>,
    /// What a status may say that has moved: its word, relations and the names of their records.
    pub(super) status_words: Words,
    /// The days that have moved, with their meanings.
    pub(super) dates: Vec<(DateMeaning, String)>,
}

/// The key for people of a role; those without one of their own keep their label.
pub(super) fn role_key(role: PersonRole, label: &str) -> String {
    match role {
        PersonRole::Owner => "owners".to_owned(),
        PersonRole::Decider => "decision-makers".to_owned(),
        PersonRole::Author => "authors".to_owned(),
        PersonRole::Consulted => "consulted".to_owned(),
        PersonRole::Informed => "informed".to_owned(),
        PersonRole::Other => key::normal_key(label.trim_end_matches(':')).into_owned(),
    }
}

/// Gathers what moves.
pub(super) fn place(
    corpus: &Corpus,
    at: usize,
    kind: &Arc<Kind>,
    units: &[Unit],
    options: &Options<'_>,
) -> Placed {
    let record = &corpus.records[at];
    let mut placed = Placed::default();
    placed.push("kind", &kind.name);
    if let Some(id) = id(corpus, at, kind) {
        placed.push("id", &id);
    }
    if let Some(title) = record.meta_title.as_ref().filter(|title| in_body(record, title.span)) {
        placed.push("title", &title.value);
    }
    if let Some((label, number)) = &record.identity.meta_number
        && in_body(record, number.span)
        && record.identity.name.number.is_none()
    {
        placed.push(&key::normal_key(label), &number.value.to_string());
    }
    place_status(record, kind, &mut placed);
    place_dates(record, options.created.get(&at).map(ToString::to_string), &mut placed);
    place_people(record, units, &mut placed);
    let words = |found: &[crate::record::Located<String>]| {
        let moved = found.iter().filter(|word| in_body(record, word.span));
        moved.map(|word| word.value.clone()).collect::<Vec<_>>()
    };
    placed.list("tags", words(&record.tags));
    place_relations(corpus, at, options, &mut placed);
    placed.list("governs", words(&record.governs));
    placed.push(ORIGIN_KEY, record.dialect.as_str());
    placed
}

impl Placed {
    fn push(&mut self, key: &str, value: &str) {
        self.entries.push(Entry { key: key.to_owned(), values: vec![value.to_owned()], form: Form::Scalar });
    }

    fn list(&mut self, key: &str, values: Vec<String>) {
        if values.is_empty() {
            return;
        }
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.key == key) {
            entry.values.extend(values);
        } else {
            self.entries.push(Entry { key: key.to_owned(), values, form: Form::List });
        }
    }

    /// The words of all values under a key.
    pub(super) fn words(&self, key: &str) -> Words {
        let mut words = Words::default();
        let entries = self.entries.iter().filter(|entry| entry.key == key);
        entries.flat_map(|entry| &entry.values).for_each(|value| words.add(value));
        words
    }
}

/// True for a place after the frontmatter.
fn in_body(record: &Record, span: Span) -> bool {
    span.start >= record.frontmatter.as_ref().map_or(0, |fm| fm.block.end)
}

const fn is_body(carrier: Carrier) -> bool {
    !matches!(carrier, Carrier::Frontmatter | Carrier::Sidecar | Carrier::FileName | Carrier::Folder)
}

/// The id, where it is one of the kind's and nobody else's; otherwise the file name goes on giving it.
fn id(corpus: &Corpus, at: usize, kind: &Kind) -> Option<String> {
    let identity = &corpus.records[at].identity;
    if let Some(stated) = &identity.stated {
        return in_body(&corpus.records[at], stated.span).then(|| stated.value.clone());
    }
    // Another tool's `id` without letters is no id of ours, but its key is taken.
    let taken = corpus.records[at].frontmatter.as_ref().is_some_and(|fm| fm.doc.get("id").is_some());
    let lead = identity.id.get(..kind.prefix.len()).filter(|lead| lead.eq_ignore_ascii_case(&kind.prefix));
    let alone = corpus.resolve("", &identity.id, false) == Resolution::Record(at);
    (!taken && lead.is_some() && alone).then(|| identity.id.clone())
}

fn place_status(record: &Record, kind: &Kind, placed: &mut Placed) {
    let Some(fact) = record.status().filter(|fact| !fact.placeholder && fact.status != Status::Unknown)
    else {
        return;
    };
    let own = kind.status(&inline::plain(&fact.text)).or_else(|| {
        let mut same = kind.statuses.iter().filter(|status| status.means == fact.status);
        // Of two that mean the same, none can be preferred.
        same.next().filter(|_| same.next().is_none())
    });
    let Some(own) = own else { return };
    placed.status = Some(own.name.clone());
    placed.status_words.add(&own.name);
    if is_body(fact.carrier) {
        placed.push("status", &own.name);
    }
}

/// The key of a date.
pub(super) const fn date_key(meaning: DateMeaning) -> &'static str {
    match meaning {
        DateMeaning::Created => "created",
        DateMeaning::Decided => "decided",
        DateMeaning::Updated => "updated",
        DateMeaning::Review => "review",
        DateMeaning::Unknown => "date",
    }
}

fn place_dates(record: &Record, from_git: Option<String>, placed: &mut Placed) {
    use DateMeaning::{Created, Decided, Review, Unknown, Updated};
    for meaning in [Created, Decided, Updated, Unknown, Review] {
        let stated = |fact: &&DateFact| {
            fact.meaning == meaning && fact.date.is_some() && fact.carrier != Carrier::FileName
        };
        let Some(fact) = record.dates.iter().find(stated) else {
            if let Some(day) = from_git.as_ref().filter(|_| meaning == Created) {
                placed.push("created", day);
            }
            continue;
        };
        let Some(day) = fact.date.map(|date| date.to_string()) else { continue };
        if is_body(fact.carrier) {
            let form = if meaning == Review { Form::Review } else { Form::Scalar };
            placed.entries.push(Entry { key: date_key(meaning).to_owned(), values: vec![day.clone()], form });
        }
        placed.dates.push((meaning, day));
    }
}

fn place_people(record: &Record, units: &[Unit], placed: &mut Placed) {
    let text = record.source.text.as_str();
    for unit in units {
        let Some(KeyMeaning::People(role)) = unit.meaning else { continue };
        let value = without_comments(unit.value.text(text)).0;
        let lines: Vec<&str> = value.lines().map(without_mark).filter(|line| !line.is_empty()).collect();
        let named = |text: &str| people::split(text).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let names = named(&value);
        let whole: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let plain = names.join(" ");
        let says_more = !Words::of(&plain).cover(&value) || count(&value) > count(&plain);
        let same = whole.iter().flat_map(|line| named(line)).eq(names.iter().cloned());
        let values = if says_more && same { whole } else { names };
        placed.list(&role_key(role, &unit.label), values);
    }
}

/// A line without its list mark.
fn without_mark(line: &str) -> &str {
    let line = line.trim();
    line.strip_prefix(['-', '*', '+']).filter(|rest| rest.starts_with(' ')).map_or(line, str::trim)
}

/// A text without its HTML comments, and these; an open comment reaches to the end.
pub(super) fn without_comments(text: &str) -> (String, String) {
    let (mut kept, mut comments) = (String::new(), String::new());
    let mut rest = text;
    while let Some(at) = rest.find("<!--") {
        let end = rest[at..].find("-->").map_or(rest.len(), |end| at + end + 3);
        kept.push_str(&rest[..at]);
        if !comments.is_empty() {
            comments.push(' ');
        }
        comments.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    (kept, comments)
}

fn place_relations(corpus: &Corpus, at: usize, options: &Options<'_>, placed: &mut Placed) {
    let record = &corpus.records[at];
    let status = record.status().map(|fact| fact.span);
    let in_status = |relation: &Relation| {
        relation.carrier == Carrier::Frontmatter && status.is_some_and(|span| span.contains(relation.span))
    };
    for (relation, target) in corpus.relations_of(at).filter(|(relation, _)| !relation.partial) {
        let moves = is_body(relation.carrier) || in_status(relation);
        // A further key that says the same already.
        let said = |(other, to): (&Relation, &Resolution)| {
            other.kind == relation.kind
                && other.carrier == Carrier::Frontmatter
                && !in_status(other)
                && to == target
                && *target != Resolution::Nothing
        };
        if !moves {
            continue;
        }
        // What a status says of others is said in these words.
        placed.status_words.add(relation.kind.key());
        placed.status_words.add(&relation.target);
        if let Resolution::Record(to) = target {
            let other = &corpus.records[*to];
            placed.status_words.add(&format!("adr {} {}", other.identity.id, other.path()));
            placed.status_words.add(&format!("{} {}", other.title, number(other)));
        }
        let name = reference(corpus, record, relation, target, options);
        let double = placed.entries.iter().any(|e| e.key == relation.kind.key() && e.values.contains(&name));
        if !corpus.relations_of(at).any(said) && !double {
            placed.list(relation.kind.key(), vec![name]);
        }
    }
}

fn number(record: &Record) -> String {
    record
        .identity
        .number
        .as_ref()
        .map(|number| format!("{number} {}", record.identity.name.digits))
        .unwrap_or_default()
}

/// How the frontmatter names the record that a relation leads to: by its id where that leads there too.
fn reference(
    corpus: &Corpus,
    record: &Record,
    relation: &Relation,
    target: &Resolution,
    options: &Options<'_>,
) -> String {
    let Resolution::Record(to) = target else { return relation.target.clone() };
    let id = &corpus.records[*to].identity.id;
    let reads = is_target(id, relation.kind) && options.kind.is_none();
    if reads && corpus.resolve(record.path(), id, false) == *target {
        return id.clone();
    }
    let bare = relation.target.split(['#', '?']).next().unwrap_or(&relation.target);
    if corpus.resolve(record.path(), bare, false) == *target {
        bare.to_owned()
    } else {
        relation.target.clone()
    }
}

/// True for a text that is read as the name of one record.
fn is_target(text: &str, kind: RelationKind) -> bool {
    let found = status::targets(text, kind);
    matches!(found.as_slice(), [only] if only.target == text)
}
