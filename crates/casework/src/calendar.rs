//! Terms in days and months: on which day they end, and what about that day is not sure.
//!
//! A term is counted here as the text that was read says it, and no further. How the first day counts, and whether
//! an end on a Saturday, a Sunday or a holiday moves, stands in texts that were not read at source (the
//! Algemene termijnenwet among them). So an [`Ending`] has two days, one for each way of reading, and names its
//! doubts. What burdens a person waits for the later day; what protects a person holds until it.
//!
//! May not know: any case; today.

mod holiday;

pub use holiday::{Holiday, easter, holiday, kings_day};

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use rules::{Confidence, Limit, Unit};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The months in Dutch.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// A day in Dutch words: `1 maart 2025`.
pub fn day_in_words(day: Date) -> String {
    let month = usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month));
    format!("{} {} {}", day.day(), month.copied().unwrap_or_default(), day.year())
}

/// What about the end of a term is not sure, because the text was not read at source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Whether the first day itself counts. Here it does not.
    FirstDay,
    /// It ends on a Saturday or a Sunday and might move to the next working day.
    Weekend,
    /// It ends on a day that is generally held as a holiday and might move.
    Holiday,
    /// The month has no such day; the last day of the month is taken.
    ShortMonth,
    /// More than one day could be the first; see the module of the procedure.
    TwoStarts,
    /// Whether the days on which detention began and ended count as detained.
    DetentionEdges,
    /// On which day a probation period begins.
    PeriodStart,
}

impl Doubt {
    /// Where the answer would stand, and how sure we are that it stands there.
    pub fn where_to_look(self) -> (&'static str, Confidence) {
        match self {
            Self::Weekend | Self::Holiday => ("Algemene termijnenwet", Confidence::Memory),
            Self::FirstDay | Self::ShortMonth | Self::TwoStarts => {
                ("257e lid 1 Sv, rechtspraak over termijnen", Confidence::Inference)
            }
            Self::DetentionEdges => ("6:1:17 lid 3 Sv, rechtspraak", Confidence::Inference),
            Self::PeriodStart => ("257a lid 3 onder e Sv, 6:1:17 Sv", Confidence::Inference),
        }
    }

    /// In Dutch, for a screen or a letter.
    pub fn dutch(self) -> &'static str {
        match self {
            Self::FirstDay => "of de eerste dag zelf meetelt",
            Self::Weekend => "of de termijn doorloopt, nu zij op een zaterdag of zondag eindigt",
            Self::Holiday => "of de termijn doorloopt, nu zij op een feestdag eindigt",
            Self::ShortMonth => "hoe in maanden wordt geteld als de maand die dag niet heeft",
            Self::TwoStarts => "welke van twee dagen de termijn laat beginnen",
            Self::DetentionEdges => "of de dag van insluiting en die van vrijlating meetellen",
            Self::PeriodStart => "op welke dag de proeftijd begint",
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, confidence) = self.where_to_look();
        write!(f, "onzeker {}: brontekst nodig ({place}, [{confidence}])", self.dutch())
    }
}

/// The end of a term.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ending {
    /// Last day of the term by plain counting.
    pub last_day: Date,
    /// Last day under the reading that makes the term longest. The same where nothing is in doubt.
    pub latest_day: Date,
    /// What is not sure; sorted, none twice.
    pub doubts: Vec<Doubt>,
}

impl Ending {
    /// Whether the term is over on this day under every reading.
    pub fn surely_over(&self, day: Date) -> bool {
        day > self.latest_day
    }

    /// Whether the term may still run on this day, under some reading.
    pub fn may_run(&self, day: Date) -> bool {
        !self.surely_over(day)
    }

    fn with(mut self, doubt: Doubt) -> Self {
        if let Err(at) = self.doubts.binary_search(&doubt) {
            self.doubts.insert(at, doubt);
        }
        self
    }

