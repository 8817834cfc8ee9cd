//! The one place that makes untrusted text safe for terminals and logs.
//!
//! Paths, titles, messages and excerpts come from files that a stranger may have written. Three things
//! must not reach a terminal or a CI log: characters that steer a terminal or hide text, line ends, and
//! what a runner takes for a command. GitHub's runner reads a command from every line that begins with
//! `::` after white space, and from `##[` anywhere in a line; Azure and TeamCity read `##vso[` and
//! `##teamcity[`. All are shown as `\u{..}`: a colon at the start of a text becomes `\u{3a}`, and the
//! second `#` of a marker becomes `\u{23}`.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

use serde_json::ser::Formatter;

/// Longest command family that is looked for between `##` and `[`, in bytes.
const FAMILY_LIMIT: usize = 32;

/// True for a character that is never written as it is: controls (C0, DEL, C1), line and paragraph
/// separators, bidirectional controls, and characters without width that hide in text.
pub const fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// True when the `#` at byte `at` of `text` is the second of a command marker such as `##[` or `##vso[`.
pub fn ends_marker_hashes(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if at == 0 || bytes.get(at) != Some(&b'#') || bytes[at - 1] != b'#' {
        return false;
    }
    let mut rest = bytes[at + 1..].iter().take(FAMILY_LIMIT);
    rest.find(|byte| !byte.is_ascii_alphanumeric()) == Some(&b'[')
}

/// Writes one character of `text`, which stands at byte `at`, in its safe form.
pub fn push_char(out: &mut String, text: &str, at: usize, c: char) {
    if is_unsafe(c) || (c == '#' && ends_marker_hashes(text, at)) {
        push_code(out, c);
    } else {
        out.push(c);
    }
}

/// `text` as one safe physical line that may stand anywhere in a line, also at its start.
pub fn line(text: &str) -> Cow<'_, str> {
    let first = text.trim_start();
    if !first.starts_with(':') && is_plain(text) {
        return Cow::Borrowed(text);
    }
    // A colon anywhere but at the start cannot open a command.
    let colon = if first.starts_with(':') { Some(text.len() - first.len()) } else { None };
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        if Some(at) == colon {
            push_code(&mut out, c);
        } else {
            push_char(&mut out, text, at, c);
        }
    }
    Cow::Owned(out)
}

fn is_plain(text: &str) -> bool {
    // Most text is ASCII without a control character or a doubled `#`.
    let mut previous = 0;
    for &byte in text.as_bytes() {
        if !(b' '..=b'~').contains(&byte) || (byte == b'#' && previous == b'#') {
            return !text
                .char_indices()
                .any(|(at, c)| is_unsafe(c) || (c == '#' && ends_marker_hashes(text, at)));
        }
        previous = byte;
    }
    true
}

fn push_code(out: &mut String, c: char) {
    // Writing to a `String` cannot fail.
    let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
}

/// Compact JSON whose strings are safe to print into a terminal or a CI log: the same characters that
/// [`line`] shows are written as JSON escapes, so that nothing is lost.
#[derive(Clone, Copy, Debug, Default)]
pub struct SafeJson;

impl Formatter for SafeJson {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if is_plain(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        let mut from = 0;
        for (at, c) in fragment.char_indices() {
            if is_unsafe(c) || (c == '#' && ends_marker_hashes(fragment, at)) {
                out.write_all(&fragment.as_bytes()[from..at])?;
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
                from = at + c.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[from..])
    }
}

/// Writes `value` as one line of safe JSON, with its line end.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_json<T: serde::Serialize + ?Sized>(value: &T, out: &mut dyn io::Write) -> io::Result<()> {
    let mut bytes = Vec::with_capacity(512);
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, SafeJson))?;
    bytes.push(b'\n');
    out.write_all(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_not_copied() {
        for text in ["", "docs/0001-use-x.md", "a: b :: c", "## Titel [x]", "café – 日本", "#[derive]"] {
            assert!(matches!(line(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn control_bidi_and_zero_width_characters_are_shown() {
        assert_eq!(line("a\nb\r\u{1b}[31m\u{7f}\u{9b}"), "a\\u{a}b\\u{d}\\u{1b}[31m\\u{7f}\\u{9b}");
        assert_eq!(line("x\u{202e}y\u{200b}z\u{feff}"), "x\\u{202e}y\\u{200b}z\\u{feff}");
    }

    #[test]
    fn a_line_that_a_runner_would_obey_is_broken() {
        assert_eq!(line("::error::x"), "\\u{3a}:error::x");
        assert_eq!(line(" \u{a0}::error::x"), " \u{a0}\\u{3a}:error::x");
        assert_eq!(line("say ##[error]x"), "say #\\u{23}[error]x");
        assert_eq!(line("##vso[task]"), "#\\u{23}vso[task]");
        assert_eq!(line("###[error]"), "##\\u{23}[error]");
    }

    #[test]
    fn json_strings_lose_nothing() {
        let text = "a\n##[error]\u{1b}\u{202e}\u{e0041}\u{7f}é\"\\";
        let mut out = Vec::new();
        write_json(text, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(!written.contains("##[") && written.trim_end().chars().all(|c| !is_unsafe(c)), "{written:?}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
