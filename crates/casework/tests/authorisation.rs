//! The borders of an authorisation, through its public doors.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use casework::authorisation::{
    Authorisation, Coverage, Grant, GrantError, NotInForce, Period, Scope, ScopedItem,
};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use vocab::{Family, LocalTime, Moment, Stamp, TimeMeaning, When};

fn utc(meaning: TimeMeaning, text: &str) -> Stamp {
    Stamp { meaning, when: When::Utc(Moment(text.parse().unwrap())) }
}

fn local(meaning: TimeMeaning, text: &str) -> Stamp {
    Stamp { meaning, when: When::Local(LocalTime(text.parse().unwrap())) }
}

/// Empty where covered, else the rule that speaks.
fn rule(scope: &Scope, folder: &str, family: Family, stamps: &[Stamp]) -> String {
    match scope.covers(ScopedItem { family, folder, stamps }) {
        Coverage::Covered => String::new(),
        Coverage::Outside(because) => because.rule,
    }
}

fn period(from: Date, to: Date) -> Scope {
    Scope { period: Some(Period { from, to }), ..Scope::default() }
}

fn grant() -> Grant {
    Grant {
        given_by: "mr. A. de Wit".into(),
        capacity: "officer of justice".into(),
        given_on: date(2026, 3, 1),
        offence: "art. 252 Sr".into(),
        until: Some(date(2026, 9, 1)),
        scope: Scope::default(),
    }
}

#[test]
fn no_limit_covers_everything() {
    assert_eq!(rule(&Scope::default(), "", Family::Other, &[]), "");
}

#[test]
fn both_days_of_the_period_are_inside() {
    let scope = period(date(2024, 1, 10), date(2024, 1, 20));
    let at = |text| rule(&scope, "", Family::Picture, &[local(TimeMeaning::Modified, text)]);
    assert_eq!(at("2024-01-09T23:59:59"), "scope.period");
    assert_eq!(at("2024-01-10T00:00:00"), "");
    assert_eq!(at("2024-01-20T23:59:59"), "");
    assert_eq!(at("2024-01-21T00:00:00"), "scope.period");
}

#[test]
fn an_instant_counts_on_its_dutch_day() {
    let at =
        |day: Date, text| rule(&period(day, day), "", Family::Picture, &[utc(TimeMeaning::Modified, text)]);
    assert_eq!(at(date(2024, 1, 10), "2024-01-09T23:00:00Z"), "");
    assert_eq!(at(date(2024, 1, 10), "2024-01-09T22:59:59Z"), "scope.period");
    assert_eq!(at(date(2024, 7, 10), "2024-07-09T22:00:00Z"), "");
    assert_eq!(at(date(2024, 7, 10), "2024-07-09T21:59:59Z"), "scope.period");
    // Summer time began on Sunday 31 March 2024 and ended on Sunday 27 October 2024, at 01:00 UTC.
    assert_eq!(at(date(2024, 3, 31), "2024-03-30T22:30:00Z"), "scope.period");
    assert_eq!(at(date(2024, 4, 1), "2024-03-31T22:00:00Z"), "");
    assert_eq!(at(date(2024, 10, 27), "2024-10-26T22:00:00Z"), "");
    assert_eq!(at(date(2024, 10, 28), "2024-10-27T22:30:00Z"), "scope.period");
}

#[test]
fn without_a_time_that_counts_an_item_lies_outside() {
    let scope = period(date(2000, 1, 1), date(2030, 1, 1));
    assert_eq!(rule(&scope, "", Family::Picture, &[]), "scope.period.no-date");
    for meaning in [TimeMeaning::Accessed, TimeMeaning::Changed, TimeMeaning::Deleted] {
        let stamps = [local(meaning, "2024-01-01T00:00:00")];
        assert_eq!(rule(&scope, "", Family::Picture, &stamps), "scope.period.no-date");
    }
    let taken_before_but_copied_within =
        [local(TimeMeaning::Taken, "1999-01-01T00:00:00"), utc(TimeMeaning::Created, "2024-01-01T00:00:00Z")];
    assert_eq!(rule(&scope, "", Family::Picture, &taken_before_but_copied_within), "");
}

#[test]
fn times_at_the_ends_of_the_calendar_are_only_outside() {
    let scope = period(date(2024, 1, 1), date(2024, 12, 31));
    for text in ["-009999-01-02T01:59:59Z", "9999-12-30T22:00:00Z"] {
        let stamps = [utc(TimeMeaning::Modified, text)];
        assert_eq!(rule(&scope, "", Family::Picture, &stamps), "scope.period");
    }
}

