//! Values that stand for all others: on each fact, one on either side of every border that a rule could have. Shared by
//! the tests that try everything.

use rules::{FactName, Value, ValueKind};

/// Days on either side of every border of law, policy and case law.
pub(crate) const DAYS: [&str; 14] = [
    "2009-12-31",
    "2010-01-01",
    "2019-12-31",
    "2020-01-01",
    "2020-07-06",
    "2020-07-07",
    "2021-02-28",
    "2021-03-01",
    "2021-08-31",
    "2021-09-01",
    "2022-04-14",
    "2022-04-15",
    "2024-06-30",
    "2024-07-01",
];

/// Periods within, at and over each change of substantive law.
pub(crate) const PERIODS: [&str; 10] = [
    "2001-01-01..2001-12-31",
    "2009-12-31..2009-12-31",
    "2009-12-31..2010-01-01",
    "2010-01-01..2010-01-01",
    "2015-01-01..2016-01-01",
    "2024-06-30..2024-06-30",
    "2024-06-30..2024-07-01",
    "2024-07-01..2024-07-01",
    "2025-01-01..2025-02-01",
    "2009-06-01..2024-08-01",
];

/// Values of a fact that stand for all others.
pub(crate) fn domain(name: FactName) -> Vec<Value> {
    let read = |texts: &[&str]| -> Vec<Value> {
        texts.iter().map(|text| Value::parse(name.kind(), text).unwrap()).collect()
    };
    match (name, name.kind()) {
        (_, ValueKind::YesNo) => read(&["yes", "no"]),
        (_, ValueKind::Day) => read(&DAYS),
        (_, ValueKind::Period) => read(&PERIODS),
        (_, ValueKind::Euro) => read(&["0", "2000", "2001", "4000000000"]),
        (FactName::CommunityServiceHours, _) => read(&["0", "60", "61", "180", "181", "4000000000"]),
        (FactName::DirectionMonths, _) => read(&["0", "12", "13", "4000000000"]),
        (FactName::TreatmentSessions, _) => read(&["0", "20", "21", "4000000000"]),
        (_, ValueKind::Count) => read(&["0", "6", "7", "4000000000"]),
    }
}
