//! How the files of a folder are numbered.

use jiff::civil::Date;

use crate::record::Number;
use crate::record::identity::{date_in_name, parse_name};
use crate::record::kind::{IdScheme, Scheme};

/// The way in which a folder names its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// What stands before the number, `ADR-`; empty for most.
    pub prefix: String,
    /// What stands between number and slug, and between words.
    pub separator: char,
    /// The extension with its dot.
    pub extension: String,
    /// What tells one record from another.
    pub series: Series,
    /// The highest number in use; the next one is taken.
    pub highest: u64,
}

/// What tells one record of a folder from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// A number that runs on, `0042-`, with at least `width` digits; missing ones are zeros.
    Sequence {
        /// Least number of digits.
        width: usize,
    },
    /// The day, `2026-01-12-`.
    Day(DayForm),
    /// The day and a number of that day, `2026-01-12-01-`.
    OfDay,
    /// The day and a number that runs on over the days, `2021-06-10_006-`.
    DayAndSequence {
        /// How the day is written.
        day: DayForm,
        /// What stands behind it.
        after: char,
        /// Least number of digits.
        width: usize,
    },
    /// A ULID, `01KA1Q7JZT5G4Y3N8W2V6X9CDE-`.
    Ulid,
}

/// How a file name writes a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayForm {
    /// `20260112-`.
    Compact,
    /// `2026-01-12-`.
    Dashed,
}

impl Series {
    /// The series that a kind asks for.
    pub const fn of_scheme(id: IdScheme) -> Self {
        match id.scheme {
            Scheme::Sequence | Scheme::Given => Self::Sequence { width: id.width },
            Scheme::Date => Self::Day(DayForm::Dashed),
            Scheme::DateSequence => Self::OfDay,
            Scheme::Ulid => Self::Ulid,
        }
    }
}

/// What the names of a folder show, counted.
#[derive(Default)]
struct Seen<'a> {
    /// The name with the highest number.
    style: Option<(u64, &'a str)>,
    /// Most digits of a number that starts with a zero.
    padded: usize,
    /// Names with a number alone, with a day alone, with a day and its number, with a ULID.
    numbers: usize,
    days: usize,
    of_day: usize,
    ulids: usize,
    day_form: Option<DayForm>,
    /// What follows the day where a number does.
    after_day: Option<char>,
}

impl<'a> Seen<'a> {
    fn see(&mut self, name: &'a str) {
        let (stem, _) = split(name);
        let found = parse_name(stem);
        let day = date_in_name(stem);
        match &found.number {
            Some(Number::Text(text)) if is_ulid(text) => self.ulids += 1,
            Some(Number::Text(text)) if of_day(text).is_some() => self.of_day += 1,
            _ => {}
        }
        if let Some((_, len)) = day {
            self.days += 1;
            let dashed = stem.as_bytes().get(4).is_some_and(|b| !b.is_ascii_digit());
            self.day_form = Some(if dashed { DayForm::Dashed } else { DayForm::Compact });
            let numbered = matches!(found.number, Some(Number::Int(_)));
            self.after_day = stem.get(len..).and_then(|rest| rest.chars().next()).filter(|_| numbered);
        }
        if let Some(Number::Int(number)) = found.number {
            self.numbers += usize::from(day.is_none());
            if found.digits.starts_with('0') {
                self.padded = self.padded.max(found.digits.len());
            }
            if self.style.is_none_or(|(highest, _)| number >= highest) {
                self.style = Some((number, name));
            }
        }
    }

    fn series(&self, usual: Series) -> Series {
        let width = if self.style.is_some() { self.padded.max(1) } else { 4 };
        if self.ulids > self.numbers + self.days {
            return Series::Ulid;
        }
        if self.days > self.numbers {
            let day = self.day_form.unwrap_or(DayForm::Dashed);
            return match self.after_day {
                Some(after) => Series::DayAndSequence { day, after, width },
                None if self.of_day * 2 > self.days => Series::OfDay,
                None => Series::Day(day),
            };
        }
        if self.style.is_some() { Series::Sequence { width } } else { usual }
    }
}

