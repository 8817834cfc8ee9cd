//! Reporting what the YAML reader found.

use crate::diagnostic::Applicability;
use crate::record::yaml::{Problem, ProblemKind};
use crate::record::{Carrier, Record};
use crate::rules::sink::Sink;

/// Reports the problems of the wanted kinds in the frontmatter and in the sidecar file.
pub(super) fn report(record: &Record, out: &mut Sink<'_>, wanted: &[ProblemKind]) {
    let frontmatter = record.frontmatter.as_ref().map_or(&[][..], |fm| &fm.doc.problems);
    let places = [(Carrier::Frontmatter, frontmatter), (Carrier::Sidecar, &record.sidecar_problems[..])];
    for (carrier, problems) in places {
        for problem in problems.iter().filter(|problem| wanted.contains(&problem.kind)) {
            report_one(record, carrier, problem, out);
        }
    }
}

fn report_one(record: &Record, carrier: Carrier, problem: &Problem, out: &mut Sink<'_>) {
    let mut report = out.report_fact(record, carrier, problem.span, problem.message.clone());
    if let Some(help) = &problem.help {
        report = report.help(help.clone());
    }
    if let Some((span, message)) = &problem.related {
        report = report.related(&record.file_of(carrier).path, *span, message.clone());
    }
    if let Some((span, text)) = &problem.repair {
        report.fix(Applicability::Safe, "quote what YAML misreads", *span, text.clone());
    }
}
