//! Stating a relation in the form of a record.

use crate::corpus::Resolution;
use crate::record::outline::Outline;
use crate::record::{Carrier, Dialect, Record, RelationKind};

use super::draft::{Place, Wanted};
use super::yaml::{self, Yaml};
use super::{EditError, Editor, Successor, field, section};

/// How a record states relations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Keys of frontmatter or of a file beside the record.
    Keys,
    /// Lines of the section that states the status.
    Section,
    /// Lines or rows of the form that states the status.
    Fields,
    /// Items of a list under `## Links`.
    Links,
    /// It has no metadata.
    None,
}

/// The form in which a record would state a relation.
pub(super) fn form(record: &Record, kind: RelationKind) -> Form {
    let carrier = record.status().map(|fact| fact.carrier);
    let by_keys = match record.dialect {
        Dialect::Frontmatter | Dialect::Madr3 | Dialect::Madr4 | Dialect::StructuredMadr | Dialect::Kep => {
            true
        }
        Dialect::Preamble => record.frontmatter.is_some(),
        _ => carrier == Some(Carrier::Frontmatter),
    };
    if by_keys {
        return Form::Keys;
    }
    let in_words = section::words(kind).is_some();
    match (record.dialect, carrier) {
        (Dialect::Log4brains, _) if in_words && kind != RelationKind::RelatesTo => Form::Links,
        (_, Some(Carrier::Section)) if in_words => Form::Section,
        (_, Some(Carrier::Frontmatter | Carrier::Sidecar)) => Form::Keys,
        (Dialect::Plain, None) => Form::None,
        _ => Form::Fields,
    }
}

impl Editor<'_> {
    /// States a relation of a record; nothing happens when it is stated already.
    pub(super) fn relate(
        &mut self,
        record: usize,
        kind: RelationKind,
        to: &Successor,
        anchor: Option<&str>,
    ) -> Result<(), EditError> {
        if self.states(record, kind, to)? {
            return Ok(());
        }
        let form = form(self.current(record)?, kind);
        let now = self.now(record);
        let link = || self.link_to(now, to, anchor);
        let written = match form {
            Form::Keys => return self.relate_by_key(record, kind, to),
            Form::Section => section::in_status(now, kind, link()),
            Form::Links => section::in_links(now, kind, link()),
            Form::Fields => self.in_field(now, kind, to, link),
            Form::None => None,
        };
        let Some((splices, target)) = written else { return Err(no_place(now, kind, to)) };
        let wanted = Wanted { relation: Some((kind, target)), ..Wanted::default() };
        self.apply(record, Place::Main, &[splices], &wanted, &what(kind, to))
    }

    /// True when a record states a relation to another.
    pub(super) fn states(
        &mut self,
        record: usize,
        kind: RelationKind,
        to: &Successor,
    ) -> Result<bool, EditError> {
        let current = self.current(record)?;
        let path = current.source.path.clone();
        let stated: Vec<(String, bool)> = current
            .relations
            .iter()
            .filter(|relation| relation.kind == kind && !relation.partial)
            .map(|relation| (relation.target.clone(), relation.link))
            .collect();
        let Some(at) = self.corpus.at_path(&to.path) else { return Ok(false) };
        let is_it = |(target, link): &(String, bool)| {
            self.corpus.resolve(&path, target, *link) == Resolution::Record(at)
        };
        Ok(stated.iter().any(is_it))
    }

    fn relate_by_key(&mut self, record: usize, kind: RelationKind, to: &Successor) -> Result<(), EditError> {
        let value = self.value_for(self.now(record), to);
        let name = self.key_beside(record, kind);
        let draft = self.draft(record)?;
        let refused = no_place(&draft.record, kind, to);
        let Some(before) = Yaml::of(draft) else { return Err(refused) };
        let text = draft.text(before.place);
        let Some((name, texts, splice)) = before.add_relation(text, kind, &name, &value.text) else {
            return Err(refused);
        };
        let wanted = Wanted { relation: Some((kind, value.target)), ..Wanted::default() };
        self.apply(record, before.place, &[vec![splice]], &wanted, &what(kind, to))?;
        let after = Yaml::of(self.draft(record)?);
        let held = after.is_some_and(|after| {
            after.read(&name).as_ref() == Some(&texts) && after.same_but(&before, &name)
        });
        if held { Ok(()) } else { Err(self.unsure(record, &what(kind, to))) }
    }

    /// The key for a relation as the records beside write it.
    fn key_beside(&self, record: usize, kind: RelationKind) -> String {
        let siblings = self.corpus.siblings(record).iter();
        let known = siblings.filter_map(|&at| yaml::key_of(&self.corpus.records[at], kind)).next();
        let kep = self.corpus.records[record].dialect == Dialect::Kep && kind == RelationKind::Supersedes;
        known.unwrap_or_else(|| if kep { "replaces".to_owned() } else { kind.key().to_owned() })
    }

    /// Tries ways to write something, the first that reads as it should is taken.
    pub(super) fn apply(
        &mut self,
        record: usize,
        place: Place,
        ways: &[Vec<super::text::Splice>],
        wanted: &Wanted,
        what: &str,
    ) -> Result<(), EditError> {
        let path = self.corpus.records[record].source.path.clone();
        self.draft(record)?;
        let found = match self.drafts.get(&path) {
            Some(draft) => ways.iter().find_map(|splices| draft.after(self, place, splices, wanted)),
            None => None,
        };
        match found {
            Some(draft) => {
                self.drafts.insert(path, draft);
                Ok(())
            }
            None => Err(self.unsure(record, what)),
        }
    }

    pub(super) fn unsure(&self, record: usize, what: &str) -> EditError {
        EditError::Unsure { path: self.corpus.records[record].path().to_owned(), what: what.to_owned() }
    }

    /// A record after the edits so far, else as it was read.
    pub(super) fn now(&self, record: usize) -> &Record {
        let read = &self.corpus.records[record];
        self.drafts.get(&read.source.path).map_or(read, |draft| &draft.record)
    }

    /// The anchor of a heading of a record.
    pub(super) fn anchor(&self, record: usize, heading: &str) -> Result<String, EditError> {
        let of = &self.corpus.records[record];
        let outline: Outline = of.outline();
        let wanted = heading.trim().trim_start_matches('#').trim();
        let same = |text: &str| text.trim().to_lowercase() == wanted.to_lowercase();
        let found = outline.headings.iter().find(|found| same(&found.text) || found.slug == wanted);
        found.map(|found| found.slug.clone()).ok_or_else(|| {
            let names = outline.headings.iter().map(|heading| heading.text.as_str());
            let near = crate::config::suggest::nearest(wanted, names).map(str::to_owned);
            EditError::NoHeading { path: of.path().to_owned(), given: heading.to_owned(), near }
        })
    }
}

/// What messages call a relation.
pub(super) fn what(kind: RelationKind, to: &Successor) -> String {
    format!("`{}: {}`", kind.key(), to.id)
}

fn no_place(record: &Record, kind: RelationKind, to: &Successor) -> EditError {
    EditError::NoPlace { path: record.path().to_owned(), what: what(kind, to), help: field::help(record) }
}
