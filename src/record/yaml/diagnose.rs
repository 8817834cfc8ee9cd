//! From the place where the parser gave up to the cause, and to a repair that the parser accepts.

use granit_parser::ErrorKind;

use super::fault::{Cause, Fault};
use super::load::first_error;
use super::problem::explain;
use super::{Problem, ProblemKind, scan};
use crate::span::Span;

/// Adds the problems behind a syntax error of `text`, which starts at byte `base` of its file.
///
/// The faults that quotes or a space mend are mended in memory; what the parser then accepts was
/// rightly blamed. One problem is made of each cause, and the first carries the whole repair.
pub(super) fn diagnose(
    text: &str,
    base: usize,
    (offset, kind): (usize, &ErrorKind),
    problems: &mut Vec<Problem>,
) {
    let faults = scan::faults(text);
    let (mended, stop) = verify(text, &faults, offset);
    if let Some(repair) = combined(text, &mended) {
        // What was refused inside a value that only lacks quotes is no second problem.
        problems.retain(|problem| !mended.iter().any(|fault| fault.span.shift(base).contains(problem.span)));
        let first = problems.len();
        report(&mended, base, problems);
        if let Some(problem) = problems.get_mut(first) {
            problem.repair = Some((repair.0.shift(base), repair.1));
        }
    }
    match stop {
        Some((at, kind)) if !mended.is_empty() => problems.push(remaining(text, base, &faults, at, &kind)),
        None if !mended.is_empty() => {}
        _ => problems.push(remaining(text, base, &faults, offset, kind)),
    }
}

/// The faults whose repair the parser confirms by getting further than `before`, and where it stops
/// after them.
fn verify<'a>(
    text: &str,
    faults: &'a [Fault],
    before: usize,
) -> (Vec<&'a Fault>, Option<(usize, ErrorKind)>) {
    let mut chosen: Vec<&Fault> = faults.iter().filter(|fault| fault.repair.is_some()).collect();
    if chosen.is_empty() {
        return (chosen, None);
    }
    let (mended, repairs) = apply(text, Span::new(0, text.len()), &chosen);
    let Some((at, kind)) = first_error(&mended) else {
        return (chosen, None);
    };
    // Less must be left to read, counted from the end: the repairs themselves make the text longer.
    let further = mended.len().saturating_sub(at) < text.len().saturating_sub(before);
    let at = unmapped(at, &repairs).min(text.len());
    let line =
        text.as_bytes().get(..at).and_then(|head| memchr::memrchr(b'\n', head)).map_or(0, |end| end + 1);
    chosen.retain(|fault| further && at > before && fault.span.end <= line);
    (chosen, Some((at, kind)))
}

/// `text` within `span` with the repairs in place; and for each repair where its replacement ends in
/// the result and what it replaced.
fn apply(text: &str, span: Span, faults: &[&Fault]) -> (String, Vec<(usize, Span)>) {
    let mut out = String::with_capacity(span.len() + faults.len() * 2);
    let mut places = Vec::with_capacity(faults.len());
    let mut at = span.start;
    for (place, replacement) in faults.iter().filter_map(|fault| fault.repair.as_ref()) {
        if place.start < at {
            continue;
        }
        out.push_str(Span::new(at, place.start).text(text));
        out.push_str(replacement);
        places.push((out.len(), *place));
        at = place.end;
    }
    out.push_str(Span::new(at, span.end).text(text));
    (out, places)
}

/// The offset in the original text of an offset in the mended one.
fn unmapped(offset: usize, repairs: &[(usize, Span)]) -> usize {
    let passed = repairs.partition_point(|&(end, _)| end <= offset);
    let from = passed.checked_sub(1).and_then(|last| repairs.get(last));
    let at = from.map_or(offset, |&(end, place)| place.end + (offset - end));
    repairs.get(passed).map_or(at, |&(_, place)| at.min(place.start))
}

/// One replacement that holds all repairs.
fn combined(text: &str, faults: &[&Fault]) -> Option<(Span, String)> {
    let places = || faults.iter().filter_map(|fault| fault.repair.as_ref());
    let span = places().next()?.0.join(places().next_back()?.0);
    Some((span, apply(text, span, faults).0))
}

/// One problem for each cause among the mended faults.
fn report(faults: &[&Fault], base: usize, problems: &mut Vec<Problem>) {
    let mut causes: Vec<(Cause, Span, usize)> = Vec::new();
    for fault in faults {
        match causes.iter_mut().find(|(cause, ..)| *cause == fault.cause) {
            Some((.., count)) => *count += 1,
            None => causes.push((fault.cause, fault.span, 1)),
        }
    }
    for (cause, span, count) in causes {
        let mut message = cause.message();
        match count {
            1 => {}
            2 => message.push_str(", here and in 1 more place"),
            _ => message.push_str(&format!(", here and in {} more places", count - 1)),
        }
        problems.push(Problem::new(ProblemKind::Syntax, span.shift(base), message).help(cause.help()));
    }
}

/// The problem at an error that no repair mends: the fault on its line or else the last one before
/// it, or what the parser says.
fn remaining(text: &str, base: usize, faults: &[Fault], at: usize, kind: &ErrorKind) -> Problem {
    let at = at.min(text.len());
    let bytes = text.as_bytes();
    let line_end =
        memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()).map_or(text.len(), |end| at + end);
    let known = faults.iter().take_while(|fault| fault.span.start <= line_end);
    if let Some(fault) = known.filter(|fault| fault.repair.is_none()).last() {
        let problem = Problem::new(ProblemKind::Syntax, fault.span.shift(base), fault.cause.message());
        return problem.help(fault.cause.help());
    }
    let (message, help) = explain(kind);
    Problem::new(ProblemKind::Syntax, token(text, at).shift(base), message).help(help)
}

/// The word at `at`; the last one before it where the error stands at the end of a line.
fn token(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or("");
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    if length > 0 {
        return Span::new(at, at + length);
    }
    let head = text.get(..at).unwrap_or("").trim_end();
    let start = head
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + head[space..].chars().next().map_or(1, char::len_utf8));
    Span::new(start, head.len())
}
