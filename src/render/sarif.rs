//! SARIF 2.1.0, the format of code scanning.
//!
//! Every rule is described, whether met or not, so that the rules of two runs are the same. Texts for people
//! are made safe as in the other formats; a text can hold neither a placeholder nor a link.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::escape::{line, write_json};
use super::locate::{Locator, Place};
use super::rule_url;
use crate::config::Profile;
use crate::diagnostic::{Applicability, Edit, Finding, Fix, Severity};
use crate::outcome::Outcome;
use crate::rules::{Class, Rule, registry};
use crate::span::Span;

/// Results that are written; GitHub shows as many and refuses a run with more than 25,000.
pub(super) const MOST_RESULTS: usize = 5000;
/// Characters of a description that GitHub keeps.
const MOST_DESCRIPTION: usize = 1024;
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ROOT: &str = "%SRCROOT%";
/// What a path may hold that a URI may hold too; a colon could end a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) fn write(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let (chosen, left_out) = choose(outcome);
    let indexes: HashMap<&str, usize> =
        registry::all().iter().enumerate().map(|(index, rule)| (rule.code, index)).collect();
    let mut locator = Locator::new(outcome);
    let results: Vec<Value> = chosen
        .iter()
        .map(|(finding, reason)| result(finding, *reason, indexes.get(finding.code).copied(), &mut locator))
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": "https://github.com/deem-lint/deem",
                "rules": registry::all().iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            } },
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications(outcome, left_out),
            }],
            "automationDetails": { "id": "deem/" },
            "originalUriBaseIds": { ROOT: { "description": { "text": "the root of the repository" } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    write_json(&document, out)
}

/// A finding and, where it is suppressed, the reason.
type Chosen<'a> = (&'a Finding, Option<&'a str>);

/// The findings that are written, in their order, suppressed ones last, and how many are left out: first
/// suppressed ones, then the least severe.
fn choose(outcome: &Outcome) -> (Vec<Chosen<'_>>, usize) {
    let suppressed = outcome.suppressed.iter().map(|(finding, reason)| (finding, Some(reason.as_str())));
    let all = outcome.findings.iter().map(|finding| (finding, None)).chain(suppressed);
    let mut all: Vec<(usize, Chosen<'_>)> = all.enumerate().collect();
    let left_out = all.len().saturating_sub(MOST_RESULTS);
    if left_out > 0 {
        all.sort_by_key(|(_, (finding, reason))| (reason.is_some(), Reverse(finding.severity)));
        all.truncate(MOST_RESULTS);
        all.sort_unstable_by_key(|(index, _)| *index);
    }
    (all.into_iter().map(|(_, chosen)| chosen).collect(), left_out)
}

fn descriptor(rule: &Rule) -> Value {
    let by_default = rule.default_level(Profile::Standard);
    let severity = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    };
    let precision = if rule.class == Class::Heuristic { "medium" } else { "high" };
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": description(rule) },
        "helpUri": rule_url(rule.name),
        "help": { "text": format!("{}: {}", rule.summary, rule_url(rule.name)), "markdown": rule.docs },
        "defaultConfiguration": {
            "enabled": by_default.is_some(),
            "level": level(by_default.unwrap_or(rule.severity)),
        },
        "properties": {
            "tags": ["decision-records", rule.group.title()],
            "precision": precision,
            "problem.severity": severity,
        },
    })
}

