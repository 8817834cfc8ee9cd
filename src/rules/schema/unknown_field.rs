//! S005 `unknown-field`

use crate::diagnostic::Applicability;
use crate::rules::file::keys;
use crate::rules::prelude::*;
use crate::schema::{self, Fault, pointer};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "S005",
    name: "unknown-field",
    summary: "a key is not one that its block knows",
    group: Group::Schema,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unknown_field.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for problem in schema::problems(cx.record) {
        let Fault::Unknown { near, closed } = &problem.fault else { continue };
        // In open blocks, a key that is near to none is somebody's own.
        if !closed && near.is_none() {
            continue;
        }
        let mut steps = pointer::steps(&problem.pointer);
        let (name, nested) = (steps.next().unwrap_or_default(), steps.next().is_some());
        if !nested && is_reported(cx.record, &name) {
            continue;
        }
        let span = super::place(cx.record, &problem);
        let mut report = super::report(out, cx.record, &problem);
        if !closed {
            report = report.at_most(Severity::Warning);
        }
        if let Some(near) = near {
            report.fix(Applicability::Safe, format!("rename the key to `{near}`"), span, near);
        }
    }
}

/// True for slips in keys of the envelope, which rules of files report for all dialects.
fn is_reported(record: &Record, name: &str) -> bool {
    keys::is_known(name) || keys::nearest(name, keys::of_kind(&record.kind)).is_some()
}
