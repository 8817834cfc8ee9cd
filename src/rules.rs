//! The rules: static metadata, one pure function and one page each.
//!
//! A rule sees the corpus, the settings and the day it is; it reads no file, starts no process and looks
//! at no clock. To add one, write `<group>/<name>.rs` and `<group>/<name>.md` and name it in the
//! registry.

pub mod context;
pub mod meta;
pub mod registry;
pub mod sink;

mod file;
mod hygiene;
mod lifecycle;
mod reference;
mod schema;
mod structure;
mod words;

pub use context::{CorpusContext, RecordContext};
pub use meta::{Check, Class, Group, Rule};
pub use sink::Sink;

/// What a rule's file needs.
mod prelude {
    pub(super) use crate::config::{OptionSpec, OptionValue};
    pub(super) use crate::corpus::Corpus;
    pub(super) use crate::diagnostic::Severity;
    pub(super) use crate::record::{Record, Status};
    pub(super) use crate::rules::context::{CorpusContext, RecordContext};
    pub(super) use crate::rules::meta::{Check, Class, Group, Rule};
    pub(super) use crate::rules::sink::Sink;
    pub(super) use crate::span::Span;
}
