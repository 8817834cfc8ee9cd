//! CODEOWNERS as GitHub, GitLab and Bitbucket read it.
//!
//! The three agree on lines of a pattern and its owners, of which the last that matches a path counts, and
//! on little else. What a service would skip is skipped here too and kept as a [`Problem`].

mod flavour;
mod line;
mod pattern;
mod reader;
#[cfg(test)]
mod tests;
mod trie;

use std::collections::{HashMap, HashSet};

use crate::source::SourceFile;
use crate::span::Span;

pub use flavour::Flavour;

use trie::Trie;

/// Where a CODEOWNERS file may lie, relative to the repository; the first that exists counts.
pub const PLACES: [&str; 5] =
    [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS", ".bitbucket/CODEOWNERS"];

/// Size of the largest CODEOWNERS file that is read, bytes; GitHub loads none beyond it.
pub const MAX_BYTES: u64 = 3 * 1024 * 1024;

/// A CODEOWNERS file, ready to be asked for the owners of paths.
#[derive(Debug)]
pub struct Codeowners {
    flavour: Flavour,
    rules: Vec<Rule>,
    sections: Vec<Section>,
    groups: HashMap<String, Vec<Owner>>,
    problems: Vec<Problem>,
    trie: Trie,
}

/// One line: a pattern and who owns what it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The pattern as written.
    pub pattern: String,
    /// The line, without white space and comment around it.
    pub span: Span,
    /// Its owners, those of its section where it names none itself; none at all leaves the path without.
    pub owners: Vec<Owner>,
    /// Index of its section in [`Codeowners::sections`].
    pub section: usize,
    /// GitLab's `!`: what matches is owned by nobody in this section, whatever follows.
    pub excludes: bool,
}

/// A part of the file whose rules are judged by themselves. The first one has no name; only GitLab has more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The name as its first heading writes it; `None` for rules before any heading.
    pub name: Option<String>,
    /// The first heading.
    pub span: Span,
    /// True where every heading has a `^`: approval is not demanded.
    pub optional: bool,
    /// How many approvals it asks for, at least 1.
    pub approvals: u32,
}

/// Somebody who owns a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// As written, without quotes, escapes and Bitbucket's `:random(2)`.
    pub text: String,
    /// What kind of name that is.
    pub form: OwnerForm,
    /// Where it stands.
    pub span: Span,
}

/// How an owner is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OwnerForm {
    /// `@login`; on GitLab and Bitbucket perhaps a group.
    Handle,
    /// `@org/team`, `@group/subgroup`, `@@group`.
    Team,
    /// GitLab's `@@maintainer`: everybody with that role.
    Role,
    /// An e-mail address.
    Email,
}

/// A line, or a part of it, that the service does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is not read.
    pub span: Span,
    /// Why, a lower-case fragment without a full stop.
    pub message: &'static str,
}

/// What the file says about one path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match<'a> {
    /// The rule that counts, one for each section that has one; none where nothing matches.
    pub rules: Vec<&'a Rule>,
}

impl<'a> Match<'a> {
    /// The owners of all sections, each named once, in the order of the file.
    pub fn owners(&self) -> Vec<&'a Owner> {
        let mut known = HashSet::new();
        let all = self.rules.iter().flat_map(|rule| &rule.owners);
        all.filter(|owner| known.insert(owner.text.to_lowercase())).collect()
    }

    /// True where somebody owns the path.
    pub fn is_owned(&self) -> bool {
        self.rules.iter().any(|rule| !rule.owners.is_empty())
    }
}

impl Codeowners {
    /// Reads a text in one flavour. Offsets of spans count from its start.
    pub fn parse(text: &str, flavour: Flavour) -> Self {
        reader::read(text, flavour)
    }

    /// Reads a file in the flavour that its place or else its text tells.
    pub fn of(source: &SourceFile) -> Self {
        Self::parse(&source.text, Flavour::of(&source.path, &source.text))
    }

    /// The flavour that it was read in.
    pub const fn flavour(&self) -> Flavour {
        self.flavour
    }

    /// Its rules, in the order of the file.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Its sections; the first has no name and always exists.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// What the service would not read, in the order of the file.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The members of a group that the file itself defines (`@@@name`), asked for as `@@name`.
    pub fn group(&self, text: &str) -> Option<&[Owner]> {
        self.groups.get(&text.trim_start_matches('@').to_lowercase()).map(Vec::as_slice)
    }

    /// What the file says about a path relative to the repository root, with `/` between its parts.
    pub fn owners_of(&self, path: &str) -> Match<'_> {
        let mut hits = self.trie.hits(path);
        hits.sort_unstable();
        let mut rules = Vec::new();
        let found: Vec<&Rule> = hits.iter().filter_map(|at| self.rules.get(*at as usize)).collect();
        if self.sections.len() == 1 {
            rules.extend(found.last().filter(|_| !found.iter().any(|rule| rule.excludes)));
            return Match { rules };
        }
        let mut by_section = found;
        // Stable: within a section the order of the file stays.
        by_section.sort_by_key(|rule| rule.section);
        for section in by_section.chunk_by(|a, b| a.section == b.section) {
            if !section.iter().any(|rule| rule.excludes) {
                rules.extend(section.last());
            }
        }
        Match { rules }
    }
}
