//! Why an edit is refused.

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The metadata cannot be read as a whole, so that no place in them is certain.
    #[error("the frontmatter of `{0}` is broken; mend it first: `deem check {0}` says how")]
    Partial(String),
    /// No such status.
    #[error("there is no status `{given}` for `{id}`{}; there are: {}", suggested(.near.as_deref()), .known.join(", "))]
    UnknownStatus {
        /// The record.
        id: String,
        /// As given.
        given: String,
        /// The nearest known one.
        near: Option<String>,
        /// What there is.
        known: Vec<String>,
    },
    /// The kind's table does not have the move.
    #[error("`{id}` cannot go from `{from}` to `{to}`: {}; `--force` does it all the same", moves(.legal))]
    IllegalMove {
        /// The record.
        id: String,
        /// The status it has.
        from: String,
        /// The one that was asked for.
        to: String,
        /// Where it may go.
        legal: Vec<String>,
    },
    /// A superseded record has to name its successor.
    #[error("nothing says what supersedes `{0}`; name it with `--by ID`")]
    NoSuccessor(String),
    /// Supersession is a matter of the status too.
    #[error("`{old}` is not superseded; `deem supersede {old} {new}` sets its status too")]
    StillLive {
        /// The old record.
        old: String,
        /// The new one.
        new: String,
    },
    /// A record is no successor of itself.
    #[error("`{0}` cannot refer to itself")]
    Itself(String),
    /// Mentions are read from the text.
    #[error("`mentions` is read from a record's text and cannot be set")]
    Mentions,
    /// A date of decision was given for a status that is open.
    #[error("`{0}` is no final status, so it has no day of decision; leave `--decided` out")]
    NotFinal(String),
    /// The record's form has no place for it.
    #[error("`{path}` has no place for {what}; {help}")]
    NoPlace {
        /// The file.
        path: String,
        /// What was to be written.
        what: String,
        /// How it can be done by hand.
        help: String,
    },
    /// No such heading.
    #[error("`{path}` has no heading `{given}`{}", suggested(.near.as_deref()))]
    NoHeading {
        /// The file.
        path: String,
        /// As given.
        given: String,
        /// The nearest there is.
        near: Option<String>,
    },
    /// What would come out does not read as it should.
    #[error("cannot write {what} to `{path}` without changing what it says otherwise; do it by hand")]
    Unsure {
        /// The file.
        path: String,
        /// What was to be written.
        what: String,
    },
    /// Several lines of one value each state something.
    #[error(
        "`{0}` states its status on several lines; say it on one first, so that it is clear which counts"
    )]
    SeveralLines(String),
    /// The record is no longer there.
    #[error("`{0}` is no longer there")]
    Gone(String),
}

fn suggested(name: Option<&str>) -> String {
    name.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

fn moves(legal: &[String]) -> String {
    if legal.is_empty() {
        "nothing comes after it".to_owned()
    } else {
        let names: Vec<String> = legal.iter().map(|name| format!("`{name}`")).collect();
        format!("it may go to {}", names.join(", "))
    }
}
