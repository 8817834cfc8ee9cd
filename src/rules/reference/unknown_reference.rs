//! R006 `unknown-reference`

use crate::corpus::{LinkTarget, Resolution, home};
use crate::record::identity::parse_name;
use crate::record::{Number, Relation, RelationKind};
use crate::rules::prelude::*;

use super::shared::name;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R006",
    name: "unknown-reference",
    summary: "a record refers to one that does not exist",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unknown_reference.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (relation, target) in cx.relations() {
        match target {
            Resolution::Nothing => {}
            Resolution::Record(at) if is_outdated(cx, relation, *at) => {
                report_outdated(cx, relation, &cx.corpus.records[*at], out);
                continue;
            }
            _ => continue,
        }
        let native = cx.record.own_form();
        if !native && (!is_judged(relation) || !looks_like_a_record(cx, &relation.target)) {
            continue;
        }
        let key = relation.kind.key();
        let message = format!("`{key}` names `{}`, which is no record here", relation.target);
        let mut report = out.report_fact(cx.record, relation.carrier, relation.span, message);
        if !native {
            report = report.at_most(Severity::Warning);
        }
        match nearest(cx, relation) {
            Some(near) => report.help(format!("did you mean `{near}`?")),
            None => report.help("name a record by its id, number or path"),
        };
    }
}

/// True for a path where nothing stands: only the number in it leads to a record. Dead links have a rule of
/// their own.
fn is_outdated(cx: &RecordContext<'_>, relation: &Relation, meant: usize) -> bool {
    let target = relation.target.as_str();
    let folder = target.trim_matches('/').rsplit_once('/').map(|(folder, _)| folder);
    !relation.link
        && is_path(target)
        && folder.is_some_and(|folder| !cx.corpus.in_folder(folder).is_empty())
        && !cx.corpus.stands_at(meant, cx.record.path(), target)
}

fn report_outdated(cx: &RecordContext<'_>, relation: &Relation, meant: &Record, out: &mut Sink<'_>) {
    let key = relation.kind.key();
    let message = format!("`{key}` names `{}`, where no record stands", relation.target);
    out.report_fact(cx.record, relation.carrier, relation.span, message)
        .at_most(Severity::Warning)
        .help(format!("did you mean `{}`?", meant.path()));
}

/// What another dialect says of supersession, and paths wherever it names them.
fn is_judged(relation: &Relation) -> bool {
    match relation.kind {
        RelationKind::Supersedes | RelationKind::SupersededBy => true,
        RelationKind::Amends
        | RelationKind::AmendedBy
        | RelationKind::DependsOn
        | RelationKind::RelatesTo => is_path(&relation.target),
        _ => false,
    }
}

fn is_path(target: &str) -> bool {
    let bare = target.split(['#', '?']).next().unwrap_or(target);
    (bare.contains('/') || bare.ends_with(".md") || bare.ends_with(".rst"))
        && !bare.contains("://")
        // `owner/name/blob/main/x.md` is a path of another repository.
        && !bare.contains("/blob/")
        && !bare.contains("/tree/")
        && !bare.contains([' ', '*', '<', '{'])
        && !crate::corpus::is_mail_address(bare)
}

/// True for a path, and for a number or id of the form that the record's neighbours have: `ADR-0099`, not
/// `INDY 0028 Wire Level Format`.
fn looks_like_a_record(cx: &RecordContext<'_>, target: &str) -> bool {
    if is_path(target) {
        return target.split('/').next_back().is_some_and(|last| last.contains(['.', '-', '_']));
    }
    let own = &cx.record.identity.name;
    let Some(Number::Int(_)) = own.number else { return false };
    let letters = |text: &str| text.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_lowercase();
    let digits = target.find(|c: char| c.is_ascii_digit()).unwrap_or(target.len());
    let (prefix, rest) = target.split_at(digits);
    if rest.len() > 9 || rest.is_empty() || !rest.bytes().all(|b| b.is_ascii_digit()) || prefix.contains('#')
    {
        return false;
    }
    let (prefix, own) = (letters(prefix), letters(&own.prefix));
    (prefix.is_empty() && !is_year(rest))
        || prefix == own && !prefix.is_empty()
        || prefix.eq_ignore_ascii_case(&cx.record.kind.prefix)
}

/// `2019` of `in 2018 and 2019` is more likely a year than a record.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// A link's near file, a neighbour of the same number under another prefix, or one of nearly the same name.
fn nearest<'a>(cx: &RecordContext<'a>, relation: &Relation) -> Option<&'a str> {
    let linked = cx.links().find(|(link, _)| link.target_span == relation.span);
    if let Some((_, LinkTarget::Missing { near: Some(near), .. })) = linked {
        return Some(near.as_str());
    }
    let target = relation.target.rsplit('/').next().unwrap_or(&relation.target);
    let stem = target.strip_suffix(".md").unwrap_or(target);
    let wanted = parse_name(stem);
    let digits: String = stem.chars().filter(char::is_ascii_digit).collect();
    let number = wanted.number.clone().or_else(|| digits.parse().ok().map(Number::Int));
    // A path is sought in its own folder, everything else among the record's neighbours.
    let folder = home(cx.record.path());
    let named = relation.target.trim_start_matches('/').rsplit_once('/').map(|(folder, _)| folder);
    let is_elsewhere = named.is_some_and(|named| !cx.corpus.in_folder(named).is_empty());
    let folder = named.filter(|_| is_elsewhere).unwrap_or(folder);
    let shown = |record: &'a Record| if named.is_some() { record.path() } else { name(record) };
    let other = |at: &usize| (*at != cx.index).then(|| &cx.corpus.records[*at]);
    let same = number.map_or(&[][..], |number| cx.corpus.numbered_in(folder, &number));
    if let [only] = same
        && let Some(record) = other(only)
        && (wanted.slug.is_empty()
            || strsim::normalized_levenshtein(&record.identity.name.slug, &wanted.slug) >= 0.5)
    {
        return Some(shown(record));
    }
    let slug = if wanted.slug.is_empty() { stem } else { wanted.slug.as_str() };
    let likeness = |record: &Record| strsim::normalized_levenshtein(&record.identity.name.slug, slug);
    let neighbours = cx.corpus.in_folder(folder).iter().filter_map(other);
    neighbours
        .take(MOST_COMPARED)
        .filter(|record| slug.len() > 5 && !record.identity.name.slug.is_empty())
        .map(|record| (likeness(record), record))
        .filter(|(score, _)| *score >= LEAST_LIKENESS)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, record)| shown(record))
}

/// Most neighbours that are compared for likeness.
const MOST_COMPARED: usize = 512;

/// Least likeness, from 0 to 1, of a name that is worth proposing.
const LEAST_LIKENESS: f64 = 0.85;
