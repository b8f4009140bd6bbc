//! Code of Criminal Procedure (Wetboek van Strafvordering), art. 255a and 257a to 257c: when an order may be given and
//! what it takes. May not know the policy of the prosecution service.

use crate::edition::Edition;
use crate::fact::FactName;
use crate::facts::Facts;
use crate::judged::{Answer, Judged};
use crate::provision::id;
use crate::route::Route;
use crate::rule::{Clock, Rule, RuleId, RuleKind, Strength};
use crate::truth::Truth;

/// Community service of an adult, hours (art. 257a(2)(a) Sv).
pub(crate) const SERVICE_HOURS_MAX: u32 = 180;
/// Community service of a minor, hours (art. 77f(2) Sr).
pub(crate) const SERVICE_HOURS_YOUTH_MAX: u32 = 60;
/// A direction on behaviour, months (art. 257a(3)(e) Sv).
pub(crate) const DIRECTION_MONTHS_MAX: u32 = 12;
/// A driving ban, months (art. 257a(2)(e) Sv).
pub(crate) const DRIVING_BAN_MONTHS_MAX: u32 = 6;
/// Above this many euros the suspect is heard with counsel (art. 257c(2) Sv).
pub(crate) const HEARING_ABOVE_EURO: u32 = 2_000;

/// Art. 257a(1): a prosecutor decides. That it is a named person who gives reasons is art. 7a Wpg's no to machines.
fn named_prosecutor_with_reasons(facts: &Facts) -> Answer {
    Answer::met(Judged::yes(facts, FactName::ReasonsRecorded))
}

/// Art. 257a(1): the prosecutor establishes that the offence was committed.
fn guilt_established(facts: &Facts) -> Answer {
    Answer::met(Judged::yes(facts, FactName::GuiltEstablished))
}

/// Art. 257c(1): hearing, notice of counsel and willingness for community service, a driving ban, behaviour.
fn heard_and_willing(facts: &Facts) -> Answer {
    Answer::when(
        Judged::any([
            Judged::yes(facts, FactName::BehaviourDirection),
            Judged::yes(facts, FactName::CommunityService),
            Judged::yes(facts, FactName::DrivingBan),
        ]),
        Judged::all([
            Judged::yes(facts, FactName::Heard),
            Judged::yes(facts, FactName::ToldOfCounsel),
            Judged::yes(facts, FactName::Willing),
        ]),
    )
}

/// Art. 257c(2): above 2,000 euros a hearing with counsel, by the prosecutor who issues the order.
fn heard_with_counsel(facts: &Facts) -> Answer {
    Answer::when(
        Judged::at_most(facts, FactName::MoneyTotal, HEARING_ABOVE_EURO).not(),
        Judged::all([
            Judged::yes(facts, FactName::HeardWithCounsel),
            Judged::yes(facts, FactName::HeardByIssuer),
        ]),
    )
}

/// Art. 257a(3)(e): a direction on behaviour has a probation period of a year at most.
fn direction_within_a_year(facts: &Facts) -> Answer {
    Answer::when(
        Judged::yes(facts, FactName::BehaviourDirection),
        Judged::at_most(facts, FactName::DirectionMonths, DIRECTION_MONTHS_MAX),
    )
}

/// Art. 257a(2)(a) Sv and 77f(2) Sr: hours of community service. Sixty hours pass at any age, 181 at none.
fn service_within_hours(facts: &Facts) -> Answer {
    let hours = |bound| Judged::at_most(facts, FactName::CommunityServiceHours, bound);
    let (few, not_many) = (hours(SERVICE_HOURS_YOUTH_MAX), hours(SERVICE_HOURS_MAX));
    let met = if few.truth == Truth::Holds || not_many.truth == Truth::Fails {
        few
    } else {
        Judged::any([few, Judged::all([not_many, Judged::yes(facts, FactName::Adult)])])
    };
    Answer::when(Judged::yes(facts, FactName::CommunityService), met)
}

/// Art. 22b Sr bars community service in a sentence and does not speak of orders: a jurist signs.
fn service_signed_off(facts: &Facts) -> Answer {
    Answer::when(
        Judged::yes(facts, FactName::CommunityService),
        Judged::yes(facts, FactName::CommunityServiceSignedOff),
    )
}

/// Art. 257a(6) and (7): parts a to g, and a translation for who does not understand Dutch well enough.
fn document_complete(facts: &Facts) -> Answer {
    Answer::met(Judged::all([
        Judged::yes(facts, FactName::DocumentComplete),
        Judged::any([
            Judged::yes(facts, FactName::UnderstandsDutch),
            Judged::yes(facts, FactName::Translated),
        ]),
    ]))
}

