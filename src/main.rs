//! The `deem` program.

use std::io::{ErrorKind, Write, stderr};
use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::Parser;
use deem::cli::Cli;
use deem::commands;
use deem::exit::Exit;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => {
            // Help and version are results: where they cannot be written, the run has failed.
            let failed = told.print().is_err_and(|error| error.kind() != ErrorKind::BrokenPipe);
            return if told.use_stderr() || failed { Exit::Error } else { Exit::Clean }.into();
        }
    };
    // The standard hook has told where; a defect must not look like findings.
    catch_unwind(|| commands::run(&cli))
        .unwrap_or_else(|_| {
            let _ = writeln!(stderr(), "error: this is a defect of deem; please report the lines above");
            Exit::Error
        })
        .into()
}
