//! Rules over a corpus: findings, suppressed ones apart, in a stable order.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::config::Settings;
use crate::corpus::Corpus;
use crate::diagnostic::Finding;
use crate::outcome::Outcome;
use crate::record::directive::{self, Directive};
use crate::record::{Outline, Record};
use crate::rules::context::{
    BranchContext, CorpusContext, Files, RecordContext, SuppressionContext, UnreadableContext,
};
use crate::rules::{Check, Rule, Sink, registry};
use crate::source::{RelPath, SourceFile};
use crate::suppress;

use super::level;
use super::load::Loaded;
use super::taken;

/// What a check is asked for besides the settings.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// Show only findings with a place in these files and folders; empty for all. The whole corpus is
    /// judged.
    pub paths: Vec<RelPath>,
    /// Show only findings with a place in files that a change touches.
    pub touched: Option<HashSet<String>>,
    /// Compare new records with other branches.
    pub history: bool,
    /// Do as if nothing were suppressed.
    pub no_ignores: bool,
}

/// Runs every rule that the settings let run.
pub fn check(loaded: &Loaded, settings: &Settings, today: Date, options: &CheckOptions) -> Outcome {
    let rules: Vec<&'static Rule> =
        registry::all().iter().copied().filter(|rule| level::may_fire(rule, settings)).collect();
    let Judged { mut findings, mut directives } = run(loaded, settings, today, &rules);
    let notes = if options.history { branches(loaded, today, &rules, &mut findings) } else { Vec::new() };
    if options.no_ignores {
        directives.clear();
    }
    let known = |name: &str| registry::find(name).map(|rule| rule.name);
    // Suppression comes before levels, so that a comment on a finding that a profile hides is still used.
    let done = suppress::apply(findings, &directives, today, &known);
    let mut kept = done.kept;
    let mut suppressed = done.suppressed;
    let cx = SuppressionContext {
        directives: &directives,
        used: &done.used,
        rules: &rules,
        corpus: &loaded.corpus,
        today,
    };
    for rule in &rules {
        if let Check::Suppression(check) = rule.check {
            check(&cx, &mut Sink::new(rule, &mut kept));
        }
    }
    kept.retain_mut(|finding| settle_level(finding, loaded, settings));
    kept.sort_by(in_order);
    kept.dedup_by(|a, b| is_same(a, b));
    suppressed.retain_mut(|(finding, _)| settle_level(finding, loaded, settings));
    suppressed.sort_by(|(a, _), (b, _)| in_order(a, b));
    suppressed.dedup_by(|(a, _), (b, _)| is_same(a, b));
    number(kept.iter_mut().chain(suppressed.iter_mut().map(|(finding, _)| finding)));
    kept.retain(|finding| is_asked_for(finding, options));
    suppressed.retain(|(finding, _)| is_asked_for(finding, options));
    let shown = kept.iter().chain(suppressed.iter().map(|(finding, _)| finding));
    let sources = sources(shown, loaded, settings);
    Outcome {
        root: loaded.root().to_owned(),
        as_of: today,
        records: loaded
            .corpus
            .records
            .iter()
            .filter(|record| is_within(record.path(), &options.paths))
            .count(),
        skipped: loaded
            .skipped
            .iter()
            .filter(|skipped| is_within(&skipped.path, &options.paths))
            .cloned()
            .collect(),
        findings: kept,
        suppressed,
        notes,
        baselined: 0,
        sources,
    }
}

/// The findings and directives of the records, in the records' order.
#[derive(Default)]
struct Judged {
    findings: Vec<Finding>,
    directives: Vec<(RelPath, Vec<Directive>)>,
}

