//! The `deem` program.

use std::process::ExitCode;

use clap::Parser;
use deem::cli::Cli;
use deem::commands;

fn main() -> ExitCode {
    commands::run(&Cli::parse()).into()
}
