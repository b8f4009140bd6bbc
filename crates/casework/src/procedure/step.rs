//! The steps of the procedure, each with who may take it. A step is what a person did or what came in; whether it
//! may be taken now is not for the step to say.

use super::court::{CourtResult, SummonsGround};
use crate::document::{Line, Prose};
use crate::order::{Outline, PartNumber};
use authority::Role;
use jiff::civil::Date;
use rules::{FactName, Facts, Value};
use serde::{Deserialize, Serialize};
use std::fmt;
use vocab::{DecisionId, Moment, OrderId, Sha256};

/// How an order was handed over (257d).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryManner {
    /// In person.
    InPerson,
    /// Offered in person and refused: counts as in person.
    RefusedInPerson,
    /// By ordinary letter to the registered address.
    Letter,
    /// By registered letter.
    RegisteredLetter,
    /// By electronic means (36b(3)).
    Electronic,
    /// To the address that was given at the first interrogation.
    AddressGiven,
}

impl DeliveryManner {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::InPerson,
        Self::RefusedInPerson,
        Self::Letter,
        Self::RegisteredLetter,
        Self::Electronic,
        Self::AddressGiven,
    ];

    /// Whether it begins the term of opposition. What was sent to an address does not.
    pub fn is_personal(self) -> bool {
        matches!(self, Self::InPerson | Self::RefusedInPerson)
    }
}

/// The way in which opposition was lodged (257e(3)-(4)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OppositionChannel {
    /// In person at the office.
    Office,
    /// By letter.
    Letter,
    /// By the electronic facility, its receipt confirmed.
    Electronic,
}

/// Who lodged opposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opponent {
    /// The person.
    Suspect,
    /// A lawyer, who states to be expressly authorised.
    Lawyer,
    /// Another, with a special written proxy.
    Proxy,
}

/// What new facts point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NewFacts {
    /// Making.
    Making,
    /// Abuse that goes on now.
    CurrentAbuse,
    /// Risky contact with a child.
    RiskyContact,
    /// Other or heavier offences.
    Heavier,
}

impl NewFacts {
    /// What the facts that stand point to, the most pressing first: a child in danger now, then a child at risk, then
    /// making. `None`: to none of these. Whether it is new is for the procedure: it records what stops it.
    pub fn pointed_to(facts: &Facts) -> Option<Self> {
        [
            (FactName::CurrentAbuse, Self::CurrentAbuse),
            (FactName::RiskyContact, Self::RiskyContact),
            (FactName::Making, Self::Making),
        ]
        .into_iter()
        .find(|(name, _)| facts.get(*name) == Some(Value::Yes))
        .map(|(_, what)| what)
    }

