//! The only place that knows the order of the steps.

mod level;
mod load;
mod run;

pub use load::{LoadOptions, Loaded, load, relative, vocabulary, with_texts};
pub use run::{CheckOptions, check, is_within};
