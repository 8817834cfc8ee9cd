//! Who owns what: the CODEOWNERS file, and the people and teams that `deem.toml` knows.
//!
//! Nothing here reads the disk, git or the clock: texts, identities and days are handed in.

pub mod codeowners;
pub mod resolve;
mod sources;
mod text;

pub use codeowners::{Codeowners, Flavour};
pub use resolve::{Directory, Resolved};
pub use sources::{Named, Source, sources, stated};
