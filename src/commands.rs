//! One module for each command; each is thin.

mod check;
mod completions;
mod config;
mod list;
mod log;
mod migrate;

mod new;
mod past;
mod rule;
mod schema;
mod session;
mod show;
mod stale;
mod trouble;

use std::io;

use crate::cli::{Cli, Command};
use crate::exit::Exit;

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
    Config(#[from] crate::config::ConfigErrors),
    /// The folder cannot be read.
    #[error(transparent)]
    Discover(#[from] crate::discover::DiscoverError),
    /// Writing the result failed.
    #[error("cannot write the result: {0}")]
    Write(#[from] io::Error),
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
    session.start_threads()?;
    match &cli.command {
        Command::Check(args) => check::run(session, args),
        Command::List(args) => list::run(session, args),
        Command::Show(args) => show::run(session, args),
        Command::New(args) => new::run(session, args),
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
