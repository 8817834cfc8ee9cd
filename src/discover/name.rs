//! What a file or folder name says: a number, a date, or a placeholder for one.

use std::borrow::Cow;

/// What stands at the front of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A number, with the letters before it in lower case (`odh-adr-` of `ODH-ADR-0001`).
    Number {
        /// Letters and separators before the digits, lower case.
        prefix: String,
        /// How many digits there are.
        width: usize,
        /// True for `0000`.
        zero: bool,
    },
    /// A date, with or without a number after it.
    Date,
    /// Letters that stand for digits to come: `NNNN-title`, `XXXX-title`, `20xx-xx-xx`.
    Placeholder,
    /// Neither.
    Plain,
}

impl Mark {
    /// True for a number or a date.
    pub(super) const fn counts(&self) -> bool {
        matches!(self, Self::Number { .. } | Self::Date)
    }
}

/// Words that stand before a record's number. A single digit after one of them is a number.
const PREFIXES: &[&str] = &[
    "adr", "adrs", "madr", "rfc", "rfcs", "eip", "erc", "pep", "kep", "tep", "cip", "cps", "bip", "sip",
    "cap", "sep", "jep", "dep", "fip", "tip", "nip", "aip", "hip", "dip", "dr", "ddr", "pdr", "tdr", "edr",
    "dec", "decision", "proposal", "ard", "bc", "td", "ini", "exp", "org", "okr", "debt", "record",
];

const SEPARATORS: [char; 4] = ['-', '_', '.', ' '];

/// Longest run of letters before a number that is read as its prefix.
const MAX_PREFIX: usize = 24;

/// Reads the front of a name without its extension.
pub(super) fn mark(stem: &str) -> Mark {
    if starts_with_date(stem) {
        return Mark::Date;
    }
    let digits_at = stem.find(|c: char| c.is_ascii_digit()).unwrap_or(stem.len());
    let (prefix, rest) = stem.split_at(digits_at);
    if is_placeholder(stem) {
        return Mark::Placeholder;
    }
    let width = rest.bytes().take_while(u8::is_ascii_digit).count();
    if width == 0 || !ends_number(rest, width) {
        return Mark::Plain;
    }
    if !prefix.is_empty() && starts_with_date(rest) && is_prefix(prefix, 8) {
        return Mark::Date;
    }
    if width > 6 || !is_prefix(prefix, width) {
        return Mark::Plain;
    }
    let zero = rest.bytes().take(width).all(|b| b == b'0');
    Mark::Number { prefix: prefix.to_lowercase(), width, zero }
}

/// True where the digits are a word of their own, and no version such as `1.2`.
fn ends_number(rest: &str, width: usize) -> bool {
    let mut after = rest.chars().skip(width);
    match after.next() {
        None => true,
        Some('.') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => SEPARATORS.contains(&c) || c == ')',
    }
}

/// True for what may stand before a number: nothing, a known word, capitals, or one short word before
/// a number of three digits and more.
fn is_prefix(prefix: &str, width: usize) -> bool {
    if prefix.is_empty() {
        return true;
    }
    if prefix.len() > MAX_PREFIX
        || !prefix.chars().all(|c| c.is_ascii_alphabetic() || SEPARATORS.contains(&c))
    {
        return false;
    }
    let words: Vec<&str> = prefix.split(SEPARATORS).filter(|word| !word.is_empty()).collect();
    let known = |word: &&str| PREFIXES.iter().any(|known| known.eq_ignore_ascii_case(word));
    match words.as_slice() {
        [] => true,
        words if words.len() > 4 => false,
        words if words.iter().any(known) => true,
        [first, ..] if first.len() > 1 && first.chars().all(|c| c.is_ascii_uppercase()) => true,
        [only] => width >= 3 && only.len() <= 5,
        _ => false,
    }
}

