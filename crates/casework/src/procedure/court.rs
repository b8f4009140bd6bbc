//! What the court and the summons say of an order. May not know how the order stands.

use crate::document::Line;
use serde::{Deserialize, Serialize};

/// On what ground a person is summoned for the fact of the order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SummonsGround {
    /// The order was not kept; a breach has been reported.
    NotKept,
    /// New facts stopped it.
    NewFacts,
    /// The court of appeal ordered it on a complaint (12i Sv).
    Complaint {
        /// Reference of that order.
        reference: Line,
    },
}

/// What a court decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CourtResult {
    /// The opposition can't be heard: late, without authority, defective. The order stands.
    OppositionInadmissible,
    /// The prosecution can't be heard.
    ProsecutionInadmissible,
    /// Acquitted.
    #[doc(alias = "vrijspraak")]
    Acquitted,
    /// No offence, or no one to punish.
    #[doc(alias = "ontslag van alle rechtsvervolging")]
    Dismissed,
    /// Convicted.
    Convicted,
}

impl CourtResult {
    /// All.
    pub const ALL: [Self; 5] = [
        Self::OppositionInadmissible,
        Self::ProsecutionInadmissible,
        Self::Acquitted,
        Self::Dismissed,
        Self::Convicted,
    ];

    /// Whether the court annuls the order with it (257f; 354a after a summons).
    pub fn annuls(self) -> bool {
        self != Self::OppositionInadmissible
    }
}
