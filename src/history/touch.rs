//! A commit as far as outputs show it.

use jiff::civil::Date;

/// A commit with a day and a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The commit, all hexadecimal digits.
    pub oid: String,
    /// The author's day where work is meant, the committer's where it came in; each in the zone stated.
    pub date: Date,
    /// The author's name as the mailmap has it.
    pub author: String,
}
