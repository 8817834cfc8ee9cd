//! The versioned JSON document, `schemas/findings.v1.json`.

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;

use super::escape::write_json;
use super::locate::{Locator, Place};
use super::rule_url;
use crate::diagnostic::{Finding, Fix, RecordRef, Severity};
use crate::outcome::{Outcome, Skipped};

/// Version of the document; it grows only by keys.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    #[serde(rename = "as-of")]
    as_of: Date,
    root: &'a str,
    summary: Summary,
    findings: Vec<FindingJson<'a>>,
    skipped: &'a [Skipped],
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    records: usize,
    skipped: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
    baselined: usize,
    fixable: usize,
}

/// One finding as `json` and `jsonl` write it.
#[derive(Serialize)]
pub(super) struct FindingJson<'a> {
    code: &'a str,
    name: &'a str,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    path: &'a str,
    span: Place,
    record: Option<&'a RecordRef>,
    related: Vec<RelatedJson<'a>>,
    fix: Option<&'a Fix>,
    fingerprint: &'a str,
    url: String,
}

#[derive(Serialize)]
struct RelatedJson<'a> {
    message: &'a str,
    path: &'a str,
    span: Place,
}

impl<'a> FindingJson<'a> {
    pub(super) fn new(finding: &'a Finding, locator: &mut Locator<'a>) -> Self {
        let span = locator.finding(finding);
        let related = finding.related.iter().map(|related| RelatedJson {
            message: &related.message,
            path: &related.path,
            span: locator.place(&related.path, related.span),
        });
        Self {
            code: finding.code,
            name: finding.name,
            severity: finding.severity,
            message: &finding.message,
            help: finding.help.as_deref(),
            path: &finding.path,
            span,
            record: finding.record.as_ref(),
            related: related.collect(),
            fix: finding.fix.as_ref(),
            fingerprint: &finding.fingerprint,
            url: rule_url(finding.name),
        }
    }
}

pub(super) fn write(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let mut locator = Locator::new(outcome);
    let findings = outcome.findings.iter().map(|finding| FindingJson::new(finding, &mut locator)).collect();
    let document = Document {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        as_of: outcome.as_of,
        root: &outcome.root,
        summary: Summary {
            records: outcome.records,
            skipped: outcome.skipped.len(),
            errors: outcome.count(Severity::Error),
            warnings: outcome.count(Severity::Warning),
            infos: outcome.count(Severity::Info),
            suppressed: outcome.suppressed.len(),
            baselined: outcome.baselined,
            fixable: outcome.fixable(),
        },
        findings,
        skipped: &outcome.skipped,
    };
    write_json(&document, out)
}
