//! S003 `wrong-type`

use crate::rules::prelude::*;
use crate::schema::{self, Fault};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "S003",
    name: "wrong-type",
    summary: "a value is of another type than the schema wants",
    group: Group::Schema,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("wrong_type.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for problem in schema::problems(cx.record) {
        if problem.fault == Fault::Type {
            super::report(out, cx.record, &problem);
        }
    }
}
