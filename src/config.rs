//! `deem.toml`: what a repository asks of its records.
//!
//! [`load()`] finds the file, reads it with the place of every entry, and reports everything that is wrong
//! with it at once. What comes out are [`Settings`], complete with defaults. Nothing in the file runs a
//! command, reads outside the repository or reaches a network.

mod error;
mod explain;
mod globs;
mod kinds;
mod load;
mod model;
mod options;
mod people;
mod read;
mod rules;
mod selectors;
mod settings;
mod size;
mod stale;
pub(crate) mod suggest;
mod syntax;
mod tables;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;

pub use error::{ConfigError, ConfigErrors};
pub use explain::{EffectiveEntry, Origin};
pub use globs::Globs;
pub use load::{NAMES, load, parse, repository_file};
pub use model::{MAX_BYTES, PerPath, Records, Setting, Word};
pub use options::{Level, OptionSpec, OptionValue, Profile, Registry, RuleInfo};
pub use people::{People, Person, QUIET_DAYS, Team};
pub use selectors::{Choice, Selection, Selector, SelectorError, Selectors, Specificity};
pub use settings::Settings;
pub use stale::{Policy, Stale};
pub(crate) use suggest::nearest;

/// The JSON Schema of `deem.toml`, as `deem schema config` prints it.
pub const SCHEMA: &str = include_str!("../schemas/config.v1.json");

/// The address of [`SCHEMA`], by which editors find it.
pub const SCHEMA_ID: &str = "https://deem.dev/schemas/config.v1.json";

/// The commented file that `deem init` writes: `#key` is a default, `# ` begins prose or an example.
pub const DEFAULT_FILE: &str = include_str!("config/default.toml");
