//! The number that a file or folder name gives.

use jiff::civil::Date;

use super::{NameNumber, Number};

/// Prefixes that mean a series of records wherever they stand in a name.
const SERIES: [&str; 22] = [
    "adr", "rfc", "eip", "erc", "pep", "kep", "tep", "cip", "cps", "cap", "sep", "bip", "dr", "mdr", "pdr",
    "td", "bc", "ini", "exp", "org", "okr", "dec",
];

/// Longest all-capitals prefix that is taken for a series, `LEGAL-002`.
const CAPITALS: usize = 6;

/// Reads a file stem or folder name: `0012-use-kafka`, `ADR-7`, `2021-06-10_006-networking`,
/// `20240516132303-msw`, `RFC0049-PSModulePath`, `ODH-ADR-Operator-0010-metrics`.
pub fn parse_name(stem: &str) -> NameNumber {
    dated(stem)
        .or_else(|| ulid(stem))
        .or_else(|| plain_number(stem))
        .or_else(|| prefixed(stem))
        .unwrap_or_else(|| NameNumber { slug: stem.to_owned(), ..NameNumber::default() })
}

/// The date at the start of a name and the bytes it takes: `2021-06-10`, `2021_06_10`, `20210610`, or the
/// day of a 14-digit time stamp.
pub fn date_in_name(stem: &str) -> Option<(Date, usize)> {
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    let (date, len) = match digits {
        8 | 12 | 14 => (day(stem.get(..4)?, stem.get(4..6)?, stem.get(6..8)?)?, digits),
        4 => {
            let bytes = stem.as_bytes();
            let sep = *bytes.get(4)?;
            if !matches!(sep, b'-' | b'_' | b'.') || bytes.get(7) != Some(&sep) {
                return None;
            }
            (day(stem.get(..4)?, stem.get(5..7)?, stem.get(8..10)?)?, 10)
        }
        _ => return None,
    };
    let next = stem.as_bytes().get(len);
    next.is_none_or(|b| !b.is_ascii_alphanumeric()).then_some((date, len))
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|year| (1980..2100).contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

fn dated(stem: &str) -> Option<NameNumber> {
    let (date, len) = date_in_name(stem)?;
    let rest = &stem[len..];
    let after = rest.trim_start_matches(is_separator);
    // A number of its own after the date counts within its folder: `2021-06-10_006-networking`.
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let apart = after.len() < rest.len() && after[digits..].chars().next().is_none_or(is_separator);
    // Two digits after a dashed day are a number of that day: `2026-01-12-01-networking`.
    if digits == 2 && apart && len == 10 && rest.starts_with('-') {
        let number = &stem[..len + 3];
        return Some(NameNumber {
            digits: number.to_owned(),
            slug: after[digits..].trim_start_matches(is_separator).to_owned(),
            number: Some(Number::Text(number.to_owned())),
            date: Some(date),
            ..NameNumber::default()
        });
    }
    if (3..=5).contains(&digits) && apart {
        let number = after[..digits].parse().ok()?;
        return Some(NameNumber {
            digits: after[..digits].to_owned(),
            slug: after[digits..].trim_start_matches(is_separator).to_owned(),
            number: Some(Number::Int(number)),
            date: Some(date),
            ..NameNumber::default()
        });
    }
    Some(NameNumber {
        digits: stem[..len].to_owned(),
        slug: after.to_owned(),
        number: Some(Number::Text(stem[..len].to_owned())),
        date: Some(date),
        ..NameNumber::default()
    })
}

fn ulid(stem: &str) -> Option<NameNumber> {
    let text = stem.get(..26)?;
    let crockford =
        |b: u8| b.is_ascii_digit() || (b.is_ascii_uppercase() && !matches!(b, b'I' | b'L' | b'O' | b'U'));
    let is_ulid = text.bytes().all(crockford)
        && text.starts_with(|c: char| ('0'..='7').contains(&c))
        && stem[26..].chars().next().is_none_or(is_separator);
    is_ulid.then(|| NameNumber {
        digits: text.to_owned(),
        slug: stem[26..].trim_start_matches(is_separator).to_owned(),
        number: Some(Number::Text(text.to_owned())),
        ..NameNumber::default()
    })
}

fn plain_number(stem: &str) -> Option<NameNumber> {
    number_at(stem, 0)
}

/// The number at `at`, which must end the name or be followed by a separator.
fn number_at(stem: &str, at: usize) -> Option<NameNumber> {
    let rest = &stem[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    // More than nine digits are a time stamp, unless zeros fill them up.
    let most = if rest.starts_with('0') { 12 } else { 9 };
    if !(1..=most).contains(&digits) {
        return None;
    }
    let after = &rest[digits..];
    if !after.chars().next().is_none_or(is_separator) {
        return None;
    }
    Some(NameNumber {
        prefix: stem[..at].to_owned(),
        digits: rest[..digits].to_owned(),
        slug: after.trim_start_matches(is_separator).to_owned(),
        number: Some(Number::Int(rest[..digits].parse().ok()?)),
        date: None,
    })
}

/// A number behind a prefix. The prefix must be a series' name: a word of [`SERIES`], or one word of
/// capitals before at least two digits. `use-oauth-2-now` has no number.
fn prefixed(stem: &str) -> Option<NameNumber> {
    let first_digit = stem.bytes().position(|b| b.is_ascii_digit())?;
    let prefix = &stem[..first_digit];
    let words: Vec<&str> = prefix.split(is_separator).filter(|word| !word.is_empty()).collect();
    let letters = words.iter().all(|word| word.bytes().all(|b| b.is_ascii_alphabetic()));
    if words.is_empty() || words.len() > 4 || !letters {
        return None;
    }
    let found = number_at(stem, first_digit)?;
    let series = words.iter().any(|word| SERIES.contains(&word.to_ascii_lowercase().as_str()));
    let capitals = words.len() == 1
        && words[0].len() <= CAPITALS
        && words[0].bytes().all(|b| b.is_ascii_uppercase())
        && found.digits.len() >= 2;
    (series || capitals).then_some(found)
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | ' ' | '+' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_scheme_give_their_number() {
        for (stem, number, slug) in [
            ("0012-use-kafka", Some(Number::Int(12)), "use-kafka"),
            ("ADR-7", Some(Number::Int(7)), ""),
            ("adr_26015_sync_guard", Some(Number::Int(26015)), "sync_guard"),
            ("RFC0049-PSModulePath", Some(Number::Int(49)), "PSModulePath"),
            ("ODH-ADR-Operator-0010-metrics", Some(Number::Int(10)), "metrics"),
            ("LEGAL-002-licences", Some(Number::Int(2)), "licences"),
            ("eip-2700", Some(Number::Int(2700)), ""),
            ("2021-06-10_006-networking", Some(Number::Int(6)), "networking"),
            ("2026-01-12-01-use-kafka", Some(Number::Text("2026-01-12-01".into())), "use-kafka"),
            ("000000000007-use-kafka", Some(Number::Int(7)), "use-kafka"),
            ("2023-10-16_028_offline", Some(Number::Int(28)), "offline"),
            ("2022-12-13.upgrade-database", Some(Number::Text("2022-12-13".into())), "upgrade-database"),
            ("20240516132303-msw", Some(Number::Text("20240516132303".into())), "msw"),
            ("20231206_api_design", Some(Number::Text("20231206".into())), "api_design"),
            ("01ARZ3NDEKTSV4RRFFQ69G5FAV-x", Some(Number::Text("01ARZ3NDEKTSV4RRFFQ69G5FAV".into())), "x"),
            ("use-oauth-2-now", None, "use-oauth-2-now"),
            ("design-v2", None, "design-v2"),
            ("h2-database", None, "h2-database"),
            ("2fa-for-all", None, "2fa-for-all"),
        ] {
            let found = parse_name(stem);
            assert_eq!((found.number, found.slug.as_str()), (number, slug), "{stem}");
        }
    }

    #[test]
    fn an_id_is_written_as_the_file_name_writes_it() {
        let id = |stem: &str| parse_name(stem).id(stem, "ADR");
        assert_eq!(id("0012-use-kafka"), "ADR-0012");
        assert_eq!(id("eip-2700"), "eip-2700");
        assert_eq!(id("20200925-use-x"), "20200925-use-x");
        assert_eq!(id("2026-01-12-02-use-x"), "ADR-2026-01-12-02");
        assert_eq!(id("01ARZ3NDEKTSV4RRFFQ69G5FAV-x"), "ADR-01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assert_eq!(id("onboarding"), "onboarding");
    }
}
