//! Where rules put their findings.

use crate::diagnostic::{Applicability, Edit, Finding, Fix, RecordRef, Related, Severity};
use crate::record::{Carrier, Record};
use crate::source::{RelPath, SourceFile};
use crate::span::Span;

use super::meta::Rule;

/// Collects the findings of one rule.
pub struct Sink<'a> {
    rule: &'static Rule,
    findings: &'a mut Vec<Finding>,
}

/// The finding just reported, to be added to.
pub struct Report<'s>(&'s mut Finding);

impl<'a> Sink<'a> {
    /// A sink for the findings of `rule`.
    pub fn new(rule: &'static Rule, findings: &'a mut Vec<Finding>) -> Self {
        Self { rule, findings }
    }

    /// Reports at a span of the record's own file. Without an anchor of its own the finding gets the key or
    /// heading path of the place.
    pub fn report(&mut self, record: &Record, span: Span, message: impl Into<String>) -> Report<'_> {
        let report = self.report_in(&record.source, span, message);
        report.0.record = Some(reference(record));
        report
    }

    /// Reports at a fact, which may stand in the record's sidecar file.
    pub fn report_fact(
        &mut self,
        record: &Record,
        carrier: Carrier,
        span: Span,
        message: impl Into<String>,
    ) -> Report<'_> {
        if carrier == Carrier::Sidecar {
            let report = self.report_in(record.file_of(carrier), span, message);
            report.0.record = Some(reference(record));
            return report;
        }
        self.report(record, span, message)
    }

    /// Reports in a file that is no record: an index, `deem.toml`.
    pub fn report_in(&mut self, file: &SourceFile, span: Span, message: impl Into<String>) -> Report<'_> {
        self.findings.push(Finding {
            code: self.rule.code,
            name: self.rule.name,
            severity: self.rule.severity,
            message: one_line(message.into()),
            label: None,
            help: None,
            path: file.path.clone(),
            span,
            record: None,
            related: Vec::new(),
            fix: None,
            anchor: String::new(),
            fingerprint: String::new(),
        });
        let last = self.findings.len() - 1;
        Report(&mut self.findings[last])
    }
}

impl Report<'_> {
    /// What the marked text is.
    pub fn label(self, text: impl Into<String>) -> Self {
        self.0.label = Some(text.into());
        self
    }

    /// How to mend it.
    pub fn help(self, text: impl Into<String>) -> Self {
        self.0.help = Some(text.into());
        self
    }

    /// Another place the finding speaks of.
    pub fn related(self, path: &RelPath, span: Span, message: impl Into<String>) -> Self {
        self.0.related.push(Related { message: one_line(message.into()), path: path.clone(), span });
        self
    }

    /// A softer verdict than the rule's full severity.
    pub fn at_most(self, severity: Severity) -> Self {
        self.0.severity = self.0.severity.min(severity);
        self
    }

    /// The part of the fingerprint that stays when lines move.
    pub fn anchor(self, anchor: impl Into<String>) -> Self {
        self.0.anchor = anchor.into();
        self
    }

    /// A replacement of one span in the finding's own file.
    pub fn fix(
        self,
        applicability: Applicability,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
    ) -> Self {
        self.fix_all(applicability, title, [(span, text.into())])
    }

    /// Replacements of several spans in the finding's own file, none of which overlap.
    pub fn fix_all(
        self,
        applicability: Applicability,
        title: impl Into<String>,
        edits: impl IntoIterator<Item = (Span, String)>,
    ) -> Self {
        let path = &self.0.path;
        let edit = |(span, text): (Span, String)| Edit {
            path: path.clone(),
            start: span.start,
            end: span.end,
            text,
        };
        let edits = edits.into_iter().map(edit).collect();
        self.0.fix = Some(Fix { applicability, title: title.into(), edits });
        self
    }
}

/// A message is one line, whatever line breaks the values in it have.
fn one_line(text: String) -> String {
    if text.contains(['\n', '\r']) { text.replace(['\n', '\r'], " ") } else { text }
}

/// How outputs name a record.
pub fn reference(record: &Record) -> RecordRef {
    RecordRef {
        id: record.identity.id.clone(),
        kind: record.kind.name.clone(),
        status: record.status().map(|status| status.name().to_owned()),
    }
}
