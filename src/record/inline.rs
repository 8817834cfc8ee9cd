//! Inline Markdown to plain text, for the short texts of titles, keys and values.

use std::borrow::Cow;

/// The text with links, emphasis, HTML tags, comments and escapes taken off. Backticks stay, since they
/// belong to how a title is written. Cheap for text without markup.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.bytes().any(|b| matches!(b, b'*' | b'_' | b'[' | b'<' | b'\\' | b'&' | b'~' | b'{')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    Stripper { text, out: &mut out }.run();
    Cow::Owned(out.trim().to_owned())
}

struct Stripper<'a, 'o> {
    text: &'a str,
    out: &'o mut String,
}

impl Stripper<'_, '_> {
    fn run(&mut self) {
        let mut at = 0;
        let mut in_code = false;
        while let Some(c) = self.text[at..].chars().next() {
            let rest = &self.text[at..];
            let step = if c == '`' {
                in_code = !in_code;
                self.out.push(c);
                1
            } else if in_code {
                self.out.push(c);
                c.len_utf8()
            } else {
                self.step(rest, at, c)
            };
            at += step;
        }
    }

    /// Handles the character `c` at the start of `rest`; returns the bytes consumed.
    fn step(&mut self, rest: &str, at: usize, c: char) -> usize {
        match c {
            '<' if rest.starts_with("<!--") => rest.find("-->").map_or(rest.len(), |end| end + 3),
            '<' => match html_tag_len(rest) {
                Some(len) => len,
                None => self.keep(c),
            },
            '\\' => match rest[1..].chars().next() {
                Some(next) if next.is_ascii_punctuation() => {
                    self.out.push(next);
                    1 + next.len_utf8()
                }
                _ => self.keep(c),
            },
            '&' => match entity(rest) {
                Some((decoded, len)) => {
                    self.out.push(decoded);
                    len
                }
                None => self.keep(c),
            },
            '!' if rest.starts_with("![") => match link(&rest[1..]) {
                Some(found) => 1 + found.len,
                None => self.keep(c),
            },
            '[' => match link(rest) {
                Some(found) => {
                    let inner = plain(found.text);
                    self.out.push_str(&inner);
                    found.len
                }
                None => self.keep(c),
            },
            '*' => rest.bytes().take_while(|&b| b == b'*').count().max(1),
            '~' if rest.starts_with("~~") => 2,
            '_' if self.is_emphasis(rest, at) => rest.bytes().take_while(|&b| b == b'_').count(),
            _ => self.keep(c),
        }
    }

    fn keep(&mut self, c: char) -> usize {
        self.out.push(c);
        c.len_utf8()
    }

    /// Underscores are emphasis only at a word's edge: `snake_case` is a name.
    fn is_emphasis(&self, rest: &str, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = rest.trim_start_matches('_').chars().next();
        !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
    }
}

/// A Markdown link at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InlineLink<'a> {
    /// Between the square brackets.
    pub text: &'a str,
    /// The destination, without title and angle brackets.
    pub target: &'a str,
    /// Byte offset of the destination from the opening bracket.
    pub target_at: usize,
    /// Bytes of the whole link.
    pub len: usize,
}

/// Reads `[text](target "title")` at the start of `text`.
pub fn link(text: &str) -> Option<InlineLink<'_>> {
    let close = matching(text, b'[', b']')?;
    let rest = &text[close + 1..];
    if !rest.starts_with('(') {
        return None;
    }
    let end = matching(rest, b'(', b')')?;
    let inner = &rest[1..end];
    let lead = inner.len() - inner.trim_start().len();
    let body = inner.trim();
    let target = if let Some(angle) = body.strip_prefix('<') {
        angle.split('>').next().unwrap_or(angle)
    } else {
        body.split([' ', '\n', '\t']).next().unwrap_or(body)
    };
    let angle = usize::from(body.starts_with('<'));
    Some(InlineLink {
        text: &text[1..close],
        target,
        target_at: close + 2 + lead + angle,
        len: close + 1 + end + 1,
    })
}

/// Offset of the bracket that closes the one at the start; gives up after 4 KiB, so that a row of
/// opening brackets costs linear time.
fn matching(text: &str, open: u8, close: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&open) {
        return None;
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len().min(4096) {
        match bytes[at] {
            b'\\' => at += 1,
            b if b == open => depth += 1,
            b if b == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Length of an HTML tag at the start of `text`, or of an autolink's brackets' content.
fn html_tag_len(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let name = inner.strip_prefix('/').unwrap_or(inner);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = inner.bytes().take(1024).position(|b| b == b'>')?;
    // `<https://…>` and `<a@b>` are autolinks: their text shows.
    let body = &inner[..end];
    if body.contains("://") || (body.contains('@') && !body.contains(' ')) {
        return None;
    }
    Some(end + 2)
}

/// Decodes a character entity at the start of `text`.
pub fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let body = &text[1..end];
    let decoded = if let Some(hex) = body.strip_prefix("#x").or_else(|| body.strip_prefix("#X")) {
        char::from_u32(u32::from_str_radix(hex, 16).ok()?)?
    } else if let Some(dec) = body.strip_prefix('#') {
        char::from_u32(dec.parse().ok()?)?
    } else {
        match body {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => '\u{a0}',
            _ => return None,
        }
    };
    Some((decoded, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_code_and_snake_case_stay() {
        for (text, want) in [
            ("Use `Access` now", "Use `Access` now"),
            ("**Bold** and *it* and __b__", "Bold and it and b"),
            ("use_snake_case", "use_snake_case"),
            ("[text](a.md \"t\") end", "text end"),
            ("P\\&D team", "P&D team"),
            ("&#x31;2/16/2024", "12/16/2024"),
            ("a <br> b<!-- c -->", "a  b"),
            ("<https://x.y>", "<https://x.y>"),
            ("a \\ b", "a \\ b"),
            ("[unclosed", "[unclosed"),
        ] {
            assert_eq!(plain(text), want, "{text}");
        }
    }

    #[test]
    fn a_link_gives_its_destination_and_where_it_stands() {
        let text = "[12. X](<0012 x.md> \"t\") rest";
        let found = link(text).unwrap();
        assert_eq!(found.target, "0012 x.md");
        assert_eq!(&text[found.target_at..found.target_at + found.target.len()], "0012 x.md");
        assert_eq!(&text[found.len..], " rest");
    }
}
