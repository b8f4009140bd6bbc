//! Facts about a person in a case: each with who established it, from what and when.
//!
//! Facts and opinions are kept apart (art. 4(3) Wpg). A fact can be disputed or withdrawn, never erased. Only what
//! stands undisputed is handed to the rules; what is disputed or contradicts itself is unknown to them. No engine
//! makes a fact: that needs the hand of a named person, also where a carrier's profile is what it rests on.

use crate::document::{Line, Prose};
use authority::{Hand, Role, mark};
use jiff::civil::Date;
use rules::{FactError, FactName, Facts, Origin, Value};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use vocab::{FactId, Moment, ReadingId};

/// From what a fact was established.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FactSource {
    /// The collection profile of a carrier.
    #[doc(alias = "collectieprofiel")]
    Profile {
        /// The reading.
        reading: ReadingId,
        /// Merkle root of its sealed manifest.
        root: String,
    },
    /// The answer of a register, entered by hand.
    Register {
        /// Which register.
        name: Line,
        /// Reference of the answer.
        reference: Line,
        /// Day of the answer.
        day: Date,
    },
    /// What someone stated.
    #[doc(alias = "verklaring")]
    Statement {
        /// Who: suspect, witness, expert.
        who: Line,
        /// When.
        day: Date,
    },
    /// A report or another document in the file.
    #[doc(alias = "proces-verbaal")]
    Report {
        /// Reference.
        reference: Line,
        /// Its day.
        day: Date,
    },
}

/// Whether it is a fact or what someone thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// A fact.
    Fact,
    /// An opinion. It is kept and shown, and never reaches a rule.
    Opinion,
}

/// A fact, or an opinion, as one person recorded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "vaststelling")]
pub struct Fact {
    /// Its id.
    pub id: FactId,
    /// Which question it answers.
    pub name: FactName,
    /// The answer.
    pub value: Value,
    /// Fact or opinion.
    pub nature: Nature,
    /// From what.
    pub source: FactSource,
    /// How the answer follows from the source, in the person's own words.
    pub because: Prose,
    /// Who established it, by name.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Moment,
}

/// What a person states when establishing a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedFact {
    /// Which question it answers.
    pub name: FactName,
    /// The answer.
    pub value: Value,
    /// Fact or opinion.
    pub nature: Nature,
    /// From what.
    pub source: FactSource,
    /// How the answer follows from the source.
    pub because: Prose,
}

/// Why a fact is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactRefused {
    /// The answer does not fit the question.
    #[error(transparent)]
    Value(#[from] FactError),
    /// It follows from the order.
    #[error("{0} follows from the order as it is drawn up: change the order instead")]
    OfOrder(FactName),
    /// The deed itself says which day it is.
    #[error("{0} is the day on which the decision is taken: it is not established beforehand")]
    OfDecision(FactName),
    /// Someone else must establish it.
    #[error("{name} is established by a {by}, not by a {role}")]
    Role {
        /// The fact.
        name: FactName,
        /// The role that may.
        by: &'static str,
        /// The role of the person who tried.
        role: Role,
    },
    /// The source is dated after the moment.
    #[error("the source is dated {day}, which is still to come")]
    Future {
        /// The day of the source.
        day: Date,
    },
}

impl Fact {
    /// Establishes a fact by the hand of a named person. `today` is the day in the Netherlands at `at`.
    ///
    /// # Errors
    /// Says why it is not taken.
    pub fn establish(
        hand: &Hand<'_, mark::FactFinder>,
        id: FactId,
        stated: StatedFact,
        at: Moment,
        today: Date,
    ) -> Result<Self, FactRefused> {
        let StatedFact { name, value, nature, source, because } = stated;
        match name.origin() {
            Origin::Order => return Err(FactRefused::OfOrder(name)),
            _ if name == FactName::DecisionDay => return Err(FactRefused::OfDecision(name)),
            _ => {}
        }
        Facts::new().insert(name, value)?;
        let (by, role) = (name.settled_by(), hand.role());
        if nature == Nature::Fact && by == Role::Prosecutor.word() && role != Role::Prosecutor {
            return Err(FactRefused::Role { name, by, role });
        }
        let day = match &source {
            FactSource::Profile { .. } => None,
            FactSource::Register { day, .. }
            | FactSource::Statement { day, .. }
            | FactSource::Report { day, .. } => Some(*day),
        };
        if let Some(day) = day.filter(|day| *day > today) {
            return Err(FactRefused::Future { day });
        }
        Ok(Self { id, name, value, nature, source, because, by: hand.name().to_owned(), role, at })
    }
}

/// What a person does with a fact that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// Someone says that it is not so. Until that is settled it is unknown.
    Dispute,
    /// The dispute is settled: it stands.
    Uphold,
    /// It no longer stands. It stays to be read.
    Withdraw,
}