/// Art. 255a(1): an order fully executed for the same offence. Read in the text of 2017 only, so a jurist's reading of
/// the text in force decides.
fn not_executed_before(facts: &Facts) -> Answer {
    Answer::met(Judged::any([
        Judged::no(facts, FactName::EarlierOrderExecuted),
        Judged::no(facts, FactName::Text255a),
    ]))
}

/// Art. 257a(2)(e): a driving ban of six months at most.
fn driving_ban_within_bound(facts: &Facts) -> Answer {
    Answer::when(
        Judged::yes(facts, FactName::DrivingBan),
        Judged::at_most(facts, FactName::DrivingBanMonths, DRIVING_BAN_MONTHS_MAX),
    )
}

/// What most rules of this chapter have in common: a demand of the law on the order, since the first edition.
const DEMAND: Rule = Rule {
    id: RuleId::R3,
    version: 1,
    since: Edition::FIRST,
    until: None,
    kind: RuleKind::Demand,
    strength: Strength::Law,
    clock: Clock::Act,
    routes: &[Route::PenalOrder],
    provisions: &[id::SV_257A_1, id::WPG_7A, id::OM_PAGE_DECIDES],
    nl: "Een met naam genoemde officier van justitie beslist, met redenen.",
    en: "A named prosecutor decides, with reasons.",
    answer: named_prosecutor_with_reasons,
};

pub(super) const RULES: &[Rule] = &[
    DEMAND,
    Rule {
        id: RuleId::R4,
        kind: RuleKind::Bar,
        provisions: &[id::SV_257A_1, id::A2022_GUILT],
        nl: "De officier heeft vastgesteld dat de verdachte het feit heeft begaan en daaraan schuldig is.",
        en: "The prosecutor has established that the suspect committed the offence and is guilty of it.",
        answer: guilt_established,
        ..DEMAND
    },
    Rule {
        id: RuleId::R5,
        provisions: &[id::SV_257C_1],
        nl: "Voor een taakstraf, rijontzegging of gedragsaanwijzing is de verdachte gehoord, op een raadsman gewezen, en bereid.",
        en: "For community service, a driving ban or a direction on behaviour the suspect was heard, told of counsel, and is willing.",
        answer: heard_and_willing,
        ..DEMAND
    },
    Rule {
        id: RuleId::R6,
        provisions: &[id::SV_257C_2],
        nl: "Boven 2.000 euro aan boete en schadevergoeding is de verdachte gehoord met raadsman, door wie de beschikking uitvaardigt.",
        en: "Above 2,000 euros of fine and compensation the suspect was heard with counsel, by the one who issues the order.",
        answer: heard_with_counsel,
        ..DEMAND
    },
    Rule {
        id: RuleId::R7,
        provisions: &[id::SV_257A_3_E, id::SV_6_1_17_3],
        nl: "Een gedragsaanwijzing loopt ten hoogste twaalf maanden.",
        en: "A direction on behaviour runs twelve months at most.",
        answer: direction_within_a_year,
        ..DEMAND
    },
    Rule {
        id: RuleId::R8,
        provisions: &[id::SV_257A_2_A, id::SR_77F_2],
        nl: "Een taakstraf telt ten hoogste 180 uur, voor een minderjarige 60.",
        en: "Community service counts 180 hours at most, 60 for a minor.",
        answer: service_within_hours,
        ..DEMAND
    },
    Rule {
        id: RuleId::R9,
        kind: RuleKind::SignOff,
        strength: Strength::Policy,
        provisions: &[id::SR_22B_ON_ORDERS, id::SR_22B_240B, id::SR_22B_252],
        nl: "Voor een taakstraf in deze strafbeschikking heeft een jurist getekend.",
        en: "A jurist has signed for community service in this order.",
        answer: service_signed_off,
        ..DEMAND
    },
    Rule {
        id: RuleId::R10,
        provisions: &[id::SV_257A_6, id::SV_257A_7],
        nl: "Het document is volledig, en vertaald waar de verdachte het Nederlands onvoldoende beheerst.",
        en: "The document is complete, and translated where the suspect's Dutch is not enough.",
        answer: document_complete,
        ..DEMAND
    },
    Rule {
        id: RuleId::R21,
        kind: RuleKind::Bar,
        routes: &[Route::PenalOrder, Route::Summons],
        provisions: &[id::SV_255A_1],
        nl: "Voor hetzelfde feit is niet eerder een strafbeschikking volledig ten uitvoer gelegd.",
        en: "No order for the same offence has been fully executed before.",
        answer: not_executed_before,
        ..DEMAND
    },
    Rule {
        id: RuleId::R25,
        provisions: &[id::SV_257A_2_E],
        nl: "Een ontzegging van de rijbevoegdheid duurt ten hoogste zes maanden.",
        en: "A driving ban lasts six months at most.",
        answer: driving_ban_within_bound,
        ..DEMAND
    },
];
