//! Who owns what: the CODEOWNERS file, and the people and teams that `deem.toml` knows.
//!
//! Nothing here reads the disk, git or the clock: texts, identities and days are handed in.

pub mod codeowners;

pub use codeowners::{Codeowners, Flavour};
