//! From text to record.
