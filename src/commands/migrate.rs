//! `deem migrate`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::cli::{MigrateArgs, TextOrJson};
use crate::corpus::Corpus;
use crate::engine::{self, LoadOptions, Loaded};
use crate::exit::Exit;
use crate::history::{History, HistoryError};
use crate::migrate::{self, Left, Migrated, Migration, Options};
use crate::record::DateMeaning;
use crate::render::escape;
use crate::source::RelPath;

use super::Failure;
use super::new::wish::unknown_kind;
use super::past::SHALLOW_ADVICE;
use super::session::Session;

#[derive(Serialize)]
struct Document<'a> {
    version: u8,
    root: &'a str,
    /// False for `--diff`.
    written: bool,
    migrated: &'a [Migrated],
    already: &'a [RelPath],
    left: &'a [Left],
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<&'a str>,
}

/// Turns foreign records into deem's own, or shows how.
pub(super) fn run(session: &Session<'_>, args: &MigrateArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let kind = match &args.kind {
        Some(name) => {
            let found = settings.kinds().find(name.trim());
            Some(found.ok_or_else(|| unknown_kind(name, settings.kinds()))?)
        }
        None => None,
    };
    let paths = session.paths(&workspace, &args.paths)?;
    let loaded = session.load(&settings, workspace, &LoadOptions::default(), false)?;
    let records = loaded.corpus.records.iter().enumerate();
    let selected: Vec<usize> =
        records.filter(|(_, record)| engine::is_within(record.path(), &paths)).map(|(at, _)| at).collect();
    let created = if args.dates_from_git { days(session, &loaded, &selected)? } else { BTreeMap::new() };
    let vocabulary = settings.vocabulary();
    let kinds = loaded.corpus.records.iter().map(|record| &record.kind).chain(kind);
    let schemas = engine::schemas(&loaded.workspace, kinds).map_err(|error| *error)?;
    let options = Options { kind, vocabulary: &vocabulary, schemas: &schemas, created: &created };
    let reread =
        |texts: &BTreeMap<RelPath, String>| -> Corpus { engine::with_texts(&loaded, &settings, texts) };
    let migration = migrate::plan(&loaded.corpus, &selected, &options, &reread);
    finish(session, args, &loaded, &migration)
}

/// Shows the changes or makes them, and tells what was done.
fn finish(
    session: &Session<'_>,
    args: &MigrateArgs,
    loaded: &Loaded,
    migration: &Migration,
) -> Result<Exit, Failure> {
    let dry = args.diff || args.dry_run;
    let failed = |error: &dyn std::error::Error| Failure::message(error.to_string());
    let diff = if dry { Some(migration.plan.diff().map_err(|error| failed(&error))?) } else { None };
    if !dry {
        migration.plan.apply(&loaded.workspace.base).map_err(|error| failed(&error))?;
    }
    match args.format {
        TextOrJson::Json => {
            let document = Document {
                version: 1,
                root: loaded.root(),
                written: !dry,
                migrated: &migration.migrated,
                already: &migration.already,
                left: &migration.left,
                diff: diff.as_deref(),
            };
            session.write(|out| escape::write_json(&document, out))?;
        }
        TextOrJson::Text => {
            if let Some(diff) = &diff {
                session.write(|out| out.write_all(diff.as_bytes()))?;
            }
        }
    }
    tell(session, loaded, migration, dry);
    Ok(if dry && !migration.migrated.is_empty() { Exit::Findings } else { Exit::Clean })
}

fn tell(session: &Session<'_>, loaded: &Loaded, migration: &Migration, dry: bool) {
    session.note_skipped(loaded);
    for record in &migration.migrated {
        for kept in &record.kept {
            session.note(&format!(
                "`{}` line {}: `{}` stays in the body: {}",
                record.path, kept.line, kept.text, kept.why
            ));
        }
    }
    for left in &migration.left {
        session.note(&format!("`{}` is left as it is: {}", left.path, left.why));
    }
    let verb = if dry { "to migrate" } else { "migrated" };
    session.note(&format!(
        "{} {verb}, {} with deem's frontmatter already, {} left as they are",
        migration.migrated.len(),
        migration.already.len(),
        migration.left.len()
    ));
}

/// The days on which git first saw the records that state no day of creation.
fn days(
    session: &Session<'_>,
    loaded: &Loaded,
    selected: &[usize],
) -> Result<BTreeMap<usize, Date>, Failure> {
    if session.global.no_history {
        return Err(Failure::message("`--dates-from-git` needs the history that `--no-history` forbids"));
    }
    let records = &loaded.corpus.records;
    let lacking: Vec<usize> = selected
        .iter()
        .copied()
        .filter(|&at| !records[at].native && records[at].date(DateMeaning::Created).is_none())
        .collect();
    let paths: Vec<&str> = lacking.iter().map(|&at| records[at].path()).collect();
    let failed = |error: HistoryError| Failure::message(error.to_string());
    let history = History::open(&loaded.workspace.base).map_err(failed)?;
    let days = history.first_days(&paths).map_err(failed)?;
    if history.is_shallow() && days.contains(&None) {
        session.note(SHALLOW_ADVICE);
    }
    Ok(lacking.into_iter().zip(days).filter_map(|(at, day)| Some((at, day?))).collect())
}
