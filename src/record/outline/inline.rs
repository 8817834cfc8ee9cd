//! Exact places inside a construct that pulldown-cmark gives only the whole of.

use crate::span::Span;

/// The text of a heading: without `#` marks, closing hashes or the underline.
pub(super) fn heading_text(file: &str, span: Span, level: u8) -> Span {
    let source = span.text(file);
    let marks = source.len() - source.trim_start_matches('#').len();
    let after = source.get(marks..).unwrap_or("");
    if marks != usize::from(level) || !(after.is_empty() || after.starts_with([' ', '\t', '\n', '\r'])) {
        let underline = source.rfind(['\n', '\r']).unwrap_or(source.len());
        return Span::new(span.start, span.start + underline).trim(file);
    }
    let text = Span::new(span.start + marks, span.end).trim(file);
    let written = text.text(file);
    let bare = written.trim_end_matches('#');
    if bare.is_empty() {
        return Span::at(text.start);
    }
    // Hashes close a heading only after white space.
    let kept = if bare.ends_with([' ', '\t']) { bare.trim_end().len() } else { written.len() };
    Span::new(text.start, text.start + kept)
}

/// Inline code without its backticks and the padding that is not part of the code.
pub(super) fn code_content(file: &str, span: Span) -> Span {
    let source = span.text(file);
    let inner = source.trim_start_matches('`');
    let marks = source.len() - inner.len();
    let Some(inner) = inner.len().checked_sub(marks).and_then(|length| inner.get(..length)) else {
        return span;
    };
    let content = Span::new(span.start + marks, span.start + marks + inner.len());
    let padded = inner.len() > 2 && inner.starts_with([' ', '\n']) && inner.ends_with([' ', '\n']);
    if padded && !inner.trim().is_empty() {
        return Span::new(content.start + 1, content.end - 1);
    }
    content
}

/// The destination of the inline link at `span`, whose text ends at or before `text_end` bar white
/// space; the link itself where none is found.
pub(super) fn link_destination(file: &str, span: Span, text_end: usize) -> Span {
    let tail = Span::new(text_end.clamp(span.start, span.end), span.end);
    match tail.text(file).find("](") {
        Some(at) => destination(file, Span::new(tail.start + at + 2, span.end)),
        None => span,
    }
}

/// A definition's label and destination.
pub(super) fn definition(file: &str, span: Span) -> (Span, Span) {
    let source = span.text(file).as_bytes();
    let mut at = 1;
    while source.get(at).is_some_and(|&byte| byte != b']') {
        at += if source.get(at) == Some(&b'\\') { 2 } else { 1 };
    }
    let close = at.min(source.len());
    let after = (close + 2).min(source.len());
    let label = Span::new(span.start + 1, span.start + close);
    (label, destination(file, Span::new(span.start + after, span.end)))
}

/// The destination at the start of `span`, angle brackets left out, as CommonMark delimits it.
fn destination(file: &str, span: Span) -> Span {
    let bytes = file.as_bytes().get(span.start..span.end).unwrap_or_default();
    let start = opening(bytes);
    let angle = bytes.get(start) == Some(&b'<');
    let first = start + usize::from(angle);
    let mut at = first;
    let mut open = 0usize;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'>' if angle => break,
            b'(' if !angle => open += 1,
            b')' if !angle && open == 0 => break,
            b')' if !angle => open -= 1,
            _ if !angle && (byte.is_ascii_whitespace() || byte.is_ascii_control()) => break,
            _ => {}
        }
        at += 1;
    }
    Span::new(span.start + first, span.start + at.min(bytes.len()))
}

/// Length of the white space that may stand before a destination, a line ending and the quote marks
/// of the next line included.
fn opening(bytes: &[u8]) -> usize {
    let mut new_line = false;
    let skipped = bytes.iter().take_while(|&&byte| {
        new_line |= matches!(byte, b'\n' | b'\r');
        byte.is_ascii_whitespace() || (new_line && byte == b'>')
    });
    skipped.count()
}
