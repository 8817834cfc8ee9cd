//! Where the next record goes, what it is called and what stands in it.
//!
//! A folder that has records is asked first: its dialect, its way to number and its separators are kept.

mod names;
mod place;
mod set;
mod slug;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod ulid;
mod write;

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::record::Number;
use crate::record::identity::parse_name;
use crate::record::kind::{Kind, status_name};
use crate::source::SourceFile;

pub use names::{DayForm, Naming, Series, sequence_number};
pub use place::{Form, Place, place};
pub use set::{SetError, Setting, Tree};
pub use slug::slug;
pub use template::TemplateError;
pub use ulid::ulid;
pub use write::{WriteError, next, write_next};

/// What the user asks for.
#[derive(Clone, Debug)]
pub struct Request {
    /// Kind of record.
    pub kind: Arc<Kind>,
    /// How it is written.
    pub form: Form,
    /// The template, where it is not the built-in one of the form.
    pub template: Option<Arc<SourceFile>>,
    /// The least that is valid.
    pub minimal: bool,
    /// Title, on one line.
    pub title: String,
    /// The number that the user gives; else the next free one is taken.
    pub number: Option<u64>,
    /// Status, as the form writes it.
    pub status: String,
    /// Owners; empty where none is known, since nobody's name is invented.
    pub owners: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// The records that it replaces.
    pub supersedes: Vec<Replaced>,
    /// What else stands in its frontmatter.
    pub settings: Vec<Setting>,
    /// The day that counts as today.
    pub today: Date,
    /// A ULID of now.
    pub ulid: String,
}

/// A record that a new one replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its number, if it has one in a sequence.
    pub number: Option<u64>,
    /// The way to it from the new record's folder.
    pub link: String,
}

/// A record that is not written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// File name without its folder.
    pub file: String,
    /// The whole text.
    pub text: String,
    /// Its id.
    pub id: String,
    /// Its number; `None` where the name gives none.
    pub number: Option<Number>,
}

/// Why a draft cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// The template is broken.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// A value cannot be set.
    #[error(transparent)]
    Set(#[from] SetError),
}

/// The draft that takes a number.
///
/// # Errors
/// When the template cannot be rendered, or a value has no place in what it gives.
pub fn draft(naming: &Naming, request: &Request, number: u64) -> Result<Draft, DraftError> {
    let slug = slug(&request.title, naming.separator);
    let stem = naming.stem(number, &slug, request.today, &request.ulid);
    let name = parse_name(&stem);
    let id = name.id(&stem, &request.kind.prefix);
    let source = template::source(request);
    let named = template::Name { id: &id, number: name.number.as_ref(), slug: &slug };
    let rendered = template::render(&source, request, named)?;
    let sound =
        |text: &str| crate::record::yaml::frontmatter(text).is_none_or(|found| found.doc.problems.is_empty());
    if !sound(&rendered) {
        let message = "what it gives has broken frontmatter".to_owned();
        return Err(TemplateError::whole(source, message, "write values with the filter `yaml`").into());
    }
    let text = set::merge(rendered, &request.settings)?;
    Ok(Draft { file: format!("{stem}{}", naming.extension), text, id, number: name.number })
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
        Form::Deem | Form::Y => kind.statuses.iter().map(|status| status.name.as_str()).collect(),
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
