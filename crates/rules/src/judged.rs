//! A proposition judged on known facts: its truth, the facts that it read, those that would settle it, and those that
//! would change it. May not know any law: the rules build their paragraphs from these pieces.
//!
//! The pieces carry three sets of facts through `all`, `any` and `not`, so that no rule has to think of them. They are
//! exact as long as each fact stands in one place of a formula; the tests compare them with trying every value.

use crate::fact::FactName;
use crate::facts::{FactSet, Facts};
use crate::truth::Truth;
use crate::value::Value;
use jiff::civil::Date;

/// A proposition with its truth and the facts behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) truth: Truth,
    /// Known facts that were read.
    pub(crate) used: FactSet,
    /// Unknown facts that the truth still hangs on; empty once it is settled.
    pub(crate) settles: FactSet,
    /// Known facts that, were they otherwise (alone or together), would leave another truth; empty until settled.
    pub(crate) changes: FactSet,
}

impl Judged {
    /// True by itself, whatever the facts.
    pub(crate) fn always(holds: bool) -> Self {
        Self { truth: holds.into(), used: FactSet::EMPTY, settles: FactSet::EMPTY, changes: FactSet::EMPTY }
    }

    /// Asks one fact one question.
    pub(crate) fn of(facts: &Facts, name: FactName, holds: impl FnOnce(Value) -> bool) -> Self {
        let own = FactSet::of(name);
        match facts.get(name) {
            Some(value) => {
                Self { truth: holds(value).into(), used: own, settles: FactSet::EMPTY, changes: own }
            }
            None => {
                Self { truth: Truth::Unknown, used: FactSet::EMPTY, settles: own, changes: FactSet::EMPTY }
            }
        }
    }

    /// The answer is yes.
    pub(crate) fn yes(facts: &Facts, name: FactName) -> Self {
        Self::of(facts, name, |value| value == Value::Yes)
    }

    /// The answer is no.
    pub(crate) fn no(facts: &Facts, name: FactName) -> Self {
        Self::of(facts, name, |value| value == Value::No)
    }

    /// The number is not above the bound.
    pub(crate) fn at_most(facts: &Facts, name: FactName, bound: u32) -> Self {
        Self::of(facts, name, |value| matches!(value, Value::Count(n) | Value::Euro(n) if n <= bound))
    }

    /// The day is the given one or later.
    pub(crate) fn from_day(facts: &Facts, name: FactName, first: Date) -> Self {
        Self::of(facts, name, |value| matches!(value, Value::Day(day) if day >= first))
    }

    /// The opposite.
    pub(crate) fn not(self) -> Self {
        Self { truth: self.truth.not(), ..self }
    }

    /// Each one holds.
    pub(crate) fn all<const N: usize>(parts: [Self; N]) -> Self {
        Self::join(parts, Truth::Holds)
    }

    /// At least one holds.
    pub(crate) fn any<const N: usize>(parts: [Self; N]) -> Self {
        Self::join(parts, Truth::Fails)
    }

    /// `neutral` is the truth of no parts at all: holds for all, fails for any. The opposite decides alone.
    fn join<const N: usize>(parts: [Self; N], neutral: Truth) -> Self {
        let decides = neutral.not();
        let truth = if parts.iter().any(|part| part.truth == decides) {
            decides
        } else if parts.iter().any(|part| part.truth == Truth::Unknown) {
            Truth::Unknown
        } else {
            neutral
        };
        let mut joined =
            Self { truth, used: FactSet::EMPTY, settles: FactSet::EMPTY, changes: FactSet::EMPTY };
        for part in parts {
            joined.used = joined.used.with(part.used);
            if part.truth == truth {
                // Unknown: each unknown part may be the one that settles it. Settled: parts of the same truth carry it.
                joined.settles = joined.settles.with(part.settles);
                joined.changes = joined.changes.with(part.changes);
            }
        }
        // One part that decides by itself and can't be otherwise leaves nothing to change.
        if truth == decides && parts.iter().any(|part| part.truth == decides && part.changes.is_empty()) {
            joined.changes = FactSet::EMPTY;
        }
        joined
    }
}

/// What a rule answers: whether it applies at all, and whether what it asks for is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) applies: Judged,
    pub(crate) met: Judged,
}

impl Answer {
    /// A rule that always applies.
    pub(crate) fn met(met: Judged) -> Self {
        Self { applies: Judged::always(true), met }
    }

    /// A rule that asks for something only in some cases.
    pub(crate) fn when(applies: Judged, met: Judged) -> Self {
        Self { applies, met }
    }

    /// One judgement: unknown as long as it is unknown whether the rule applies; met where it does not.
    pub(crate) fn whole(self) -> Judged {
        let Self { applies, met } = self;
        let used = applies.used.with(met.used);
        match applies.truth {
            Truth::Fails => Judged { truth: Truth::Holds, ..applies },
            Truth::Unknown => {
                let settles = match met.truth {
                    Truth::Unknown => applies.settles.with(met.settles),
                    Truth::Holds | Truth::Fails => applies.settles,
                };
                Judged { used, settles, ..applies }
            }
            Truth::Holds => {
                let changes =
                    if met.truth.is_settled() { applies.changes.with(met.changes) } else { FactSet::EMPTY };
                Judged { used, changes, ..met }
            }
        }
    }
}
