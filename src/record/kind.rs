//! Kinds of record: the table of id prefix, folders, statuses, moves and required sections.
//!
//! Every kind is data. The built-in ones stand in `kinds.toml`; `deem.toml` changes them and adds others.

use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::source::SourceFile;

use super::status::Status;

/// The table of the built-in kinds.
const TABLE: &str = include_str!("../../kinds.toml");

/// A status of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindStatus {
    /// The kind's own word, `paying`.
    pub name: String,
    /// The normalised state it stands for.
    pub means: Status,
    /// The decision is made: a date of decision belongs to it.
    #[serde(default, rename = "final")]
    pub is_final: bool,
    /// The statuses that it may change to.
    pub moves: Vec<String>,
}

/// How the records of a kind get their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// The next free number, `0042-slug`.
    #[default]
    Sequence,
    /// The day, `2026-01-12-slug`.
    Date,
    /// The day and a number of that day, `2026-01-12-01-slug`.
    DateSequence,
    /// A ULID, `01KA…-slug`, which sorts by time and needs no look at other branches.
    Ulid,
    /// Given by the author, such as the number of an issue.
    Given,
}

impl Scheme {
    /// The word that `deem.toml` uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sequence => "sequence",
            Self::Date => "date",
            Self::DateSequence => "date-sequence",
            Self::Ulid => "ulid",
            Self::Given => "given",
        }
    }
}

/// The id scheme of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdScheme {
    /// Where ids come from.
    pub scheme: Scheme,
    /// Least number of digits, 1 to 12; a number of the day always has two.
    pub width: usize,
}

impl Default for IdScheme {
    fn default() -> Self {
        Self { scheme: Scheme::Sequence, width: 4 }
    }
}

/// A kind of record.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Kind {
    /// `adr`, `business-case`, ….
    pub name: Arc<str>,
    /// Id prefix without its hyphen, `ADR`.
    pub prefix: String,
    /// Folders of the kind; `new` writes to the first.
    pub folders: Vec<String>,
    /// `deem.toml` states the folders, so that what lies in them is of this kind.
    #[serde(skip)]
    pub folders_stated: bool,
    /// What it is, in a few words.
    pub summary: String,
    /// How its records are numbered.
    #[serde(default)]
    pub id: IdScheme,
    /// `deem.toml` states how, so that the names of the folder's records do not matter.
    #[serde(skip)]
    pub id_stated: bool,
    /// Its statuses, the first of which a new record gets. At least one.
    pub statuses: Vec<KindStatus>,
    /// Headings of level 2 that a record of this kind must have.
    pub required_sections: Vec<String>,
    /// Owners of a new record for which none is given.
    #[serde(skip)]
    pub owners: Vec<String>,
    /// How often its accepted records are reviewed where they do not say, an ISO 8601 period such as `P6M`.
    #[serde(default)]
    pub review: Option<String>,
    /// The JSON Schema that a team wrote for it; the built-in kinds have theirs inside deem.
    #[serde(skip)]
    pub schema: Option<Arc<SourceFile>>,
    /// The template that a team wrote for it.
    #[serde(skip)]
    pub template: Option<Arc<SourceFile>>,
    /// True for the kinds that deem brings along.
    #[serde(skip)]
    pub built_in: bool,
}

impl Kind {
    /// A kind that a team adds, with what it need not state: the statuses of a decision, and a folder and a
    /// prefix made of its name.
    pub fn added(name: &str) -> Self {
        let pattern = Kinds::built_in().foreign();
        Self {
            name: name.into(),
            prefix: name.to_ascii_uppercase(),
            folders: vec![format!("docs/{name}")],
            folders_stated: true,
            summary: format!("a record of kind {name}"),
            required_sections: Vec::new(),
            built_in: false,
            ..pattern.as_ref().clone()
        }
    }

    /// The status of that name; case, spaces and `_` do not matter.
    pub fn status(&self, text: &str) -> Option<&KindStatus> {
        let name = status_name(text);
        self.statuses.iter().find(|status| status.name == name)
    }

    /// The status of a new record.
    pub fn first_status(&self) -> &str {
        self.statuses.first().map_or("draft", |status| &status.name)
    }

    /// The folder that `new` writes to.
    pub fn folder(&self) -> &str {
        self.folders.first().map_or("", String::as_str)
    }
}

/// A status as the tables of kinds write it: `In Progress` is `in-progress`.
pub fn status_name(text: &str) -> String {
    text.trim().to_lowercase().replace([' ', '_'], "-")
}

/// The kinds in force. Cloning shares them.
#[derive(Clone, Debug)]
pub struct Kinds(Arc<[Arc<Kind>]>);

#[derive(Deserialize)]
struct Table {
    kind: Vec<Kind>,
}

impl Kinds {
    /// The kinds that deem brings along.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Kinds> = LazyLock::new(|| {
            // A test reads the table; were it broken, there would be no kinds.
            let table = toml::from_str(TABLE).unwrap_or(Table { kind: Vec::new() });
            Kinds::new(table.kind.into_iter().map(|kind| Kind { built_in: true, ..kind }))
        });
        &BUILT_IN
    }

    /// These kinds, the one of foreign records first.
    pub fn new(kinds: impl IntoIterator<Item = Kind>) -> Self {
        Self(kinds.into_iter().map(Arc::new).collect())
    }

    /// Every kind, the one of foreign records first.
    pub fn all(&self) -> &[Arc<Kind>] {
        &self.0
    }

    /// The kind of that name.
    pub fn find(&self, name: &str) -> Option<&Arc<Kind>> {
        self.0.iter().find(|kind| &*kind.name == name)
    }

    /// The kind whose ids begin with that prefix, given without its hyphen; case does not matter.
    pub fn of_prefix(&self, prefix: &str) -> Option<&Arc<Kind>> {
        self.0.iter().find(|kind| kind.prefix.eq_ignore_ascii_case(prefix))
    }

    /// The kind whose prefix and a hyphen an id begins with.
    pub fn of_id(&self, id: &str) -> Option<&Arc<Kind>> {
        let fits = |kind: &&Arc<Kind>| {
            let lead = id.get(..kind.prefix.len());
            lead.is_some_and(|lead| lead.eq_ignore_ascii_case(&kind.prefix))
                && id.as_bytes().get(kind.prefix.len()) == Some(&b'-')
        };
        self.0.iter().filter(fits).max_by_key(|kind| kind.prefix.len())
    }

    /// The kind of records in other dialects.
    pub fn foreign(&self) -> &Arc<Kind> {
        // The built-in table starts with it and is never empty: a test keeps it so.
        &self.0[0]
    }

    /// The names of the kinds.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|kind| &*kind.name)
    }
}

impl Default for Kinds {
    fn default() -> Self {
        Self::built_in().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_built_in_kinds_is_sound() {
        let table: Table = toml::from_str(TABLE).unwrap();
        assert_eq!(table.kind.len(), Kinds::built_in().all().len());
        assert_eq!(&*Kinds::built_in().foreign().name, "adr");
        for kind in Kinds::built_in().all() {
            assert!(kind.built_in && !kind.statuses.is_empty() && kind.folders.len() == 1, "{}", kind.name);
            for status in &kind.statuses {
                assert_eq!(status_name(&status.name), status.name);
                for to in &status.moves {
                    assert!(kind.status(to).is_some(), "{}: {} -> {to}", kind.name, status.name);
                }
            }
        }
    }
}
