//! Rules of references and the graph.
pub(super) mod duplicate_number;
