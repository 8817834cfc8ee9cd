//! The only clock.

use std::str::FromStr;

use jiff::civil::Date;

/// The day that counts as today: `--as-of`, else `SOURCE_DATE_EPOCH`, else the system's day in UTC.
///
/// # Errors
/// When `SOURCE_DATE_EPOCH` is set and no number of seconds.
#[expect(clippy::disallowed_methods, reason = "the home of the clock")]
pub fn today(as_of: Option<Date>, source_date_epoch: Option<&str>) -> Result<Date, String> {
    if let Some(date) = as_of {
        return Ok(date);
    }
    let now = match source_date_epoch {
        Some(text) => {
            let bad = || format!("SOURCE_DATE_EPOCH is `{text}`, which is no number of seconds since 1970");
            let seconds = i64::from_str(text.trim()).map_err(|_| bad())?;
            jiff::Timestamp::from_second(seconds).map_err(|_| bad())?
        }
        None => jiff::Timestamp::now(),
    };
    Ok(now.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Milliseconds since 1970 of now, where `today` is today; else of the start of that day, so that what is made
/// as of another day sorts with it.
#[expect(clippy::disallowed_methods, reason = "the home of the clock")]
pub fn millis_on(today: Date) -> u64 {
    let now = jiff::Timestamp::now();
    let zone = jiff::tz::TimeZone::UTC;
    let moment = if now.to_zoned(zone.clone()).date() == today {
        now
    } else {
        today.to_zoned(zone).map_or(now, |start| start.timestamp())
    };
    u64::try_from(moment.as_millisecond()).unwrap_or(0)
}

/// Reads `YYYY-MM-DD` and nothing else.
///
/// # Errors
/// When the text has another form or names no day.
pub fn parse_day(text: &str) -> Result<Date, String> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    shaped
        .then(|| Date::from_str(text).ok())
        .flatten()
        .ok_or_else(|| format!("`{text}` is no day; write it as YYYY-MM-DD, for example 2026-11-22"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_goes_before_the_variable() {
        let day = parse_day("2026-11-22").unwrap();
        assert_eq!(today(Some(day), Some("0")).unwrap(), day);
        assert_eq!(today(None, Some("86400")).unwrap(), parse_day("1970-01-02").unwrap());
        assert!(today(None, Some("soon")).is_err());
    }

    #[test]
    fn another_day_starts_at_midnight() {
        assert_eq!(millis_on(parse_day("1970-01-02").unwrap()), 86_400_000);
        assert_eq!(millis_on(parse_day("1960-01-02").unwrap()), 0);
    }

    #[test]
    fn only_full_iso_days_are_read() {
        for bad in ["20261122", "2026-13-01", "2026-1-1", "today", "2026-02-30", "2026-11-22T00:00"] {
            assert!(parse_day(bad).is_err(), "{bad}");
        }
    }
}