/// `2024-05-16`, `20240516`, `2024.05.16`, `2024-05`, or a timestamp at the front.
fn starts_with_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(year) = digits(bytes, 0, 4) else { return false };
    if !(1970..2100).contains(&year) {
        return false;
    }
    let separated = bytes.get(4).is_some_and(|b| b"-._".contains(b));
    let month_at = if separated { 5 } else { 4 };
    let Some(month) = digits(bytes, month_at, 2) else { return false };
    if !(1..=12).contains(&month) {
        return false;
    }
    let mut at = month_at + 2;
    let day_at = if separated && bytes.get(at) == bytes.get(4) { at + 1 } else { at };
    match digits(bytes, day_at, 2) {
        Some(day) if (1..=31).contains(&day) => at = day_at + 2,
        Some(_) => return false,
        // A month alone needs its separator: `202405-x` is as likely a number.
        None if !separated => return false,
        None => return bytes.get(at).is_none_or(|b| b"-_. ".contains(b)),
    }
    let time = bytes.get(at..).unwrap_or(&[]).iter().take_while(|b| b.is_ascii_digit()).count();
    matches!(time, 0 | 4 | 6)
}

fn digits(bytes: &[u8], at: usize, len: usize) -> Option<u32> {
    let slice = bytes.get(at..at + len)?;
    slice.iter().try_fold(0u32, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0')))
}

/// `NNNN-x`, `adr-XXX`, `20xx-xx-xx`, `YYYY-MM-DD-x`, `{number}-x`.
fn is_placeholder(stem: &str) -> bool {
    let lower = stem.to_ascii_lowercase();
    if lower.starts_with("20xx") || lower.starts_with("yyyy") || lower.starts_with(['{', '<']) {
        return true;
    }
    // After a number nothing is a placeholder: `0326-restrict-xxx`.
    let is_number = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    lower.split(SEPARATORS).take(3).take_while(|word| !is_number(word)).any(|word| {
        let word = PREFIXES.iter().find_map(|known| word.strip_prefix(known)).unwrap_or(word);
        word.len() >= 3 && (word.bytes().all(|b| b == b'n') || word.bytes().all(|b| b == b'x'))
            || word == "####"
            || word == "000x"
            || word == "000n"
    })
}

/// The name without its last extension.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The lower-case words of a name; letters of any script count.
pub(super) fn words(stem: &str) -> Vec<Cow<'_, str>> {
    let lower = |word: &'_ str| word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    stem.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| if lower(word) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_in_use_are_read() {
        for stem in [
            "0001-use-x",
            "ADR-1",
            "adr_00012_x",
            "RFC0001-Mutual",
            "pep-0298",
            "eip-7",
            "ODH-ADR-Operator-0001-x",
            "ODH-ADR-ART-001",
            "01_introduction",
            "rfcs_62",
            "ARCH-001-x",
            "cap-0001",
            "1. Use X",
            "12",
            "2021-06-07_001-x",
            "20200924-x",
            "2021.06.07.x",
            "20240603162604-msw",
            "2026-01-content",
            "2022-02-03",
            "20200301_api",
            "adr-2024-05-16-x",
        ] {
            assert!(mark(stem).counts(), "{stem}");
        }
    }

    #[test]
    fn words_versions_and_trailing_numbers_are_not_numbers() {
        for stem in [
            "use-oauth-2",
            "3d-printing",
            "v1.2.3",
            "1.2.0",
            "getting-started",
            "es6-guide",
            "migrate-to-2024-plan",
            "README",
            "",
            "-",
            "飞桨框架",
        ] {
            assert!(!mark(stem).counts(), "{stem}: {:?}", mark(stem));
        }
    }

    #[test]
    fn letters_for_digits_are_placeholders() {
        for stem in
            ["NNNN-title", "XXXX-title", "adr-NNN-x", "20xx-xx-xx.TEMPLATE", "YYYY-MM-DD-x", "pep-NNNN"]
        {
            assert_eq!(mark(stem), Mark::Placeholder, "{stem}");
        }
        assert!(matches!(mark("0000-x"), Mark::Number { zero: true, .. }));
    }
}
