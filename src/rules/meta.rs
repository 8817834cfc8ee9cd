//! What is known of a rule without running it.

use crate::config::{Level, OptionSpec, Profile, RuleInfo};
use crate::diagnostic::Severity;

use super::context::{BranchContext, CorpusContext, RecordContext, SuppressionContext, UnreadableContext};
use super::sink::Sink;

/// The families of rules; the letter starts every code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// `F`: file and frontmatter.
    File,
    /// `S`: schema.
    Schema,
    /// `M`: Markdown structure.
    Structure,
    /// `R`: references and graph.
    Reference,
    /// `L`: lifecycle.
    Lifecycle,
    /// `X`: suppressions, waivers and configuration.
    Hygiene,
}

impl Group {
    /// The letter of the group's codes.
    pub const fn letter(self) -> char {
        match self {
            Self::File => 'F',
            Self::Schema => 'S',
            Self::Structure => 'M',
            Self::Reference => 'R',
            Self::Lifecycle => 'L',
            Self::Hygiene => 'X',
        }
    }

    /// The group in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "file and frontmatter",
            Self::Schema => "schema",
            Self::Structure => "Markdown structure",
            Self::Reference => "references and graph",
            Self::Lifecycle => "lifecycle",
            Self::Hygiene => "suppressions and configuration",
        }
    }
}

/// What kind of verdict a rule gives, which decides its level in each profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Two declared things disagree, or a declared thing cannot be: full severity in every profile.
    Contradiction,
    /// Something is absent: off in `lean`, `info` in `standard`, the rule's severity in `strict`.
    Demand,
    /// A guess from prose: off in `lean`, `info` elsewhere.
    Heuristic,
    /// A matter of tidiness: off but in `strict`, where it has the rule's severity.
    Strict,
    /// A matter of taste: off until configured or selected by name.
    OptIn,
}

/// How a rule is run.
#[derive(Clone, Copy)]
pub enum Check {
    /// Once for each record.
    Record(fn(&RecordContext<'_>, &mut Sink<'_>)),
    /// Once for the corpus.
    Corpus(fn(&CorpusContext<'_>, &mut Sink<'_>)),
    /// Once, over the suppressions and their use.
    Suppression(fn(&SuppressionContext<'_>, &mut Sink<'_>)),
    /// Once, over what other branches have, where history may be read.
    Branches(fn(&BranchContext<'_>, &mut Sink<'_>)),
    /// Once, over the files that could not be read.
    Unreadable(fn(&UnreadableContext<'_>, &mut Sink<'_>)),
}

/// A rule.
pub struct Rule {
    /// Stable code, never reused: group letter and three digits.
    pub code: &'static str,
    /// Kebab-case name of the bad state: reads after "allow …".
    pub name: &'static str,
    /// One line: what it finds.
    pub summary: &'static str,
    /// The family.
    pub group: Group,
    /// The kind of verdict.
    pub class: Class,
    /// Full severity.
    pub severity: Severity,
    /// Where an accepted record gets an error, one that is still open gets a warning.
    pub softens: bool,
    /// Version in which it came.
    pub since: &'static str,
    /// What teams may set.
    pub options: &'static [OptionSpec],
    /// The page.
    pub docs: &'static str,
    /// How it is run.
    pub check: Check,
}

impl Rule {
    /// The rule as configuration sees it.
    pub fn info(&self) -> RuleInfo {
        let level = |profile| match self.default_level(profile) {
            None => Level::Off,
            Some(Severity::Info) => Level::Info,
            Some(Severity::Warning) => Level::Warning,
            Some(Severity::Error) => Level::Error,
        };
        RuleInfo {
            code: self.code,
            name: self.name,
            group: self.group.letter(),
            options: self.options,
            levels: Profile::ALL.map(level),
        }
    }

    /// The level under a profile when nothing is configured; `None` is off.
    pub fn default_level(&self, profile: Profile) -> Option<Severity> {
        match (self.class, profile) {
            (Class::Contradiction, _) | (Class::Demand | Class::Strict, Profile::Strict) => {
                Some(self.severity)
            }
            (Class::Demand | Class::Heuristic, Profile::Lean) | (Class::Strict | Class::OptIn, _) => None,
            (Class::Demand | Class::Heuristic, _) => Some(Severity::Info),
        }
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}
