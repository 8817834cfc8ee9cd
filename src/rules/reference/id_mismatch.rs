//! R004 `id-mismatch`

use crate::record::{Number, reader};
use crate::rules::prelude::*;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "R004",
    name: "id-mismatch",
    summary: "a stated id does not fit the record's kind or file name",
    group: Group::Reference,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("id_mismatch.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let Some(id) = record.identity.stated.as_ref().filter(|_| record.own_form()) else { return };
    let wanted = &record.kind.prefix;
    let of_name = record.identity.name.id(reader::stem(record.path()), wanted);
    if id.value.eq_ignore_ascii_case(&of_name) {
        return;
    }
    let Some((prefix, number)) = parts(&id.value) else { return };
    if !prefix.eq_ignore_ascii_case(wanted) {
        let message =
            format!("id `{}` of kind `{}` does not start with `{wanted}-`", id.value, record.kind.name);
        out.report(record, id.span, message)
            .help(format!("write `{wanted}-{number}`, or give the record the kind that the id means"));
        return;
    }
    if let Some(Number::Int(of_file)) = record.identity.name.number
        && number.parse() != Ok(of_file)
    {
        let digits = &record.identity.name.digits;
        out.report(record, id.span, format!("id `{}` stands in a file numbered {digits}", id.value))
            .label(format!("the file is `{}`", record.source.file_name()))
            .help(format!("write `{wanted}-{digits}`, or rename the file"));
    }
}

/// Prefix and digits of `ADR-0042`; ids of other forms are none.
fn parts(id: &str) -> Option<(&str, &str)> {
    let (prefix, number) = id.rsplit_once('-')?;
    (!number.is_empty() && number.len() <= 9 && number.bytes().all(|b| b.is_ascii_digit()))
        .then_some((prefix, number))
}
