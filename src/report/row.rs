//! One record as a row of `deem list` and `deem log`.

use serde::Serialize;
use std::sync::Arc;

use crate::corpus::{Corpus, Resolution};
use crate::owners::{self, Codeowners};
use crate::record::{DateMeaning, Number, Record, RelationKind};

/// A record as `deem list --format json` shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Row {
    /// Repository-relative path.
    pub path: String,
    /// Kind's name.
    pub kind: Arc<str>,
    /// How the file writes its metadata.
    pub dialect: &'static str,
    /// Stated or derived id.
    pub id: String,
    /// Integer, or the text of a date or ULID.
    pub number: Option<Number>,
    /// Without number in front; empty when the record has none.
    pub title: String,
    /// Normalised, or the kind's own; `null` when the record states none.
    pub status: Option<String>,
    /// As written.
    pub status_text: Option<String>,
    /// ISO day.
    pub created: Option<String>,
    /// ISO day on which the status became final.
    pub decided: Option<String>,
    /// The day that stands for the record.
    pub date: Option<String>,
    /// What `date` means.
    pub date_means: Option<&'static str>,
    /// Metadata were recovered from broken frontmatter.
    pub partial: bool,
    /// As the record states them, then those of CODEOWNERS where they were asked for.
    pub owners: Vec<OwnerRow>,
    /// Tags.
    pub tags: Vec<String>,
    /// Relations from both sides.
    pub links: Vec<LinkRow>,
    /// Governed globs.
    pub governs: Vec<String>,
}

/// An owner.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerRow {
    /// As written.
    pub name: String,
    /// `stated` or `codeowners`.
    pub source: &'static str,
}

/// A relation.
#[derive(Clone, Debug, Serialize)]
pub struct LinkRow {
    /// Kebab-case key.
    pub relation: &'static str,
    /// The other record's id, or the target as written where it leads to none.
    pub target: String,
    /// The other record's path.
    pub path: Option<String>,
    /// This record says it itself.
    pub stated: bool,
    /// Only a part of the other record is meant.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
}

/// Every record's row, in the order of the corpus, with the owners that CODEOWNERS gives to its file.
pub fn rows<'c>(
    corpus: &'c Corpus,
    codeowners: Option<&'c Codeowners>,
) -> impl Iterator<Item = (usize, Row)> + 'c {
    corpus.records.iter().enumerate().map(move |(at, record)| (at, row(corpus, at, record, codeowners)))
}

/// The row of one record, with the owners that CODEOWNERS gives to its file.
pub fn row(corpus: &Corpus, at: usize, record: &Record, codeowners: Option<&Codeowners>) -> Row {
    let day = |meaning| record.date(meaning).and_then(|fact| fact.date).map(|date| date.to_string());
    let listed = record.listed_date();
    Row {
        path: record.path().to_owned(),
        kind: record.kind.name.clone(),
        dialect: record.dialect.as_str(),
        id: record.identity.id.clone(),
        number: record.identity.number.clone(),
        title: record.title.clone(),
        status: record.status().map(|status| status.name().to_owned()),
        status_text: record.status().map(|status| status.text.clone()),
        created: day(DateMeaning::Created),
        decided: day(DateMeaning::Decided),
        date: listed.and_then(|fact| fact.date).map(|date| date.to_string()),
        date_means: listed.map(|fact| fact.meaning.as_str()),
        partial: record.partial,
        owners: owners(record, codeowners),
        tags: record.tags.iter().map(|tag| tag.value.clone()).collect(),
        links: links(corpus, at),
        governs: record.governs.iter().map(|glob| glob.value.clone()).collect(),
    }
}

/// Who answers for a record.
pub(super) fn owners(record: &Record, codeowners: Option<&Codeowners>) -> Vec<OwnerRow> {
    let named = owners::sources(owners::stated(record), codeowners, [record.path()], []);
    named.into_iter().map(|named| OwnerRow { name: named.text, source: named.source.as_str() }).collect()
}

fn links(corpus: &Corpus, at: usize) -> Vec<LinkRow> {
    let mut links: Vec<LinkRow> = corpus
        .relations_of(at)
        .map(|(relation, target)| {
            let other = match target {
                Resolution::Record(to) => Some(&corpus.records[*to]),
                _ => None,
            };
            LinkRow {
                relation: relation.kind.key(),
                target: other.map_or_else(|| relation.target.clone(), |record| record.identity.id.clone()),
                path: other.map(|record| record.path().to_owned()),
                stated: true,
                partial: relation.partial,
            }
        })
        .collect();
    for (from, relation) in corpus.inbound(at) {
        let inverse = relation.kind.inverse();
        let known = corpus.states(at, inverse, from) || inverse == RelationKind::Mentions;
        if !known && from != at {
            let other = &corpus.records[from];
            links.push(LinkRow {
                relation: inverse.key(),
                target: other.identity.id.clone(),
                path: Some(other.path().to_owned()),
                stated: false,
                partial: relation.partial,
            });
        }
    }
    links
}
