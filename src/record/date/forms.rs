//! The ways in which people write a day.

use jiff::civil::Date;

use super::{DateProblem, DayOrder};

/// What a text says of a day.
pub(super) enum Found {
    /// A day; `true` when written `YYYY-MM-DD`.
    Day(Date, bool),
    /// Why it is none.
    Problem(DateProblem),
}

/// A piece of the text.
#[derive(Clone, Copy)]
enum Part<'a> {
    /// Digits, and the byte before and after them.
    Number { digits: &'a str, before: u8, after: u8 },
    /// Letters.
    Word(&'a str),
}

/// More pieces than any date has; what lies beyond is a remark.
const MOST: usize = 24;

/// The first day in `text`, in whatever form.
pub(super) fn find(text: &str, order: DayOrder) -> Option<Found> {
    let parts = parts(text);
    (0..parts.len()).find_map(|at| at_part(&parts[at..], order)).or_else(|| imprecise(&parts))
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let bytes = text.as_bytes();
    let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    let mut parts = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        let digit = c.is_ascii_digit();
        if !digit && !c.is_alphabetic() {
            continue;
        }
        // `年` and its kin stand between numbers, as separators do.
        let alike = |next: char| if digit { next.is_ascii_digit() } else { next.is_alphabetic() };
        let mut to = from + c.len_utf8();
        while let Some(&(at, next)) = chars.peek()
            && alike(next)
        {
            to = at + next.len_utf8();
            chars.next();
        }
        let text = &text[from..to];
        let (before, after) = (byte(from.checked_sub(1)), byte(Some(to)));
        parts.push(if digit { Part::Number { digits: text, before, after } } else { Part::Word(text) });
        if parts.len() == MOST {
            break;
        }
    }
    parts
}

