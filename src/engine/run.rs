//! Rules over a corpus: findings, suppressed ones apart, in a stable order.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::config::Settings;
use crate::diagnostic::Finding;
use crate::outcome::Outcome;
use crate::record::directive::{self, Directive};
use crate::rules::context::{CorpusContext, Files, RecordContext, SuppressionContext, UnreadableContext};
use crate::rules::{Check, Rule, Sink, registry};
use crate::source::{RelPath, SourceFile};
use crate::suppress;

use super::level;
use super::load::Loaded;

/// What a check is asked for besides the settings.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// Show only findings with a place in these files and folders; empty for all. The whole corpus is
    /// judged.
    pub paths: Vec<RelPath>,
    /// Show only findings with a place in files that a change touches.
    pub touched: Option<HashSet<String>>,
    /// Do as if nothing were suppressed.
    pub no_ignores: bool,
}

/// Runs every rule that the settings let run.
pub fn check(loaded: &Loaded, settings: &Settings, today: Date, options: &CheckOptions) -> Outcome {
    let rules: Vec<&'static Rule> =
        registry::all().iter().copied().filter(|rule| level::may_fire(rule, settings)).collect();
    let mut findings = run(loaded, settings, today, &rules);
    let directives = directives(loaded, options);
    let known = |name: &str| registry::find(name).map(|rule| rule.name);
    // Suppression comes before levels, so that a comment on a finding that a profile hides is still used.
    let done = suppress::apply(std::mem::take(&mut findings), &directives, today, &known);
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
    settle(&mut kept, loaded, settings);
    suppressed.retain_mut(|(finding, _)| settle_level(finding, loaded, settings));
    kept.retain(|finding| is_asked_for(finding, options));
    suppressed.retain(|(finding, _)| is_asked_for(finding, options));
    let sources = sources(&kept, loaded, settings);
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
        baselined: 0,
        sources,
    }
}

fn run(loaded: &Loaded, settings: &Settings, today: Date, rules: &[&'static Rule]) -> Vec<Finding> {
    let corpus = &loaded.corpus;
    let mut findings: Vec<Finding> = corpus
        .records
        .par_iter()
        .enumerate()
        .map(|(index, record)| {
            let mut found = Vec::new();
            for rule in rules {
                if let Check::Record(check) = rule.check {
                    let cx = RecordContext { record, index, corpus, settings, today, rule };
                    check(&cx, &mut Sink::new(rule, &mut found));
                }
            }
            found
        })
        .reduce(Vec::new, |mut all, mut some| {
            all.append(&mut some);
            all
        });
    let files = files(loaded);
    for rule in rules {
        let mut sink = Sink::new(rule, &mut findings);
        match rule.check {
            Check::Corpus(check) => {
                check(&CorpusContext { corpus, settings, today, files: &files, rule }, &mut sink);
            }
            Check::Unreadable(check) => check(&UnreadableContext { skipped: &loaded.skipped }, &mut sink),
            Check::Record(_) | Check::Suppression(_) => {}
        }
    }
    findings
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

fn directives(loaded: &Loaded, options: &CheckOptions) -> Vec<(RelPath, Vec<Directive>)> {
    if options.no_ignores {
        return Vec::new();
    }
    loaded
        .corpus
        .records
        .par_iter()
        .map(|record| (record.source.path.clone(), directive::directives(record)))
        .filter(|(_, found)| !found.is_empty())
        .collect()
}

/// Levels, order and fingerprints.
fn settle(findings: &mut Vec<Finding>, loaded: &Loaded, settings: &Settings) {
    findings.retain_mut(|finding| settle_level(finding, loaded, settings));
    findings
        .sort_by(|a, b| (&a.path, a.span, a.code, &a.message).cmp(&(&b.path, b.span, b.code, &b.message)));
    findings
        .dedup_by(|a, b| a.path == b.path && a.span == b.span && a.code == b.code && a.message == b.message);
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

fn sources(findings: &[Finding], loaded: &Loaded, settings: &Settings) -> BTreeMap<RelPath, Arc<SourceFile>> {
    let mut sources = BTreeMap::new();
    let related = findings.iter().flat_map(|finding| finding.related.iter().map(|related| &related.path));
    for path in findings.iter().map(|finding| &finding.path).chain(related) {
        if !sources.contains_key(path)
            && let Some(source) =
                loaded.source(path).or_else(|| settings.source().filter(|file| file.path == *path).cloned())
        {
            sources.insert(path.clone(), source);
        }
    }
    sources
}
