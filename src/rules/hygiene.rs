//! Rules of suppressions and configuration.
pub(super) mod unused_suppression;
