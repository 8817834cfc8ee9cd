//! `deem init`.

use std::io::{self, IsTerminal};

use inquire::{Confirm, InquireError};

use crate::change::Plan;
use crate::cli::InitArgs;
use crate::config::{self, NAMES};
use crate::discover::Workspace;
use crate::engine::{LoadOptions, Loaded};
use crate::exit::Exit;
use crate::history::History;
use crate::init::{self, Ground, Proposal, Survey};
use crate::owners::Flavour;
use crate::owners::codeowners::{MAX_BYTES, PLACES};
use crate::render::escape;
use crate::rules::registry;
use crate::source::RelPath;

use super::Failure;
use super::session::{Session, env};

/// Says what is there and what would be written, asks, and writes.
pub(super) fn run(session: &Session<'_>, args: &InitArgs) -> Result<Exit, Failure> {
    if session.global.config.is_some() {
        return Err(Failure::message("a configuration is named already (`--config` or `DEEM_CONFIG`)"));
    }
    let workspace = session.workspace()?;
    refuse_git_folder(&workspace)?;
    if let Some(name) = existing(&workspace) {
        session.note(&format!("`{name}` exists, so there is nothing to set up; `deem config` shows it"));
        return Ok(Exit::Clean);
    }
    let settings = config::load(&workspace.root_path(), None, true, registry::as_config())?;
    let loaded = session.load(&settings, workspace, &LoadOptions::default(), true)?;
    let codeowners = codeowners(session, &loaded.workspace);
    let identity = identity(session, &loaded);
    let ground = Ground {
        workspace: &loaded.workspace,
        discovery: &loaded.discovery,
        corpus: &loaded.corpus,
        kinds: settings.kinds(),
        codeowners: codeowners.as_ref(),
        identity: identity.as_deref(),
        today: session.today()?,
    };
    let survey = init::survey(&ground);
    let base = &loaded.workspace.base;
    let proposal = init::propose(&ground, &survey, &|path| base.join(path).symlink_metadata().is_ok());
    if args.dry_run {
        let diff = proposal.plan.diff().map_err(|error| Failure::message(error.to_string()))?;
        session.write(|out| out.write_all(diff.as_bytes()))?;
        return Ok(Exit::Findings);
    }
    tell(session, &survey, &proposal)?;
    if !args.yes {
        match answer() {
            Some(true) => {}
            Some(false) => {
                session.note("nothing was written");
                return Ok(Exit::Clean);
            }
            None => {
                session.note("nothing was written, since there is no terminal to ask on; `--yes` writes");
                return Ok(Exit::Findings);
            }
        }
    }
    write(session, &proposal.plan, &loaded)
}

/// The configuration that is there, dead links too.
fn existing(workspace: &Workspace) -> Option<&'static str> {
    let root = workspace.root_path();
    NAMES.into_iter().find(|name| root.join(name).symlink_metadata().is_ok())
}

/// git's own folders are no place for files of ours.
fn refuse_git_folder(workspace: &Workspace) -> Result<(), Failure> {
    let root = workspace.root_path();
    let is_git = |folder: &std::path::Path| {
        folder.join("HEAD").is_file() && folder.join("objects").is_dir() && folder.join("refs").is_dir()
    };
    match root.ancestors().find(|folder| is_git(folder)) {
        None => Ok(()),
        Some(folder) => Err(Failure::message(format!(
            "`{}` is git's own folder or a bare repository; run `deem init` in a work tree",
            folder.display()
        ))),
    }
}

fn codeowners(session: &Session<'_>, workspace: &Workspace) -> Option<(RelPath, Flavour)> {
    match workspace.first_file(&PLACES, MAX_BYTES) {
        Ok(file) => file.map(|file| (file.path.clone(), Flavour::of(&file.path, &file.text))),
        Err(file) => {
            session.note(&format!("skipped `{}`: {}", file.path, file.reason));
            None
        }
    }
}

fn identity(session: &Session<'_>, loaded: &Loaded) -> Option<String> {
    if session.global.no_history || !loaded.workspace.git {
        return None;
    }
    let (name, email) = History::open(&loaded.workspace.base).ok()?.identity();
    [name, email].into_iter().find(|text| !text.is_empty())
}

fn tell(session: &Session<'_>, survey: &Survey, proposal: &Proposal) -> Result<(), Failure> {
    session.write(|out| {
        let parts = [
            ("found:", survey.lines()),
            ("to write:", proposal.files.clone()),
            ("to know:", proposal.advice.clone()),
        ];
        for (title, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
            writeln!(out, "{title}")?;
            lines.iter().try_for_each(|line| writeln!(out, "  {}", escape::line(line)))?;
        }
        Ok(())
    })
}

/// What the user says; `None` where nobody can be asked.
fn answer() -> Option<bool> {
    let asks = io::stdin().is_terminal() && io::stderr().is_terminal() && env("CI").is_none();
    if !asks {
        return None;
    }
    match Confirm::new("Write these files?").with_default(true).prompt() {
        Ok(answer) => Some(answer),
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => Some(false),
        Err(_) => None,
    }
}

fn write(session: &Session<'_>, plan: &Plan, loaded: &Loaded) -> Result<Exit, Failure> {
    let written = plan.apply(&loaded.workspace.base).map_err(|error| Failure::message(error.to_string()))?;
    for path in written {
        session.note(&format!("wrote `{path}`"));
    }
    Ok(Exit::Clean)
}
