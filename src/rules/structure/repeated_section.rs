//! M009 `repeated-section`

use crate::rules::prelude::*;

use std::collections::BTreeMap;

use crate::record::heading::normal;
use crate::record::section::Section;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M009",
    name: "repeated-section",
    summary: "a section of the template stands twice",
    group: Group::Structure,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("repeated_section.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let mut seen: BTreeMap<(u8, String), Span> = BTreeMap::new();
    let headings = &cx.outline().headings;
    // Below a section of its own every topic may have a decision.
    let is_top = |parent: Option<usize>| {
        parent.is_none_or(|at| headings.get(at).is_some_and(|parent| parent.level == 1 && at == 0))
    };
    for heading in headings.iter().filter(|heading| !heading.nested && is_top(heading.parent)) {
        let prescribed = matches!(
            Section::of(&heading.text),
            Some(
                Section::Status
                    | Section::Context
                    | Section::Decision
                    | Section::Consequences
                    | Section::Options
            )
        );
        if !prescribed {
            continue;
        }
        let key = (heading.level, normal(&heading.text));
        // A text may open and close with a summary.
        if key.1 == "summary" {
            continue;
        }
        match seen.get(&key) {
            None => {
                seen.insert(key, heading.span);
            }
            Some(first) => {
                out.report(
                    record,
                    heading.span,
                    format!("the section `{}` stands here a second time", heading.text),
                )
                .related(&record.source.path, *first, "the first one")
                .help("join the two, or name one for what it holds");
            }
        }
    }
}
