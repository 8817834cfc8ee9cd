//! Whether the new text gives the facts of the old one.

use crate::corpus::{Corpus, Resolution};
use crate::record::{Carrier, DateMeaning, Record, RelationKind};
use crate::report::{OwnerRow, Row, row};
use crate::schema::{Fault, Problem};

use super::Options;

/// What a draft would lose or break, in words; `None` where it says all that the old text says.
pub(super) fn worse(before: &Corpus, after: &Corpus, at: usize, options: &Options<'_>) -> Option<String> {
    let (old, new) = (&before.records[at], after.records.get(at)?);
    if !new.native || new.partial || new.frontmatter.as_ref().is_some_and(|fm| !fm.doc.problems.is_empty()) {
        return Some("its metadata cannot be written as YAML".to_owned());
    }
    let blamed = |problem: &&Problem| {
        // A key that no kind knows may stay; the status is compared below.
        let own_key = matches!(problem.fault, Fault::Unknown { near: None, closed: false });
        !own_key && !matches!(problem.pointer.as_str(), "" | "/status")
    };
    if let Some(fault) = options.schemas.problems(new).iter().find(blamed) {
        let key = fault.pointer.trim_start_matches('/').replace('/', ".");
        return Some(format!("the schema of kind `{}` does not allow what `{key}` says", new.kind.name));
    }
    let (was, is) = (row(before, at, old, None), row(after, at, new, None));
    let same_prefix = old.kind.prefix == new.kind.prefix;
    let undated = old.listed_date().is_none_or(|fact| fact.carrier == Carrier::FileName);
    let differs = [
        ("id", was.id == is.id || !same_prefix),
        ("number", was.number == is.number),
        ("title", was.title == is.title),
        ("status", old.state() == new.state()),
        ("created", was.created == is.created || options.created.contains_key(&at)),
        ("decided", was.decided == is.decided),
        ("date", same_date(&was, &is) || (undated && options.created.contains_key(&at))),
        ("review", review(old) == review(new)),
        ("owners", names(&was.owners).eq(names(&is.owners))),
        ("people", people(old) == people(new)),
        ("tags", was.tags == is.tags),
        ("governs", was.governs == is.governs),
        ("links", links(before, at) == links(after, at)),
    ];
    let lost: Vec<&str> = differs.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect();
    (!lost.is_empty()).then(|| format!("the frontmatter would not say the same: {}", lost.join(", ")))
}

fn same_date(was: &Row, is: &Row) -> bool {
    was.date == is.date && was.date_means == is.date_means
}

fn review(record: &Record) -> Option<jiff::civil::Date> {
    record.date(DateMeaning::Review).and_then(|fact| fact.date)
}

fn names(owners: &[OwnerRow]) -> impl Iterator<Item = &str> {
    owners.iter().map(|owner| owner.name.as_str())
}

fn people(record: &Record) -> Vec<(crate::record::PersonRole, &str)> {
    let mut people: Vec<_> = record.people.iter().map(|person| (person.role, person.name.as_str())).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// What a record says of others, without repetition: kind, part or whole, and whom it leads to.
fn links(corpus: &Corpus, at: usize) -> Vec<(RelationKind, bool, String)> {
    let mut links: Vec<_> = corpus
        .relations_of(at)
        .map(|(relation, target)| {
            let to = match target {
                Resolution::Record(to) => corpus.records[*to].path().to_owned(),
                _ => relation.target.clone(),
            };
            (relation.kind, relation.partial, to)
        })
        .collect();
    links.sort();
    links.dedup();
    links
}
