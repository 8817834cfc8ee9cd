//! Taking out what names a successor, where a record is superseded no longer.

use std::collections::BTreeMap;

use crate::record::key::{self, KeyMeaning};
use crate::record::status::{FoundRelation, Place as Words};
use crate::record::{RelationKind, Status, StatusFact};
use crate::span::Span;

use super::draft::{Place, Wanted, line_of, next_line};
use super::status::{fields_of, is_blank};
use super::text::Splice;
use super::yaml::Yaml;
use super::{EditError, Editor};

impl Editor<'_> {
    /// Takes out the keys and lines that name successors; what the words of the status say goes with these.
    pub(super) fn forget_successors(&mut self, record: usize) -> Result<(), EditError> {
        let id = self.named(record);
        for new in self.corpus.successors(record) {
            if self.corpus.states(new, RelationKind::Supersedes, record) {
                let new = self.named(new);
                self.talk.notes.push(format!("`{new}` still says that it supersedes `{id}`"));
            }
        }
        let wanted = Wanted { without: Some(RelationKind::SupersededBy), ..Wanted::default() };
        let nothing = self.nothing_beside(record);
        let draft = self.draft(record)?;
        let removal = Yaml::of(draft).and_then(|yaml| {
            let splice = yaml.remove_relation(draft.text(yaml.place), RelationKind::SupersededBy, nothing)?;
            Some((yaml.place, splice))
        });
        if let Some((place, splice)) = removal {
            return self.apply(record, place, &[vec![splice]], &wanted, "the status");
        }
        let Some(splice) = self.field_without(record) else { return Ok(()) };
        self.apply(record, Place::Main, &[vec![splice]], &wanted, "the status")
    }

    /// What most records beside one write behind the key of a successor that they do not have; `None` when most
    /// leave the key out.
    fn nothing_beside(&self, record: usize) -> Option<String> {
        let mut counts: BTreeMap<Option<String>, usize> = BTreeMap::new();
        for &at in self.corpus.siblings(record).iter().filter(|&&at| at != record) {
            let other = &self.corpus.records[at];
            let text = other.sidecar.as_ref().map_or(&other.source.text, |side| &side.text);
            let Some(yaml) = Yaml::read_from(other) else { continue };
            let nothing = yaml.nothing(text, RelationKind::SupersededBy);
            if nothing.is_some() || !yaml.has_relation(RelationKind::SupersededBy) {
                *counts.entry(nothing).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|(_, count)| *count).and_then(|(nothing, _)| nothing)
    }

    /// The line of a body that names successors, emptied as those beside it have it, else taken out.
    fn field_without(&self, record: usize) -> Option<Splice> {
        let means = |key: &str| {
            key::meaning(key, &self.vocabulary) == Some(KeyMeaning::Relation(RelationKind::SupersededBy))
        };
        let now = self.now(record);
        let field = fields_of(now).into_iter().find(|field| means(&field.key))?;
        let stated = |relation: &crate::record::Relation| field.value.contains(relation.span);
        if !now.relations.iter().any(stated) {
            return None;
        }
        let nothing = self.corpus.siblings(record).iter().find_map(|&at| {
            let other = &self.corpus.records[at];
            let own = at != record || !other.relations.iter().any(|r| r.kind == RelationKind::SupersededBy);
            let field = fields_of(other).into_iter().find(|field| own && means(&field.key))?;
            let empty = !other.relations.iter().any(|relation| field.value.contains(relation.span));
            empty.then(|| field.value.text(&other.source.text).to_owned())
        });
        let text = &now.source.text;
        Some(match nothing {
            Some(word) => Splice::new(field.value, word),
            None => {
                let line = line_of(text, field.value.start);
                let (end, _) = next_line(text, field.value.end);
                Splice::new(Span::new(line.start, end), "")
            }
        })
    }
}

/// Just past the reference that a relation was read from.
pub(super) fn end_of_link(value: &str, relation: &FoundRelation) -> usize {
    let end = relation.range.end;
    if !relation.link {
        return end;
    }
    value.get(end..).and_then(|rest| rest.find(')')).map_or(end, |at| end + at + 1)
}

/// The way to write a status where `Superseded by …` stands on a line of its own below the old status: that
/// line goes, and the old status is what counts again, in its own words where it means what is wanted.
pub(super) fn without_line(
    text: &str,
    fact: &StatusFact,
    place: &Words,
    word: &str,
    means: Option<Status>,
    find: &dyn Fn(&str) -> Option<Words>,
) -> Option<Vec<Splice>> {
    let value = fact.value.text(text);
    let before = value.get(..place.state.start)?;
    let earlier = before.rfind('\n').and_then(|end| before.get(..end))?;
    if place.status != Status::Superseded || earlier.trim().is_empty() {
        return None;
    }
    let last = place.successors.last().map_or(place.state.end, |last| end_of_link(value, last));
    let start = line_of(text, fact.value.start + place.state.start).start;
    let (mut end, _) = next_line(text, fact.value.start + last);
    if is_blank(text, end) && end < text.len() {
        end = next_line(text, end).0;
    }
    let first = find(earlier)?;
    let gone = Splice::new(Span::new(start, end), "");
    if means == Some(first.status) {
        return Some(vec![gone]);
    }
    let span = Span::from(first.states).shift(fact.value.start);
    Some(vec![Splice::new(span, word), gone])
}
