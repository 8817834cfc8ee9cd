//! From any dialect that deem reads to deem's frontmatter, without losing a word.
//!
//! Each record is drafted by itself: what the frontmatter can say moves there, and of the body only those
//! lines go whose every word has moved. Then the corpus is read again with the drafts, and a draft that does
//! not give the facts of before is dropped: no worse file is ever written.

mod body;
mod front;
mod place;
mod verify;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::change::{Plan, edited};
use crate::corpus::Corpus;
use crate::diagnostic::Edit;
use crate::record::vocabulary::Vocabulary;
use crate::record::{Kind, Record};
use crate::schema::Schemas;
use crate::source::RelPath;

/// The key that tells which dialect a record was written in.
pub const ORIGIN_KEY: &str = "migrated-from";

/// How to migrate.
#[derive(Debug)]
pub struct Options<'a> {
    /// The kind that the records get; without it the one that they are read as.
    pub kind: Option<&'a Arc<Kind>>,
    /// Words of the house.
    pub vocabulary: &'a Vocabulary,
    /// The schemas of the kinds.
    pub schemas: &'a Schemas,
    /// Days of creation from git, by record, for those that state none.
    pub created: &'a BTreeMap<usize, Date>,
}

/// A piece of metadata that stays in the body.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Kept {
    /// Line in the old file, from 1.
    pub line: usize,
    /// The line, shortened.
    pub text: String,
    /// Why it was not moved.
    pub why: String,
}

/// A record that is migrated.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Migrated {
    /// Repository-relative path.
    pub path: RelPath,
    /// The dialect it was written in.
    pub dialect: &'static str,
    /// What stays in the body.
    pub kept: Vec<Kept>,
}

/// A record that is left as it is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Left {
    /// Repository-relative path.
    pub path: RelPath,
    /// Why.
    pub why: String,
}

/// What a migration does.
#[derive(Debug, Default)]
pub struct Migration {
    /// The changes.
    pub plan: Plan,
    /// Records that change, by path.
    pub migrated: Vec<Migrated>,
    /// Records that have deem's frontmatter.
    pub already: Vec<RelPath>,
    /// Records that cannot be migrated.
    pub left: Vec<Left>,
}

/// One record's new text.
struct Draft {
    record: usize,
    edits: Vec<Edit>,
    text: String,
    kept: Vec<Kept>,
}

/// Plans the migration of the records `selected`. `reread` gives the corpus with other texts in some files.
pub fn plan(
    corpus: &Corpus,
    selected: &[usize],
    options: &Options<'_>,
    reread: &dyn Fn(&BTreeMap<RelPath, String>) -> Corpus,
) -> Migration {
    let mut migration = Migration::default();
    let mut drafts = Vec::new();
    for &at in selected {
        let record = &corpus.records[at];
        if record.native {
            migration.already.push(record.source.path.clone());
            continue;
        }
        match draft(corpus, at, options) {
            Ok(draft) => drafts.push(draft),
            Err(why) => migration.left.push(Left { path: record.source.path.clone(), why }),
        }
    }
    // What one record says shows in others, so a draft that goes may take another with it.
    while !drafts.is_empty() {
        let texts = drafts
            .iter()
            .map(|draft| (corpus.records[draft.record].source.path.clone(), draft.text.clone()))
            .collect();
        let after = reread(&texts);
        let before = drafts.len();
        drafts.retain(|draft| match verify::worse(corpus, &after, draft.record, options) {
            None => true,
            Some(why) => {
                let path = corpus.records[draft.record].source.path.clone();
                migration.left.push(Left { path, why });
                false
            }
        });
        if drafts.len() == before {
            break;
        }
    }
    migration.left.sort_by(|a, b| a.path.cmp(&b.path));
    for draft in drafts {
        let record = &corpus.records[draft.record];
        for edit in draft.edits {
            migration.plan.edit(&record.source, edit.start, edit.end, edit.text);
        }
        migration.migrated.push(Migrated {
            path: record.source.path.clone(),
            dialect: record.dialect.as_str(),
            kept: draft.kept,
        });
    }
    migration
}

/// The new text of one record, or why there is none.
fn draft(corpus: &Corpus, at: usize, options: &Options<'_>) -> Result<Draft, String> {
    let record = &corpus.records[at];
    refuse(record)?;
    let kind = options.kind.unwrap_or(&record.kind);
    let units = body::units(record, options.vocabulary);
    let placed = place::place(corpus, at, kind, &units, options);
    let mut edits = front::edits(record, &placed);
    let cut = body::cut(record, &units, &placed);
    edits.extend(cut.edits);
    let text = edited(&record.source, &edits).map_err(|error| error.to_string())?;
    Ok(Draft { record: at, edits, text, kept: cut.kept })
}

/// Says why a record cannot be migrated at all.
fn refuse(record: &Record) -> Result<(), String> {
    if record.sidecar.is_some() {
        return Err("its metadata stand in `kep.yaml` beside it, which the tools of KEPs read".to_owned());
    }
    if !record.is_markdown() {
        return Err("it is no Markdown, and frontmatter would be text there".to_owned());
    }
    if record.source.text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    let Some(fm) = &record.frontmatter else { return Ok(()) };
    if record.partial || !fm.doc.problems.is_empty() {
        return Err("its frontmatter is broken YAML; mend it first, `deem check` says how".to_owned());
    }
    if !fm.opened || !fm.closed || fm.preceded_by_blank {
        return Err("its frontmatter does not begin and end with `---`; mend it first".to_owned());
    }
    if fm.doc.root().is_some_and(|root| root.quoted() || root.entries().next().is_none()) {
        return Err("its frontmatter is no list of keys, one on a line".to_owned());
    }
    match ["kind", ORIGIN_KEY].into_iter().find(|key| fm.doc.get(key).is_some()) {
        Some(key) => Err(format!("its frontmatter has a key `{key}` that means something else")),
        None => Ok(()),
    }
}
