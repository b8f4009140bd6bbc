//! What the tests of the prosecutor's desk share: people with hands, days, ids, and a sound order in outline.
#![allow(dead_code, reason = "each test takes what it needs")]

use authority::{Caller, DeedName, Permit, Purpose, Role, Subject, permit};
use casework::document::{Line, Prose};
use casework::order::{Heard, Outline, PartOutline};
use jiff::civil::{Date, date};
use rules::{FactName, Value};
use vocab::{CaseId, DecisionId, FactId, Moment, OrderId, PersonId, RecordId, Sha256};

/// A permit for a named person in a role, for a deed that every role may do.
pub(crate) fn permit_of(name: &str, role: Role) -> Permit {
    let caller = Caller::local_user(name, role).unwrap();
    permit(&caller, &Purpose::new("test").unwrap(), DeedName::VerifyLedger, Subject::House).unwrap()
}

pub(crate) const PROSECUTOR: &str = "mr. A. de Wit";

pub(crate) fn line(text: &str) -> Line {
    Line::new(text).unwrap()
}

pub(crate) fn prose(text: &str) -> Prose {
    Prose::new(text).unwrap()
}

pub(crate) fn record(number: u8) -> RecordId {
    RecordId::new(1_700_000_000_000 + u64::from(number), [number; 10])
}

pub(crate) fn case() -> CaseId {
    CaseId(record(1))
}

pub(crate) fn person() -> PersonId {
    PersonId(record(2))
}

pub(crate) fn decision(number: u8) -> DecisionId {
    DecisionId(record(number))
}

pub(crate) fn order(number: u8) -> OrderId {
    OrderId(record(number))
}

pub(crate) fn fact_id(number: u8) -> FactId {
    FactId(record(number))
}

pub(crate) fn digest(byte: u8) -> Sha256 {
    Sha256([byte; 32])
}

/// Noon of a day.
pub(crate) fn noon(day: Date) -> Moment {
    Moment(day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp())
}

/// A Monday without a holiday near.
pub(crate) const MONDAY: Date = date(2026, 1, 12);

/// So many days after that Monday.
pub(crate) fn day(days: i64) -> Date {
    MONDAY.saturating_add(jiff::Span::new().days(days))
}

/// A hearing a week before, as it should be.
pub(crate) fn heard() -> Heard {
    Heard {
        on: day(-7),
        by: line(PROSECUTOR),
        told_of_counsel: true,
        counsel_present: true,
        willing: true,
        reported: true,
    }
}

/// One carrier given up, one direction on behaviour of a year with ten sessions.
pub(crate) fn outline() -> Outline {
    Outline {
        parts: vec![PartOutline::Surrender, PartOutline::Behaviour { months: 12, sessions: 10 }],
        adult: true,
        heard: Some(heard()),
        advised_on: Some(day(-5)),
        signed_off_by: None,
    }
}

/// The facts of a case in which nothing of law or policy stands in the way.
pub(crate) fn plain_facts() -> [(FactName, Value); 12] {
    let period = Value::Period { from: date(2022, 3, 1), to: date(2022, 5, 1) };
    [
        (FactName::OffencePeriod, period),
        (FactName::HabitOrProfession, Value::No),
        (FactName::GuiltEstablished, Value::Yes),
        (FactName::EarlierOrderExecuted, Value::No),
        (FactName::FirstOffender, Value::Yes),
        (FactName::RiskyWorkOrHobby, Value::No),
        (FactName::Limited, Value::Yes),
        (FactName::Making, Value::No),
        (FactName::CurrentAbuse, Value::No),
        (FactName::RiskyContact, Value::No),
        (FactName::Adult, Value::Yes),
        (FactName::CarriersSeized, Value::Yes),
    ]
}
