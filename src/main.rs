//! The `deem` program.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::io::{ErrorKind, Write, stderr};
use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::Parser;
use deem::cli::Cli;
use deem::commands;
use deem::exit::Exit;
use deem::render::escape;

/// Records are many small pieces of text: see the decision on the allocator.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => {
            if told.use_stderr() && std::env::args_os().any(|arg| is_hostile(&arg)) {
                tell(&told.render().to_string());
                return Exit::Error.into();
            }
            // Help and version are results: where they cannot be written, the run has failed.
            let failed = told.print().is_err_and(|error| error.kind() != ErrorKind::BrokenPipe);
            return if told.use_stderr() || failed { Exit::Error } else { Exit::Clean }.into();
        }
    };
    // The standard hook has told where; a defect must not look like findings.
    catch_unwind(|| commands::run(&cli))
        .unwrap_or_else(|_| {
            tell("error: this is a defect of deem; please report the lines above");
            Exit::Error
        })
        .into()
}

/// True for an argument that steers a terminal or a CI runner when it is repeated: file names get here too.
fn is_hostile(argument: &OsStr) -> bool {
    matches!(escape::line(&argument.to_string_lossy()), Cow::Owned(_))
}

fn tell(text: &str) {
    let mut out = stderr().lock();
    text.lines().for_each(|line| {
        let _ = writeln!(out, "{}", escape::line(line));
    });
}
