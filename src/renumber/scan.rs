//! Whole tokens that name the record: `ADR-0012`, its file name, its path.

use crate::corpus::Resolution;
use crate::source::{folder_of, join};
use crate::span::Span;

use super::number::Change;

/// A place where the record is named.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// The digits of the number.
    pub(super) digits: Span,
    /// The whole name.
    pub(super) whole: Span,
    /// Another record may be meant as well.
    pub(super) ambiguous: bool,
}

/// Most bytes of a path that are looked at before a file name.
const LONGEST_PATH: usize = 512;

impl Change<'_> {
    /// The tokens of `text` within `span`; `from` is the file's path. Linear in the length of the span.
    pub(super) fn tokens(&self, from: &str, text: &str, span: Span) -> Vec<Token> {
        let bytes = text.as_bytes();
        let number = self.old.to_string();
        let finder = memchr::memmem::Finder::new(&number);
        let mut found = Vec::new();
        let mut at = span.start;
        let end = span.end.min(bytes.len());
        while let Some(hit) = bytes.get(at..end).and_then(|rest| finder.find(rest)).map(|hit| at + hit) {
            let before = bytes[..hit].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            let after = bytes[hit..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let digits = Span::new(hit - before.min(hit - at), hit + after);
            // A row of digits is looked at once, however often the number is in it.
            at = digits.end;
            if digits.start > 0 && bytes[digits.start - 1].is_ascii_digit() || digits.end > end {
                continue;
            }
            if self.written(digits.text(text)).is_some() {
                found.extend(self.name_at(from, text, digits).or_else(|| self.id_at(from, text, digits)));
            }
        }
        found
    }

    /// The file's or folder's name around its digits, with what stands before it of the path.
    fn name_at(&self, from: &str, text: &str, digits: Span) -> Option<Token> {
        let place = self.digits_in(self.stem)?;
        let start = digits.start.checked_sub(place.start)?;
        let end = start + self.stem.len();
        if text.get(start..end)? != self.stem {
            return None;
        }
        let rest = text.get(end..)?;
        let file = crate::source::file_name_of(self.record.path());
        let extension = file.strip_prefix(self.stem).unwrap_or("");
        let has_extension = !extension.is_empty() && rest.starts_with(extension);
        let end = if has_extension { end + extension.len() } else { end };
        let next = text.get(end..)?.chars().next();
        if next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-')) {
            return None;
        }
        // `0012` alone is any number, and so is `0012.5`.
        let is_bare = self.stem.bytes().all(|byte| byte.is_ascii_digit());
        if is_bare && !has_extension {
            return None;
        }
        let path = path_before(text, start);
        if text[..path].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        let ambiguous = self.fits(from, text.get(path..end)?)?;
        Some(Token { digits, whole: Span::new(path, end), ambiguous })
    }

    /// True where a path may name the record or another, `None` where it names none or another.
    fn fits(&self, from: &str, path: &str) -> Option<bool> {
        let own = self.place();
        let whole = self.record.path();
        let is_own = |path: &str| {
            let bare = own.strip_suffix(".md").unwrap_or(own);
            path == own || path == bare || path == whole
        };
        if path.contains('/') {
            let joined = join(folder_of(from), path);
            let tail = path.trim_start_matches(['.', '/']);
            let reaches = |long: &str, short: &str| {
                long.strip_suffix(short).is_some_and(|head| head.is_empty() || head.ends_with('/'))
            };
            let bare = own.strip_suffix(".md").unwrap_or(own);
            let fits = joined.as_deref().is_some_and(is_own)
                || [own, bare].iter().any(|own| reaches(own, tail) || reaches(tail, own));
            // A path that leads to another record of the same name is that one's.
            let other =
                joined.and_then(|joined| self.corpus.at_path(&joined)).is_some_and(|at| at != self.at);
            return (fits && !other && !is_permanent(path)).then_some(false);
        }
        self.resolves(from, self.stem)
    }

    /// An id around its digits: `ADR-0012`, `ADR 12`, `adr_12`.
    fn id_at(&self, from: &str, text: &str, digits: Span) -> Option<Token> {
        let after = text.get(digits.end..)?;
        let mut next = after.chars();
        match next.next() {
            Some(c) if c.is_alphanumeric() || c == '_' => return None,
            Some('-' | '.') if next.next().is_some_and(char::is_alphanumeric) => return None,
            _ => {}
        }
        let before = text.get(..digits.start)?;
        let bare = before.strip_suffix('#').unwrap_or(before);
        let word_end = bare.strip_suffix(['-', '_', ' ', '\u{a0}']).unwrap_or(bare);
        let spaced = bare.ends_with([' ', '\u{a0}']);
        let word = self.words.iter().find_map(|word| {
            let start = word_end.len().checked_sub(word.len())?;
            let written = word_end.get(start..)?;
            let same = if spaced { written == word } else { written.eq_ignore_ascii_case(word) };
            let joined = word_end[..start].chars().next_back();
            let inside = joined.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
            (same && !inside).then_some(start)
        })?;
        let before = before.get(..word)?;
        if is_in_url(before) || is_past(before) {
            return None;
        }
        let whole = Span::new(word, digits.end);
        let ambiguous = self.resolves(from, whole.text(text))?;
        Some(Token { digits, whole, ambiguous })
    }

    /// True where a name means the record or another, `None` where it does not mean the record.
    fn resolves(&self, from: &str, name: &str) -> Option<bool> {
        match self.corpus.resolve(from, name, false) {
            Resolution::Record(at) => (at == self.at).then_some(false),
            Resolution::Ambiguous(all) => all.contains(&self.at).then_some(true),
            Resolution::Elsewhere | Resolution::Nothing => None,
        }
    }
}

/// True where a text ends within an address of another host.
fn is_in_url(before: &str) -> bool {
    let bytes = before.as_bytes();
    let run = bytes.iter().rev().take(LONGEST_PATH).take_while(|byte| !byte.is_ascii_whitespace()).count();
    bytes[bytes.len() - run..]
        .rsplit(|byte| b"()<>[]\"'".contains(byte))
        .next()
        .is_some_and(|word| memchr::memmem::find(word, b"://").is_some())
}

/// True where a text goes on with the name that something had once: `was previously ADR 0015`.
fn is_past(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    let words = line.split_whitespace().rev().take(3);
    words.into_iter().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        ["previously", "formerly", "originally"].iter().any(|past| past.eq_ignore_ascii_case(word))
    })
}

/// True for a path within a commit, which stays as it was.
fn is_permanent(path: &str) -> bool {
    path.split('/').any(|part| part.len() == 40 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Where the path begins whose last part begins at `start`.
fn path_before(text: &str, start: usize) -> usize {
    let is_path = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-~%+@".contains(byte);
    let bytes = &text.as_bytes()[..start];
    if bytes.last() != Some(&b'/') {
        return start;
    }
    start - bytes.iter().rev().take(LONGEST_PATH).take_while(|byte| is_path(byte)).count()
}
