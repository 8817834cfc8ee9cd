//! S001 `missing-field`

use crate::record::yaml::{NodeRef, Value};
use crate::rules::prelude::*;
use crate::schema::{self, Fault, Problem, pointer};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "S001",
    name: "missing-field",
    summary: "a key that the schema requires is missing",
    group: Group::Schema,
    class: Class::Contradiction,
    severity: Severity::Error,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("missing_field.md"),
    check: Check::Record(check),
};

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    for problem in cx.schema_problems() {
        let Fault::Missing { key, example } = &problem.fault else { continue };
        // A record without status is the matter of a rule of its own.
        if problem.pointer.is_empty() && key == "status" {
            continue;
        }
        let help = help(cx, problem, key, example.as_deref());
        super::report(out, cx.record, problem)
            .anchor(pointer::words(&pointer::join(&problem.pointer, key)))
            .help(help);
    }
}

/// What to write, and where, with an example that is plainly one.
fn help(cx: &RecordContext<'_>, problem: &Problem, key: &str, example: Option<&str>) -> String {
    let block = super::document(cx.record).and_then(|doc| schema::locate(doc, &problem.pointer));
    let place = match block {
        Some(_) if problem.pointer.is_empty() => " to the frontmatter".to_owned(),
        Some((_, node)) if node.quoted() => " inside its braces".to_owned(),
        Some((_, node)) => {
            let line = cx.record.source.position(last_key(node)).line;
            format!(" below line {line}, in line with the keys there")
        }
        None => String::new(),
    };
    let example = example.map_or_else(String::new, |example| format!("; for example `{key}: {example}`"));
    format!("add `{key}`{place}{example}")
}

/// Where the first key of a block stands whose value is on one line; such a line can be followed by another key.
fn last_key(block: NodeRef<'_>) -> usize {
    let short = |node: NodeRef<'_>| node.quoted() || !matches!(node.value(), Value::Map(_) | Value::Seq(_));
    let simple = block.entries().find(|(.., value)| short(*value)).map(|(_, key, _)| key.start);
    simple.unwrap_or(block.span().start)
}
