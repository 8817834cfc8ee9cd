//! What was edited in a record after it came into force.

use std::collections::HashMap;

use crate::history::{
    Chain, Extent, GitObjects, HistoryError, Id, Kind, Line, ObjectSource, People, PersonId, ReadError,
    Touch, Version, without_form,
};
use crate::record::section::Section;
use crate::record::vocabulary::Vocabulary;
use crate::record::{Record, Status};
use crate::span::Span;

use super::timeline::{Timeline, old_record};
use super::{Asked, changes, people_of};

/// An edit of what a record in force says. Its metadata, its links and its form do not count.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The commit that brought it to the main line, on the committer's day.
    pub landed: Touch,
    /// When it landed, in seconds since 1970.
    pub second: i64,
    /// Whose work it was.
    pub people: Vec<PersonId>,
    /// The headings of the sections that differ, in the order of the file; `""` for text above the first.
    pub sections: Vec<String>,
    /// Words of these sections that only one of the two versions has.
    pub words: usize,
}

/// The edits of a record since it came into force.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// The oldest first.
    pub found: Vec<Edit>,
    /// Whether there may be others.
    pub extent: Extent,
}

/// What is known of a record's main line.
pub(super) struct Past<'p> {
    pub(super) line: &'p Line,
    pub(super) chain: &'p Chain,
    pub(super) timeline: &'p Timeline,
}

impl Past<'_> {
    /// The state of a version: that of the moment at or before it.
    fn state(&self, version: usize) -> Option<Status> {
        let earlier = self.timeline.moments.iter().rev().find(|moment| moment.version >= version);
        earlier?.stated.state
    }
}

/// The edits of one record.
pub(super) fn of(
    asked: &Asked<'_>,
    source: &&GitObjects<'_>,
    past: &Past<'_>,
    people: &mut People,
) -> Result<Edits, HistoryError> {
    let vocabulary = asked.settings.vocabulary();
    let now = asked.corpus.at_path(&past.chain.path).and_then(|at| asked.corpus.records.get(at));
    let mut reading = Texts { asked, vocabulary, now, known: None };
    let mut edits = Edits { found: Vec::new(), extent: past.timeline.extent };
    for (at, pair) in past.line.versions.windows(2).enumerate().rev() {
        let [new, old] = pair else { continue };
        let in_force = past.state(at + 1).is_some_and(Status::is_live);
        if !in_force || new.blob == old.blob || asked.ignored.contains(&new.landed.id) {
            continue;
        }
        let (sections, words) = match reading.compare(source, old, new) {
            Ok(difference) => difference,
            Err(ReadError::Missing(_)) => {
                edits.extent = edits.extent.max(Extent::Missing);
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        if sections.is_empty() {
            continue;
        }
        let mut by = people_of(past.chain, &new.changes, people);
        if by.is_empty() {
            by = people.authors(&new.landed);
        }
        let landed = changes::landed(&new.landed, people);
        edits.found.push(Edit { landed, second: new.landed.time, people: by, sections, words });
    }
    Ok(edits)
}

/// A section's heading and text, without metadata.
struct Part {
    heading: String,
    text: String,
    normal: String,
}

struct Texts<'a> {
    asked: &'a Asked<'a>,
    vocabulary: Vocabulary,
    now: Option<&'a Record>,
    /// The version that was read last: each is compared with two.
    known: Option<(Id, Vec<Part>)>,
}

impl Texts<'_> {
    /// The headings of sections that differ, and how many words do.
    fn compare(
        &mut self,
        source: &&GitObjects<'_>,
        old: &Version,
        new: &Version,
    ) -> Result<(Vec<String>, usize), ReadError> {
        let before = match self.known.take() {
            Some((id, parts)) if id == old.blob => parts,
            _ => self.read(source, old)?,
        };
        let after = self.read(source, new)?;
        let mut left: HashMap<&str, Vec<&Part>> = HashMap::new();
        for part in before.iter().rev() {
            left.entry(&part.heading).or_default().push(part);
        }
        let (mut sections, mut words) = (Vec::new(), 0);
        for part in &after {
            let was = left.get_mut(part.heading.as_str()).and_then(Vec::pop);
            if was.is_none_or(|was| was.normal != part.normal) {
                sections.push(part.heading.clone());
                words += differing_words(was.map_or("", |was| &was.text), &part.text);
            }
        }
        // What is left was removed with its heading.
        for part in &before {
            if let Some(at) = left.get_mut(part.heading.as_str()).and_then(Vec::pop) {
                sections.push(at.heading.clone());
                words += differing_words(&at.text, "");
            }
        }
        sections.dedup();
        self.known = Some((new.blob, after));
        Ok((sections, words))
    }

    fn read(&self, source: &&GitObjects<'_>, version: &Version) -> Result<Vec<Part>, ReadError> {
        let bytes = source.read(version.blob, Kind::Blob)?;
        let text = String::from_utf8_lossy(&bytes);
        let record = old_record(self.asked.settings, &self.vocabulary, self.now, &version.path, &text, false);
        Ok(parts(&record))
    }
}