#[test]
fn folders_compare_by_whole_names() {
    let scope = Scope { folders: Some(vec!["vol1:/Users/x/".into(), "vol2:/".into()]), ..Scope::default() };
    let at = |folder| rule(&scope, folder, Family::Picture, &[]);
    assert_eq!(at("vol1:/Users/x"), "");
    assert_eq!(at("vol1:/Users/x/Pictures"), "");
    assert_eq!(at("vol1:/Users/xy"), "scope.folder");
    assert_eq!(at("vol1:/Users"), "scope.folder");
    assert_eq!(at("vol1:/users/x"), "scope.folder");
    assert_eq!(at("vol2:/any"), "");
    assert_eq!(at("vol22:/any"), "scope.folder");
    assert_eq!(at("vol1:/Users/x/../y"), "scope.folder");
    let top = Scope { folders: Some(vec![String::new()]), ..Scope::default() };
    assert_eq!(rule(&top, "anything", Family::Other, &[]), "");
}

#[test]
fn all_limits_must_hold() {
    let scope = Scope {
        families: Some(BTreeSet::from([Family::Picture])),
        folders: Some(vec!["a".into()]),
        ..Scope::default()
    };
    assert_eq!(rule(&scope, "a", Family::Picture, &[]), "");
    assert_eq!(rule(&scope, "a", Family::Document, &[]), "scope.family");
    assert_eq!(rule(&scope, "b", Family::Picture, &[]), "scope.folder");
}

#[test]
fn it_is_in_force_from_first_to_last_day() {
    let authorisation = Authorisation::record(grant()).unwrap();
    assert_eq!(authorisation.in_force(date(2026, 2, 28)), Err(NotInForce::NotYet(date(2026, 3, 1))));
    assert_eq!(authorisation.in_force(date(2026, 3, 1)), Ok(()));
    assert_eq!(authorisation.in_force(date(2026, 9, 1)), Ok(()));
    assert_eq!(authorisation.in_force(date(2026, 9, 2)), Err(NotInForce::Ended(date(2026, 9, 1))));
    let open = Authorisation::record(Grant { until: None, ..grant() }).unwrap();
    assert_eq!(open.in_force(date(9999, 12, 31)), Ok(()));
}

#[test]
fn what_does_not_hold_together_is_refused() {
    let refused = |grant| Authorisation::record(grant).unwrap_err();
    assert!(matches!(
        refused(Grant { given_by: " ".into(), ..grant() }),
        GrantError::Text { field: "giver", .. }
    ));
    assert!(matches!(
        refused(Grant { offence: "a\u{202e}b".into(), ..grant() }),
        GrantError::Text { field: "offence", .. }
    ));
    assert!(matches!(refused(Grant { until: Some(date(2026, 2, 1)), ..grant() }), GrantError::Ends { .. }));
    let scope = period(date(2024, 2, 1), date(2024, 1, 1));
    assert!(matches!(refused(Grant { scope, ..grant() }), GrantError::Period { .. }));
    let scope = Scope { families: Some(BTreeSet::new()), ..Scope::default() };
    assert_eq!(refused(Grant { scope, ..grant() }), GrantError::EmptyLimit("families"));
}

#[test]
fn widening_needs_a_reason_and_keeps_the_rest() {
    let first = Authorisation::record(Grant { scope: period(date(2024, 1, 1), date(2024, 2, 1)), ..grant() })
        .unwrap();
    assert!(matches!(first.widen(Scope::default(), ""), Err(GrantError::Text { .. })));
    let second = first.widen(Scope::default(), "examining magistrate, 4 April 2026").unwrap();
    assert_eq!((second.version(), second.widened_because()), (2, Some("examining magistrate, 4 April 2026")));
    assert_eq!(second.grant().given_by, first.grant().given_by);
    assert_eq!(first.scope().period.unwrap().to, date(2024, 2, 1));
    let narrower = first.widen(period(date(2024, 1, 2), date(2024, 2, 1)), "a day less");
    assert_eq!(narrower, Err(GrantError::Narrower));
    let pictures = Scope { families: Some(BTreeSet::from([Family::Picture])), ..Scope::default() };
    assert_eq!(second.widen(pictures, "only pictures"), Err(GrantError::Narrower));
}

#[test]
fn a_record_is_checked_when_read_back() {
    let first = Authorisation::record(grant()).unwrap();
    let text = serde_json::to_string(&first).unwrap();
    assert_eq!(serde_json::from_str::<Authorisation>(&text).unwrap(), first);
    assert!(serde_json::from_str::<Authorisation>(&text.replace("\"version\":1", "\"version\":2")).is_err());
    assert!(serde_json::from_str::<Authorisation>(&text.replace("mr. A. de Wit", " ")).is_err());
}
