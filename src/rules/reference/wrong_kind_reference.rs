//! R026 `wrong-kind-reference`

use crate::corpus::Resolution;
use crate::record::RelationKind;
use crate::rules::prelude::*;

use super::shared::{name, title};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R026",
    name: "wrong-kind-reference",
    summary: "a relation names a record of a kind that it cannot have",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("wrong_kind_reference.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    if !cx.record.native {
        return;
    }
    for (relation, target) in cx.relations() {
        let Resolution::Record(at) = *target else { continue };
        let other = &cx.corpus.records[at];
        let key = relation.kind.key();
        let message = if let Some(kind) = kind_of_target(relation.kind)
            && &*other.kind.name != kind
        {
            format!(
                "`{key}` must name a record of kind `{kind}`; `{}` is of kind `{}`",
                name(other),
                other.kind.name
            )
        } else if let Some(kind) = kind_of_target(relation.kind.inverse())
            && &*cx.record.kind.name != kind
        {
            format!("`{key}` is for records of kind `{kind}`; this one is of kind `{}`", cx.record.kind.name)
        } else {
            continue;
        };
        let (path, span) = title(other);
        out.report_fact(cx.record, relation.carrier, relation.span, message)
            .related(path, span, format!("of kind `{}`", other.kind.name))
            .help("name a record of the right kind, or say `relates-to`");
    }
}

/// The kind that a relation leads to, where it is but one.
fn kind_of_target(kind: RelationKind) -> Option<&'static str> {
    match kind {
        RelationKind::JustifiedBy => Some("business-case"),
        RelationKind::Incurs | RelationKind::Pays => Some("tech-debt"),
        RelationKind::Supports => Some("objective"),
        RelationKind::Tests => Some("experiment"),
        _ => None,
    }
}
