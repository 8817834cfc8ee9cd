//! `deem new`.

use crate::cli::NewArgs;
use crate::config::suggest;
use crate::engine::{LoadOptions, Loaded};
use crate::exit::Exit;
use crate::history::{History, HistoryError};
use crate::record::kind::Kinds;
use crate::scaffold::{self, Place, Request};

use super::Failure;
use super::session::Session;

/// Writes the next record and prints its path.
pub(super) fn run(session: &Session<'_>, args: &NewArgs) -> Result<Exit, Failure> {
    let workspace = session.workspace()?;
    let settings = session.settings(&workspace)?;
    let kind = settings.kinds().find(args.kind.trim());
    let kind = kind.ok_or_else(|| unknown_kind(&args.kind, settings.kinds()))?;
    let title = title(&args.title)?;
    let today = session.today()?;
    let loaded = session.load(&settings, workspace, &LoadOptions::default(), true)?;
    let mut place = scaffold::place(kind, &loaded.corpus, &loaded.discovery.hints, &loaded.workspace.root);
    if let Some(dialect) = place.without_template {
        session.note(&format!(
            "there is no template for dialect `{}` of `{}`, so this record has deem's frontmatter",
            dialect.as_str(),
            place.folder
        ));
    }
    let status = scaffold::status(place.form, kind, args.status.as_deref());
    let request = Request {
        kind: kind.clone(),
        title,
        status: status.map_err(|error| Failure::message(error.to_string()))?,
        owners: args.owner.iter().map(|owner| one_line(owner)).filter(|owner| !owner.is_empty()).collect(),
        tags: args.tag.iter().map(|tag| one_line(tag)).filter(|tag| !tag.is_empty()).collect(),
        today,
        prefix: kind.prefix.clone(),
    };
    if place.naming.is_numbered() {
        take_branches(session, &loaded, &mut place)?;
    }
    write(session, args, &loaded, place, &request)
}

fn write(
    session: &Session<'_>,
    args: &NewArgs,
    loaded: &Loaded,
    place: Place,
    request: &Request,
) -> Result<Exit, Failure> {
    let base = &loaded.workspace.base;
    let folder = if place.folder.is_empty() { base.clone() } else { base.join(&place.folder) };
    let draft = scaffold::write_next(base, &folder, place.form, place.naming, request, args.dry_run)
        .map_err(|error| Failure::message(error.to_string()))?;
    let path = if place.folder.is_empty() { draft.file } else { format!("{}/{}", place.folder, draft.file) };
    session.write(|out| {
        writeln!(out, "{path}")?;
        if args.dry_run { write!(out, "\n{}", draft.text) } else { Ok(()) }
    })?;
    Ok(Exit::Clean)
}

/// Numbers that are taken on other branches are not free.
fn take_branches(session: &Session<'_>, loaded: &Loaded, place: &mut Place) -> Result<(), Failure> {
    if session.global.no_history {
        session.note("numbers taken on other branches are not known (`--no-history`)");
        return Ok(());
    }
    if !loaded.workspace.git {
        return Ok(());
    }
    let names = History::open(&loaded.workspace.base).and_then(|history| history.names_in(&place.folder));
    match names {
        Ok(names) => names.iter().for_each(|name| place.naming.take(name)),
        Err(HistoryError::NoRepository(_)) => {}
        Err(error) => session.note(&format!("numbers taken on other branches are not known: {error}")),
    }
    Ok(())
}

fn title(words: &[String]) -> Result<String, Failure> {
    let title = one_line(&words.join(" "));
    if title.is_empty() { Err(Failure::message("the title is empty")) } else { Ok(title) }
}

/// Text on one line, without control characters.
fn one_line(text: &str) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(blank).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn unknown_kind(name: &str, kinds: &Kinds) -> Failure {
    let near = suggest::nearest(name, kinds.names()).map(|near| format!("; did you mean `{near}`?"));
    let kinds = kinds.all().iter().map(|kind| format!("{}: {}", kind.name, kind.summary));
    Failure::Listed {
        what: format!("there is no kind `{name}`{}", near.unwrap_or_default()),
        lines: std::iter::once("there are:".to_owned()).chain(kinds).collect(),
    }
}
