//! Criminal Code (Wetboek van Strafrecht): what the offence carries, by the day on which it was committed. May not know
//! anything of orders or policy.
//!
//! Where this book has not read a text at source, a jurist's reading of it is asked for as a fact; the number that a
//! secondary source gives stands in the provision, for the eye only.

use crate::edition::Edition;
use crate::fact::FactName;
use crate::facts::{FactSet, Facts};
use crate::judged::{Answer, Judged};
use crate::provision::id;
use crate::route::Route;
use crate::rule::{Clock, Rule, RuleId, RuleKind, Strength};
use crate::truth::Truth;
use crate::value::Value;
use jiff::civil::{Date, date};

/// A penal order is possible up to and including this maximum, in years (art. 257a(1) Sv).
const YEARS_MAX: u32 = 6;

/// First day of art. 240b Sr as it stood until it was replaced.
pub(crate) const FROM_2010: Date = date(2010, 1, 1);
/// First day of art. 252 and 254 Sr.
pub(crate) const FROM_2024: Date = date(2024, 7, 1);

/// A statutory maximum: read at source, or to be read by a jurist.
#[derive(Clone, Copy)]
enum Maximum {
    Years(u32),
    Asked(FactName),
}

/// What the law said over a stretch of days.
struct Period {
    from: Option<Date>,
    before: Option<Date>,
    basic: Maximum,
    habit: Maximum,
}

const BEFORE_2010: Period = Period {
    from: None,
    before: Some(FROM_2010),
    basic: Maximum::Asked(FactName::MaximumBefore2010),
    habit: Maximum::Asked(FactName::MaximumHabitBefore2010),
};
const UNTIL_2024: Period = Period {
    from: Some(FROM_2010),
    before: Some(FROM_2024),
    basic: Maximum::Years(4),
    habit: Maximum::Years(8),
};
const SINCE_2024: Period = Period {
    from: Some(FROM_2024),
    before: None,
    basic: Maximum::Asked(FactName::Maximum252),
    habit: Maximum::Asked(FactName::Maximum254),
};

impl Maximum {
    fn allows_order(self, facts: &Facts) -> Judged {
        match self {
            Self::Years(years) => Judged::always(years <= YEARS_MAX),
            Self::Asked(name) => Judged::at_most(facts, name, YEARS_MAX),
        }
    }

    fn years(self, facts: &Facts) -> Option<u32> {
        match self {
            Self::Years(years) => Some(years),
            Self::Asked(name) => match facts.get(name) {
                Some(Value::Count(years)) => Some(years),
                _ => None,
            },
        }
    }
}

impl Period {
    /// Whether a part of the offence falls in this stretch.
    fn is_touched(&self, first: Date, last: Date) -> bool {
        self.before.is_none_or(|before| first < before) && self.from.is_none_or(|from| last >= from)
    }
}

/// In the order of time; together they cover all days.
const PERIODS: [Period; 3] = [BEFORE_2010, UNTIL_2024, SINCE_2024];

/// What the basic offence carries over its whole period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The highest statutory maximum, in years.
    pub years: u32,
    /// Whether all of it lies before art. 252 Sr: then it stands under art. 240b.
    pub under_240b: bool,
}

/// What the basic offence carries, by the law of its own days. `None` where the period is not known, or where a text
/// that was not read at source says it and no jurist's reading of it is among the facts.
pub fn carried(facts: &Facts) -> Option<Carried> {
    let Some(Value::Period { from, to }) = facts.get(FactName::OffencePeriod) else { return None };
    let touched = PERIODS.iter().filter(|period| period.is_touched(from, to));
    let maxima: Option<Vec<u32>> = touched.map(|period| period.basic.years(facts)).collect();
    Some(Carried { years: maxima?.into_iter().max()?, under_240b: to < FROM_2024 })
}

/// An offence that runs over a change of law is split: each part is held to the law of its own days, and all must pass.
///
/// `passes` stands in the order of [`PERIODS`].
fn in_each_period(facts: &Facts, passes: [Judged; 3]) -> Judged {
    let own = FactSet::of(FactName::OffencePeriod);
    let mut used = FactSet::EMPTY;
    for pass in passes {
        used = used.with(pass.used);
    }
    let Some(Value::Period { from, to }) = facts.get(FactName::OffencePeriod) else {
        // Where every part would come out alike, the days need not be known.
        let alike = passes[0].truth.is_settled() && passes.iter().all(|pass| pass.truth == passes[0].truth);
        let truth = if alike { passes[0].truth } else { Truth::Unknown };
        let mut judged = Judged { truth, used, settles: FactSet::EMPTY, changes: FactSet::EMPTY };
        for pass in passes {
            if alike {
                judged.changes = judged.changes.with(pass.changes);
            } else {
                judged.settles = judged.settles.with(own).with(pass.settles);
            }
        }
        return judged;
    };
    let touched = PERIODS.map(|period| period.is_touched(from, to));
    let [a, b, c] = touched;
    let part = |is_touched, pass| if is_touched { pass } else { Judged::always(true) };
    let mut judged = Judged::all([part(a, passes[0]), part(b, passes[1]), part(c, passes[2])]);
    judged.used = used.with(own);
    if judged.truth.is_settled() {
        judged.changes = judged.changes.with(by_other_days(passes, touched, judged.truth));
    }
    judged
}

