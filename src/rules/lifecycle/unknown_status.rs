//! L002 `unknown-status`

use std::collections::BTreeMap;

use crate::record::{Carrier, StatusFact, status};
use crate::rules::prelude::*;
use crate::rules::words::{either, quoted};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L002",
    name: "unknown-status",
    summary: "a status fits no state that is known",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unknown_status.md"),
    check: Check::Corpus(check),
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    for (_, records) in cx.corpus.folders() {
        let mut by_word: BTreeMap<String, Vec<(&Record, &StatusFact)>> = BTreeMap::new();
        for record in records.iter().map(|&at| &cx.corpus.records[at]) {
            let Some(fact) = record.status() else { continue };
            // What broken YAML says can be read only after it is mended.
            if record.partial && matches!(fact.carrier, Carrier::Frontmatter | Carrier::Sidecar) {
                continue;
            }
            if fact.status != Status::Unknown || fact.placeholder || fact.own.is_some() {
                continue;
            }
            if record.own_form() {
                native(record, fact, out);
            } else {
                by_word.entry(status::house_word(&fact.text)).or_default().push((record, fact));
            }
        }
        for (word, found) in by_word {
            foreign(&word, &found, out);
        }
    }
}

fn native(record: &Record, fact: &StatusFact, out: &mut Sink<'_>) {
    let kind = &record.kind.name;
    let allowed: Vec<&str> = record.kind.statuses.iter().map(|status| status.name.as_str()).collect();
    let near = nearest(record, &fact.text).map_or_else(String::new, |name| format!("write `{name}`; "));
    out.report(record, fact.span, format!("{} is no status of kind {kind}", quoted(&fact.text)))
        .help(format!("{near}a record of this kind may be {}", either(&allowed)));
}

/// From this many records on a word is a habit of the house: one finding tells it, at the first record.
const HABIT: usize = 3;

fn foreign(word: &str, found: &[(&Record, &StatusFact)], out: &mut Sink<'_>) {
    let shown = if found.len() < HABIT { found } else { found.get(..1).unwrap_or(found) };
    for (record, fact) in shown {
        let near = status::suggest(&fact.text);
        let mapping = mapping(word, near);
        let help = match near {
            Some(state) => {
                format!(
                    "write `{}` if that is meant, or map the word in `deem.toml`: {mapping}",
                    state.as_str()
                )
            }
            None => format!("map the word in `deem.toml` to the state that it stands for: {mapping}"),
        };
        let message = format!("the status {} fits no known state", quoted(&fact.text));
        let report =
            out.report_fact(record, fact.carrier, fact.span, message).at_most(Severity::Info).help(help);
        if found.len() >= HABIT {
            report.label(format!("{} records of this folder say so", found.len()));
        }
    }
}

/// The kind's status that means the same or is spelled almost so.
fn nearest<'a>(record: &'a Record, text: &str) -> Option<&'a str> {
    let reading = status::read(text).status;
    let same = record.kind.statuses.iter().find(|status| status.means == reading);
    same.map(|status| status.name.as_str()).or_else(|| {
        crate::config::nearest(text.trim(), record.kind.statuses.iter().map(|status| status.name.as_str()))
    })
}

/// The lines that map the word.
fn mapping(word: &str, near: Option<Status>) -> String {
    match near {
        Some(state) => format!("`[vocabulary]` with `status.{word:?} = \"{}\"`", state.as_str()),
        None => format!(
            "`[vocabulary]` with `status.{word:?} = \"STATE\"`, where STATE is draft, proposed, accepted, \
             implemented, deferred, rejected, withdrawn, deprecated or superseded"
        ),
    }
}
