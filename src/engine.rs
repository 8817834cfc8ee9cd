//! The only place that knows the order of the steps.

mod level;
mod load;
mod run;
mod taken;

pub use load::{LoadOptions, Loaded, load, relative};
pub use run::{CheckOptions, check, is_within};