/// The sections of a record that say something of their own.
fn parts(record: &Record) -> Vec<Part> {
    let text = record.source.text.as_str();
    let outline = record.outline();
    let mut facts = fact_spans(record);
    facts.sort_unstable_by_key(|span| span.start);
    let headings: Vec<_> = outline.headings.iter().filter(|heading| !heading.nested).collect();
    let top = headings.first().map_or(text.len(), |heading| heading.span.start);
    let lead = Span::new(record.body_start.min(top), top);
    let own = headings.iter().filter(|heading| !is_metadata(&heading.text)).map(|heading| {
        let name = if heading.level == 1 { "" } else { heading.text.as_str() };
        (name, heading.own_body)
    });
    let part = |(heading, span): (&str, Span)| {
        let text = without_facts(text, span, &facts);
        let normal = without_form(&format!("\n{text}"));
        Part { heading: heading.to_owned(), text, normal }
    };
    let said = |part: &Part| !part.normal.trim().is_empty();
    std::iter::once(("", lead)).chain(own).map(part).filter(said).collect()
}

fn is_metadata(heading: &str) -> bool {
    use Section::{Date, Links, People, Status, SupersededBy, Supersedes, Title};
    Section::of(heading).is_some_and(|section| {
        matches!(section, Status | Date | People | Links | Supersedes | SupersededBy | Title)
    })
}

/// Where the record's metadata stands.
fn fact_spans(record: &Record) -> Vec<Span> {
    let statuses = record.statuses.iter().map(|status| status.value);
    let dates = record.dates.iter().map(|date| date.span);
    let people = record.people.iter().map(|person| person.span);
    let relations = record.relations.iter().map(|relation| relation.span);
    let tags = record.tags.iter().map(|tag| tag.span);
    statuses.chain(dates).chain(people).chain(relations).chain(tags).collect()
}

/// The lines of a span in which no fact begins.
fn without_facts(text: &str, span: Span, facts: &[Span]) -> String {
    let mut kept = String::new();
    let mut at = span.start;
    for line in span.text(text).split_inclusive('\n') {
        let end = at + line.len();
        let next = facts.partition_point(|fact| fact.start < at);
        if facts.get(next).is_none_or(|fact| fact.start >= end) {
            kept.push_str(line);
        }
        at = end;
    }
    kept
}

/// Words that one text has more often than the other.
fn differing_words(one: &str, two: &str) -> usize {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    for word in one.split_whitespace() {
        *counts.entry(word).or_default() += 1;
    }
    for word in two.split_whitespace() {
        *counts.entry(word).or_default() -= 1;
    }
    counts.values().map(|count| usize::try_from(count.unsigned_abs()).unwrap_or(usize::MAX)).sum()
}
