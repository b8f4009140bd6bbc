//! Policy of the prosecution service: criteria and demands by the day of the decision. They are weighed by a person,
//! together; nothing here counts them up, and none has a number that decides.

use crate::edition::Edition;
use crate::fact::FactName;
use crate::facts::Facts;
use crate::judged::{Answer, Judged};
use crate::provision::id;
use crate::route::Route;
use crate::rule::{Clock, Rule, RuleId, RuleKind, Strength};
use jiff::civil::{Date, date};

/// From this day a limited case may end in a penal order (the public page of the prosecution service).
pub(crate) const PRACTICE_FROM: Date = date(2021, 3, 1);
/// Outpatient sessions (the same page).
pub(crate) const SESSIONS_MAX: u32 = 20;

fn in_practice(facts: &Facts) -> Judged {
    Judged::from_day(facts, FactName::DecisionDay, PRACTICE_FROM)
}

/// Criterion (a).
fn first_offender(facts: &Facts) -> Answer {
    Answer::when(in_practice(facts), Judged::yes(facts, FactName::FirstOffender))
}

/// Criterion (b).
fn no_risky_work_or_hobby(facts: &Facts) -> Answer {
    Answer::when(in_practice(facts), Judged::no(facts, FactName::RiskyWorkOrHobby))
}

/// Criterion (c), its first half: limited possession or distribution. Making is another matter.
fn limited_without_making(facts: &Facts) -> Answer {
    Answer::when(
        in_practice(facts),
        Judged::all([Judged::yes(facts, FactName::Limited), Judged::no(facts, FactName::Making)]),
    )
}

/// Seized carriers are to be given up.
fn carriers_surrendered(facts: &Facts) -> Answer {
    Answer::when(
        Judged::all([in_practice(facts), Judged::yes(facts, FactName::CarriersSeized)]),
        Judged::yes(facts, FactName::CarriersSurrendered),
    )
}

/// Directions on behaviour rest on the probation service's advice.
fn advice_on_file(facts: &Facts) -> Answer {
    Answer::when(
        Judged::all([in_practice(facts), Judged::yes(facts, FactName::BehaviourDirection)]),
        Judged::yes(facts, FactName::ProbationAdvice),
    )
}

/// At most twenty outpatient sessions.
fn sessions_within_bound(facts: &Facts) -> Answer {
    Answer::when(
        Judged::all([in_practice(facts), Judged::yes(facts, FactName::BehaviourDirection)]),
        Judged::at_most(facts, FactName::TreatmentSessions, SESSIONS_MAX),
    )
}

/// What points to making, to abuse now or to risky contact holds the route at once.
fn nothing_points_to_worse(facts: &Facts) -> Answer {
    Answer::met(Judged::all([
        Judged::no(facts, FactName::Making),
        Judged::no(facts, FactName::CurrentAbuse),
        Judged::no(facts, FactName::RiskyContact),
    ]))
}

/// What the criteria have in common.
const CRITERION: Rule = Rule {
    id: RuleId::R13,
    version: 1,
    since: Edition::FIRST,
    until: None,
    kind: RuleKind::Criterion,
    strength: Strength::Policy,
    clock: Clock::Decision,
    routes: &[Route::PenalOrder],
    provisions: &[id::OM_PAGE_FIRST_OFFENDER],
    nl: "De verdachte is first offender.",
    en: "The suspect is a first offender.",
    answer: first_offender,
};

pub(super) const RULES: &[Rule] = &[
    CRITERION,
    Rule {
        id: RuleId::R14,
        provisions: &[id::OM_PAGE_RISKY_WORK],
        nl: "De verdachte heeft geen beroep of hobby met mogelijk risicovol contact met kinderen.",
        en: "The suspect has no profession or hobby with possibly risky contact with children.",
        answer: no_risky_work_or_hobby,
        ..CRITERION
    },
    Rule {
        id: RuleId::R15,
        provisions: &[id::OM_PAGE_LIMITED],
        nl: "Het gaat om beperkt bezit of beperkte verspreiding, zonder vervaardigen.",
        en: "Possession or distribution is limited, and nothing was made.",
        answer: limited_without_making,
        ..CRITERION
    },
    Rule {
        id: RuleId::R16,
        kind: RuleKind::Demand,
        provisions: &[id::OM_PAGE_SURRENDER, id::SV_257A_3_A],
        nl: "Van elke in beslag genomen gegevensdrager wordt afstand gedaan.",
        en: "Every seized carrier is given up.",
        answer: carriers_surrendered,
        ..CRITERION
    },
    Rule {
        id: RuleId::R17,
        kind: RuleKind::Demand,
        provisions: &[id::OM_PAGE_ADVICE],
        nl: "Voor een gedragsaanwijzing is het advies van de reclassering in het dossier.",
        en: "For a direction on behaviour the probation service's advice is on file.",
        answer: advice_on_file,
        ..CRITERION
    },
    Rule {
        id: RuleId::R18,
        kind: RuleKind::Demand,
        provisions: &[id::OM_PAGE_SESSIONS],
        nl: "Een aanwijzing tot behandeling telt ten hoogste twintig ambulante sessies.",
        en: "A direction to be treated counts twenty outpatient sessions at most.",
        answer: sessions_within_bound,
        ..CRITERION
    },
    Rule {
        id: RuleId::R20,
        kind: RuleKind::Stop,
        provisions: &[id::R2013_NEW_FACTS, id::OM_PAGE_PRIORITY],
        nl: "Niets wijst op vervaardigen, actueel misbruik of risicovol contact met een kind.",
        en: "Nothing points to making, to abuse going on now or to risky contact with a child.",
        answer: nothing_points_to_worse,
        ..CRITERION
    },
];