    /// Whether a child may be in danger now. That comes first, whatever becomes of the order.
    pub fn comes_first(self) -> bool {
        matches!(self, Self::CurrentAbuse | Self::RiskyContact)
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// A prosecutor has decided on a penal order.
    Decide {
        /// The decision.
        decision: DecisionId,
    },
    /// New facts came in. Everything that burdens the person stops.
    RecordNewFacts {
        /// What they point to.
        what: NewFacts,
        /// In short; no description of material.
        note: Prose,
    },
    /// A prosecutor has decided anew, with the new facts, that the order goes on.
    DecideAnew {
        /// The new decision.
        decision: DecisionId,
    },
    /// The order is given up before it was issued.
    Abandon {
        /// Why.
        reasons: Prose,
    },
    /// The order is issued.
    Issue {
        /// The order.
        order: OrderId,
        /// It in outline.
        outline: Outline,
    },
    /// The order was handed over or sent.
    Deliver {
        /// Day.
        on: Date,
        /// How.
        manner: DeliveryManner,
    },
    /// A circumstance shows that the person knows the order.
    ProveKnown {
        /// Since when.
        since: Date,
        /// What shows it.
        evidence: Prose,
    },
    /// Opposition was lodged.
    Oppose {
        /// Day.
        lodged_on: Date,
        /// How.
        channel: OppositionChannel,
        /// By whom.
        by: Opponent,
        /// Why it does not suspend, where the prosecutor says so: it is clearly late, or the right was lost.
        set_aside: Option<Prose>,
    },
    /// Opposition was withdrawn, before the hearing began.
    WithdrawOpposition {
        /// Day.
        on: Date,
    },
    /// The person waived opposition in writing, with counsel assisting.
    WaiveOpposition {
        /// Day.
        on: Date,
        /// Counsel, by name.
        counsel: Line,
    },
    /// The person complied unasked with some parts: paid, signed the surrender.
    Comply {
        /// Day.
        on: Date,
        /// The parts.
        parts: Vec<PartNumber>,
    },
    /// Execution begins.
    StartExecution,
    /// The term for a direction is extended.
    ExtendTerm {
        /// The part.
        part: PartNumber,
        /// New last day.
        until: Date,
    },
    /// The person is lawfully detained: the probation period stands still.
    Pause {
        /// First day.
        from: Date,
    },
    /// The person is free again.
    Resume {
        /// Day of release.
        on: Date,
    },
    /// One part has been executed.
    ExecutePart {
        /// The part.
        part: PartNumber,
    },
    /// All parts have been executed.
    CompleteExecution,
    /// A part was not kept.
    ReportBreach {
        /// The part.
        part: PartNumber,
        /// In short.
        what: Prose,
    },
    /// The prosecutor answers a breach: the order goes on.
    AnswerBreach {
        /// Why.
        reasons: Prose,
    },
    /// The order is replaced by another for the same fact.
    Amend {
        /// The new order.
        order: OrderId,
        /// It in outline.
        outline: Outline,
        /// The prosecutor states that it is for the same fact (68 Sr).
        same_fact: bool,
    },
    /// The order is withdrawn.
    Withdraw {
        /// Why.
        reasons: Prose,
    },
    /// The opposition is brought before the court.
    BringToCourt {
        /// Day on which the call was served.
        served_on: Date,
        /// Day of the hearing.
        hearing_on: Date,
    },
    /// The person is summoned for the same fact.
    Summon {
        /// On what ground.
        ground: SummonsGround,
    },
    /// The court has decided.
    RecordCourtResult {
        /// Day.
        on: Date,
        /// What.
        result: CourtResult,
    },
    /// The record of the procedure is destroyed.
    Destroy {
        /// Day from which it had to be.
        due_on: Date,
        /// Fingerprint of the key that was destroyed.
        key: Sha256,
        /// The line of the ledger that tells of it.
        ledger_entry: u64,
    },
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident $word:literal $dutch:literal : $($role:ident)+;)+) => {
        /// A step by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        #[expect(missing_docs, reason = "each is told at the step of that name")]
        pub enum StepName { $($name,)+ }

        impl StepName {
            /// All.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// In Dutch.
            pub fn dutch(self) -> &'static str {
                match self { $(Self::$name => $dutch,)+ }
            }

            /// Roles that may take it.
            pub fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role,)+],)+ }
            }
        }

        impl Step {
            /// Its name.
            pub fn name(&self) -> StepName {
                match self { $(Self::$name { .. } => StepName::$name,)+ }
            }
        }
    };
}

names! {
    Decide "decide" "beslissing tot strafbeschikking": Prosecutor;
    RecordNewFacts "record-new-facts" "nieuwe feiten": TacticalInvestigator DigitalInvestigator VictimSpecialist Prosecutor ProbationOfficer;
    DecideAnew "decide-anew" "nieuwe beslissing na nieuwe feiten": Prosecutor;
    Abandon "abandon" "afzien van strafbeschikking": Prosecutor;
    Issue "issue" "uitvaardiging": Prosecutor;
    Deliver "deliver" "uitreiking of toezending": Prosecutor TacticalInvestigator TeamLead;
    ProveKnown "prove-known" "bekendheid vastgesteld": Prosecutor;
    Oppose "oppose" "verzet": Prosecutor;
    WithdrawOpposition "withdraw-opposition" "intrekking van het verzet": Prosecutor;
    WaiveOpposition "waive-opposition" "afstand van verzet": Prosecutor;
    Comply "comply" "vrijwillige voldoening": Prosecutor;
    StartExecution "start-execution" "begin van de tenuitvoerlegging": Prosecutor;
    ExtendTerm "extend-term" "verlenging van een termijn": Prosecutor;
    Pause "pause" "stilstand door detentie": Prosecutor ProbationOfficer;
    Resume "resume" "hervatting na detentie": Prosecutor ProbationOfficer;
    ExecutePart "execute-part" "onderdeel ten uitvoer gelegd": Prosecutor;
    CompleteExecution "complete-execution" "volledig ten uitvoer gelegd": Prosecutor;
    ReportBreach "report-breach" "melding van niet-naleving": ProbationOfficer Prosecutor TacticalInvestigator;
    AnswerBreach "answer-breach" "antwoord op niet-naleving": Prosecutor;
    Amend "amend" "wijziging": Prosecutor;
    Withdraw "withdraw" "intrekking": Prosecutor;
    BringToCourt "bring-to-court" "oproeping na verzet": Prosecutor;
    Summon "summon" "dagvaarding": Prosecutor;
    RecordCourtResult "record-court-result" "uitspraak": Prosecutor;
    Destroy "destroy" "vernietiging": Prosecutor;
}

impl fmt::Display for StepName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A step as it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TakenStep {
    /// What.
    pub step: Step,
    /// The day on which it was taken, by the Dutch calendar. Days within the step may lie earlier, never later.
    pub day: Date,
    /// When it was written down.
    pub at: Moment,
    /// By whom, by name.
    pub by: Line,
    /// In which role.
    pub role: Role,
}
