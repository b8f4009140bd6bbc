//! What a rule is: its name, its versions, its clock, what follows when it is not met. May not hold any rule itself:
//! those stand in [`crate::book`].

use crate::edition::Edition;
use crate::facts::Facts;
use crate::judged::Answer;
use crate::provision::ProvisionId;
use crate::route::Route;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! rule_ids {
    ($($(#[$doc:meta])* $id:ident)*) => {
        /// The stable name of a rule. Names are never given out twice.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum RuleId { $($(#[$doc])* $id,)* }

        impl RuleId {
            /// All, in order.
            pub const ALL: &'static [Self] = &[$(Self::$id),*];

            /// The stable word: `R1`.
            pub fn word(self) -> &'static str {
                match self { $(Self::$id => stringify!($id),)* }
            }
        }
    };
}

rule_ids! {
    /// The offence carries six years at most.
    R1
    /// No habit or profession.
    R2
    /// A named prosecutor decides, with reasons.
    R3
    /// Guilt is established.
    R4
    /// Hearing, willingness and notice of counsel where the content asks for it.
    R5
    /// Hearing with counsel, by the issuer, above 2,000 euros.
    R6
    /// Length of a direction on behaviour.
    R7
    /// Hours of community service.
    R8
    /// Community service in this kind of order.
    R9
    /// What the document must hold.
    R10
    /// No execution before day 14.
    R11
    /// The end of the term of opposition.
    R12
    /// First offender.
    R13
    /// No risky work or hobby.
    R14
    /// Limited, and no making.
    R15
    /// Every seized carrier is given up.
    R16
    /// Advice of the probation service.
    R17
    /// Sessions of treatment.
    R18
    /// Precision of directions about checking devices.
    R19
    /// Nothing that points to making, abuse or risky contact.
    R20
    /// No second prosecution after full execution.
    R21
    /// A summons ends the order.
    R22
    /// What is logged.
    R23
    /// No notice to a victim without that person's own recorded wish.
    R24
    /// Length of a driving ban.
    R25
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that names no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no rule; rules are R1 to R{last}", last = RuleId::ALL.len())]
pub struct RuleIdError(pub String);

impl FromStr for RuleId {
    type Err = RuleIdError;
    fn from_str(word: &str) -> Result<Self, RuleIdError> {
        Self::ALL.iter().copied().find(|id| id.word() == word).ok_or_else(|| RuleIdError(word.to_owned()))
    }
}

/// What follows when a rule is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// A route is closed.
    Bar,
    /// A route is put on hold until it has been looked into.
    Stop,
    /// The order can't be issued as it is.
    Demand,
    /// It weighs for or against; a person weighs it.
    Criterion,
    /// A jurist must sign.
    SignOff,
}

/// Where a rule gets its force from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Law: it can't be set aside.
    Law,
    /// Policy or case law by analogy: setting it aside asks for a reason.
    Policy,
}

/// Which day decides whether a rule is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// The day or days of the offence: substantive law.
    Offence,
    /// The day of the decision: policy.
    Decision,
    /// The day of the act: procedure.
    Act,
}

/// One version of one rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// Version of the rule, from 1. Another reading is another version.
    pub version: u16,
    /// First edition of the book that holds this version.
    pub since: Edition,
    /// Last edition that holds it; `None` while it is in the book.
    pub until: Option<Edition>,
    /// What follows when it is not met.
    pub kind: RuleKind,
    /// Law or policy.
    pub strength: Strength,
    /// Its clock.
    pub clock: Clock,
    /// Routes that it speaks about.
    pub routes: &'static [Route],
    /// What it rests on; the first is the main one.
    pub provisions: &'static [ProvisionId],
    /// What it asks for, in Dutch.
    pub nl: &'static str,
    /// The same in English.
    pub en: &'static str,
    pub(crate) answer: fn(&Facts) -> Answer,
}

impl Rule {
    /// Whether an edition holds this version.
    pub fn is_in(&self, edition: Edition) -> bool {
        self.since <= edition && self.until.is_none_or(|last| edition <= last)
    }
}
