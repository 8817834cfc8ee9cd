//! M003 `missing-section`

use crate::rules::prelude::*;

use crate::record::Dialect;
use crate::record::heading::normal;
use crate::record::kind::Kinds;
use crate::record::outline::Outline;
use crate::record::section::Section;

const SECTIONS: OptionSpec = OptionSpec {
    name: "sections",
    default: OptionValue::List(&[]),
    summary: "the sections that every record must have, in place of the kind's or template's own",
};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M003",
    name: "missing-section",
    summary: "a section that the kind or template prescribes is missing",
    group: Group::Structure,
    class: Class::Demand,
    severity: Severity::Warning,
    softens: true,
    since: "0.1.0",
    options: &[SECTIONS],
    docs: include_str!("missing_section.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    let configured = cx.option_list("sections");
    let prescribed = if configured.is_empty() { prescribed(cx) } else { configured };
    let outline = cx.outline();
    let missing: Vec<&str> =
        prescribed.iter().copied().filter(|section| !has_section(outline, section)).collect();
    if missing.is_empty() || outline.truncated.is_some() || !record.is_markdown() || record.partial {
        return;
    }
    let own_template = record.own_form() || !cx.option_list("sections").is_empty();
    // With none of its sections, or with the decision undone, the template is not what the author follows.
    let followed = missing.len() < prescribed.len() && !record.state().is_some_and(Status::is_dead);
    if !own_template && !followed {
        return;
    }
    let names: Vec<String> = missing.iter().map(|section| format!("`{section}`")).collect();
    let plural = if names.len() == 1 { "section" } else { "sections" };
    out.report(record, record.title_span, format!("the record has no {plural} {}", joined(&names)))
        .anchor("sections")
        .help("add what is missing, or say in a line why there is nothing to say");
}

/// What the kind, or the template of the dialect, asks for.
fn prescribed<'a>(cx: &RecordContext<'a>) -> Vec<&'a str> {
    // The templates of the dialects are templates of decisions, and mean no other kind.
    let is_decision = cx.record.kind.name == Kinds::built_in().foreign().name;
    if cx.record.own_form() || !is_decision {
        return cx.record.kind.required_sections.iter().map(String::as_str).collect();
    }
    match cx.record.form() {
        Dialect::Nygard => vec!["Context", "Decision", "Consequences"],
        Dialect::Madr2 | Dialect::Madr3 | Dialect::Madr4 => {
            vec!["Context and Problem Statement", "Considered Options", "Decision Outcome"]
        }
        _ => Vec::new(),
    }
}

/// True when a heading has that name or one that means the same, also as a part: `Context and goals`.
fn has_section(outline: &Outline, name: &str) -> bool {
    // Nearly always it stands there by its own name.
    if outline.section(&[name]).is_some() {
        return true;
    }
    let wanted = normal(name);
    let meaning = Section::of(name);
    outline.headings.iter().any(|heading| {
        let text = normal(&heading.text);
        if text == wanted {
            return true;
        }
        let Some(meaning) = meaning else { return false };
        // `Option 1: …` is a section of its own in many records.
        let is_part = |word: &str| {
            Section::of_normal(word) == Some(meaning)
                || meaning == Section::Options && matches!(word, "option" | "alternative")
        };
        Section::of(&heading.text) == Some(meaning) || text.split(|c: char| !c.is_alphanumeric()).any(is_part)
    })
}

fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