fn run(loaded: &Loaded, settings: &Settings, today: Date, rules: &[&'static Rule]) -> Judged {
    let corpus = &loaded.corpus;
    let mut judged = (0..corpus.records.len())
        .into_par_iter()
        .map(|index| judge(loaded, index, settings, today, rules))
        .reduce(Judged::default, |mut all, mut some| {
            all.findings.append(&mut some.findings);
            all.directives.append(&mut some.directives);
            all
        });
    let files = files(loaded);
    let mut findings = Vec::new();
    for rule in rules {
        let mut sink = Sink::new(rule, &mut findings);
        match rule.check {
            Check::Corpus(check) => {
                check(&CorpusContext { corpus, settings, today, files: &files, rule }, &mut sink);
            }
            Check::Unreadable(check) => check(&UnreadableContext { skipped: &loaded.skipped }, &mut sink),
            Check::Record(_) | Check::Suppression(_) | Check::Branches(_) => {}
        }
    }
    anchor_all(&mut findings, corpus);
    judged.findings.append(&mut findings);
    judged
}

/// Runs the rules that look at other branches, and gives back what they could not judge.
fn branches(
    loaded: &Loaded,
    today: Date,
    rules: &[&'static Rule],
    findings: &mut Vec<Finding>,
) -> Vec<String> {
    // Git is not asked where no rule wants to know.
    let mut numbers = None;
    for rule in rules {
        if let Check::Branches(check) = rule.check {
            let numbers = numbers.get_or_insert_with(|| taken::numbers(loaded, today));
            check(&BranchContext { corpus: &loaded.corpus, numbers }, &mut Sink::new(rule, findings));
        }
    }
    numbers.and_then(|numbers| numbers.unknown).into_iter().collect()
}

/// Runs the rules of one record over its body, which is gone afterwards.
fn judge(loaded: &Loaded, index: usize, settings: &Settings, today: Date, rules: &[&'static Rule]) -> Judged {
    let corpus = &loaded.corpus;
    let record = &corpus.records[index];
    let body = corpus.body(index);
    let problems = OnceCell::new();
    let mut findings = Vec::new();
    for rule in rules {
        if let Check::Record(check) = rule.check {
            let cx = RecordContext {
                record,
                index,
                body: &body,
                corpus,
                settings,
                today,
                schemas: &loaded.schemas,
                problems: &problems,
                rule,
            };
            check(&cx, &mut Sink::new(rule, &mut findings));
        }
    }
    for finding in findings.iter_mut().filter(|finding| finding.path == record.source.path) {
        anchor(finding, record, &body.outline);
    }
    let directives = directive::directives(record, &body.outline);
    let directives =
        if directives.is_empty() { Vec::new() } else { vec![(record.source.path.clone(), directives)] };
    Judged { findings, directives }
}

/// Gives the findings of the corpus their anchors, each record's body parsed once.
fn anchor_all(findings: &mut [Finding], corpus: &Corpus) {
    let mut of_record: BTreeMap<usize, Vec<&mut Finding>> = BTreeMap::new();
    for finding in findings.iter_mut().filter(|finding| finding.anchor.is_empty()) {
        if let Some(at) = corpus.at_path(&finding.path) {
            of_record.entry(at).or_default().push(finding);
        }
    }
    of_record.into_par_iter().for_each(|(at, findings)| {
        let record = &corpus.records[at];
        let outline = record.outline();
        findings.into_iter().for_each(|finding| anchor(finding, record, &outline));
    });
}

/// Fills an empty anchor with the frontmatter key or heading path of the place: what stays when lines move.
fn anchor(finding: &mut Finding, record: &Record, outline: &Outline) {
    if !finding.anchor.is_empty() {
        return;
    }
    let span = finding.span;
    finding.anchor = match record.frontmatter.as_ref().filter(|fm| fm.block.contains(span)) {
        Some(fm) => {
            let key = fm.doc.entries().find(|(_, key, node)| key.join(node.span()).contains(span));
            key.map_or_else(String::new, |(key, ..)| key.to_owned())
        }
        None => outline.heading_path(span.start),
    };
}

/// What discovery saw, as rules may look at it.
fn files(loaded: &Loaded) -> Files {
    let discovery = &loaded.discovery;
    let found = discovery.files.iter().map(|found| &found.source.path);
    let sidecars = discovery.files.iter().filter_map(|found| Some(&found.sidecar.as_ref()?.path));
    let skipped = discovery.skipped.iter().map(|skipped| &skipped.path);
    Files {
        judged: found.chain(sidecars).chain(skipped).cloned().collect(),
        passed_over: discovery.left_out.iter().map(|left| left.path.clone()).collect(),
        whole: loaded.workspace.root.is_empty(),
    }
}

fn in_order(a: &Finding, b: &Finding) -> Ordering {
    (&a.path, a.span, a.code, &a.message).cmp(&(&b.path, b.span, b.code, &b.message))
}

fn is_same(a: &Finding, b: &Finding) -> bool {
    in_order(a, b).is_eq()
}

/// Gives the findings their fingerprints, those that are equal with an ordinal.
fn number<'a>(findings: impl Iterator<Item = &'a mut Finding>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let base = fingerprint(finding);
        let ordinal = seen.entry(base.clone()).or_insert(0);
        finding.fingerprint = if *ordinal == 0 { base } else { format!("{base}-{ordinal}") };
        *ordinal += 1;
    }
}

/// Gives a finding its severity; false where it is off.
fn settle_level(finding: &mut Finding, loaded: &Loaded, settings: &Settings) -> bool {
    let Some(rule) = registry::find(finding.code) else { return true };
    let record = loaded.record_of(&finding.path);
    match level::of(finding, rule, record, settings) {
        Some(severity) => {
            finding.severity = severity;
            true
        }
        None => false,
    }
}

/// SHA-256 over what stays when lines move.
fn fingerprint(finding: &Finding) -> String {
    let mut hash = Sha256::new();
    let record = finding.record.as_ref().map_or(&*finding.path, |record| record.id.as_str());
    for part in [finding.code, record, finding.anchor.as_str(), finding.message.as_str()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// True when one of the finding's places is asked for: of two records with one number, the finding stands
/// in the other one as often as not.
fn is_asked_for(finding: &Finding, options: &CheckOptions) -> bool {
    let asked = |path: &RelPath| {
        is_within(path, &options.paths)
            && options.touched.as_ref().is_none_or(|touched| touched.contains(&**path))
    };
    asked(&finding.path) || finding.related.iter().any(|related| asked(&related.path))
}

/// True when the path is one of `paths` or below one; every path is when there are none.
pub fn is_within(path: &str, paths: &[RelPath]) -> bool {
    paths.is_empty()
        || paths.iter().any(|given| {
            given.is_empty()
                || path == &**given
                || path.strip_prefix(&**given).is_some_and(|rest| rest.starts_with('/'))
        })
}

fn sources<'a>(
    findings: impl Iterator<Item = &'a Finding>,
    loaded: &Loaded,
    settings: &Settings,
) -> BTreeMap<RelPath, Arc<SourceFile>> {
    let mut sources = BTreeMap::new();
    let paths = findings.flat_map(|finding| {
        [&finding.path].into_iter().chain(finding.related.iter().map(|related| &related.path))
    });
    for path in paths {
        if !sources.contains_key(path)
            && let Some(source) =
                loaded.source(path).or_else(|| settings.source().filter(|file| file.path == *path).cloned())
        {
            sources.insert(path.clone(), source);
        }
    }
    sources
}
