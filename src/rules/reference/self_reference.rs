//! R008 `self-reference`

use crate::corpus::Resolution;
use crate::record::RelationKind;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R008",
    name: "self-reference",
    summary: "a record refers to itself",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("self_reference.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (relation, target) in cx.relations() {
        if *target != Resolution::Record(cx.index) || relation.kind == RelationKind::Mentions {
            continue;
        }
        let message = format!("`{}` names the record itself, `{}`", relation.kind.key(), relation.target);
        let report = out
            .report_fact(cx.record, relation.carrier, relation.span, message)
            .help("name the other record, or remove the reference");
        if !cx.record.own_form() && relation.kind == RelationKind::RelatesTo {
            report.at_most(Severity::Warning);
        }
    }
}
