//! Where the next record goes, what it is called and what stands in it.
//!
//! A folder that has records is asked first: its dialect, its way to number and its separators are kept.

mod names;
mod place;
mod slug;
mod template;
mod write;

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::record::kind::{Kind, status_name};

pub use names::Naming;
pub use place::{Form, Place, place};
pub use slug::slug;
pub use template::{TemplateError, render};
pub use write::{WriteError, draft, write_next};

/// What the user asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Kind of record.
    pub kind: Arc<Kind>,
    /// Title, on one line.
    pub title: String,
    /// Status, as the form writes it.
    pub status: String,
    /// Owners; empty where none is given, since nobody's name is invented.
    pub owners: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// The day that counts as today.
    pub today: Date,
    /// Id prefix of the kind, without its hyphen.
    pub prefix: String,
}

/// A record that is not written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// File name without its folder.
    pub file: String,
    /// The whole text.
    pub text: String,
}

/// A status that a form does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownStatus {
    /// As given.
    pub given: String,
    /// What there is.
    pub known: Vec<String>,
}

impl fmt::Display for UnknownStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no status `{}`", self.given)?;
        if let Some(near) =
            crate::config::suggest::nearest(&self.given, self.known.iter().map(String::as_str))
        {
            write!(f, "; did you mean `{near}`?")?;
        }
        write!(f, "; there are: {}", self.known.join(", "))
    }
}

/// The status of a new record in the words of its form: the given one, else the first that it has.
///
/// # Errors
/// When the form has no such status.
pub fn status(form: Form, kind: &Kind, given: Option<&str>) -> Result<String, UnknownStatus> {
    // The other dialects begin with a proposal and know no draft.
    const FOREIGN: [&str; 5] = ["proposed", "accepted", "rejected", "deprecated", "superseded"];
    let known: Vec<&str> = match form {
        Form::Deem => kind.statuses.iter().map(|status| status.name.as_str()).collect(),
        Form::Nygard | Form::Madr2 | Form::Madr4 => FOREIGN.to_vec(),
    };
    let found = match given.map(status_name) {
        None => known.first(),
        Some(name) => known.iter().find(|status| **status == name),
    };
    let Some(name) = found else {
        let known = known.into_iter().map(str::to_owned).collect();
        return Err(UnknownStatus { given: given.unwrap_or_default().to_owned(), known });
    };
    Ok(if form == Form::Nygard { capitalised(name) } else { (*name).to_owned() })
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
