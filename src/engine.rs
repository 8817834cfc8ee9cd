//! The only place that knows the order of the steps.

mod level;
mod load;
mod run;
mod select;

pub use load::{LoadOptions, Loaded, load};
pub use run::{CheckOptions, check};
pub use select::Selection;
