//! What a rule may look at.

use std::cell::OnceCell;

use jiff::civil::Date;

use crate::config::Settings;
use crate::corpus::{Body, Corpus, LinkTarget, Resolution};
use crate::outcome::Skipped;
use crate::record::directive::Directive;
use crate::record::outline::Link;
use crate::record::{Outline, Record, Relation};
use crate::schema::{Problem, Schemas};
use crate::source::RelPath;
use crate::suppress::Usage;

use super::meta::Rule;

/// The view of a rule that judges one record.
#[derive(Clone, Copy)]
pub struct RecordContext<'a> {
    /// The record.
    pub record: &'a Record,
    /// Its place in `corpus.records`.
    pub index: usize,
    /// Its body.
    pub body: &'a Body,
    /// All records and their graph.
    pub corpus: &'a Corpus,
    /// Configuration.
    pub settings: &'a Settings,
    /// The day that counts as today.
    pub today: Date,
    pub(crate) schemas: &'a Schemas,
    pub(crate) problems: &'a OnceCell<Vec<Problem>>,
    pub(crate) rule: &'static Rule,
}

/// The view of a rule that judges the corpus.
#[derive(Clone, Copy)]
pub struct CorpusContext<'a> {
    /// All records and their graph.
    pub corpus: &'a Corpus,
    /// Configuration.
    pub settings: &'a Settings,
    /// The day that counts as today.
    pub today: Date,
    /// What discovery saw.
    pub files: &'a Files,
    pub(crate) rule: &'static Rule,
}

/// The files that discovery saw, by path, relative to the repository root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Records, indexes, templates, their sidecars, and those that could not be read.
    pub judged: Vec<RelPath>,
    /// What is no record; a folder that was not looked into has a trailing `/`.
    pub passed_over: Vec<RelPath>,
    /// The whole repository was looked at, not a folder of it.
    pub whole: bool,
}

macro_rules! options {
    () => {
        /// The value of one of the rule's own boolean options.
        pub fn option_bool(&self, name: &str) -> bool {
            self.settings.option_bool(&self.rule.info(), name)
        }

        /// The value of one of the rule's own integer options.
        pub fn option_int(&self, name: &str) -> i64 {
            self.settings.option_int(&self.rule.info(), name)
        }

        /// The value of one of the rule's own list options.
        pub fn option_list(&self, name: &str) -> Vec<&str> {
            self.settings.option_list(&self.rule.info(), name)
        }
    };
}

impl<'a> RecordContext<'a> {
    options!();

    /// The record's relations, each with what it resolves to.
    pub fn relations(&self) -> impl Iterator<Item = (&'a Relation, &'a Resolution)> + use<'a> {
        self.corpus.relations_of(self.index)
    }

    /// What the schema of the kind says of the frontmatter, found once for all rules.
    pub fn schema_problems(&self) -> &'a [Problem] {
        self.problems.get_or_init(|| self.schemas.problems(self.record))
    }

    /// The structure of the body.
    pub fn outline(&self) -> &'a Outline {
        &self.body.outline
    }

    /// The links of the body, each with what it leads to.
    pub fn links(&self) -> impl Iterator<Item = (&'a Link, &'a LinkTarget)> + use<'a> {
        self.body.links()
    }
}

impl CorpusContext<'_> {
    options!();
}

/// The view of a rule that judges suppressions.
#[derive(Clone, Copy)]
pub struct SuppressionContext<'a> {
    /// Every file's directives.
    pub directives: &'a [(RelPath, Vec<Directive>)],
    /// How often each rule of each directive took a finding back.
    pub used: &'a [Usage],
    /// The rules that ran: a suppression of one that did not is not unused.
    pub rules: &'a [&'static Rule],
    /// All records.
    pub corpus: &'a Corpus,
    /// The day that counts as today.
    pub today: Date,
}

impl<'a> SuppressionContext<'a> {
    /// Every directive with the record that it stands in.
    pub fn placed(&self) -> impl Iterator<Item = (&'a Record, &'a Directive)> + use<'a> {
        let corpus = self.corpus;
        self.directives
            .iter()
            .filter_map(move |(path, directives)| Some((&corpus.records[corpus.at_path(path)?], directives)))
            .flat_map(|(record, directives)| directives.iter().map(move |directive| (record, directive)))
    }
}

/// A number of a new record that another record has on another branch or tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenNumber {
    /// The new record's place in the corpus.
    pub record: usize,
    /// Its number.
    pub number: u64,
    /// The name of the other record's file or folder.
    pub name: String,
    /// The branch or tag that has it, `origin/main`.
    pub reference: String,
    /// True for the default branch.
    pub default: bool,
    /// Who wrote that reference's last commit.
    pub author: Option<String>,
    /// The next free number over all that was seen.
    pub next: u64,
}

/// What other branches and tags take of the numbers of new records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenNumbers {
    /// By record.
    pub taken: Vec<TakenNumber>,
    /// Which references could be seen, in words.
    pub seen: String,
    /// Why nothing, or not all, could be judged.
    pub unknown: Option<String>,
}

/// The view of a rule that compares new records with other branches.
#[derive(Clone, Copy)]
pub struct BranchContext<'a> {
    /// All records and their graph.
    pub corpus: &'a Corpus,
    /// The numbers that are taken elsewhere.
    pub numbers: &'a TakenNumbers,
}

/// The view of a rule that judges files which could not be read.
#[derive(Clone, Copy)]
pub struct UnreadableContext<'a> {
    /// The files and the reasons.
    pub skipped: &'a [Skipped],
}