/// The first section of a rule's page in one line.
fn description(rule: &Rule) -> String {
    let (_, section) = rule.docs.split_once("\n## What it does\n").unwrap_or(("", rule.summary));
    let text = section.split_once("\n## ").map_or(section, |(text, _)| text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(MOST_DESCRIPTION).collect()
}

fn result(finding: &Finding, reason: Option<&str>, index: Option<usize>, locator: &mut Locator<'_>) -> Value {
    let place = locator.finding(finding);
    let mut text = message(&finding.message);
    if let Some(help) = &finding.help {
        text.push_str("\nhelp: ");
        text.push_str(&message(help));
    }
    let mut value = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": physical(&finding.path, &place) }],
        "partialFingerprints": { "deem/v1": finding.fingerprint },
    });
    if let Some(index) = index {
        value["ruleIndex"] = index.into();
    }
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(id, related)| {
            json!({
                "id": id,
                "message": { "text": message(&related.message) },
                "physicalLocation": physical(&related.path, &locator.place(&related.path, related.span)),
            })
        });
        value["relatedLocations"] = related.collect();
    }
    if let Some(fix) = finding.fix.as_ref().and_then(|fix| mend(fix, locator)) {
        value["fixes"] = json!([fix]);
    }
    if let Some(reason) = reason {
        value["suppressions"] = json!([{ "kind": "inSource", "justification": line(reason) }]);
    }
    value
}

/// A fix that may be applied unread; `None` for any other, and where a file's text is not at hand to find
/// the lines of its edits.
fn mend(fix: &Fix, locator: &Locator<'_>) -> Option<Value> {
    if fix.applicability != Applicability::Safe {
        return None;
    }
    let mut changes: Vec<(&str, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        locator.source(&edit.path)?;
        let replacement = replacement(edit, locator);
        match changes.iter_mut().find(|(path, _)| **path == *edit.path) {
            Some((_, replacements)) => replacements.push(replacement),
            None => changes.push((&edit.path, vec![replacement])),
        }
    }
    let changes = changes.into_iter().map(
        |(path, replacements)| json!({ "artifactLocation": artifact(path), "replacements": replacements }),
    );
    let changes: Vec<Value> = changes.collect();
    let some = !changes.is_empty();
    some.then(|| json!({ "description": { "text": message(&fix.title) }, "artifactChanges": changes }))
}

fn replacement(edit: &Edit, locator: &Locator<'_>) -> Value {
    let place = locator.place(&edit.path, Span::new(edit.start, edit.end));
    // What is inserted is content, not text for people: it stays as it is.
    json!({ "deletedRegion": region(&place), "insertedContent": { "text": edit.text } })
}

/// What was not judged or not written.
fn notifications(outcome: &Outcome, left_out: usize) -> Vec<Value> {
    let skipped = outcome.skipped.iter().map(|skipped| {
        json!({
            "level": "warning",
            "message": { "text": format!("skipped: {}", message(&skipped.reason)) },
            "locations": [{ "physicalLocation": { "artifactLocation": artifact(&skipped.path) } }],
        })
    });
    let note = |text: &str| json!({ "level": "note", "message": { "text": text } });
    let notes = outcome.notes.iter().map(|text| note(&message(text)));
    let left_out = (left_out > 0).then(|| {
        note(&format!("{left_out} results are left out, suppressed ones first, then the least severe"))
    });
    skipped.chain(notes).chain(left_out).collect()
}

fn physical(path: &str, place: &Place) -> Value {
    json!({ "artifactLocation": artifact(path), "region": region(place) })
}

fn artifact(path: &str) -> Value {
    json!({ "uri": utf8_percent_encode(path, PATH).to_string(), "uriBaseId": ROOT })
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// `text` safe, and without what a viewer takes for a placeholder (`{0}`) or a link (`[text](target)`).
fn message(text: &str) -> String {
    let text = line(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((before, from)) = rest.find(['{', ']']).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        if let Some((index, after)) = placeholder(from) {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{{{{{index}}}}}");
            rest = after;
        } else if let Some(after) = from.strip_prefix("](") {
            out.push_str("] (");
            rest = after;
        } else {
            let (first, after) = from.split_at_checked(1).unwrap_or((from, ""));
            out.push_str(first);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The index of the placeholder that `text` starts with, and what follows it.
fn placeholder(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_prefix('{')?;
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let (index, after) = body.split_at_checked(digits).filter(|(index, _)| !index.is_empty())?;
    Some((index, after.strip_prefix('}')?))
}
