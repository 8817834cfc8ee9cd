//! M006 `single-option`

use crate::rules::prelude::*;

use crate::record::Dialect;
use crate::record::heading::normal;
use crate::record::outline::{Heading, Outline};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M006",
    name: "single-option",
    summary: "only one option was considered",
    group: Group::Structure,
    class: Class::Demand,
    severity: Severity::Warning,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("single_option.md"),
    check: Check::Record(check),
};

const NAMES: [&str; 12] = [
    "considered options",
    "options considered",
    "options",
    "betrachtete alternativen",
    "betrachtete optionen",
    "optionen",
    "opções consideradas",
    "opciones consideradas",
    "options envisagées",
    "opções",
    "opciones",
    "considered alternatives and options",
];

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let madr =
        matches!(record.form(), Dialect::Madr2 | Dialect::Madr3 | Dialect::Madr4 | Dialect::Log4brains);
    if !(madr || record.own_form()) {
        return;
    }
    let outline = cx.outline();
    let mut sections = outline
        .headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| !heading.nested && NAMES.contains(&normal(&heading.text).as_str()));
    // With several such sections the options of one question may stand in another.
    let (Some((at, heading)), None) = (sections.next(), sections.next()) else { return };
    if options(outline, at, heading) == 1 && !is_explained(record, heading) {
        out.report(record, heading.span, format!("`{}` names one option only", heading.text))
            .help("name what else could have been done, if only to do nothing");
    }
}

/// The options of a section: its sub-headings or the items of its lists, whichever are more. Zero where
/// a table holds them.
fn options(outline: &Outline, at: usize, heading: &Heading) -> usize {
    if outline.tables.iter().any(|table| heading.own_body.contains(table.span)) {
        return 0;
    }
    let parts = outline.headings.iter().filter(|other| other.parent == Some(at)).count();
    let items = outline.items.iter().filter(|item| item.depth == 1 && heading.own_body.contains(item.span));
    parts.max(items.count())
}

/// The section says why there is no other option.
fn is_explained(record: &Record, heading: &Heading) -> bool {
    let text = heading.section.text(&record.source.text).to_lowercase();
    let words =
        ["do nothing", "do-nothing", "status quo", "no other", "none", "only option", "only viable", "n/a"];
    words.iter().any(|word| text.contains(word))
}