/// What other days of the offence would change. Where some stretch of law comes out otherwise, other days alone do it;
/// where all come out alike, only together with what another stretch hangs on.
fn by_other_days(passes: [Judged; 3], touched: [bool; 3], truth: Truth) -> FactSet {
    let own = FactSet::of(FactName::OffencePeriod);
    if passes.iter().any(|pass| pass.truth != truth) {
        return own;
    }
    // Holding, each touched stretch decides by itself; failing, only when it is the one touched.
    let touched_one = touched.iter().filter(|is_touched| **is_touched).count() == 1;
    let decides = |is_touched: bool| is_touched && (truth == Truth::Holds || touched_one);
    passes
        .iter()
        .zip(touched)
        .filter(|(pass, is_touched)| !pass.changes.is_empty() && !decides(*is_touched))
        .fold(FactSet::EMPTY, |set, (pass, _)| set.with(own).with(pass.changes))
}

/// Art. 257a(1) Sv on the statutory maximum of the basic offence, by the law of its own days.
fn maximum_by_own_days(facts: &Facts) -> Answer {
    Answer::met(in_each_period(facts, PERIODS.map(|period| period.basic.allows_order(facts))))
}

/// The same, with the most favourable provision since then (art. 1(2) Sr). Only later texts that were read at source
/// count: that is art. 240b(1) as it stood from 2010, for offences before that.
fn maximum_by_favour(facts: &Facts) -> Answer {
    let later = Judged::all([
        Judged::from_day(facts, FactName::DecisionDay, FROM_2010),
        UNTIL_2024.basic.allows_order(facts),
    ]);
    Answer::met(in_each_period(
        facts,
        [
            Judged::any([BEFORE_2010.basic.allows_order(facts), later]),
            UNTIL_2024.basic.allows_order(facts),
            SINCE_2024.basic.allows_order(facts),
        ],
    ))
}

/// Art. 240b(2) and 254(1)(c) Sr: habit or profession carries more than an order can bear.
fn no_habit_or_profession(facts: &Facts) -> Answer {
    Answer::met(Judged::any([
        Judged::no(facts, FactName::HabitOrProfession),
        in_each_period(facts, PERIODS.map(|period| period.habit.allows_order(facts))),
    ]))
}

const R1: Rule = Rule {
    id: RuleId::R1,
    version: 2,
    since: Edition::SECOND,
    until: None,
    kind: RuleKind::Bar,
    strength: Strength::Law,
    clock: Clock::Offence,
    routes: &[Route::PenalOrder],
    provisions: &[id::SV_257A_1, id::SR_240B_1, id::SR_252, id::SR_240B_1_OLD, id::SR_1_2],
    nl: "Op het feit staat ten hoogste zes jaar gevangenisstraf; bij wijziging van de wet geldt de gunstigste bepaling.",
    en: "The offence carries six years' imprisonment at most; where the law changed, the most favourable provision counts.",
    answer: maximum_by_favour,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        version: 1,
        since: Edition::FIRST,
        until: Some(Edition::FIRST),
        provisions: &[id::SV_257A_1, id::SR_240B_1, id::SR_252, id::SR_240B_1_OLD],
        nl: "Op het feit staat ten hoogste zes jaar gevangenisstraf, naar de wet van de dag waarop het is gepleegd.",
        en: "The offence carries six years' imprisonment at most, by the law of the day on which it was committed.",
        answer: maximum_by_own_days,
        ..R1
    },
    R1,
    Rule {
        id: RuleId::R2,
        version: 1,
        since: Edition::FIRST,
        until: None,
        kind: RuleKind::Bar,
        strength: Strength::Law,
        clock: Clock::Offence,
        routes: &[Route::PenalOrder],
        provisions: &[id::SR_240B_2, id::SV_257A_1, id::SR_254_1_C, id::SR_240B_2_OLD],
        nl: "Van het feit is geen beroep of gewoonte gemaakt, of daarop stond ten hoogste zes jaar.",
        en: "No profession or habit was made of the offence, or that carried six years at most.",
        answer: no_habit_or_profession,
    },
];
