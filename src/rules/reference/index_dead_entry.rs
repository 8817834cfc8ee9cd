//! R023 `index-dead-entry`

use crate::corpus::LinkTarget;
use crate::rules::prelude::*;

use super::broken_link::relative;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R023",
    name: "index-dead-entry",
    summary: "an index links a record that does not exist",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("index_dead_entry.md"),
    check: Check::Corpus(check),
};

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    for index in &cx.corpus.indexes {
        let path = &index.source.path;
        for (link, target) in index.outline.links.iter().zip(&index.links) {
            let file = link.target.split(['#', '?']).next().unwrap_or("");
            if link.image || !(file.ends_with(".md") || file.ends_with(".rst") || file.ends_with(".markdown"))
            {
                continue;
            }
            match target {
                LinkTarget::Missing { path: dead, near } if is_entry(cx, dead) => {
                    let report = out.report_in(
                        &index.source,
                        link.target_span,
                        format!("the index links `{}`, which does not exist", link.target),
                    );
                    match near {
                        Some(near) => report.help(format!("did you mean `{}`?", relative(path, near))),
                        None => report.help("mend the path, or remove the entry"),
                    };
                }
                LinkTarget::WrongCase { actual } if is_entry(cx, actual) => {
                    out.report_in(
                        &index.source,
                        link.target_span,
                        format!("the index links `{}`, which is spelled `{actual}` on disk", link.target),
                    )
                    .help(format!("write `{}`: many systems tell the cases apart", relative(path, actual)));
                }
                _ => {}
            }
        }
    }
}

/// A link to where records lie, or to something numbered like one: an index may link other pages too.
fn is_entry(cx: &CorpusContext<'_>, path: &str) -> bool {
    !cx.corpus.in_folder(crate::corpus::home(path)).is_empty()
        || crate::record::identity::parse_name(crate::record::reader::stem(path)).number.is_some()
}
