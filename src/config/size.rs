//! Sizes: `2097152` or `"2 MiB"`.

use toml::de::DeValue;

use super::error::quoted;
use super::read::{Entry, Reader};

const UNITS: &[(&str, u64)] = &[
    ("", 1),
    ("b", 1),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
];

/// The largest size that can be configured, bytes.
const LARGEST: u64 = 1 << 30;

/// A size in bytes, from 1 to 1 GiB.
pub(super) fn read(reader: &mut Reader, entry: Entry<'_>) -> Option<u64> {
    let bytes = if let DeValue::String(text) = entry.value {
        let bytes = parse(text);
        if bytes.is_none() {
            let message = format!("{} is no size", quoted(text));
            reader.report_help(
                entry.span,
                message,
                "write bytes, or a number and a unit such as `\"2 MiB\"`",
            );
            return None;
        }
        bytes
    } else {
        u64::try_from(reader.integer(entry)?).ok()
    };
    let bytes = bytes.filter(|bytes| (1..=LARGEST).contains(bytes));
    if bytes.is_none() {
        reader.report(entry.span, format!("{} must lie between 1 byte and 1 GiB", quoted(entry.name)));
    }
    bytes
}

/// Bytes of a text such as `2 MiB`; too large a number becomes the largest one.
fn parse(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits)?;
    let number = number.replace('_', "");
    if number.is_empty() {
        return None;
    }
    let number: u64 = number.parse().unwrap_or(u64::MAX);
    let unit = unit.trim();
    let (_, factor) = UNITS.iter().find(|(name, _)| unit.eq_ignore_ascii_case(name))?;
    Some(number.saturating_mul(*factor))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn binary_and_decimal_units_are_read_in_any_case() {
        assert_eq!(parse("2 MiB"), Some(2 << 20));
        assert_eq!(parse("2mib"), Some(2 << 20));
        assert_eq!(parse(" 1_000 "), Some(1000));
        assert_eq!(parse("3 kB"), Some(3000));
        assert_eq!(parse("99999999999999999999 GiB"), Some(u64::MAX));
    }

    #[test]
    fn anything_else_is_no_size() {
        for text in ["", "MiB", "2 miles", "-1", "1.5 MiB", "2 MiB 3", "é"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
