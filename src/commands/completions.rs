//! `deem completions` and `deem man`.

use clap::CommandFactory;

use crate::cli::{Cli, CompletionsArgs, ManArgs};
use crate::exit::Exit;

use super::Failure;
use super::session::Session;

/// Prints the completion script of a shell.
pub(super) fn completions(session: &Session<'_>, args: &CompletionsArgs) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "deem", &mut script);
    session.write(|out| out.write_all(&script))?;
    Ok(Exit::Clean)
}

/// Prints the manual page, or writes one for each command into a folder.
pub(super) fn man(session: &Session<'_>, args: &ManArgs) -> Result<Exit, Failure> {
    match &args.dir {
        Some(dir) => {
            let failed = |error| Failure::message(format!("cannot write to `{}`: {error}", dir.display()));
            std::fs::create_dir_all(dir)
                .and_then(|()| clap_mangen::generate_to(Cli::command(), dir))
                .map_err(failed)?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            session.write(|out| out.write_all(&page))?;
        }
    }
    Ok(Exit::Clean)
}
