//! Dates as records write them.

mod forms;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::span::Span;

use super::Carrier;

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateMeaning {
    /// The record was first written.
    Created,
    /// The status became final.
    Decided,
    /// The record was last changed.
    Updated,
    /// When the record should be read again.
    Review,
    /// A bare `Date:` whose meaning is not labelled.
    Unknown,
}

impl DateMeaning {
    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Decided => "decided",
            Self::Updated => "updated",
            Self::Review => "review",
            Self::Unknown => "unknown",
        }
    }
}

/// Why a text that stands where a date belongs is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Nothing stands there.
    Empty,
    /// A template's words stand there: `YYYY-MM-DD`, `{date}`.
    Placeholder,
    /// Month 13, 30 February: the part that cannot be, in words.
    Impossible(String),
    /// `03/04/2021`: two readings, none can be preferred.
    Ambiguous(Date, Date),
    /// A month or a year only.
    Imprecise,
    /// Not a date that is understood.
    Unreadable,
}

/// A date that a record states.
#[derive(Clone, Debug)]
pub struct DateFact {
    /// The key or label as written, `Date`, `decided`, `Last Modified`.
    pub label: String,
    /// What it says.
    pub meaning: DateMeaning,
    /// The day, where it could be read.
    pub date: Option<Date>,
    /// Why it could not be read, or what is doubtful about it.
    pub problem: Option<DateProblem>,
    /// True when it is written `YYYY-MM-DD`.
    pub iso: bool,
    /// The text as written.
    pub text: String,
    /// Where the text stands.
    pub span: Span,
    /// How it was written.
    pub carrier: Carrier,
}

/// How a corpus writes `03/04/2021`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// Nothing tells.
    #[default]
    Unknown,
    /// 3 April.
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// Reads the first day that `text` gives: the day, what is wrong with it, and whether it is written
/// `YYYY-MM-DD`. There is a problem whenever there is no day.
pub fn read(text: &str, order: DayOrder) -> (Option<Date>, Option<DateProblem>, bool) {
    if let Some(date) = plain_iso(text.trim()) {
        return (Some(date), None, true);
    }
    let text = tidy(text);
    let text = text.as_ref();
    if text.chars().all(|c| !c.is_alphanumeric()) {
        return (None, Some(DateProblem::Empty), false);
    }
    match forms::find(text, order) {
        Some(forms::Found::Day(date, iso)) => (Some(date), None, iso),
        Some(forms::Found::Problem(problem)) => (None, Some(problem), false),
        None if is_placeholder(text) => (None, Some(DateProblem::Placeholder), false),
        None => (None, Some(DateProblem::Unreadable), false),
    }
}

/// The order in which a corpus writes day and month, from those of its dates that have one reading
/// only. Unknown when there is none, or when they disagree.
pub fn order_of<'a>(texts: impl Iterator<Item = &'a str>) -> DayOrder {
    let (mut day_first, mut month_first) = (false, false);
    for text in texts {
        // The two readings of a text differ exactly where the order would matter.
        let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let (Some(a), Some(b), Some(c)) = (numbers.next(), numbers.next(), numbers.next()) else { continue };
        let slashed = text.contains('/') || text.contains('-');
        if !slashed || a.len() > 2 || b.len() > 2 || !matches!(c.len(), 2 | 4) {
            continue;
        }
        let (a, b) = (a.parse::<u8>().unwrap_or(0), b.parse::<u8>().unwrap_or(0));
        day_first |= (13..=31).contains(&a) && (1..=12).contains(&b);
        month_first |= (13..=31).contains(&b) && (1..=12).contains(&a);
    }
    match (day_first, month_first) {
        (true, false) => DayOrder::DayFirst,
        (false, true) => DayOrder::MonthFirst,
        _ => DayOrder::Unknown,
    }
}

/// What a date's key or label says; `None` for one that labels no date or is a house word. Case,
/// `-`, `_` and a final colon do not matter.
pub fn meaning_of(label: &str) -> Option<DateMeaning> {
    let label = label.trim().trim_end_matches([':', '：']).trim_end();
    if label.len() > 40 {
        return None;
    }
    let key = label.to_lowercase().replace(['-', '_'], " ");
    // `Date started` says what `started` says.
    let said = key.strip_prefix("date ").unwrap_or(&key);
    let means = |wanted: &str| {
        LABELS.iter().find(|(_, labels)| labels.contains(&wanted)).map(|(meaning, _)| *meaning)
    };
    means(&key).or_else(|| means(said))
}

