//! How the files of a folder are numbered.

use jiff::civil::Date;

use crate::record::Number;
use crate::record::identity::{date_in_name, parse_name};

/// Digits of the first number in an empty folder.
const WIDTH: usize = 4;

/// The way in which a folder names its records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// What stands before the number, `ADR-`; empty for most.
    pub prefix: String,
    /// Least number of digits; missing ones are zeros.
    pub width: usize,
    /// What stands between number and slug, and between words.
    pub separator: char,
    /// The highest number in use; the next one is taken.
    pub highest: u64,
    /// Names begin with a day in this form.
    pub by_day: Option<DayForm>,
    /// What stands between the day and a number behind it, `2021-06-10_006-x`; nothing where names by day have
    /// no number.
    pub after_day: Option<char>,
    /// The extension with its dot.
    pub extension: String,
}

/// How a file name writes a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayForm {
    /// `20260112-`.
    Compact,
    /// `2026-01-12-`.
    Dashed,
}

impl Default for Naming {
    fn default() -> Self {
        Self {
            prefix: String::new(),
            width: WIDTH,
            separator: '-',
            highest: 0,
            by_day: None,
            after_day: None,
            extension: ".md".to_owned(),
        }
    }
}

impl Naming {
    /// Reads the manner off the names of a folder's records, in order; the last numbered one sets the style.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut naming = Self::default();
        let mut style: Option<(u64, &str)> = None;
        let mut padded = 0;
        let (mut days, mut numbers) = (0, 0);
        let mut day_form = DayForm::Compact;
        let mut after_day = None;
        for name in names {
            let (stem, _) = split(name);
            let found = parse_name(stem);
            let day = date_in_name(stem);
            if let Some((_, len)) = day {
                days += 1;
                let dashed = stem.as_bytes().get(4).is_some_and(|b| !b.is_ascii_digit());
                day_form = if dashed { DayForm::Dashed } else { DayForm::Compact };
                let is_numbered = matches!(found.number, Some(Number::Int(_)));
                after_day = stem.get(len..).and_then(|rest| rest.chars().next()).filter(|_| is_numbered);
            }
            if let Some(Number::Int(number)) = found.number {
                numbers += usize::from(day.is_none());
                if found.digits.starts_with('0') {
                    padded = padded.max(found.digits.len());
                }
                if style.is_none_or(|(highest, _)| number >= highest) {
                    style = Some((number, name));
                }
            }
        }
        if let Some((_, name)) = style {
            let (stem, extension) = split(name);
            let found = parse_name(stem);
            let start = date_in_name(stem).map_or(found.prefix.len(), |(_, len)| len + 1);
            let after = stem.get(start + found.digits.len()..).and_then(|rest| rest.chars().next());
            naming.separator = after.filter(|c| matches!(c, '-' | '_')).unwrap_or('-');
            naming.prefix = found.prefix;
            naming.width = padded.max(1);
            if [".md", ".markdown"].contains(&extension) {
                naming.extension = extension.to_owned();
            }
        }
        if days > numbers {
            naming.by_day = Some(day_form);
            naming.after_day = after_day;
        }
        naming
    }

    /// True where every record has a number of its own, not just a day.
    pub const fn is_numbered(&self) -> bool {
        self.by_day.is_none() || self.after_day.is_some()
    }

    /// Counts a name of the folder, whoever it belongs to: its number is taken.
    pub fn take(&mut self, name: &str) {
        if self.is_numbered() {
            self.highest = self.highest.max(self.number_of(name).unwrap_or(0));
        }
    }

    /// The number of a name in this series.
    pub fn number_of(&self, name: &str) -> Option<u64> {
        let found = parse_name(split(name).0);
        match found.number {
            Some(Number::Int(number)) if found.prefix.eq_ignore_ascii_case(&self.prefix) => Some(number),
            _ => None,
        }
    }

    /// The stem of record `number`; for names by day alone the number tells equal names of one day apart.
    pub fn stem(&self, number: u64, slug: &str, today: Date) -> String {
        let separator = self.separator;
        let Some(form) = self.by_day else {
            return format!("{}{number:0width$}{separator}{slug}", self.prefix, width = self.width);
        };
        let day = match form {
            DayForm::Compact => today.strftime("%Y%m%d").to_string(),
            DayForm::Dashed => today.to_string(),
        };
        if let Some(after) = self.after_day {
            return format!("{day}{after}{number:0width$}{separator}{slug}", width = self.width);
        }
        if number <= 1 { format!("{day}-{slug}") } else { format!("{day}-{slug}-{number}") }
    }
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

    fn next(names: &[&str]) -> String {
        let mut naming = Naming::of(names.iter().copied());
        names.iter().for_each(|name| naming.take(name));
        let stem = naming.stem(naming.highest + 1, "use-x", jiff::civil::date(2026, 1, 12));
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
        ] {
            assert_eq!(next(names), want, "{names:?}");
        }
    }
}
