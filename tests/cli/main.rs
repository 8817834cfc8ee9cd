//! The program as its users meet it: exit codes, streams, paths and options.

#[path = "../support/mod.rs"]
mod support;

mod check;
mod commands;
mod paths;
mod since;
mod streams;
