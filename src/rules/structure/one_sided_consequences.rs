//! M007 `one-sided-consequences`

use crate::rules::prelude::*;

use crate::record::section::Section;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M007",
    name: "one-sided-consequences",
    summary: "the consequences name nothing bad",
    group: Group::Structure,
    class: Class::Heuristic,
    severity: Severity::Info,
    softens: false,
    since: "0.1.0",
    options: &[],
    docs: include_str!("one_sided_consequences.md"),
    check: Check::Record(check),
};

/// Words that name a price, each as a part of a text in lower case.
const PRICES: [&str; 62] = [
    "bad",
    "negative",
    "cost",
    "risk",
    "downside",
    "drawback",
    "disadvantage",
    "trade-off",
    "tradeoff",
    "harder",
    "difficult",
    "slower",
    "worse",
    "more expensive",
    "complex",
    "lose",
    "loss",
    "lost",
    "limit",
    "cannot",
    "can't",
    "no longer",
    "must now",
    "need to",
    "needs to",
    "have to",
    "has to",
    "requires",
    "require ",
    "effort",
    "overhead",
    "burden",
    "debt",
    "depend",
    "lock-in",
    "locked",
    "migrat",
    "maintain",
    "maintenance",
    "learn",
    "training",
    "delay",
    "but ",
    "however",
    "although",
    "despite",
    "less ",
    "fewer",
    "weaker",
    "fail",
    "problem",
    "issue",
    "concern",
    "careful",
    "additional",
    "extra ",
    "more work",
    "latency",
    "nachteil",
    "risiko",
    "inconvénient",
    "desvantage",
];

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    // Only where the kind asks for consequences: the impact of a debt is all cost.
    if !record.own_form() || !record.kind.required_sections.iter().any(|name| name == "Consequences") {
        return;
    }
    let sections = cx
        .outline()
        .headings
        .iter()
        .filter(|heading| !heading.nested && Section::of(&heading.text) == Some(Section::Consequences));
    let mut first: Option<Span> = None;
    for heading in sections {
        let body = heading.section.text(&record.source.text).to_lowercase();
        let named = format!("{} {body}", heading.text.to_lowercase());
        if body.trim().is_empty() || PRICES.iter().any(|word| named.contains(word)) {
            return;
        }
        first = first.or(Some(heading.span));
    }
    if let Some(span) = first {
        out.report(record, span, "the consequences name nothing that gets harder")
            .help("say what the decision costs, risks or rules out");
    }
}
