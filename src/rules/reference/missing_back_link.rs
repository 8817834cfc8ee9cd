//! R009 `missing-back-link`

use std::collections::{BTreeMap, HashMap};

use crate::corpus::{Resolution, home};
use crate::diagnostic::Applicability;
use crate::record::{Dialect, RelationKind};
use crate::rules::prelude::*;

use super::shared::{name, place, title, title_carrier};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R009",
    name: "missing-back-link",
    summary: "only one of two records says that one supersedes the other",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("missing_back_link.md"),
    check: Check::Corpus(check),
};

/// What the two records of one supersession say: the places among their relations.
#[derive(Default)]
struct Pair {
    by_old: Option<usize>,
    by_new: Option<usize>,
    /// The new record names the old one in a weaker way: it amends it, or supersedes a part.
    loosely: bool,
}

impl Pair {
    fn two_way(&self) -> bool {
        self.by_old.is_some() && (self.by_new.is_some() || self.loosely)
    }
}

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    let pairs = pairs(cx.corpus);
    let mut customs: HashMap<&str, (usize, usize)> = HashMap::new();
    for (&(old, _), pair) in &pairs {
        let (all, two_way) = customs.entry(home(cx.corpus.records[old].path())).or_default();
        *all += 1;
        *two_way += usize::from(pair.two_way());
    }
    for (&(old, new), pair) in &pairs {
        let (old_record, new_record) = (&cx.corpus.records[old], &cx.corpus.records[new]);
        // Where nobody writes links back, and the template has no place for them, none is missed.
        let (all, two_way) = customs.get(home(old_record.path())).copied().unwrap_or_default();
        // One pair among several is no custom: the next one written would make a warning of all the others.
        let custom = two_way * 2 >= all || (two_way > 1 && two_way * 5 >= all);
        let side = match (pair.by_old, pair.by_new) {
            (Some(at), None) if !pair.loosely => Side { old, new, at },
            (None, Some(at)) if is_left_open(cx.corpus, old, new) => {
                report_old(cx.corpus, &Side { old, new, at }, custom || asks(old_record), out);
                continue;
            }
            _ => continue,
        };
        report_new(cx.corpus, &side, custom || asks(new_record), out);
    }
}

/// One supersession and the relation that states it.
struct Side {
    old: usize,
    new: usize,
    at: usize,
}

fn pairs(corpus: &Corpus) -> BTreeMap<(usize, usize), Pair> {
    let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    let mut loose = Vec::new();
    for by in 0..corpus.records.len() {
        for (at, (relation, target)) in corpus.relations_of(by).enumerate() {
            let Resolution::Record(other) = *target else { continue };
            if other == by {
                continue;
            }
            match relation.kind {
                RelationKind::SupersededBy if !relation.partial => {
                    pairs.entry((by, other)).or_default().by_old = Some(at);
                }
                RelationKind::Supersedes if !relation.partial => {
                    pairs.entry((other, by)).or_default().by_new = Some(at);
                }
                RelationKind::Supersedes | RelationKind::Amends => loose.push((other, by)),
                _ => {}
            }
        }
    }
    for pair in loose {
        if let Some(pair) = pairs.get_mut(&pair) {
            pair.loosely = true;
        }
    }
    pairs
}

/// True for a record whose own template has a place for links back.
fn asks(record: &Record) -> bool {
    record.own_form() || record.form() == Dialect::Nygard
}

/// True when the old record counts as superseded but names no successor, or one that has nothing to do
/// with the new record.
fn is_left_open(corpus: &Corpus, old: usize, new: usize) -> bool {
    if corpus.records[old].state() != Some(Status::Superseded) {
        return false;
    }
    let stated =
        || corpus.relations_of(old).filter(|(relation, _)| relation.kind == RelationKind::SupersededBy);
    stated().all(|(_, target)| match target {
        Resolution::Record(other) => {
            *other != new
                && !corpus.successors(*other).contains(&new)
                && !corpus.successors(new).contains(other)
        }
        // Another rule speaks of a successor that cannot be found.
        _ => false,
    })
}

fn report_new(corpus: &Corpus, side: &Side, asked: bool, out: &mut Sink<'_>) {
    let (old, new) = (&corpus.records[side.old], &corpus.records[side.new]);
    let (path, span) = place(old, &old.relations[side.at]);
    let message = format!("does not say that it supersedes `{}`, which names it as its successor", name(old));
    let mut report = out
        .report_fact(new, title_carrier(new), new.title_span, message)
        .anchor("supersedes")
        .related(path, span, "named as the successor here");
    report = if new.native {
        report.help(format!("add `supersedes: [{}]`", name(old)))
    } else {
        report.help(format!("say in its status that it supersedes `{}`", name(old)))
    };
    if let Some(at) = closing_fence(new) {
        let line = format!("supersedes: [{}]\n", name(old));
        report = report.fix(Applicability::Display, "name the superseded record", Span::at(at), line);
    }
    if !asked {
        report.at_most(Severity::Info);
    }
}

fn report_old(corpus: &Corpus, side: &Side, asked: bool, out: &mut Sink<'_>) {
    let (old, new) = (&corpus.records[side.old], &corpus.records[side.new]);
    let (path, span) = place(new, &new.relations[side.at]);
    let Some(status) = old.status() else { return };
    let message =
        format!("is superseded, but does not name `{}`, which says that it supersedes it", name(new));
    let mut report = out
        .report_fact(old, status.carrier, status.span, message)
        .related(path, span, "says so here")
        .help(format!("name `{}` as the successor", name(new)));
    let (path, span) = title(new);
    report = report.related(path, span, "the successor");
    if !asked {
        report.at_most(Severity::Info);
    }
}

/// Where a key can be added to deem's own frontmatter that has no `supersedes` yet.
fn closing_fence(record: &Record) -> Option<usize> {
    let fm = record.native_frontmatter().filter(|fm| fm.closed && fm.doc.get("supersedes").is_none())?;
    let text = &record.source.text;
    let at = fm.block.text(text).trim_end().rfind("\n---")? + 1;
    Some(fm.block.start + at)
}
