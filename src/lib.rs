//! deem checks decision records and business cases.
//!
//! Data flows one way: discover → source → record → corpus → schema and rules → findings →
//! suppress → render. `ARCHITECTURE.md` has the picture.

pub mod change;
pub mod cli;
pub mod clock;
pub mod commands;
pub mod config;
pub mod corpus;
pub mod diagnostic;
pub mod discover;
pub mod edit;
pub mod engine;
pub mod exit;
pub mod facts;
pub mod history;
pub mod init;
pub mod migrate;
pub mod outcome;
pub mod owners;
pub mod record;
pub mod render;
pub mod renumber;
pub mod report;
pub mod rules;

pub mod scaffold;
pub mod schema;
pub mod source;
pub mod span;
pub mod suppress;
pub mod templates;
