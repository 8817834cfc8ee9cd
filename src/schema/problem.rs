//! What is wrong with a record's frontmatter, in people's words.

/// One mistake at one place of the frontmatter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer to what is marked: a value, or the mapping that lacks a key. Steps are keys as the schema
    /// writes them, which may be `due-date` where the record writes `due_date`.
    pub pointer: String,
    /// What of it is marked.
    pub mark: Mark,
    /// Which kind of mistake it is.
    pub fault: Fault,
    /// What is wrong, with the values in hand.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// The part of an entry that a problem marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// The kinds of mistake that have rules of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A required key is absent.
    Missing {
        /// The key.
        key: String,
        /// What may stand there, as YAML on one line.
        example: Option<String>,
    },
    /// A key that its mapping does not know.
    Unknown {
        /// The known name that it probably means.
        near: Option<String>,
        /// The mapping has a fixed set of keys.
        closed: bool,
    },
    /// The value is of the right type, and cannot be.
    Value,
    /// A number where a text belongs, and the like.
    Type,
}
