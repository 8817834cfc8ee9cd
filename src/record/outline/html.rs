//! A tolerant scanner for raw HTML: comments, tags, attributes and the text between them.

use crate::span::Span;

/// A part of raw HTML. Spans are offsets into the whole file.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// A comment: what stands inside, and the whole.
    Comment { content: Span, span: Span },
    /// An opening tag: its name as written, and the whole.
    Open { name: &'a str, span: Span },
    /// A closing tag.
    Close { name: &'a str },
    /// What stands between tags.
    Text { span: Span },
}

/// The parts of one stretch of raw HTML, in order.
pub(super) struct Pieces<'a> {
    file: &'a str,
    at: usize,
    end: usize,
}

/// Scans `span` of `file` in one pass.
pub(super) fn pieces(file: &str, span: Span) -> Pieces<'_> {
    Pieces { file, at: span.start, end: span.end }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.file.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        if rest.starts_with("<!--") {
            // From the third byte on, so that `<!-->` is a whole comment.
            let close = find(rest, 2, b"-->");
            let span = Span::new(start, start + close.map_or(rest.len(), |at| at + 3));
            let content = Span::new(start + 4, close.map_or(span.end, |at| start + at));
            self.at = span.end;
            return Some(Piece::Comment { content, span });
        }
        let tag = rest.strip_prefix('<').filter(|inner| {
            inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        });
        let Some(inner) = tag else {
            let next = memchr::memchr(b'<', rest.as_bytes().get(1..)?).map_or(rest.len(), |at| at + 1);
            self.at = start + next;
            return Some(Piece::Text { span: Span::new(start, self.at) });
        };
        self.at = start + tag_length(rest);
        let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        let length = inner.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'-').count();
        let name = inner.get(..length).unwrap_or("");
        let span = Span::new(start, self.at);
        Some(if closing { Piece::Close { name } } else { Piece::Open { name, span } })
    }
}

fn find(text: &str, from: usize, needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(text.as_bytes().get(from..)?, needle).map(|at| at + from)
}

/// Length of the tag that `text` starts with. Quotes hide `>`; a quote that never closes does not
/// (at most one of each kind can be met in a text, so the scan stays linear).
fn tag_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return at + 1,
            b'"' | b'\'' => match bytes.get(at + 1..).and_then(|rest| memchr::memchr(byte, rest)) {
                Some(length) => at += length + 2,
                None => return memchr::memchr(b'>', bytes).map_or(bytes.len(), |close| close + 1),
            },
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The attributes of a tag with the place of their values, quotes left out.
pub(super) struct Attributes<'a> {
    file: &'a str,
    at: usize,
    end: usize,
}

/// The attributes of the opening tag at `span`.
pub(super) fn attributes<'a>(file: &'a str, name: &str, span: Span) -> Attributes<'a> {
    Attributes { file, at: span.start + 1 + name.len(), end: span.end }
}

impl Attributes<'_> {
    fn rest(&self) -> &[u8] {
        self.file.as_bytes().get(self.at..self.end).unwrap_or_default()
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) -> usize {
        let count = self.rest().iter().take_while(|&&byte| skipped(byte)).count();
        self.at += count;
        count
    }

    fn value(&mut self) -> Span {
        let open = self.rest().first().copied();
        if let Some(quote @ (b'"' | b'\'')) = open {
            self.at += 1;
            let start = self.at;
            let Some(length) = memchr::memchr(quote, self.rest()) else {
                self.skip(|byte| byte != b'>');
                return Span::new(start, self.at);
            };
            self.at = start + length + 1;
            return Span::new(start, start + length);
        }
        let start = self.at;
        self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>');
        Span::new(start, self.at)
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, Span);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.skip(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'' | b'='));
            let start = self.at;
            let length = self.skip(|byte| {
                !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/' | b'"' | b'\'')
            });
            if length == 0 {
                return None;
            }
            let name = self.file.get(start..self.at)?;
            self.skip(|byte| byte.is_ascii_whitespace());
            if self.rest().first() == Some(&b'=') {
                self.at += 1;
                self.skip(|byte| byte.is_ascii_whitespace());
                return Some((name, self.value()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        pieces(text, Span::new(0, text.len()))
            .map(|piece| match piece {
                Piece::Comment { content, span } => format!("#{}|{}", content.text(text), span.text(text)),
                Piece::Open { name, span } => attributes(text, name, span)
                    .fold(format!("<{name}"), |out, (key, value)| {
                        format!("{out} {key}={}", value.text(text))
                    }),
                Piece::Close { name } => format!("/{name}"),
                Piece::Text { span } => span.text(text).to_owned(),
            })
            .collect()
    }

    #[test]
    fn tags_attributes_comments_and_text_come_in_order() {
        assert_eq!(
            all("<p>a <!-- b\n> --><a HREF = 'x>y' id=z/w hidden name=\"n\">é</a><br/> < 3"),
            ["<p", "a ", "# b\n> |<!-- b\n> -->", "<a HREF=x>y id=z/w name=n", "é", "/a", "<br", " ", "< 3"]
        );
    }

    #[test]
    fn broken_html_is_read_to_its_end() {
        assert_eq!(all("<!-->x<!-- open"), ["#|<!-->", "x", "# open|<!-- open"]);
        assert_eq!(all("<a title='it>b"), ["<a title=it", "b"]);
        assert_eq!(all("<a href=\"x"), ["<a href=x"]);
        assert_eq!(all("<"), ["<"]);
        assert_eq!(all("</"), ["/"]);
        assert_eq!(all("<é>"), ["<é>"]);
        assert_eq!(all("<a é='ü' ="), ["<a é=ü"]);
    }
}
