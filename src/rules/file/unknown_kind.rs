//! F012 `unknown-kind`

use crate::rules::prelude::*;

use crate::diagnostic::Applicability;
use crate::record::kind::Kinds;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "F012",
    name: "unknown-kind",
    summary: "the kind of a record is not known",
    group: Group::File,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("unknown_kind.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(doc) = record.frontmatter.as_ref().filter(|_| !record.native).map(|fm| &fm.doc) else { return };
    let Some(node) = doc.get("kind") else { return };
    let Some(kind) = node.scalar_text() else { return };
    // Many tools have a `kind`; with these keys the frontmatter is meant to be ours.
    let has = |key: &str| doc.get(key).is_some();
    let dated = ["owners", "decided", "created", "governs"].into_iter().any(has);
    let near = nearest(kind.trim(), cx.settings.kinds());
    if !(has("id") && dated || near.is_some() && (dated || has("id") || has("status"))) {
        return;
    }
    let names: Vec<String> = cx.settings.kinds().names().map(|name| format!("`{name}`")).collect();
    let report =
        out.report(record, node.span(), format!("there is no kind `{}`", kind.trim())).anchor("kind");
    match near {
        Some(near) => report.help(format!("write `kind: {near}`")).fix(
            Applicability::Unsafe,
            format!("write `{near}`"),
            node.span(),
            near,
        ),
        None => report.help(format!("the kinds are {}", names.join(", "))),
    };
}

/// The kind that a slip of the pen most probably meant.
fn nearest<'k>(name: &str, kinds: &'k Kinds) -> Option<&'k str> {
    let folded = name.to_lowercase().replace(['_', ' '], "-");
    if folded.len() > 32 {
        return None;
    }
    let allowed = |known: &str| if known.len() <= 4 { 1 } else { 2 };
    kinds
        .names()
        .map(|known| (strsim::osa_distance(&folded, known), known))
        .filter(|(distance, known)| *distance <= allowed(known))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}