const LABELS: [(DateMeaning, &[&str]); 5] = [
    (
        DateMeaning::Unknown,
        &["date", "datum", "data", "fecha", "дата", "日期", "日付", "날짜", "일자", "dato"],
    ),
    (
        DateMeaning::Created,
        &[
            "created",
            "introduced",
            "created at",
            "created on",
            "created date",
            "date created",
            "creation date",
            "start date",
            "started",
            "proposed",
            "proposed on",
            "date proposed",
            "submitted",
            "date submitted",
            "erstellt",
            "erstellt am",
            "erstellungsdatum",
            "angelegt",
            "créé",
            "créé le",
            "date de création",
            "criado",
            "criado em",
            "data de criação",
            "creado",
            "fecha de creación",
            "提交时间",
            "提交日期",
            "创建时间",
            "创建日期",
            "作成日",
            "작성일",
        ],
    ),
    (
        DateMeaning::Decided,
        &[
            "decided",
            "since",
            "decided on",
            "decided at",
            "date decided",
            "decision date",
            "date of decision",
            "accepted",
            "accepted on",
            "date accepted",
            "approved",
            "approved on",
            "approval date",
            "date approved",
            "entschieden",
            "entschieden am",
            "entscheidungsdatum",
            "beschlossen am",
            "décidé le",
            "date de décision",
            "decidido em",
            "data da decisão",
            "fecha de decisión",
            "决策日期",
            "決定日",
        ],
    ),
    (
        DateMeaning::Updated,
        &[
            "updated",
            "updated at",
            "updated on",
            "update",
            "last updated",
            "last update",
            "last modified",
            "last modified date",
            "last change",
            "last changed",
            "modified",
            "date updated",
            "revised",
            "last revised",
            "amended",
            "aktualisiert",
            "aktualisiert am",
            "zuletzt aktualisiert",
            "letzte änderung",
            "geändert am",
            "mis à jour",
            "mise à jour",
            "dernière mise à jour",
            "atualizado",
            "atualizado em",
            "última atualização",
            "actualizado",
            "última actualización",
            "更新时间",
            "更新日期",
            "更新日",
            "수정일",
        ],
    ),
    (
        DateMeaning::Review,
        &[
            "review",
            "review date",
            "review by",
            "review on",
            "next review",
            "next review date",
            "to review",
            "revisit",
            "revisit by",
            "überprüfung",
            "nächste überprüfung",
            "revisão",
            "próxima revisão",
            "prochaine revue",
            "próxima revisión",
        ],
    ),
];

/// `YYYY-MM-DD` and nothing else; spares the general reading.
fn plain_iso(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)?
            .iter()
            .try_fold(0_i16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i16::from(byte - b'0')))
    };
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The text without comments, with character references of ASCII letters and digits resolved.
fn tidy(text: &str) -> Cow<'_, str> {
    if !text.contains("<!--") && !text.contains("&#") {
        return Cow::Borrowed(text);
    }
    let mut tidied = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        tidied.push_str(before);
        if from.starts_with("<!--") {
            rest = from.find("-->").and_then(|end| from.get(end + 3..)).unwrap_or("");
        } else if let Some((c, after)) = reference(from) {
            tidied.push(c);
            rest = after;
        } else {
            tidied.push_str(&from[..1]);
            rest = &from[1..];
        }
    }
    tidied.push_str(rest);
    Cow::Owned(tidied)
}

/// The character of `&#x31;` or `&#49;`, and what follows.
fn reference(text: &str) -> Option<(char, &str)> {
    let body = text.strip_prefix("&#")?;
    let end = body.bytes().take(8).position(|byte| byte == b';')?;
    let code = match body.get(..end)? {
        hex if hex.starts_with(['x', 'X']) => u32::from_str_radix(hex.get(1..)?, 16).ok()?,
        decimal => decimal.parse().ok()?,
    };
    Some((char::from_u32(code)?, body.get(end + 1..)?))
}

/// Words that templates put where a date belongs.
fn is_placeholder(text: &str) -> bool {
    let inner = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let braced = text.trim_start().starts_with(['{', '[', '<']);
    let lower: String = inner.chars().take(40).flat_map(char::to_lowercase).collect();
    let letters =
        ["yyyy", "aaaa", "jjjj", "rrrr", "dd/mm", "mm/dd", "dd-mm", "mm-dd", "dd.mm", "tt.mm", "20xx", "xx"];
    let words = ["insert", "date", "today", "datum", "data", "fecha", "the date"];
    letters.iter().any(|start| lower.starts_with(start))
        || lower.contains("yyyy")
        || (braced && words.iter().any(|word| lower.starts_with(word)))
        || ["insert date", "date", "insert the date", "today's date"].contains(&lower.trim_end())
}