impl Naming {
    /// Reads the manner off the names of a folder's records, in order; the last numbered one sets the style.
    /// `usual` holds where there is none to read it off, and `stated` where configuration says so.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>, usual: Series, stated: bool) -> Self {
        let mut seen = Seen::default();
        names.into_iter().for_each(|name| seen.see(name));
        let mut naming = Self {
            prefix: String::new(),
            separator: '-',
            extension: ".md".to_owned(),
            series: if stated { usual } else { seen.series(usual) },
            highest: 0,
        };
        if let Some((_, name)) = seen.style {
            let (stem, extension) = split(name);
            let found = parse_name(stem);
            let start = date_in_name(stem).map_or(found.prefix.len(), |(_, len)| len + 1);
            let after = stem.get(start + found.digits.len()..).and_then(|rest| rest.chars().next());
            naming.separator = after.filter(|c| matches!(c, '-' | '_')).unwrap_or('-');
            naming.prefix = found.prefix;
            if [".md", ".markdown"].contains(&extension) {
                naming.extension = extension.to_owned();
            }
        }
        naming
    }

    /// True where a record has a number that no other may have.
    pub const fn is_numbered(&self) -> bool {
        matches!(self.series, Series::Sequence { .. } | Series::OfDay | Series::DayAndSequence { .. })
    }

    /// Counts a name of the folder, whoever it belongs to: its number is taken.
    pub fn take(&mut self, name: &str, today: Date) {
        self.highest = self.highest.max(self.number_of(name, today).unwrap_or(0));
    }

    /// The number of a name in this series.
    pub fn number_of(&self, name: &str, today: Date) -> Option<u64> {
        match self.series {
            Series::Sequence { .. } | Series::DayAndSequence { .. } => sequence_number(name, &self.prefix),
            Series::OfDay => {
                let Number::Text(text) = parse_name(split(name).0).number? else { return None };
                let (day, number) = of_day(&text)?;
                (day == today.to_string()).then_some(number)
            }
            Series::Day(_) | Series::Ulid => None,
        }
    }

    /// The stem of record `number`. In a series without numbers it tells equal names apart, from 2 on.
    pub fn stem(&self, number: u64, slug: &str, today: Date, ulid: &str) -> String {
        let separator = self.separator;
        let apart = if number <= 1 { String::new() } else { format!("-{number}") };
        match self.series {
            Series::Sequence { width } => format!("{}{number:0width$}{separator}{slug}", self.prefix),
            Series::Day(form) => format!("{}-{slug}{apart}", form.write(today)),
            Series::OfDay => format!("{today}-{number:02}-{slug}"),
            Series::DayAndSequence { day, after, width } => {
                format!("{}{after}{number:0width$}{separator}{slug}", day.write(today))
            }
            Series::Ulid => format!("{ulid}-{slug}{apart}"),
        }
    }
}

/// The number of a file or folder name that begins with `prefix`, in any case, and a number.
pub fn sequence_number(name: &str, prefix: &str) -> Option<u64> {
    let found = parse_name(split(name).0);
    match found.number? {
        Number::Int(number) if found.prefix.eq_ignore_ascii_case(prefix) => Some(number),
        _ => None,
    }
}

impl DayForm {
    fn write(self, day: Date) -> String {
        match self {
            Self::Compact => day.strftime("%Y%m%d").to_string(),
            Self::Dashed => day.to_string(),
        }
    }
}

/// Day and number of `2026-01-12-01`.
fn of_day(text: &str) -> Option<(&str, u64)> {
    let (day, number) = text.rsplit_once('-')?;
    if day.len() == 10 { Some((day, number.parse().ok()?)) } else { None }
}

fn is_ulid(text: &str) -> bool {
    text.len() == 26
}

/// Stem and extension of a file or folder name.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 && matches!(&name[at..], ".md" | ".markdown" | ".txt" | ".adoc" | ".rst") => {
            name.split_at(at)
        }
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Series = Series::Sequence { width: 4 };

    fn next_of(names: &[&str], usual: Series, stated: bool) -> String {
        let today = jiff::civil::date(2026, 1, 12);
        let mut naming = Naming::of(names.iter().copied(), usual, stated);
        names.iter().for_each(|name| naming.take(name, today));
        let stem = naming.stem(naming.highest + 1, "use-x", today, "01KA1Q7JZT5G4Y3N8W2V6X9CDE");
        format!("{stem}{}", naming.extension)
    }

    #[test]
    fn the_manner_of_the_folder_is_kept() {
        for (names, want) in [
            (&[][..], "0001-use-x.md"),
            (&["0001-a.md", "0041-b.md"], "0042-use-x.md"),
            (&["001-a.md", "README.md"], "002-use-x.md"),
            (&["9-a.md", "10-b.md"], "11-use-x.md"),
            (&["ADR-007-a.md"], "ADR-008-use-x.md"),
            (&["adr_0007_a.md"], "adr_0008_use-x.md"),
            (&["0007-a.markdown"], "0008-use-x.markdown"),
            (&["0099-a.md", "0100-b"], "0101-use-x.md"),
            (&["9999-a.md"], "10000-use-x.md"),
            (&["20200925-use-a.md", "20210101-b.md"], "20260112-use-x.md"),
            (&["2021-06-07_001-a.md", "2023-10-16_028-b.md"], "2026-01-12_029-use-x.md"),
            (&["2020-09-25-use-a.md", "2027-a-year.md", "2020-10-01-b.md"], "2026-01-12-use-x.md"),
            (&["2020-09-25-use-a.md"], "2026-01-12-use-x.md"),
            (&["2026-01-11-04-a.md", "2026-01-12-01-b.md"], "2026-01-12-02-use-x.md"),
            (&["01KA1Q7JZT5G4Y3N8W2V6X9CDA-a.md"], "01KA1Q7JZT5G4Y3N8W2V6X9CDE-use-x.md"),
        ] {
            assert_eq!(next_of(names, USUAL, false), want, "{names:?}");
        }
    }

    #[test]
    fn what_configuration_states_goes_before_the_manner_of_the_folder() {
        let names = &["001-a.md", "002-b.md"];
        for (usual, want) in [
            (Series::Sequence { width: 6 }, "000003-use-x.md"),
            (Series::Day(DayForm::Dashed), "2026-01-12-use-x.md"),
            (Series::OfDay, "2026-01-12-01-use-x.md"),
            (Series::Ulid, "01KA1Q7JZT5G4Y3N8W2V6X9CDE-use-x.md"),
        ] {
            assert_eq!(next_of(names, usual, true), want);
        }
    }
}
