//! L011 `disordered-dates`

use crate::record::date;
use crate::record::{Carrier, DateFact, DateMeaning};
use crate::rules::prelude::*;
use crate::rules::words::quoted;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "L011",
    name: "disordered-dates",
    summary: "a record was decided or changed before it was created",
    group: Group::Lifecycle,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("disordered_dates.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let of = |meaning| {
        let facts = cx.record.dates.iter().filter(move |fact| fact.meaning == meaning);
        facts.filter(|fact| is_certain(cx, fact)).filter_map(|fact| fact.date.map(|date| (date, fact)))
    };
    let Some((created, birth)) = of(DateMeaning::Created).min_by_key(|(date, _)| *date) else { return };
    let severity = if cx.record.own_form() { Severity::Error } else { Severity::Warning };
    for (meaning, word) in [(DateMeaning::Decided, "decided"), (DateMeaning::Updated, "updated")] {
        // Of several only the latest tells: an earlier one may be of an earlier round.
        let Some((date, fact)) = of(meaning).max_by_key(|(date, _)| *date) else { continue };
        if date >= created {
            continue;
        }
        let (label, birth_label) = (quoted(&fact.label), quoted(&birth.label));
        out.report_fact(
            cx.record,
            fact.carrier,
            fact.span,
            format!("{label} says it was {word} on {date}, before {birth_label}, {created}"),
        )
        .at_most(severity)
        .label(format!("{word} here"))
        .related(&cx.record.file_of(birth.carrier).path, birth.span, format!("created here on {created}"))
        .help("mend the one of the two that is wrong");
    }
}

/// The label itself, or the house, says what the day means; the dialect's habit does not count.
fn is_certain(cx: &RecordContext<'_>, fact: &DateFact) -> bool {
    let labelled = || date::meaning_of(&fact.label).is_some_and(|meaning| meaning != DateMeaning::Unknown);
    fact.carrier != Carrier::FileName && (cx.settings.date_word(&fact.label).is_some() || labelled())
}
