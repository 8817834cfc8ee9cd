//! What stands where another record is named.

use std::ops::Range;

use super::lexer::{Kind, Token};

/// A target as written.
pub(super) struct Target {
    /// Its text.
    pub text: String,
    /// Its place.
    pub range: Range<usize>,
    /// It is a link's destination.
    pub link: bool,
    /// A template's own example, or a word for nothing.
    pub empty: bool,
}

/// The target that starts at token `at`, and the token after it.
pub(super) fn target_at(text: &str, tokens: &[Token], at: usize) -> Option<(Target, usize)> {
    let token = tokens.get(at)?;
    let (range, next, link) = match &token.kind {
        Kind::Link(dest) => (dest.clone(), at + 1, true),
        Kind::Word => {
            let (range, next) = plain(text, tokens, at)?;
            (range, next, false)
        }
        _ => return None,
    };
    let written = text.get(range.clone())?;
    let empty = is_empty_target(written);
    Some((Target { text: written.to_owned(), range, link, empty }, next))
}

/// A target without link: number, id, path or slug.
fn plain(text: &str, tokens: &[Token], at: usize) -> Option<(Range<usize>, usize)> {
    let range = tokens.get(at)?.range.clone();
    let word = text.get(range.clone())?;
    if let Some(after) = tokens.get(at + 1)
        && after.kind == Kind::Word
        && is_prefix(word)
        && is_number(text.get(after.range.clone())?.trim_start_matches('#'))
    {
        return Some((range.start..after.range.end, at + 2));
    }
    let ends = tokens.get(at + 1).is_none_or(|next| !matches!(next.kind, Kind::Word | Kind::Link(_)));
    let ok =
        !is_day(word) && (is_number(word.trim_start_matches('#')) || is_id(word) || (ends && is_slug(word)));
    ok.then_some((range, at + 1))
}

/// `ADR` of `ADR 14`, `INDY` of `INDY 0028`.
fn is_prefix(word: &str) -> bool {
    let known = ["adr", "rfc", "kep", "tep", "pep", "eip", "erc", "decision", "record"];
    let letters = word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
    (letters && (2..=10).contains(&word.len())) || known.iter().any(|name| word.eq_ignore_ascii_case(name))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for `2019-12-19`, `2019/12/19` and the like, which say when and not what.
pub(super) fn is_day(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.'))
        && word.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'.')).count() == 2
}

/// `ADR-0062`, `0012-x.md`, `docs/x.md`, `https://…`, `ADR0012`.
fn is_id(word: &str) -> bool {
    let file = word.ends_with(".md") || word.ends_with(".rst") || word.ends_with(".adoc");
    let digits = word.bytes().any(|byte| byte.is_ascii_digit());
    let path = word.contains('/') && (digits || word.starts_with('/') || word.contains(['.', '-', '_', ':']));
    let hyphens = word.contains(['-', '_']);
    let glued = {
        let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
        letters >= 2 && is_number(word.get(letters..).unwrap_or(""))
    };
    file || path || glued || (digits && hyphens)
}

fn is_slug(word: &str) -> bool {
    word.contains('-') && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

/// True for words that say that there is none, and for the examples that templates leave behind.
pub(super) fn is_empty_target(target: &str) -> bool {
    let target = target.trim();
    let lower = target.to_ascii_lowercase();
    let words = [
        "", "-", "--", "n/a", "na", "none", "null", "nil", "~", "tbd", "tba", "todo", "—", "–", "keine",
        "nenhum",
    ];
    let examples =
        ["yyyymmdd", "yyyy-mm-dd", "nnnn", "xxx", "that-less-than-great-idea", "we-heard-you-like"];
    words.contains(&lower.as_str())
        || lower == "0005-example.md"
        || examples.iter().any(|example| lower.contains(example))
}
