//! Rules of schema.
