//! L003 `conflicting-status`

use crate::record::{Carrier, StatusFact};
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L003",
    name: "conflicting-status",
    summary: "a record states its status twice, and differently",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("conflicting_status.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let known = |fact: &&StatusFact| fact.status != Status::Unknown;
    let Some(first) = record.statuses.iter().find(known) else { return };
    for other in record.statuses.iter().filter(known).filter(|other| !agree(first.status, other.status)) {
        let (here, there) = (place(other.carrier), place(first.carrier));
        let message = if here == there {
            format!("says it is {} here and {} in another {there}", other.name(), first.name())
        } else {
            format!("the {here} says it is {}, the {there} {}", other.name(), first.name())
        };
        let severity = if record.own_form() { Severity::Error } else { Severity::Warning };
        out.report_fact(record, other.carrier, other.span, message)
            .at_most(severity)
            .label(format!("{} here", other.name()))
            .related(&record.file_of(first.carrier).path, first.span, format!("{} here", first.name()))
            .help("keep one of the two, or make both say the same");
    }
}

/// States that one record can be in at once.
fn agree(a: Status, b: Status) -> bool {
    a == b || (a.is_live() && b.is_live()) || (ended(a) && ended(b)) || (early(a) && early(b))
}

const fn ended(status: Status) -> bool {
    matches!(status, Status::Superseded | Status::Deprecated)
}

const fn early(status: Status) -> bool {
    matches!(status, Status::Draft | Status::Proposed)
}

const fn place(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Frontmatter => "frontmatter",
        Carrier::Section => "status section",
        Carrier::Bullet => "bullet",
        Carrier::BoldLine | Carrier::PlainLine => "status line",
        Carrier::Table => "table",
        Carrier::Preamble => "preamble",
        Carrier::Sidecar => "file beside it",
        Carrier::Heading => "heading",
        Carrier::FileName => "file name",
        Carrier::Folder => "folder",
        Carrier::Prose => "text",
    }
}
