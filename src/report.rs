//! Records as outputs show them: one model for `list`, `show`, `stale` and `log`.

pub mod history;
pub mod log;
pub mod stale;

mod row;

pub use row::{LinkRow, OwnerRow, Row, row, rows};
