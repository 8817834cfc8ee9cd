//! What is wrong with a piece of YAML, in plain words.

use crate::span::Span;

/// The families of problem. Rules of group F map onto these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The text is not YAML: nothing after it can be trusted.
    Syntax,
    /// The same key twice in one mapping.
    DuplicateKey,
    /// An anchor, alias, merge key or custom tag.
    Refused,
    /// A second document inside the fences.
    SecondDocument,
    /// A key that is not a string.
    KeyType,
    /// Nesting or size beyond the limits.
    TooDeep,
}

/// One problem.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Its family.
    pub kind: ProblemKind,
    /// The exact place that the cause stands at, not where a parser noticed.
    pub span: Span,
    /// What is wrong: a lower-case fragment in plain words.
    pub message: String,
    /// How to mend it, in words.
    pub help: Option<String>,
    /// A replacement that mends it by quoting alone: span to replace, new text.
    pub repair: Option<(Span, String)>,
    /// Another place the problem speaks of (the first of two equal keys).
    pub related: Option<(Span, String)>,
}
