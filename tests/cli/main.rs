//! The program as its users meet it: exit codes, streams, paths and options.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

#[path = "../support/mod.rs"]
mod support;

mod check;
mod commands;
mod outputs;
mod owners;
mod paths;
mod since;
mod streams;
