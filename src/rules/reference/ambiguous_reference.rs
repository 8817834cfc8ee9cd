//! R007 `ambiguous-reference`

use crate::corpus::Resolution;
use crate::rules::prelude::*;

use super::shared::{listed, title};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R007",
    name: "ambiguous-reference",
    summary: "a reference fits more than one record",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("ambiguous_reference.md"),
    check: Check::Record(check),
};

/// Most candidates that are named.
const NAMED: usize = 5;

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (relation, target) in cx.relations() {
        let Resolution::Ambiguous(found) = target else { continue };
        let candidates = || found.iter().take(NAMED).map(|&at| &cx.corpus.records[at]);
        let names = listed(candidates().map(|record| record.path()));
        let message = format!("`{}` may be {} records: {names}", relation.target, found.len());
        let mut report = out
            .report_fact(cx.record, relation.carrier, relation.span, message)
            .help("name the record by its path");
        for candidate in candidates() {
            let (path, span) = title(candidate);
            report = report.related(path, span, "a candidate");
        }
    }
}
