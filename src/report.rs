//! Records as outputs show them: one model for `list`, `show` and `log`.

mod row;

pub use row::{LinkRow, OwnerRow, Row, rows};
