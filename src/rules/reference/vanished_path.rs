//! R019 `vanished-path`

use std::collections::HashMap;

use crate::corpus::CitedPath;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R019",
    name: "vanished-path",
    summary: "a cited path of code does not exist any more",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("vanished_path.md"),
    check: Check::Corpus(check),
};

/// From so many missing paths below one top folder on, they are weighed against those that exist.
const MANY: usize = 4;

/// The same where another top folder is known to be another repository's.
const FEW: usize = 1;

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    let mut by_top: HashMap<&str, Tally> = HashMap::new();
    let all = || (0..cx.corpus.records.len()).map(|at| (at, cx.corpus.cited_paths(at)));
    for cited in all().flat_map(|(_, cited)| cited) {
        let tally = by_top.entry(top(cited)).or_default();
        *(if cited.exists { &mut tally.there } else { &mut tally.missing }) += 1;
    }
    // Where hardly any path below a folder exists, the records speak of another repository that has one of that
    // name: proposals are often kept apart from the code.
    let is_foreign = |tally: &Tally, least| tally.missing >= least && tally.missing > tally.there;
    let least = if by_top.values().any(|tally| is_foreign(tally, MANY)) { FEW } else { MANY };
    let is_ours = |cited: &CitedPath| by_top.get(top(cited)).is_none_or(|tally| !is_foreign(tally, least));
    for (at, cited) in all() {
        let record = &cx.corpus.records[at];
        report(record, cited.iter().filter(|cited| !cited.exists && is_ours(cited)), out);
    }
}

/// How many of the cited paths below one top folder exist.
#[derive(Default)]
struct Tally {
    there: usize,
    missing: usize,
}

fn top(cited: &CitedPath) -> &str {
    cited.path.split('/').next().unwrap_or("")
}

fn report<'a>(record: &Record, missing: impl Iterator<Item = &'a CitedPath>, out: &mut Sink<'_>) {
    for cited in missing {
        if speaks_of_change(record, cited) {
            continue;
        }
        let message = format!("`{}` does not exist any more", cited.path);
        let report = out.report(record, cited.span, message);
        match &cited.near {
            Some(near) => report.help(format!("did it become `{near}`?")),
            None => report.help("name where it went, or say that it is gone"),
        };
    }
}

/// Words by which a line says that the path is of another day: to come, or gone on purpose.
const OF_ANOTHER_DAY: [&str; 40] = [
    "add",
    "adds",
    "added",
    "adding",
    "create",
    "creates",
    "created",
    "creating",
    "new",
    "will",
    "would",
    "should",
    "could",
    "may",
    "might",
    "move",
    "moved",
    "moves",
    "rename",
    "renamed",
    "remove",
    "removed",
    "removes",
    "delete",
    "deleted",
    "deletes",
    "generate",
    "generated",
    "generates",
    "introduce",
    "former",
    "formerly",
    "previous",
    "previously",
    "old",
    "example",
    "e.g",
    "eg",
    "e.g.",
    "like",
];

fn speaks_of_change(record: &Record, cited: &CitedPath) -> bool {
    let text = &record.source.text;
    let start = text[..cited.span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[cited.span.end..].find('\n').map_or(text.len(), |at| cited.span.end + at);
    let around = [&text[start..cited.span.start], &text[cited.span.end..end]];
    around.iter().any(|part| {
        part.split(|c: char| !c.is_alphabetic() && c != '.')
            .any(|word| OF_ANOTHER_DAY.iter().any(|known| known.eq_ignore_ascii_case(word)))
    })
}
