//! M001 `missing-title`

use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M001",
    name: "missing-title",
    summary: "a record has no title",
    group: Group::Structure,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("missing_title.md"),
    check: Check::Corpus(check),
};

/// Fewest records of a folder that show what its way is.
const FEWEST: usize = 3;

fn check(cx: &CorpusContext<'_>, out: &mut Sink<'_>) {
    for (_, records) in cx.corpus.folders() {
        let records = || records.iter().map(|&at| &cx.corpus.records[at]);
        let all = records().count();
        let lacking = records().filter(|record| record.title.is_empty()).count();
        // A collection without titles has none on purpose.
        let is_way = all >= FEWEST && lacking * 2 > all;
        // So has, perhaps, a part of it that is older or younger than the rest.
        let is_habit = lacking > 1 && all >= FEWEST && lacking * 5 > all;
        for record in records().filter(|record| is_lapse(record) && (record.own_form() || !is_way)) {
            let report = out
                .report(record, record.title_span, "the record has no title")
                .anchor("title")
                .help("say what is decided in a heading `# …` at the top");
            if is_habit && !record.own_form() {
                report.at_most(Severity::Info);
            }
        }
    }
}

fn is_lapse(record: &Record) -> bool {
    // A stub that points elsewhere needs no title of its own.
    let moved = record.status().is_some_and(|fact| fact.text.to_lowercase().contains("moved"));
    // Broken frontmatter may hold the title; it has a finding of its own.
    let broken = record.partial || record.frontmatter.as_ref().is_some_and(|fm| !fm.closed);
    record.title.is_empty() && !broken && !moved && record.state() != Some(Status::Unknown)
}
