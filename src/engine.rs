//! The only place that knows the order of the steps.

mod level;
mod load;
mod owners;
mod run;
mod taken;

pub use load::{LoadError, LoadOptions, Loaded, load, relative, schemas, with_texts};
pub use owners::codeowners;
pub use run::{CheckOptions, check, is_within};
