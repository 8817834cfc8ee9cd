//! Who answers for a record, in the order of how well that is known.

use std::collections::HashSet;

use crate::record::{PersonRole, Record};

use super::Codeowners;

/// Where an owner is known from; the first are the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The record says so.
    Stated,
    /// CODEOWNERS says so, of the record or of what it governs.
    Codeowners,
    /// History suggests so.
    Inferred,
}

impl Source {
    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Codeowners => "codeowners",
            Self::Inferred => "inferred",
        }
    }
}

/// Somebody who answers for a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Name, address, handle or team as written.
    pub text: String,
    /// The best source that names them.
    pub source: Source,
}

/// Everybody who answers for a record: the `stated`, then those whom CODEOWNERS gives the `paths` (the record's
/// own first, then what it governs), then the `inferred`. Each is named once, by the best source; case does
/// not matter.
pub fn sources<'t>(
    stated: impl IntoIterator<Item = &'t str>,
    codeowners: Option<&Codeowners>,
    paths: impl IntoIterator<Item = &'t str>,
    inferred: impl IntoIterator<Item = &'t str>,
) -> Vec<Named> {
    let mut list = List::default();
    for text in stated {
        list.add(text, Source::Stated);
    }
    if let Some(file) = codeowners {
        for path in paths {
            for owner in file.owners_of(path).owners() {
                list.add(&owner.text, Source::Codeowners);
            }
        }
    }
    for text in inferred {
        list.add(text, Source::Inferred);
    }
    list.named
}

/// Owners, else deciders, else authors: who answers for the record by its own words.
pub fn stated(record: &Record) -> impl Iterator<Item = &str> {
    let role = [PersonRole::Owner, PersonRole::Decider, PersonRole::Author]
        .into_iter()
        .find(|role| record.people.iter().any(|person| person.role == *role));
    record.people.iter().filter(move |person| Some(person.role) == role).map(|person| person.name.as_str())
}

#[derive(Default)]
struct List {
    named: Vec<Named>,
    known: HashSet<String>,
}

impl List {
    fn add(&mut self, text: &str, source: Source) {
        if self.known.insert(text.to_lowercase()) {
            self.named.push(Named { text: text.to_owned(), source });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Flavour;
    use super::*;

    #[test]
    fn what_is_stated_comes_first_and_what_is_inferred_last() {
        let file = Codeowners::parse("* @all @core\n/src/ @ben @Core\n/docs/adr/ @ANA\n", Flavour::GitHub);
        let paths = ["docs/adr/0001-a.md", "src/a.rs", "other"];
        let named = sources(["@ana", "Cy"], Some(&file), paths, ["Dee", "cy"]);
        let shown: Vec<String> =
            named.iter().map(|named| format!("{} {}", named.source.as_str(), named.text)).collect();
        let want = ["stated @ana", "stated Cy", "codeowners @ben", "codeowners @Core", "codeowners @all"];
        assert_eq!(shown, [want.as_slice(), &["inferred Dee"]].concat());
        assert_eq!(sources(["@ana"], None, paths, []).len(), 1);
    }
}
