//! The history engine against git itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy takes helpers of tests for no tests"
)]

mod facts;
mod make;
mod oracle;
mod packages;
mod renames;
mod repositories;
