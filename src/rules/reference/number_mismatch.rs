//! R003 `number-mismatch`

use crate::record::{Located, Number};
use crate::rules::prelude::*;

use super::shared::{metadata_carrier, title_carrier};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R003",
    name: "number-mismatch",
    summary: "the number in title or metadata is not the file name's",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("number_mismatch.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let name = &record.identity.name;
    let Some(Number::Int(number)) = name.number else { return };
    let differs = |found: &Located<Number>| matches!(found.value, Number::Int(other) if other != number);
    let file = match record.source.file_name() {
        readme if crate::record::reader::stem(record.path()) != readme && is_readme(readme) => "folder",
        _ => "file",
    };
    if let Some(title) = record.identity.title_number.as_ref().filter(|title| differs(title)) {
        let carrier =
            if record.h1.is_some() { crate::record::Carrier::Heading } else { title_carrier(record) };
        let message = format!("the title says {}, the {file} name {}", title.value, name.digits);
        let help = format!("write {number} in the title, or rename the {file}");
        out.report_fact(record, carrier, title.span, message)
            .label(format!("the {file} name says `{}{}`", name.prefix, name.digits))
            .help(help);
    }
    if let Some((key, meta)) = record.identity.meta_number.as_ref().filter(|(_, meta)| differs(meta)) {
        let message = format!("`{key}` says {}, the {file} name {}", meta.value, name.digits);
        let help = format!("write {number} here, or rename the {file}");
        let mut report = out
            .report_fact(record, metadata_carrier(record), meta.span, message)
            .label(format!("the {file} name says `{}{}`", name.prefix, name.digits))
            .help(help);
        if let Some(title) = &record.identity.title_number {
            report =
                report.related(&record.source.path, title.span, format!("the title says {}", title.value));
        }
        let _ = report;
    }
}

fn is_readme(name: &str) -> bool {
    name.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("readme."))
}
