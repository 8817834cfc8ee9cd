//! What a rule may look at.

use jiff::civil::Date;

use crate::config::Settings;
use crate::corpus::{Corpus, LinkTarget, Resolution};
use crate::record::{Record, Relation};

use super::meta::Rule;

/// The view of a rule that judges one record.
#[derive(Clone, Copy)]
pub struct RecordContext<'a> {
    /// The record.
    pub record: &'a Record,
    /// Its place in `corpus.records`.
    pub index: usize,
    /// All records and their graph.
    pub corpus: &'a Corpus,
    /// Configuration.
    pub settings: &'a Settings,
    /// The day that counts as today.
    pub today: Date,
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
    pub(crate) rule: &'static Rule,
}

macro_rules! options {
    () => {
        /// The value of one of the rule's own boolean options.
        pub fn option_bool(&self, name: &str) -> bool {
            self.settings.option_bool(self.rule.name, self.rule.options, name)
        }

        /// The value of one of the rule's own integer options.
        pub fn option_int(&self, name: &str) -> i64 {
            self.settings.option_int(self.rule.name, self.rule.options, name)
        }

        /// The value of one of the rule's own list options.
        pub fn option_list(&self, name: &str) -> Vec<String> {
            self.settings.option_list(self.rule.name, self.rule.options, name)
        }
    };
}

impl<'a> RecordContext<'a> {
    options!();

    /// The record's relations, each with what it resolves to.
    pub fn relations(&self) -> impl Iterator<Item = (&'a Relation, &'a Resolution)> + use<'a> {
        self.corpus.relations_of(self.index)
    }

    /// The links of the body, each with what it leads to.
    pub fn links(&self) -> impl Iterator<Item = (&'a crate::record::outline::Link, &'a LinkTarget)> + use<'a> {
        self.corpus.links_of(self.index)
    }
}

impl CorpusContext<'_> {
    options!();
}
