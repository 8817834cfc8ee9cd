//! `deem: ignore[name, X001] reason`, the text of a comment of either sort.

use crate::span::Span;

use super::{Directive, DirectiveKind};

/// Reads a comment's text, which stands at `offset`; `None` when it is not addressed to deem. `next`
/// tells what `ignore` covers here; `ignore-file` covers all `length` bytes of the file.
pub(super) fn parse(
    text: &str,
    offset: usize,
    span: Span,
    length: usize,
    next: impl FnOnce() -> Span,
) -> Option<Directive> {
    let call = text.trim_start().strip_prefix("deem:")?.trim_start();
    let mut directive = Directive {
        kind: DirectiveKind::Next,
        rules: Vec::new(),
        reason: String::new(),
        until: None,
        span,
        scope: Span::at(span.end),
        malformed: None,
    };
    let verb = call.split(|c: char| c == '[' || c.is_whitespace()).next().unwrap_or("");
    let rest = call.get(verb.len()..).unwrap_or("").trim_start();
    match verb {
        "ignore" => directive.scope = next(),
        "ignore-file" => {
            directive.kind = DirectiveKind::File;
            directive.scope = Span::new(0, length);
        }
        "" => {
            directive.malformed = Some("no `ignore[rule]` after `deem:`".to_owned());
            return Some(directive);
        }
        _ => {
            directive.malformed = Some(format!("`{verb}` is neither `ignore` nor `ignore-file`"));
            return Some(directive);
        }
    }
    let start = offset + text.len() - rest.len();
    match rules(rest, start) {
        Ok((rules, after)) => {
            directive.rules = rules;
            directive.reason = reason(after);
        }
        Err(problem) => directive.malformed = Some(format!("`{verb}` {problem}")),
    }
    Some(directive)
}

type Rules = Vec<(String, Span)>;

/// The names between the brackets at the start of `text`, which stands at `offset`, and what follows.
fn rules(text: &str, offset: usize) -> Result<(Rules, &str), &'static str> {
    let list = text.strip_prefix('[').ok_or("names no rule in brackets")?;
    let (list, after) = list.split_once(']').ok_or("has no closing bracket")?;
    let mut rules = Vec::new();
    let mut at = offset + 1;
    for part in list.split(',') {
        let name = part.trim();
        let start = at + part.len() - part.trim_start().len();
        if !name.is_empty() {
            rules.push((name.to_owned(), Span::new(start, start + name.len())));
        }
        at += part.len() + 1;
    }
    if rules.is_empty() { Err("names no rule in its brackets") } else { Ok((rules, after)) }
}

/// The words after the bracket, without what joins them to it.
fn reason(text: &str) -> String {
    let text = text.trim();
    let words = text.strip_prefix("--").or_else(|| text.strip_prefix(['-', ':', '–', '—'])).unwrap_or(text);
    words.trim().to_owned()
}
