//! `deem new`.

mod ask;
mod owner;
mod replace;
pub(super) mod wish;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Serialize;

use crate::change::Plan;
use crate::cli::{NewArgs, TextOrJson};
use crate::config::{ConfigError, ConfigErrors, Settings};
use crate::engine::{LoadOptions, Loaded};
use crate::exit::Exit;
use crate::history::{History, HistoryError};
use crate::record::Number;
use crate::render::escape;
use crate::scaffold::{self, Draft, DraftError, Place, Request, TemplateError, WriteError};
use crate::source::folder_of;

use super::Failure;
use super::editor;
use super::session::Session;

use ask::Prompt;
use replace::Replacing;

/// What `--format json` prints.
#[derive(Serialize)]
struct Told<'a> {
    path: &'a str,
    id: &'a str,
    number: Option<&'a Number>,
    kind: &'a str,
    status: &'a str,
}

/// Everything that a new record is made of.
struct Plans {
    place: Place,
    request: Request,
    /// Names that the folder has on other branches and tags.
    elsewhere: BTreeSet<String>,
}

/// Writes the next record and prints its path.
pub(super) fn run(session: &Session<'_>, args: &NewArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let prompt = Prompt::on_terminal(session.global.color);
    let kind = wish::kind(args, settings.kinds(), prompt.as_ref())?;
    let title = wish::title(args, prompt.as_ref())?;
    let loaded = session.load(&settings, workspace, &LoadOptions::default(), true)?;
    let place = scaffold::place(&kind, &loaded.corpus, &loaded.discovery.hints, &loaded.workspace.root);
    let mut request = wish::request(session, args, kind, title, &place, &loaded, prompt.as_ref())?;
    if request.owners.is_empty() && !args.no_owner && request.form.is_native() {
        request.owners = owners(session, &loaded, &settings, &request, prompt.as_ref())?;
    }
    if let Some(dialect) =
        place.without_template.filter(|_| args.flavour.is_none() && args.template.is_none())
    {
        session.note(&format!(
            "there is no template for dialect `{}` of `{}`, so this record has deem's frontmatter",
            dialect.as_str(),
            place.folder
        ));
    }
    let beside = || loaded.corpus.in_folder(&place.folder).iter().map(|&at| loaded.corpus.records[at].path());
    if beside().filter(|path| folder_of(path) != place.folder).count() * 2 > beside().count() {
        session.note(&format!(
            "most records of `{}` are folders with a file in them, and this one is a file: move it if it should \
             be one too",
            place.folder
        ));
    }
    let elsewhere =
        if place.naming.is_numbered() { names_elsewhere(session, &loaded, &place) } else { BTreeSet::new() };
    let old = replace::named(session, &loaded, &args.supersedes)?;
    let replacing = Replacing { loaded: &loaded, settings: &settings, old, force: args.force };
    write(session, args, &replacing, Plans { place, request, elsewhere })
}

fn owners(
    session: &Session<'_>,
    loaded: &Loaded,
    settings: &Settings,
    request: &Request,
    prompt: Option<&Prompt>,
) -> Result<Vec<String>, Failure> {
    match (owner::find(session, loaded, settings, request), prompt) {
        (None, Some(prompt)) => prompt.owners(),
        (Some(found), _) => {
            let names: Vec<String> = found.names.iter().map(|name| format!("`{name}`")).collect();
            session.note(&format!("owner {}, from {}", names.join(", "), found.source));
            Ok(found.names)
        }
        (None, None) => Ok(Vec::new()),
    }
}

fn write(
    session: &Session<'_>,
    args: &NewArgs,
    replacing: &Replacing<'_>,
    plans: Plans,
) -> Result<Exit, Failure> {
    let Plans { place, request, elsewhere } = plans;
    let base = &replacing.loaded.workspace.base;
    let folder = if place.folder.is_empty() { base.clone() } else { base.join(&place.folder) };
    let path_of = |draft: &Draft| match place.folder.as_str() {
        "" => draft.file.clone(),
        folder => format!("{folder}/{}", draft.file),
    };
    if args.dry_run || !replacing.old.is_empty() {
        let draft = scaffold::next(&folder, place.naming.clone(), &elsewhere, &request).map_err(failure)?;
        let mut plan = Plan::default();
        let path = path_of(&draft);
        plan.create(path.as_str(), draft.text.as_str());
        // What cannot be replaced is known before anything is written.
        let talk = replacing.fill(&mut plan, &path, &draft, &request)?;
        if args.dry_run {
            session.tell(&talk);
            return show(session, args, &plan, &told(&path, &draft, &request));
        }
    }
    let draft = scaffold::write_next(base, &folder, place.naming.clone(), &elsewhere, &request);
    let draft = draft.map_err(failure)?;
    let path = path_of(&draft);
    if !replacing.old.is_empty() {
        replacing.apply(session, &path, &draft, &request)?;
    }
    session.write(|out| match args.format {
        TextOrJson::Text => writeln!(out, "{}", escape::line(&path)),
        TextOrJson::Json => escape::write_json(&told(&path, &draft, &request), out),
    })?;
    if args.edit {
        editor::open(session, &base.join(&path))?;
    }
    Ok(Exit::Clean)
}

/// What would be written.
fn show(session: &Session<'_>, args: &NewArgs, plan: &Plan, told: &Told<'_>) -> Result<Exit, Failure> {
    let diff = plan.diff().map_err(|error| Failure::message(error.to_string()))?;
    session.write(|out| match args.format {
        TextOrJson::Text => write!(out, "{diff}"),
        TextOrJson::Json => escape::write_json(told, out),
    })?;
    Ok(Exit::Findings)
}

fn told<'a>(path: &'a str, draft: &'a Draft, request: &'a Request) -> Told<'a> {
    Told {
        path,
        id: &draft.id,
        number: draft.number.as_ref(),
        kind: &request.kind.name,
        status: &request.status,
    }
}

/// Names that the folder has on other branches and tags: their numbers are not free.
fn names_elsewhere(session: &Session<'_>, loaded: &Loaded, place: &Place) -> BTreeSet<String> {
    if session.global.no_history {
        session.note("numbers taken on other branches are not known (`--no-history`)");
        return BTreeSet::new();
    }
    if !loaded.workspace.git {
        return BTreeSet::new();
    }
    let names = History::open(&loaded.workspace.base).and_then(|history| history.names_in(&place.folder));
    names.unwrap_or_else(|error| {
        if !matches!(error, HistoryError::NoRepository(_)) {
            session.note(&format!("numbers taken on other branches are not known: {error}"));
        }
        BTreeSet::new()
    })
}

fn failure(error: WriteError) -> Failure {
    match error {
        WriteError::Draft(DraftError::Template(error)) => Failure::Config(in_template(error)),
        other => Failure::message(other.to_string()),
    }
}

/// Shown as errors of the configuration are, with the place in the template.
fn in_template(error: TemplateError) -> ConfigErrors {
    let TemplateError { source, span, position, message, help } = error;
    let error = ConfigError { path: source.path.to_string(), span, position, message, help };
    ConfigErrors { errors: vec![error], source: Some(source) }
}

/// The file of an argument.
fn template_path(session: &Session<'_>, args: &NewArgs) -> Option<PathBuf> {
    args.template.as_ref().map(|path| session.below_root(path))
}
