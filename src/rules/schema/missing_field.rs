//! S001 `missing-field`

use crate::rules::prelude::*;
use crate::schema::{self, Fault};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "S001",
    name: "missing-field",
    summary: "a key that the schema requires is missing",
    group: Group::Schema,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("missing_field.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for problem in schema::problems(cx.record) {
        let Fault::Missing { key } = problem.fault else { continue };
        // A record without status is the matter of a rule of its own.
        if problem.pointer.is_empty() && key == "status" {
            continue;
        }
        let inside = super::key_path(&problem.pointer);
        let message = if inside.is_empty() {
            format!("the required key `{key}` is missing")
        } else {
            format!("the required key `{key}` is missing in `{inside}`")
        };
        out.report(cx.record, super::place(cx.record, &problem.pointer), message)
            .help(format!("add `{key}`; `deem schema {}` says what it means", cx.record.kind.name))
            .anchor(format!("{inside}.{key}"));
    }
}
