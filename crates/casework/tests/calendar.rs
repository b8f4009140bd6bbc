//! Terms from the outside: the borders of each, and what is said where no text was read.

use casework::calendar::{
    Doubt, Ending, days_after, days_between, days_from_event, holiday, months_after, months_from_event,
    period_end, term_from,
};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;
use rules::limits;

#[test]
fn fourteen_days_from_delivery() {
    // A Monday: the fifteenth day is a Monday too, and opposition is in time on that day.
    let ending = days_from_event(date(2026, 1, 12), 14);
    assert_eq!(ending.last_day, date(2026, 1, 26));
    assert_eq!(ending.doubts, [Doubt::FirstDay]);
    assert!(ending.may_run(date(2026, 1, 26)) && ending.surely_over(date(2026, 1, 27)));
    let limit = limits(date(2026, 1, 12)).opposition;
    assert_eq!(term_from(date(2026, 1, 12), &limit), Some(ending));
}

#[test]
fn an_end_on_a_day_off_is_a_doubt_and_moves_nothing() {
    // Saturday 2 May 2026, a Sunday after it, and nothing more.
    let ending = days_from_event(date(2026, 4, 18), 14);
    assert_eq!((ending.last_day, ending.latest_day), (date(2026, 5, 2), date(2026, 5, 4)));
    assert_eq!(ending.doubts, [Doubt::FirstDay, Doubt::Weekend]);
    // Good Friday, then the weekend, then Easter Monday.
    let ending = days_from_event(date(2026, 3, 20), 14);
    assert_eq!((ending.last_day, ending.latest_day), (date(2026, 4, 3), date(2026, 4, 7)));
    assert_eq!(ending.doubts, [Doubt::FirstDay, Doubt::Weekend, Doubt::Holiday]);
    insta::assert_snapshot!(ending.doubts.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

#[test]
fn months_end_on_the_same_day_or_on_the_last_of_the_month() {
    assert_eq!(months_after(date(2025, 5, 31), 9), (date(2026, 2, 28), true));
    assert_eq!(months_after(date(2027, 5, 31), 9), (date(2028, 2, 29), true));
    assert_eq!(months_after(date(2026, 5, 30), 9), (date(2027, 2, 28), true));
    assert_eq!(months_after(date(2026, 5, 28), 9), (date(2027, 2, 28), false));
    let ending = months_from_event(date(2025, 5, 31), 9);
    // A Saturday.
    assert_eq!(ending.doubts, [Doubt::FirstDay, Doubt::Weekend, Doubt::ShortMonth]);
}

#[test]
fn a_year_of_probation_ends_the_day_before_and_stands_still_in_detention() {
    assert_eq!(period_end(date(2026, 3, 1), 12, 0).last_day, date(2027, 2, 28));
    assert_eq!(period_end(date(2027, 3, 1), 12, 0).last_day, date(2028, 2, 29));
    let paused = period_end(date(2026, 3, 1), 12, 10);
    assert_eq!(paused.last_day, date(2027, 3, 10));
    assert_eq!(paused.doubts, [Doubt::DetentionEdges, Doubt::PeriodStart]);
}

#[test]
fn a_bound_without_a_calendar_has_no_end() {
    let limits = limits(date(2026, 1, 1));
    assert_eq!(term_from(date(2026, 1, 1), &limits.community_service), None);
    assert_eq!(term_from(date(2026, 1, 1), &limits.hearing_above), None);
    assert!(term_from(date(2026, 1, 1), &limits.community_service_term.unwrap()).is_some());
}

#[test]
fn the_end_of_time_is_no_fault() {
    assert_eq!(days_after(Date::MAX, 14), Date::MAX);
    assert_eq!(days_from_event(Date::MAX, u32::MAX).last_day, Date::MAX);
    assert_eq!(months_after(Date::MAX, u32::MAX).0, Date::MAX);
    assert_eq!(days_between(Date::MAX, Date::MIN), 0);
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_i64..60_000).prop_map(|days| date(1980, 1, 1).saturating_add(days.days()))
}

proptest! {
    /// The twin walks day by day.
    #[test]
    fn days_are_counted_as_one_would_on_fingers(event in any_day(), days in 0_u32..400) {
        let mut last = event;
        for _ in 0..days {
            last = last.tomorrow().unwrap();
        }
        let mut latest = last;
        while holiday(latest).is_some() || matches!(latest.weekday(), Weekday::Saturday | Weekday::Sunday) {
            latest = latest.tomorrow().unwrap();
        }
        let Ending { last_day, latest_day, doubts } = days_from_event(event, days);
        prop_assert_eq!((last_day, latest_day), (last, latest));
        prop_assert!(doubts.is_sorted() && doubts.contains(&Doubt::FirstDay));
        prop_assert_eq!(doubts.len() > 1, latest > last);
        prop_assert_eq!(days_between(event, last), days);
    }

    /// The twin walks month by month over the calendar's own lengths.
    #[test]
    fn months_are_counted_as_one_would_on_fingers(event in any_day(), months in 0_u32..1_000) {
        let count = i32::from(event.month()) - 1 + i32::try_from(months).unwrap();
        let year = event.year() + i16::try_from(count / 12).unwrap();
        let month = i8::try_from(count % 12 + 1).unwrap();
        let length = Date::new(year, month, 1).unwrap().days_in_month();
        let (later, short) = months_after(event, months);
        prop_assert_eq!(later, Date::new(year, month, event.day().min(length)).unwrap());
        prop_assert_eq!(short, event.day() > length);
    }

    #[test]
    fn the_longer_of_two_terms_covers_both(a in any_day(), b in any_day()) {
        let (a, b) = (days_from_event(a, 14), days_from_event(b, 14));
        let both = a.clone().or_later(b.clone());
        prop_assert_eq!(both.latest_day, a.latest_day.max(b.latest_day));
        prop_assert_eq!(both.doubts.contains(&Doubt::TwoStarts), a != b);
    }
}
