//! Rules of the lifecycle.
