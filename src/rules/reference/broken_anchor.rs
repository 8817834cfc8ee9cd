//! R013 `broken-anchor`

use crate::corpus::{Anchor, LinkTarget};
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R013",
    name: "broken-anchor",
    summary: "a link's fragment names no heading",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("broken_anchor.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (link, target) in cx.links() {
        let (anchor, file) = match target {
            LinkTarget::Here(anchor) => (anchor, "this file"),
            LinkTarget::File { anchor, path, .. } => (anchor, path.as_str()),
            _ => continue,
        };
        let Anchor::Missing(name, near) = anchor else { continue };
        let leads_to = match target {
            LinkTarget::File { record, .. } => record.map(|at| &cx.corpus.records[at]),
            _ => Some(cx.record),
        };
        if leads_to.is_some_and(hides_headings) {
            continue;
        }
        let place = if file == "this file" { file.to_owned() } else { format!("`{file}`") };
        let report = out.report(
            cx.record,
            link.target_span,
            format!("no heading of {place} has the anchor `#{name}`"),
        );
        match near {
            Some(near) => report.help(format!("did you mean `#{near}`?")),
            None => report.help("name the heading that is meant, or leave the fragment out"),
        };
    }
}

/// True when a code fence that is never closed takes in headings: that is one finding, of the fence.
fn hides_headings(record: &Record) -> bool {
    let takes_in = |span: Span| span.text(&record.source.text).contains("\n##");
    record.outline().fences.iter().any(|fence| !fence.closed && takes_in(fence.span))
}
