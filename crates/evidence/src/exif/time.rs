//! EXIF's times: a date and a time as text, a fraction and a zone in fields of their own.
//!
//! A time without a zone stays a wall clock. No zone is ever guessed.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use vocab::{LocalTime, Moment, When};

/// A date and time as EXIF writes it (`2026:11:24 16:30:00`), with its fraction and zone where given.
///
/// Nothing where the text is blank or no time (cameras without a clock write zeros or spaces).
pub(super) fn when(text: &str, fraction: Option<&str>, zone: Option<&str>) -> Option<When> {
    let (date, time) = text.trim().split_once([' ', 'T'])?;
    let date = civil_date(date)?;
    // Some programs write a zone behind the time itself.
    let (time, own_zone) = match time.find(['+', '-', 'Z']) {
        Some(at) => (&time[..at], Some(&time[at..])),
        None => (time, None),
    };
    let (time, own_fraction) = match time.split_once('.') {
        Some((time, fraction)) => (time, Some(fraction)),
        None => (time, None),
    };
    let nanos = fraction.or(own_fraction).map_or(0, nanoseconds);
    let civil = DateTime::from_parts(date, civil_time(time, nanos)?);
    let offset = own_zone.and_then(offset).or_else(|| zone.and_then(offset));
    Some(match offset {
        Some(offset) => When::Utc(Moment(offset.to_timestamp(civil).ok()?)),
        None => When::Local(LocalTime(civil)),
    })
}

/// The instant that GPS states: a date stamp and three numbers, always UTC.
pub(super) fn gps(date: &str, hours: f64, minutes: f64, seconds: f64) -> Option<When> {
    let date = civil_date(date.trim())?;
    let nanos = (hours * 3600.0 + minutes * 60.0 + seconds) * 1e9;
    if !(0.0..86_400e9).contains(&nanos) {
        return None;
    }
    // Rounded to milliseconds: GPS fractions carry no more, and a third of a second must not end in noise.
    let millis = (nanos / 1e6).round() as i64;
    let start = Offset::UTC.to_timestamp(date.to_datetime(Time::midnight())).ok()?;
    let second = start.as_second().checked_add(millis / 1000)?;
    Moment::from_unix(second, u32::try_from(millis % 1000).ok()? * 1_000_000).map(When::Utc)
}

fn civil_date(text: &str) -> Option<Date> {
    let mut parts = text.split([':', '-', '/', '.']);
    let year = number(parts.next()?)?;
    let month = number(parts.next()?)?;
    let day = number(parts.next()?)?;
    if parts.next().is_some() || year == 0 {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn civil_time(text: &str, nanos: i32) -> Option<Time> {
    let mut parts = text.split(':');
    let hour = number(parts.next()?)?;
    let minute = number(parts.next()?)?;
    let second = parts.next().map_or(Some(0), number)?;
    let small = |value: i16| i8::try_from(value).ok();
    Time::new(small(hour)?, small(minute)?, small(second)?, nanos).ok()
}

fn number(text: &str) -> Option<i16> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Digits behind the point, to nanoseconds. More than nine are cut off.
fn nanoseconds(text: &str) -> i32 {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).take(9).collect();
    if digits.is_empty() { 0 } else { format!("{digits:0<9}").parse().unwrap_or(0) }
}

/// `Z`, `+02:00`, `-0530` or `+2`.
fn offset(text: &str) -> Option<Offset> {
    let text = text.trim();
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let rest = &text[1..];
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 && rest.is_ascii() => rest.split_at(2),
        None => (rest, "0"),
    };
    let (hours, minutes) = (i32::from(number(hours)?), i32::from(number(minutes)?));
    (minutes < 60).then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, fraction: Option<&str>, zone: Option<&str>) -> Option<String> {
        when(text, fraction, zone).map(|when| when.to_string())
    }

    #[test]
    fn a_zone_makes_an_instant_and_none_is_guessed() {
        assert_eq!(shown("2026:11:24 16:30:05", None, None).as_deref(), Some("2026-11-24T16:30:05"));
        assert_eq!(
            shown("2026:11:24 16:30:05", Some("25"), Some("+01:00")).as_deref(),
            Some("2026-11-24T15:30:05.25Z")
        );
        assert_eq!(shown("2026:11:24 16:30:05-05:30", None, None).as_deref(), Some("2026-11-24T22:00:05Z"));
        assert_eq!(shown("2026-11-24T16:30:05.5Z", None, None).as_deref(), Some("2026-11-24T16:30:05.5Z"));
    }

    #[test]
    fn no_clock_is_no_time() {
        for text in [
            "",
            "    :  :     :  :  ",
            "0000:00:00 00:00:00",
            "2026:13:01 00:00:00",
            "2026:11:24",
            "x y",
            "2026:11:24 25:00:00",
        ] {
            assert_eq!(shown(text, None, None), None, "{text:?}");
        }
    }

    #[test]
    fn gps_time_is_an_instant() {
        let shown = |s| gps("2026:11:24", 23.0, 59.0, s).map(|when| when.to_string());
        assert_eq!(shown(59.5).as_deref(), Some("2026-11-24T23:59:59.5Z"));
        assert_eq!(shown(60.0), None);
        assert_eq!(gps("2026:11:24", f64::NAN, 0.0, 0.0), None);
    }
}