/// A fact disputed, upheld or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactTurn {
    /// Which fact.
    pub fact: FactId,
    /// What is done.
    pub turn: Turn,
    /// Why, and on whose word.
    pub because: Prose,
    /// Who recorded it, by name.
    pub by: String,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Moment,
}

impl FactTurn {
    /// How the fact stands after it.
    pub fn standing(&self) -> Standing {
        match self.turn {
            Turn::Dispute => Standing::Disputed(self.clone()),
            Turn::Uphold => Standing::Stands,
            Turn::Withdraw => Standing::Withdrawn(self.clone()),
        }
    }
}

/// Why a fact can't be turned so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TurnRefused {
    /// There is no such fact.
    #[error("this person's file holds no such fact")]
    Missing,
    /// It is withdrawn.
    #[error("the fact is withdrawn; establish a new one")]
    Withdrawn,
    /// It is disputed already.
    #[error("the fact is disputed already")]
    Disputed,
    /// Nothing to uphold.
    #[error("the fact is not disputed")]
    Undisputed,
}

/// How a fact stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It stands.
    Stands,
    /// It is disputed.
    Disputed(FactTurn),
    /// It was withdrawn.
    Withdrawn(FactTurn),
}

/// A fact with how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledFact {
    /// The fact.
    pub fact: Fact,
    /// How it stands.
    pub standing: Standing,
}

impl FiledFact {
    /// Whether the rules may know it.
    pub fn speaks(&self) -> bool {
        self.fact.nature == Nature::Fact && self.standing == Standing::Stands
    }
}

/// Each fact with how it stands after all turns, in the order in which they were made.
pub fn filed(facts: Vec<Fact>, turns: &[FactTurn]) -> Vec<FiledFact> {
    let stands = |fact: Fact| {
        let last = turns.iter().rev().find(|turn| turn.fact == fact.id);
        let standing = last.map_or(Standing::Stands, FactTurn::standing);
        FiledFact { fact, standing }
    };
    facts.into_iter().map(stands).collect()
}

/// Turns a fact by the hand of a named person.
///
/// # Errors
/// Says which rule stands in the way.
pub fn turn(
    hand: &Hand<'_, mark::FactFinder>,
    file: &[FiledFact],
    fact: FactId,
    turn: Turn,
    because: Prose,
    at: Moment,
) -> Result<FactTurn, TurnRefused> {
    let filed = file.iter().find(|filed| filed.fact.id == fact).ok_or(TurnRefused::Missing)?;
    match (&filed.standing, turn) {
        (Standing::Withdrawn(_), _) => return Err(TurnRefused::Withdrawn),
        (Standing::Disputed(_), Turn::Dispute) => return Err(TurnRefused::Disputed),
        (Standing::Stands, Turn::Uphold) => return Err(TurnRefused::Undisputed),
        _ => {}
    }
    Ok(FactTurn { fact, turn, because, by: hand.name().to_owned(), role: hand.role(), at })
}

/// Why a question that was answered is still unknown to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// The only answers are disputed.
    Disputed,
    /// Answers that stand contradict each other.
    Contradicted,
}

/// What the rules may know, and what they may not although it was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathered {
    /// What stands.
    pub facts: Facts,
    /// On which facts each known answer rests.
    pub from: BTreeMap<FactName, Vec<FactId>>,
    /// Answered, and yet unknown.
    pub doubts: BTreeMap<FactName, Doubt>,
}

/// Gathers what stands. An answer that is disputed makes its question unknown, also where another answer stands:
/// the dispute is to be settled first.
pub fn gather(file: &[FiledFact]) -> Gathered {
    let mut gathered = Gathered::default();
    let names: BTreeSet<FactName> = file.iter().map(|filed| filed.fact.name).collect();
    for name in names {
        let of = || file.iter().filter(|f| f.fact.name == name && f.fact.nature == Nature::Fact);
        if of().any(|filed| matches!(filed.standing, Standing::Disputed(_))) {
            gathered.doubts.insert(name, Doubt::Disputed);
            continue;
        }
        let mut standing = of().filter(|filed| filed.speaks()).map(|filed| &filed.fact);
        let Some(first) = standing.next() else { continue };
        let rest: Vec<&Fact> = standing.collect();
        if rest.iter().any(|fact| fact.value != first.value) {
            gathered.doubts.insert(name, Doubt::Contradicted);
        } else if gathered.facts.insert(name, first.value).is_ok() {
            let ids = std::iter::once(first).chain(rest).map(|fact| fact.id).collect();
            gathered.from.insert(name, ids);
        }
    }
    gathered
}
