//! Periods of one unit, `P6M`: how often something is done again.

use std::fmt;

use jiff::Span;
use jiff::civil::Date;

/// A number of days, weeks, months or years, as ISO 8601 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    count: i32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Digits of the number.
const MOST_DIGITS: usize = 4;

impl Period {
    /// Reads `P30D`, `P2W`, `P6M` or `P1Y`; `None` for anything else, and for none at all.
    pub fn read(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('P')?;
        let (digits, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
        let unit = match unit {
            "D" => Unit::Day,
            "W" => Unit::Week,
            "M" => Unit::Month,
            "Y" => Unit::Year,
            _ => return None,
        };
        let plain = digits.len() <= MOST_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        let count = if plain { digits.parse().ok()? } else { 0 };
        (count > 0).then_some(Self { count, unit })
    }

    /// The day that lies so long after `day`; the last of its month where the month is too short. `None` where
    /// the calendar ends before.
    pub fn after(self, day: Date) -> Option<Date> {
        let span = Span::new();
        let span = match self.unit {
            Unit::Day => span.try_days(self.count),
            Unit::Week => span.try_weeks(self.count),
            Unit::Month => span.try_months(self.count),
            Unit::Year => span.try_years(self.count),
        };
        day.checked_add(span.ok()?).ok()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => 'D',
            Unit::Week => 'W',
            Unit::Month => 'M',
            Unit::Year => 'Y',
        };
        write!(f, "P{}{unit}", self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::Period;
    use jiff::civil::date;

    #[test]
    fn a_period_leads_from_day_to_day() {
        let day = date(2026, 1, 31);
        for (text, want) in [
            ("P30D", Some(date(2026, 3, 2))),
            ("P2W", Some(date(2026, 2, 14))),
            ("P1M", Some(date(2026, 2, 28))),
            ("P1Y", Some(date(2027, 1, 31))),
            ("P9999Y", None),
        ] {
            assert_eq!(Period::read(text).unwrap().after(day), want, "{text}");
        }
    }

    #[test]
    fn what_is_no_period_of_one_unit_is_none() {
        for text in ["", "P", "6M", "P6", "PM", "P0D", "P-1D", "P1M1D", "PT6H", "P12345D", "6 months", "Pé"]
        {
            assert_eq!(Period::read(text), None, "{text}");
        }
    }
}
