//! R012 `broken-link`

use crate::corpus::{LinkTarget, Resolution};
use crate::record::outline::Link;
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R012",
    name: "broken-link",
    summary: "a link leads to a file that does not exist",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("broken_link.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for (link, target) in cx.links().filter(|(link, _)| !link.image) {
        let LinkTarget::Missing { path, near } = target else { continue };
        if is_spoken_of(cx, link) {
            continue;
        }
        let report = out.report(cx.record, link.target_span, format!("`{}` does not exist", link.target));
        match near {
            // The person is named all the same; people write handles so on purpose.
            _ if link.target.starts_with('@') => report.at_most(Severity::Info).help(
                "this is read as a path: link to the profile's URL, or write the handle without a link",
            ),
            Some(near) => report.help(format!("did you mean `{}`?", relative(cx.record.path(), near))),
            None => report.help(format!("nothing is at `{path}`: mend the path, or remove the link")),
        };
    }
}

/// A supersession whose link is dead is `unknown-reference`'s to report, a status that is the template's
/// list of choices is another rule's.
fn is_spoken_of(cx: &RecordContext<'_>, link: &Link) -> bool {
    if cx.record.statuses.iter().any(|status| status.placeholder && status.span.contains(link.span)) {
        return true;
    }
    cx.relations().any(|(relation, target)| {
        relation.link && *target == Resolution::Nothing && link.span.contains(relation.span)
    })
}

/// `to` as a link in the file at `from` would write it.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> =
        crate::source::folder_of(from).split('/').filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = to.split('/').collect();
    let common = folders.iter().zip(&parts[..parts.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut path = "../".repeat(folders.len() - common);
    path.push_str(&parts[common..].join("/"));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_seen_from_the_file() {
        assert_eq!(relative("docs/adr/1.md", "docs/adr/2.md"), "2.md");
        assert_eq!(relative("docs/adr/1.md", "src/a/b.rs"), "../../src/a/b.rs");
        assert_eq!(relative("1.md", "docs/2.md"), "docs/2.md");
    }
}