    /// The longer of two terms, where it is not sure which of two days began it.
    #[must_use]
    pub fn or_later(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        let mut doubts = self.doubts;
        doubts.extend(other.doubts);
        doubts.sort_unstable();
        doubts.dedup();
        let both = Self {
            last_day: self.last_day.min(other.last_day),
            latest_day: self.latest_day.max(other.latest_day),
            doubts,
        };
        both.with(Doubt::TwoStarts)
    }
}

/// The day so many days later. Days at the end of time stay there.
pub fn days_after(day: Date, days: u32) -> Date {
    day.saturating_add(Span::new().days(i64::from(days.min(4_000_000))))
}

/// Whole days from one day to another; 0 where the other lies earlier.
pub fn days_between(from: Date, to: Date) -> u32 {
    from.until(to).ok().and_then(|span| u32::try_from(span.get_days()).ok()).unwrap_or(0)
}

/// The same day of the month so many months later, and whether that month lacks it (then its last day).
pub fn months_after(day: Date, months: u32) -> (Date, bool) {
    let later = day.saturating_add(i64::from(months.min(100_000)).months());
    (later, later.day() != day.day())
}

/// A term of days that begins with an event: the day of the event is day 0 and the term's last day is day `days`.
///
/// With `days` 14 and an event on the 1st, the last day is the 15th. That day 0 does not count is not read at
/// source: the doubt [`Doubt::FirstDay`] always stands. The other reading ends a day earlier, so the one used here
/// is the longer.
pub fn days_from_event(event: Date, days: u32) -> Ending {
    let last_day = days_after(event, days);
    extended(Ending { last_day, latest_day: last_day, doubts: vec![Doubt::FirstDay] })
}

/// A term of calendar months that begins with an event. With 9 months from 31 May, the last day is the last of
/// February, with [`Doubt::ShortMonth`].
pub fn months_from_event(event: Date, months: u32) -> Ending {
    let (last_day, short) = months_after(event, months);
    let ending = Ending { last_day, latest_day: last_day, doubts: vec![Doubt::FirstDay] };
    extended(if short { ending.with(Doubt::ShortMonth) } else { ending })
}

/// A term as the rule book states it. Units other than days, months and years have no end: `None`.
pub fn term_from(event: Date, limit: &Limit) -> Option<Ending> {
    match limit.unit {
        Unit::Days => Some(days_from_event(event, limit.bound)),
        Unit::Months => Some(months_from_event(event, limit.bound)),
        Unit::Years => Some(months_from_event(event, limit.bound.saturating_mul(12))),
        Unit::Hours | Unit::Euro | Unit::Sessions => None,
    }
}

/// The last day of a period that burdens a person, such as a probation period: it has no longer reading, for the
/// day that is sure is the earliest. `days_paused` were spent in lawful detention (6:1:17(3) Sv).
///
/// A year from 1 March ends on the last day of February.
pub fn period_end(first_day: Date, months: u32, days_paused: u32) -> Ending {
    let (next, short) = months_after(first_day, months);
    let last_day = days_after(next.yesterday().unwrap_or(next), days_paused);
    let ending = Ending { last_day, latest_day: last_day, doubts: vec![Doubt::PeriodStart] };
    let ending = if short { ending.with(Doubt::ShortMonth) } else { ending };
    if days_paused > 0 { ending.with(Doubt::DetentionEdges) } else { ending }
}

/// Names the doubt of an end on a day off, and gives the working day to which it might move.
fn extended(ending: Ending) -> Ending {
    let mut day = ending.last_day;
    let mut ending = ending;
    while let Some(doubt) = day_off(day) {
        ending = ending.with(doubt);
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    Ending { latest_day: day.max(ending.latest_day), ..ending }
}

/// Why a day might not count as a working day.
fn day_off(day: Date) -> Option<Doubt> {
    if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        return Some(Doubt::Weekend);
    }
    holiday(day).map(|_| Doubt::Holiday)
}