fn at_part(parts: &[Part<'_>], order: DayOrder) -> Option<Found> {
    match parts {
        [Part::Number { digits, .. }, Part::Word(_), ..] | [Part::Number { digits, .. }]
            if digits.len() == 8 =>
        {
            compact(digits)
        }
        [Part::Number { digits, after, .. }, ..]
            if digits.len() == 8 && !matches!(after, b'-' | b'/' | b'.') =>
        {
            compact(digits)
        }
        [
            Part::Number { digits: y, after, .. },
            Part::Word("年" | "년"),
            Part::Number { digits: m, .. },
            Part::Word("月" | "월"),
            Part::Number { digits: d, .. },
            ..,
        ] if y.len() == 4 && *after >= 0x80 => Some(day(number(y)?, number(m)?, number(d)?, false)),
        [
            Part::Number { digits: a, after, .. },
            Part::Number { digits: b, before, after: then },
            Part::Number { digits: c, before: last, after: end },
            ..,
        ] if joined(*after, *before) && joined(*then, *last) && after == then => {
            // `2024-05-1i` is a slip of the finger, not the first of May.
            if end.is_ascii_alphabetic() && !matches!(end, b'T' | b't' | b'Z') {
                return Some(Found::Problem(DateProblem::Unreadable));
            }
            numeric([a, b, c], *after, order)
        }
        _ => named(parts),
    }
}

fn joined(after: u8, before: u8) -> bool {
    matches!(after, b'-' | b'/' | b'.' | b' ') && (before == after || before == b' ')
}

fn number(digits: &str) -> Option<i16> {
    if digits.len() > 4 { None } else { digits.parse().ok() }
}

fn compact(digits: &str) -> Option<Found> {
    let (year, month, day_) =
        (number(digits.get(..4)?)?, number(digits.get(4..6)?)?, number(digits.get(6..8)?)?);
    (1970..2200).contains(&year).then(|| day(year, month, day_, false))
}

/// Three numbers with one separator between them.
fn numeric([a, b, c]: [&str; 3], separator: u8, order: DayOrder) -> Option<Found> {
    let (first, second, third) = (number(a)?, number(b)?, number(c)?);
    if a.len() == 4 && b.len() <= 2 && c.len() <= 2 && separator != b' ' {
        return Some(day(first, second, third, separator == b'-' && b.len() == 2 && c.len() == 2));
    }
    if a.len() > 2 || b.len() > 2 || !matches!(c.len(), 2 | 4) || separator == b' ' {
        return None;
    }
    let year = if c.len() == 2 { 2000 + third } else { third };
    // Dots are German, Russian, Polish: the day first.
    let day_first = separator == b'.' || order == DayOrder::DayFirst;
    Some(match (first > 12, second > 12) {
        (true, _) => day(year, second, first, false),
        (false, true) => day(year, first, second, false),
        (false, false) if day_first || first == second => day(year, second, first, false),
        (false, false) if order == DayOrder::MonthFirst => day(year, first, second, false),
        (false, false) => either(year, first, second),
    })
}

/// Two readings, the day first in the former.
fn either(year: i16, first: i16, second: i16) -> Found {
    match (civil(year, second, first), civil(year, first, second)) {
        (Some(day_first), Some(month_first)) => {
            Found::Problem(DateProblem::Ambiguous(day_first, month_first))
        }
        _ => day(year, second, first, false),
    }
}

/// Forms with the month's name.
fn named(parts: &[Part<'_>]) -> Option<Found> {
    let mut words = [None; 3];
    let mut count = 0;
    for part in parts {
        // `May 26th`, `26. Mai`, `5 de maio de 2021`, `1er mars`.
        if matches!(part, Part::Word("st" | "nd" | "rd" | "th" | "er" | "de" | "del" | "of" | "the"))
            && count > 0
        {
            continue;
        }
        let slot = words.get_mut(count)?;
        *slot = Some(*part);
        count += 1;
        if count == words.len() {
            break;
        }
    }
    let [Some(a), Some(b), Some(c)] = words else { return None };
    let (year, month, day_) = match (a, b, c) {
        (Part::Number { digits: d, .. }, Part::Word(m), Part::Number { digits: y, .. }) if d.len() <= 2 => {
            (y, m, d)
        }
        (Part::Word(m), Part::Number { digits: d, .. }, Part::Number { digits: y, .. }) if d.len() <= 2 => {
            (y, m, d)
        }
        (Part::Number { digits: y, .. }, Part::Word(m), Part::Number { digits: d, .. }) if d.len() <= 2 => {
            (y, m, d)
        }
        _ => return None,
    };
    let year = match year.len() {
        4 => number(year)?,
        2 => 2000 + number(year)?,
        _ => return None,
    };
    Some(day(year, month_of(month)?, number(day_)?, false))
}

/// A month or a year without day.
fn imprecise(parts: &[Part<'_>]) -> Option<Found> {
    let year = |digits: &str| digits.len() == 4 && matches!(number(digits), Some(1970..=2199));
    let found = parts.iter().enumerate().any(|(at, part)| match (*part, parts.get(at + 1).copied()) {
        (Part::Word(word), Some(Part::Number { digits, .. })) => year(digits) && month_of(word).is_some(),
        (Part::Number { digits: a, after: b'-' | b'/' | b'.', .. }, next) => match next {
            Some(Part::Number { digits: b, .. }) => (year(a) && b.len() <= 2) || (a.len() <= 2 && year(b)),
            _ => false,
        },
        _ => false,
    });
    let alone = matches!(parts, [Part::Number { digits, .. }] if year(digits));
    let quarter = matches!(parts, [Part::Word("Q" | "q"), Part::Number { .. }, Part::Number { digits, .. }] if year(digits));
    (found || alone || quarter).then_some(Found::Problem(DateProblem::Imprecise))
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day, or what cannot be about it.
fn day(year: i16, month: i16, day: i16, iso: bool) -> Found {
    if let Some(date) = civil(year, month, day) {
        return Found::Day(date, iso);
    }
    let words = if !(1..=12).contains(&month) {
        format!("there is no month {month}")
    } else if !(1..=31).contains(&day) {
        format!("there is no day {day}")
    } else {
        let name = MONTHS.get(usize::try_from(month - 1).unwrap_or(0)).copied().unwrap_or("that month");
        format!("there is no {day} {name} {year}")
    };
    Found::Problem(DateProblem::Impossible(words))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Starts of month names in English, German, French, Portuguese, Spanish, Italian and Dutch: the
/// shortest form that is used, of which longer words must be a continuation.
const NAMES: [(&str, &[&str]); 12] = [
    ("jan", &["january", "januar", "jänner", "janvier", "janv", "janeiro", "januari"]),
    (
        "feb",
        &["february", "februar", "février", "févr", "fevereiro", "fev", "febrero", "febbraio", "februari"],
    ),
    ("mar", &["march", "märz", "mär", "maerz", "mars", "março", "marzo", "maart", "mrz"]),
    ("apr", &["april", "avril", "avr", "abril", "abr", "aprile"]),
    ("may", &["mai", "maio", "mayo", "maggio", "mei"]),
    ("jun", &["june", "juni", "juin", "junho", "junio", "giugno"]),
    ("jul", &["july", "juli", "juillet", "juil", "julho", "julio", "luglio"]),
    ("aug", &["august", "août", "aout", "agosto", "ago", "augustus"]),
    ("sep", &["september", "sept", "septembre", "setembro", "set", "septiembre", "settembre"]),
    ("oct", &["october", "oktober", "okt", "octobre", "outubro", "out", "octubre", "ottobre"]),
    ("nov", &["november", "novembre", "novembro", "noviembre"]),
    ("dec", &["december", "dezember", "dez", "décembre", "déc", "dezembro", "diciembre", "dic", "dicembre"]),
];

fn month_of(word: &str) -> Option<i16> {
    if word.len() > 16 {
        return None;
    }
    let lower = word.to_lowercase();
    let at = NAMES.iter().position(|(short, names)| *short == lower || names.contains(&lower.as_str()))?;
    i16::try_from(at + 1).ok()
}
