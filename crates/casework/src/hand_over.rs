//! Hand-overs between controllers. Police and prosecution service are two (the chief of police under the Wpg, the College
//! of procurators general under the Wjsg), so that what passes between them is a deed of its own, written down with its
//! ground (art. 32 Wpg). May not know what is in the things handed over.

use crate::citation;
use crate::document::{Line, Prose};
use authority::{Hand, Role, mark};
use jiff::civil::Date;
use rules::Citation;
use serde::{Deserialize, Serialize};
use vocab::{Moment, Sha256};

/// Who answers for data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[doc(alias = "verwerkingsverantwoordelijke")]
pub enum Controller {
    /// The chief of police (1(f) Wpg).
    Police,
    /// The College of procurators general (1(k) Wjsg).
    ProsecutionService,
}

impl Controller {
    /// For whom a person in this role works; `None` for roles that keep no data of either.
    pub fn of(role: Role) -> Option<Self> {
        match role {
            Role::TacticalInvestigator
            | Role::DigitalInvestigator
            | Role::NetworkAnalyst
            | Role::VictimSpecialist
            | Role::TeamLead => Some(Self::Police),
            Role::Prosecutor | Role::VictimContact => Some(Self::ProsecutionService),
            Role::ProbationOfficer | Role::Auditor | Role::DefenceExpert => None,
        }
    }
}

/// To whom.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Recipient {
    /// The other controller.
    Controller(Controller),
    /// The probation service: directions only.
    Probation {
        /// Which office.
        office: Line,
    },
    /// An authority abroad. Day, recipient, reason and data are written down for it as well (art. 32 Wpg).
    Abroad {
        /// Country.
        country: Line,
        /// Authority.
        authority: Line,
    },
    /// Another, by name.
    Other {
        /// Who.
        name: Line,
    },
}

/// One thing handed over.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedThing {
    /// What it is: a report, a profile, an order.
    pub what: Line,
    /// Digest of its bytes or root of its seal, where it has one.
    pub sha256: Option<Sha256>,
}

/// What is to be handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedHandOver {
    /// From whom.
    pub from: Controller,
    /// To whom.
    pub to: Recipient,
    /// What; at least one thing.
    pub things: Vec<HandedThing>,
    /// The article that allows it.
    pub legal_basis: Line,
    /// Why.
    pub reason: Prose,
    /// When.
    pub on: Date,
}

/// A hand-over as it was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "verstrekking")]
pub struct HandOver {
    /// What was handed over.
    #[serde(flatten)]
    pub stated: StatedHandOver,
    /// By whom, by name.
    pub by: Line,
    /// In which role.
    pub role: Role,
    /// When it was written down.
    pub at: Moment,
}

/// Why a hand-over was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HandOverRefused {
    /// To oneself.
    #[error("from and to are the same controller; nothing is handed over")]
    SameController,
    /// Nothing.
    #[error("no thing is named; name each thing that is handed over (art. 32 Wpg)")]
    Nothing,
    /// The person does not act for that controller.
    #[error("a {role} does not hand over for {from:?} (art. 32 Wpg); ask a person who works there")]
    OtherController {
        /// The role.
        role: Role,
        /// The controller.
        from: Controller,
    },
    /// In the future.
    #[error("{0} has not come yet; write it down once it is done")]
    Future(Date),
    /// A name that can't be written down.
    #[error("the name of the person who acts can't be written down: {0}")]
    Name(String),
}

impl HandOver {
    /// Writes a hand-over down, by the hand of a named person who works for the controller that gives.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn record(
        stated: StatedHandOver,
        today: Date,
        at: Moment,
        hand: &Hand<'_, mark::Keeper>,
    ) -> Result<Self, HandOverRefused> {
        let (from, role) = (stated.from, hand.role());
        if stated.to == Recipient::Controller(from) {
            return Err(HandOverRefused::SameController);
        }
        if stated.things.is_empty() {
            return Err(HandOverRefused::Nothing);
        }
        if Controller::of(role) != Some(from) {
            return Err(HandOverRefused::OtherController { role, from });
        }
        if stated.on > today {
            return Err(HandOverRefused::Future(stated.on));
        }
        let by = Line::new(hand.name()).map_err(|error| HandOverRefused::Name(error.to_string()))?;
        Ok(Self { stated, by, role, at })
    }

    /// Where it stands that a hand-over is written down.
    pub fn citation() -> Citation {
        citation::WPG_32
    }
}
