//! A record: what one Markdown file states, each fact with the place it was read from.
//!
//! Text in, facts out: nothing here touches the disk, the clock or another record.

pub mod date;
pub mod dialect;
pub mod directive;
pub mod head;
pub mod heading;
pub mod identity;
pub mod inline;
pub mod key;
pub mod kind;
pub mod outline;
pub mod people;
pub mod period;
pub mod reader;
pub mod relation;
pub mod section;
pub mod status;
pub mod vocabulary;
pub mod yaml;

use std::sync::Arc;

use crate::source::SourceFile;
use crate::span::Span;

pub use date::{DateFact, DateMeaning};
pub use dialect::Dialect;
pub use identity::{Identity, NameNumber, Number};
pub use kind::Kind;
pub use outline::Outline;
pub use people::{Person, PersonRole};
pub use relation::{Relation, RelationKind};
pub use status::{Status, StatusFact};
pub use yaml::Frontmatter;

/// A value with the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the file.
    pub span: Span,
}

impl<T> Located<T> {
    /// Pairs a value with its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// How a fact was written down. With the line of its span this is its provenance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// A YAML frontmatter key.
    Frontmatter,
    /// The text under a heading such as `## Status`.
    Section,
    /// A list item, `- Status: accepted` or `* **Status:** accepted`.
    Bullet,
    /// A line of the form `**Status:** accepted`.
    BoldLine,
    /// A line of the form `Status: accepted`.
    PlainLine,
    /// A row of a metadata table.
    Table,
    /// A header block without fences, as in PEPs, or inside a code fence, as in CAPs.
    Preamble,
    /// A file beside the record, `kep.yaml`.
    Sidecar,
    /// The first heading.
    Heading,
    /// The file name.
    FileName,
    /// The name of the folder it lies in.
    Folder,
    /// Prose near the top of the record.
    Prose,
}

impl Carrier {
    /// The form in words, as `deem show` prints it: `section form`, `table form`, ….
    pub const fn form(self) -> &'static str {
        match self {
            Self::Frontmatter => "frontmatter",
            Self::Section => "section form",
            Self::Bullet => "bullet form",
            Self::BoldLine => "bold line form",
            Self::PlainLine => "line form",
            Self::Table => "table form",
            Self::Preamble => "preamble",
            Self::Sidecar => "sidecar file",
            Self::Heading => "heading",
            Self::FileName => "file name",
            Self::Folder => "folder name",
            Self::Prose => "prose",
        }
    }
}

/// One record with everything that was read from its file.
#[derive(Debug)]
pub struct Record {
    /// The file.
    pub source: Arc<SourceFile>,
    /// Adr, business-case, …
    pub kind: Arc<Kind>,
    /// How the file writes its metadata.
    pub dialect: Dialect,
    /// True for deem's own frontmatter: the kind's schema and statuses apply.
    pub native: bool,
    /// The dialect that the record was written in before `deem migrate` gave it deem's frontmatter, as the key
    /// `migrated-from` says. What its template did not ask for is not missed.
    pub origin: Option<Dialect>,
    /// True when metadata was recovered from broken frontmatter.
    pub partial: bool,
    /// Id and number, stated and derived.
    pub identity: Identity,
    /// The title without number, prefix and emphasis.
    pub title: String,
    /// Where the title stands; the file's start where it comes from the file name.
    pub title_span: Span,
    /// Where the title was read.
    pub title_carrier: Carrier,
    /// The text of the first heading of level 1 as written, if there is one.
    pub h1: Option<Located<String>>,
    /// The `title` of the metadata, if it has one.
    pub meta_title: Option<Located<String>>,
    /// Every status that the record states, the one that counts first.
    pub statuses: Vec<StatusFact>,
    /// Every date that the record states, in the order of the file.
    pub dates: Vec<DateFact>,
    /// Owners, deciders, authors and others, in the order of the file.
    pub people: Vec<Person>,
    /// Supersession and other relations to records, in the order of the file.
    pub relations: Vec<Relation>,
    /// Tags.
    pub tags: Vec<Located<String>>,
    /// Globs of paths that the record rules over.
    pub governs: Vec<Located<String>>,
    /// The frontmatter block, also where it is broken.
    pub frontmatter: Option<Frontmatter>,
    /// Byte offset at which the body starts, after frontmatter or preamble.
    pub body_start: usize,
    /// The record's metadata that stands in a file beside it (`kep.yaml`).
    pub sidecar: Option<Arc<SourceFile>>,
    /// What is wrong with the YAML of that file.
    pub sidecar_problems: Vec<yaml::Problem>,
}

impl Record {
    /// The repository-relative path.
    pub fn path(&self) -> &str {
        &self.source.path
    }

    /// True for a record that was written in deem's own form from the start, so that all of it is due.
    pub fn own_form(&self) -> bool {
        self.native && self.origin.is_none()
    }

    /// The dialect whose template says what may be missed: the one before a migration, else the present one.
    pub fn form(&self) -> Dialect {
        self.origin.unwrap_or(self.dialect)
    }

    /// The status that counts, if the record states one.
    pub fn status(&self) -> Option<&StatusFact> {
        self.statuses.first()
    }

    /// The normalised status, if the record states one.
    pub fn state(&self) -> Option<Status> {
        self.status().map(|fact| fact.status)
    }

    /// Parses the Markdown structure of the body; empty for a file of another markup. It is not kept: rules
    /// get it from the engine, once for each record.
    pub fn outline(&self) -> Outline {
        if self.is_markdown() {
            Outline::parse(&self.source.text, self.body_start)
        } else {
            Outline::default()
        }
    }

    /// False for reStructuredText, AsciiDoc and plain text, of which only the metadata is read.
    pub fn is_markdown(&self) -> bool {
        let name = self.source.file_name();
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        !["rst", "adoc", "asciidoc", "txt", "org"].iter().any(|other| extension.eq_ignore_ascii_case(other))
    }

    /// The first date of the given meaning that could be read.
    pub fn date(&self, meaning: DateMeaning) -> Option<&DateFact> {
        self.dates.iter().find(|fact| fact.meaning == meaning && fact.date.is_some())
    }
}
