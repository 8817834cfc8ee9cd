//! deem checks decision records and business cases.
//!
//! Data flows one way: discover → source → record → corpus → schema and rules → findings →
//! suppress → render. `ARCHITECTURE.md` has the picture.

pub mod config;
pub mod diagnostic;
pub mod outcome;
pub mod record;
pub mod source;
pub mod span;
