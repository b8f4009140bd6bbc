//! From whom a carrier was seized. An order must say of each carrier seized from a person what becomes of it; in a case
//! with several persons somebody says which carrier is whose. Where nothing is said of a carrier it counts for every
//! person of the case, so that none is left out by silence.
//!
//! May not know what is on a carrier.

use crate::document::{Line, Prose};
use authority::{Hand, Role, mark};
use serde::{Deserialize, Serialize};
use vocab::{CarrierId, Moment, PersonId};

/// What is said of a carrier and a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeizedFrom {
    /// It was seized from this person.
    Person,
    /// What was said before is taken back.
    TakenBack,
}

/// A statement from whom a carrier was seized, kept in that person's file. A later one takes the place of an earlier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[doc(alias = "inbeslagneming")]
pub struct Seizure {
    /// The carrier.
    pub carrier: CarrierId,
    /// What is said.
    pub from: SeizedFrom,
    /// From what that follows: the report of the seizure.
    pub because: Prose,
    /// By whom, by name.
    pub by: Line,
    /// In which role.
    pub role: Role,
    /// When it was written down.
    pub at: Moment,
}

impl Seizure {
    /// Writes it down, by the hand of a named investigator.
    ///
    /// # Errors
    /// When the name can't be written down.
    pub fn state(
        hand: &Hand<'_, mark::Investigator>,
        carrier: CarrierId,
        from: SeizedFrom,
        because: Prose,
        at: Moment,
    ) -> Result<Self, crate::document::WordingError> {
        Ok(Self { carrier, from, because, by: Line::new(hand.name())?, role: hand.role(), at })
    }
}

/// The carriers of a case that count as seized from one person, in the order given. `said` holds what was said in the
/// case, oldest first.
pub fn seized_from(person: PersonId, carriers: &[CarrierId], said: &[(PersonId, Seizure)]) -> Vec<CarrierId> {
    let mut tied: Vec<(CarrierId, PersonId)> = Vec::new();
    for (whose, seizure) in said {
        tied.retain(|tie| *tie != (seizure.carrier, *whose));
        if seizure.from == SeizedFrom::Person {
            tied.push((seizure.carrier, *whose));
        }
    }
    let counts = |carrier: &CarrierId| {
        tied.contains(&(*carrier, person)) || tied.iter().all(|(other, _)| other != carrier)
    };
    carriers.iter().copied().filter(counts).collect()
}
