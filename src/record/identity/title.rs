//! The number that a title carries in front.

use super::Number;

/// A number in front of a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleNumber {
    /// The number.
    pub number: Number,
    /// Byte range of the number and its prefix within the title.
    pub len: usize,
    /// Byte offset of the title proper.
    pub rest: usize,
}

/// Words that may stand before a record's number.
const PREFIXES: [&str; 20] = [
    "adr", "rfc", "eip", "erc", "pep", "kep", "tep", "cip", "cps", "cap", "sep", "bip", "dr", "mdr", "td",
    "bc", "decision", "record", "no", "nr",
];

/// Splits `12. Use Kafka`, `ADR-0012: Use Kafka`, `ADR 12 - …`, `Aries RFC 0067: …`, `[0012] …`.
///
/// `name` is the number of the file name: a number without a separator behind it (`33 Manager cluster`)
/// counts only when it is the same, and so does one behind an unknown prefix, since `HTTP 2: …` and
/// `2019 roadmap` have no number.
pub fn split_title(title: &str, name: Option<&Number>) -> Option<TitleNumber> {
    let (open, text) = match title.strip_prefix(['[', '(']) {
        Some(rest) => (1, rest),
        None => (0, title),
    };
    let lead = text.bytes().position(|b| b.is_ascii_digit()).filter(|&n| n <= 40)?;
    let prefix = text.get(..lead)?;
    let rest = &text[lead..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 9 {
        return None;
    }
    let number = Number::Int(rest[..digits].parse().ok()?);
    let same = name == Some(&number);
    let words: Vec<&str> =
        prefix.split([' ', '-', '_', '#', '\u{a0}', ':']).filter(|word| !word.is_empty()).collect();
    let known =
        words.last().is_some_and(|word| PREFIXES.contains(&word.to_lowercase().as_str())) && words.len() <= 3;
    let belongs = words.is_empty() || known || (same && words.len() <= 2);
    if !belongs {
        return None;
    }
    let end = open + lead + digits;
    let after = &title[end..];
    let closed = after.trim_start_matches([']', ')']);
    let separator = closed.trim_start().trim_start_matches(['.', ':', '-', '–', '—', ')', '|', '．', '：']);
    let separated = separator.len() < closed.trim_start().len() || closed.len() < after.len();
    // `2.0 release` and `3-way merge` are not numbered titles.
    let tight =
        closed.starts_with(['.', '-']) && !closed[1..].starts_with([' ', '\u{a0}', '\t']) && closed.len() > 1;
    let alone = closed.trim().is_empty() && (known || same);
    let year = words.is_empty() && digits == 4 && matches!(&number, Number::Int(1900..=2100)) && !same;
    let accepted = if words.is_empty() {
        (separated && !tight && !year) || (same && (closed.starts_with(' ') || separated)) || alone
    } else {
        separated || same || alone
    };
    accepted.then(|| TitleNumber {
        number,
        len: end,
        rest: title.len() - if separated { separator.trim_start().len() } else { closed.trim_start().len() },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_titles_are_split_and_others_are_left_alone() {
        for (title, name, want) in [
            ("12. Use Kafka", 12, Some((12, "Use Kafka"))),
            ("12. Use Kafka", 13, Some((12, "Use Kafka"))),
            ("ADR-0012: Use Kafka", 1, Some((12, "Use Kafka"))),
            ("ADR 0276: Problem Matchers", 276, Some((276, "Problem Matchers"))),
            ("Aries RFC 0067: DID", 67, Some((67, "DID"))),
            ("33 Manager cluster", 33, Some((33, "Manager cluster"))),
            ("33 Manager cluster", 34, None),
            ("[ADR-001] X", 1, Some((1, "X"))),
            ("[0012] X", 3, Some((12, "X"))),
            ("0012 - Use Kafka", 12, Some((12, "Use Kafka"))),
            ("2019 roadmap", 7, None),
            ("2024: a year", 7, None),
            ("HTTP 2: faster", 7, None),
            ("3-way merge", 7, None),
            ("2.0 release", 7, None),
            ("Use Kafka", 7, None),
            ("GEN-001: Site", 1, Some((1, "Site"))),
            ("ADR-5", 5, Some((5, ""))),
        ] {
            let found = split_title(title, Some(&Number::Int(name)));
            let got = found.map(|found| (found.number.clone(), &title[found.rest..]));
            assert_eq!(got, want.map(|(n, rest)| (Number::Int(n), rest)), "{title}");
        }
    }
}
