//! What a reader must know beside the findings: a change of law within the period, a gap in the policy, a text that was
//! not read. May not decide anything.

use crate::assess::{Effect, Finding};
use crate::book::{FROM_2010, FROM_2024, PRACTICE_FROM};
use crate::fact::FactName;
use crate::facts::Facts;
use crate::provision::{Citation, ProvisionId, id};
use crate::rule::RuleId;
use crate::value::Value;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Something to know beside the findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "flag")]
pub enum Flag {
    /// The offence runs over a change of law: each part is held to the law of its own days.
    Straddles {
        /// First day of the later law.
        border: Date,
    },
    /// The offence is older than a later law that could be more favourable; that later text was not read at source.
    LaterLawUnread {
        /// The later law.
        citation: Citation,
    },
    /// The day of the decision lies before the first day of these penal orders.
    BeforePractice {
        /// That first day.
        first: Date,
    },
    /// No published version of the guideline was found for the day of the decision.
    NoGuidelineFound {
        /// The day of the decision.
        day: Date,
    },
    /// A text that bears on this case was not, or not wholly, read at source.
    SourceNeeded {
        /// The text.
        citation: Citation,
    },
    /// Something points to a child in danger now: that comes first, whatever becomes of this case.
    Priority {
        /// The rule that says so.
        by: RuleId,
    },
    /// The day of the decision, or of the issue, lies before the last day of the offence: one of the days is wrong.
    DaysContradict {
        /// The fact that lies too early.
        early: FactName,
    },
}

/// First day of guideline 2021R002.
const GUIDELINE_2021: Date = date(2021, 9, 1);

/// Gathers the flags, in a fixed order.
pub(crate) fn flags(facts: &Facts, findings: &[Finding]) -> Vec<Flag> {
    let mut flags = Vec::new();
    let day_of = |name| match facts.get(name) {
        Some(Value::Day(day)) => Some(day),
        _ => None,
    };
    let decision = day_of(FactName::DecisionDay);
    if let Some(Value::Period { from, to }) = facts.get(FactName::OffencePeriod) {
        flags.extend(
            [FROM_2010, FROM_2024]
                .into_iter()
                .filter(|border| from < *border && *border <= to)
                .map(|border| Flag::Straddles { border }),
        );
        if from < FROM_2024 && decision.is_some_and(|day| day >= FROM_2024) {
            flags.push(Flag::LaterLawUnread { citation: id::SR_252.get().cite() });
        }
        flags.extend(
            [FactName::DecisionDay, FactName::ActDay]
                .into_iter()
                .filter(|name| day_of(*name).is_some_and(|day| day < to))
                .map(|early| Flag::DaysContradict { early }),
        );
        let old = (from < FROM_2010).then_some(id::SR_240B_1_OLD);
        let new = (to >= FROM_2024).then_some([id::SR_252, id::SR_254_OTHER]);
        let unread = old.into_iter().chain(new.into_iter().flatten());
        flags.extend(unread.map(needed));
    }
    if let Some(day) = decision {
        flags.extend(guideline(day));
    }
    if findings.iter().any(|finding| finding.effect == Effect::Stops) {
        flags.push(Flag::Priority { by: RuleId::R20 });
    }
    flags
}

/// What is known of the guideline on the day of the decision.
fn guideline(day: Date) -> Vec<Flag> {
    if day < PRACTICE_FROM {
        return vec![Flag::BeforePractice { first: PRACTICE_FROM }];
    }
    let order_policy = [id::A2015_CONTRA, id::A2022_GUILT].map(needed);
    let own = if day < GUIDELINE_2021 {
        vec![Flag::NoGuidelineFound { day }]
    } else if day < FROM_2024 {
        vec![needed(id::R2021_CRITERIA)]
    } else {
        [id::R2024_CRITERIA, id::R2024_OLD_CASES, id::R2024_LITTLE_INQUIRY, id::R2024_FIRST_OFFENDER]
            .map(needed)
            .into()
    };
    own.into_iter().chain(order_policy).collect()
}

fn needed(provision: ProvisionId) -> Flag {
    Flag::SourceNeeded { citation: provision.get().cite() }
}
