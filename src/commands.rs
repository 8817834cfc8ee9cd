//! One module for each command; each is thin.

mod check;
mod completions;
mod config;
mod edit;
mod editor;
mod init;
mod list;
mod log;
mod migrate;

mod new;
mod past;
mod renumber;
mod rule;
mod schema;
mod session;
mod show;
mod stale;
mod trouble;

use std::io;

use crate::cli::{Cli, Command};
use crate::config::ConfigErrors;
use crate::engine::LoadError;
use crate::exit::Exit;
use crate::schema::SchemaError;

use session::Session;

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// One clear line for the user.
    #[error("{0}")]
    Message(String),
    /// The same with lines below that tell more.
    #[error("{what}")]
    Listed {
        /// What went wrong.
        what: String,
        /// Lines of detail.
        lines: Vec<String>,
    },
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigErrors),
    /// The folder cannot be read.
    #[error(transparent)]
    Discover(#[from] crate::discover::DiscoverError),
    /// A record cannot be changed so.
    #[error(transparent)]
    Edit(#[from] crate::edit::EditError),
    /// Writing the result failed.
    #[error("cannot write the result: {0}")]
    Write(#[from] io::Error),
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Discover(error) => Self::Discover(error),
            LoadError::Schema(error) => (*error).into(),
        }
    }
}

impl From<SchemaError> for Failure {
    fn from(error: SchemaError) -> Self {
        Self::Config(ConfigErrors::at(&error.file, error.span, error.message, Some(error.help)))
    }
}

impl Failure {
    fn message(text: impl Into<String>) -> Self {
        Self::Message(text.into())
    }
}

/// Runs a command; every failure becomes one clear message on standard error and exit code 2.
pub fn run(cli: &Cli) -> Exit {
    let session = Session::new(&cli.global);
    match dispatch(cli, &session) {
        Ok(exit) => exit,
        Err(Failure::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Clean,
        Err(failure) => {
            session.say_error(&failure);
            Exit::Error
        }
    }
}

fn dispatch(cli: &Cli, session: &Session<'_>) -> Result<Exit, Failure> {
    session.check_outputs(matches!(cli.command, Command::Check(_)))?;
    session.start_threads()?;
    match &cli.command {
        Command::Init(args) => init::run(session, args),
        Command::Check(args) => check::run(session, args),
        Command::List(args) => list::run(session, args),
        Command::Show(args) => show::run(session, args),
        Command::New(args) => new::run(session, args),
        Command::Status(args) => edit::status(session, args),
        Command::Supersede(args) => edit::supersede(session, args),
        Command::Link(args) => edit::link(session, args),
        Command::Renumber(args) => renumber::run(session, args),
        Command::Migrate(args) => migrate::run(session, args),
        Command::Stale(args) => stale::run(session, args),
        Command::Log(args) => log::run(session, args),
        Command::Rule(args) => rule::run(session, args),
        Command::Config(args) => config::run(session, args),
        Command::Schema(args) => schema::run(session, args),
        Command::Completions(args) => completions::completions(session, args),
        Command::Man(args) => completions::man(session, args),
    }
}
