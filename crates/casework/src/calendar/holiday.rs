//! Days that are generally held as holidays in the Netherlands, from 1980 on.
//!
//! They serve to raise a doubt about the end of a term, never to move it: the list stands in a law that was not
//! read at source. May not know any term.

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// A holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names of the days speak for themselves")]
pub enum Holiday {
    #[doc(alias = "Nieuwjaarsdag")]
    NewYear,
    #[doc(alias = "Goede Vrijdag")]
    GoodFriday,
    #[doc(alias = "Eerste paasdag")]
    EasterSunday,
    #[doc(alias = "Tweede paasdag")]
    EasterMonday,
    #[doc(alias = "Koningsdag")]
    KingsDay,
    #[doc(alias = "Bevrijdingsdag")]
    LiberationDay,
    #[doc(alias = "Hemelvaartsdag")]
    Ascension,
    #[doc(alias = "Eerste pinksterdag")]
    WhitSunday,
    #[doc(alias = "Tweede pinksterdag")]
    WhitMonday,
    #[doc(alias = "Eerste kerstdag")]
    ChristmasDay,
    #[doc(alias = "Tweede kerstdag")]
    SecondChristmasDay,
}

/// The holiday on this day, if any.
pub fn holiday(day: Date) -> Option<Holiday> {
    let fixed = match (day.month(), day.day()) {
        (1, 1) => Some(Holiday::NewYear),
        (5, 5) => Some(Holiday::LiberationDay),
        (12, 25) => Some(Holiday::ChristmasDay),
        (12, 26) => Some(Holiday::SecondChristmasDay),
        _ => None,
    };
    let from_easter = || {
        let days = day.since(easter(day.year())?).ok()?.get_days();
        match days {
            -2 => Some(Holiday::GoodFriday),
            0 => Some(Holiday::EasterSunday),
            1 => Some(Holiday::EasterMonday),
            39 => Some(Holiday::Ascension),
            49 => Some(Holiday::WhitSunday),
            50 => Some(Holiday::WhitMonday),
            _ => None,
        }
    };
    let kings = || (kings_day(day.year()) == Some(day)).then_some(Holiday::KingsDay);
    fixed.or_else(kings).or_else(from_easter)
}

/// The day on which the monarch's birthday is kept: 27 April from 2014, 30 April before; the day before where
/// that is a Sunday.
pub fn kings_day(year: i16) -> Option<Date> {
    let day = Date::new(year, 4, if year >= 2014 { 27 } else { 30 }).ok()?;
    if day.weekday() == Weekday::Sunday { day.yesterday().ok() } else { Some(day) }
}

/// Easter Sunday of the Gregorian calendar; `None` before 1583, where that calendar did not exist.
///
/// The Sunday after the first full moon of the church's table on or after 21 March: the age of the moon on a
/// 1 January (epact) from the 19-year cycle, corrected for centuries.
pub fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let wide = i32::from(year);
    let century = wide / 100;
    let golden = wide % 19;
    // Leap days left out (solar) and the moon's drift of 8 days in 25 centuries (lunar).
    let solar = century - century / 4;
    let lunar = (8 * century + 13) / 25;
    let mut moon = (19 * golden + solar - lunar + 15).rem_euclid(30);
    // The table never lets the full moon fall on 19 April, nor on the 18th twice in a cycle.
    if moon == 29 || (moon == 28 && golden > 10) {
        moon -= 1;
    }
    let full_moon = Date::new(year, 3, 21).ok()?.checked_add(Span::new().days(moon)).ok()?;
    // Strictly after the full moon.
    let wait = 7 - i32::from(full_moon.weekday().to_sunday_zero_offset());
    full_moon.checked_add(Span::new().days(wait)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// Easter by another road: the published dates.
    #[test]
    fn easter_of_known_years() {
        for (year, month, day) in [
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2019, 4, 21),
            (2020, 4, 12),
            (2021, 4, 4),
            (2022, 4, 17),
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2038, 4, 25),
            (2049, 4, 18),
        ] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
        assert_eq!(easter(1582), None);
    }

    #[test]
    fn king_and_queen() {
        assert_eq!(kings_day(2013), Some(date(2013, 4, 30)));
        assert_eq!(kings_day(2014), Some(date(2014, 4, 26)));
        assert_eq!(kings_day(2025), Some(date(2025, 4, 26)));
        assert_eq!(kings_day(2026), Some(date(2026, 4, 27)));
        assert_eq!(holiday(date(2025, 4, 27)), None);
    }

    #[test]
    fn the_holidays_of_2026() {
        let mut day = date(2026, 1, 1);
        let mut found = Vec::new();
        while day.year() == 2026 {
            found.extend(holiday(day).map(|holiday| format!("{day} {holiday:?}")));
            day = day.tomorrow().unwrap();
        }
        assert_eq!(
            found,
            [
                "2026-01-01 NewYear",
                "2026-04-03 GoodFriday",
                "2026-04-05 EasterSunday",
                "2026-04-06 EasterMonday",
                "2026-04-27 KingsDay",
                "2026-05-05 LiberationDay",
                "2026-05-14 Ascension",
                "2026-05-24 WhitSunday",
                "2026-05-25 WhitMonday",
                "2026-12-25 ChristmasDay",
                "2026-12-26 SecondChristmasDay",
            ]
        );
    }

    proptest! {
        /// The twin: the rule that Oudin published, in integers.
        #[test]
        fn easter_agrees_with_another_formula(year in 1583_i16..9999) {
            let y = i32::from(year);
            let g = y % 19;
            let c = y / 100;
            let h = (c - c / 4 - (8 * c + 13) / 25 + 19 * g + 15) % 30;
            let i = h - (h / 28) * (1 - (29 / (h + 1)) * ((21 - g) / 11));
            let j = (y + y / 4 + i + 2 - c + c / 4) % 7;
            let l = i - j;
            let month = 3 + (l + 40) / 44;
            let day = l + 28 - 31 * (month / 4);
            prop_assert_eq!(easter(year), Some(date(year, month as i8, day as i8)));
        }
    }
}
