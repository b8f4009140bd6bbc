//! Case law on directions, applied to orders by analogy: it asks, it never closes. May not be taken for law.

use crate::edition::Edition;
use crate::fact::FactName;
use crate::facts::Facts;
use crate::judged::{Answer, Judged};
use crate::provision::id;
use crate::route::Route;
use crate::rule::{Clock, Rule, RuleId, RuleKind, Strength};
use jiff::civil::{Date, date};

/// Day of the judgment that first struck such a condition down.
pub(crate) const PRECISION_FROM: Date = date(2020, 7, 7);

/// HR 7 July 2020 and HR 31 May 2022: who checks what, how, how often, and what guards privacy.
fn device_checks_precise(facts: &Facts) -> Answer {
    Answer::when(
        Judged::all([
            Judged::from_day(facts, FactName::ActDay, PRECISION_FROM),
            Judged::yes(facts, FactName::DeviceChecks),
        ]),
        Judged::yes(facts, FactName::DeviceChecksPrecise),
    )
}

pub(super) const RULES: &[Rule] = &[Rule {
    id: RuleId::R19,
    version: 1,
    since: Edition::SECOND,
    until: None,
    kind: RuleKind::Demand,
    strength: Strength::Policy,
    clock: Clock::Act,
    routes: &[Route::PenalOrder],
    provisions: &[id::HR_ON_ORDERS, id::HR_2020_1215, id::HR_2022_807],
    nl: "Een aanwijzing over controle van apparaten is nauwkeurig: doel, apparaten, wijze, frequentie, wie, wat bewaard wordt, einddatum.",
    en: "A direction about checking devices is precise: purpose, devices, manner, frequency, who, what is kept, end date.",
    answer: device_checks_precise,
}];
