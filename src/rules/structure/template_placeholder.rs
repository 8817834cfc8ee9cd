//! M005 `template-placeholder`

use std::collections::HashSet;

use crate::rules::prelude::*;
use crate::templates;

use super::phrases;

pub(in crate::rules) static RULE: Rule = Rule {
    code: "M005",
    name: "template-placeholder",
    summary: "a template's placeholder was left in",
    group: Group::Structure,
    class: Class::Contradiction,
    severity: Severity::Warning,
    softens: true,
    since: "0.1.0",
    options: &[],
    docs: include_str!("template_placeholder.md"),
    check: Check::Record(check),
};

/// Most findings in one record: the rest says the same.
const MOST: usize = 5;
/// Longest text between a template's braces, in bytes.
const LONGEST: usize = 400;

fn check(cx: &RecordContext<'_>, out: &mut Sink<'_>) {
    let record = cx.record;
    if !record.is_markdown() {
        return;
    }
    let mut found = Vec::new();
    brackets(cx, &mut found);
    sentences(cx, &mut found);
    found.sort_unstable();
    for span in found.into_iter().take(MOST) {
        let shown = shortened(span.text(&record.source.text));
        out.report(record, span, format!("the template's `{shown}` was left in"))
            .help("write what belongs here, or remove it");
    }
}

/// Lines that start with a sentence of a template.
fn sentences(cx: &RecordContext<'_>, found: &mut Vec<Span>) {
    let text = cx.record.source.text.as_str();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        let marks = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '-' | '_' | '>');
        let rest = line.trim_start_matches(marks);
        let rest = rest.strip_prefix("title: ").unwrap_or(rest);
        let start = at + (line.len() - rest.len());
        if phrases::is_sentence(rest) && is_visible(cx, start) {
            found.push(Span::new(start, end.max(start)));
        }
        at += line.len();
    }
}

/// `{describe the context}` and `[short title]`.
fn brackets(cx: &RecordContext<'_>, found: &mut Vec<Span>) {
    let text = cx.record.source.text.as_str();
    // The template that the team gave to the kind.
    let mut own: Option<HashSet<&str>> = None;
    for open in memchr::memchr2_iter(b'{', b'[', text.as_bytes()) {
        let braces = text.as_bytes().get(open) == Some(&b'{');
        let Some((inner, after)) = inside(text, open, braces) else { continue };
        let before = text.get(..open).and_then(|head| head.chars().next_back());
        let glued = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | '\\' | '{' | '}' | '%'));
        let linked = !braces && after.starts_with(['(', '[', ':']);
        let span = Span::new(open, open + inner.len() + 2);
        let mut is_prompt = || {
            braces
                && (templates::is_prompt(inner) || own.get_or_insert_with(|| own_prompts(cx)).contains(inner))
        };
        let is_residue = phrases::is_instruction(inner.trim(), braces) || is_prompt();
        if !glued && !linked && is_residue && is_visible(cx, open) {
            found.push(span);
        }
    }
}

fn own_prompts<'a>(cx: &RecordContext<'a>) -> HashSet<&'a str> {
    cx.record.kind.template.iter().flat_map(|template| templates::prompts(&template.text)).collect()
}

/// The text up to the bracket that closes the one at `open`, on neighbouring lines, and what follows.
fn inside(text: &str, open: usize, braces: bool) -> Option<(&str, &str)> {
    let rest = text.get(open + 1..)?;
    if !rest.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (opening, closing) = if braces { (b'{', b'}') } else { (b'[', b']') };
    let mut depth = 1;
    let mut blank = false;
    for (at, &byte) in rest.as_bytes().iter().enumerate().take(LONGEST) {
        match byte {
            b'\n' if blank => return None,
            b'\n' => blank = true,
            b' ' | b'\t' | b'\r' => {}
            _ => {
                blank = false;
                depth += usize::from(byte == opening);
                if byte == closing {
                    depth -= 1;
                }
            }
        }
        if depth == 0 {
            return Some((rest.get(..at)?, rest.get(at + 1..)?));
        }
    }
    None
}

/// Text that a reader sees as text: no code, no comment, no quotation of a template.
fn is_visible(cx: &RecordContext<'_>, offset: usize) -> bool {
    let outline = cx.outline();
    let within = |span: Span| span.start <= offset && offset < span.end;
    if let Some(fm) = cx.record.frontmatter.as_ref().filter(|fm| fm.block.contains(Span::at(offset))) {
        let comments = &fm.doc.comments;
        let before = comments.partition_point(|comment| comment.span.start <= offset);
        let comment = before.checked_sub(1).and_then(|at| comments.get(at));
        return !comment.is_some_and(|comment| within(comment.span));
    }
    let comments = &outline.comments;
    let before = comments.partition_point(|(_, span)| span.start <= offset);
    let comment = before.checked_sub(1).and_then(|at| comments.get(at));
    !outline.in_code(offset)
        && !comment.is_some_and(|(_, span)| within(*span))
        && !outline.definitions.iter().any(|definition| within(definition.span))
}

/// The start of a long placeholder, on one line.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(50) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(&text).trim_end()),
        None => text,
    }
}
