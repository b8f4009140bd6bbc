//! The roles in which people act.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The role in which a named person acts. One person may hold several; one act is done in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Leads the inquiry into facts and persons.
    #[doc(alias = "tactisch rechercheur")]
    TacticalInvestigator,
    /// Opens and reads carriers.
    #[doc(alias = "digitaal rechercheur")]
    DigitalInvestigator,
    /// Works on networks.
    NetworkAnalyst,
    /// Looks for victims.
    #[doc(alias = "slachtofferidentificatie")]
    VictimSpecialist,
    /// Decides.
    #[doc(alias = "officier van justitie")]
    Prosecutor,
    /// Advises on and follows directions.
    #[doc(alias = "reclasseringswerker")]
    ProbationOfficer,
    /// Speaks with victims.
    VictimContact,
    /// Leads a team.
    #[doc(alias = "teamleider")]
    TeamLead,
    /// Checks who did what.
    Auditor,
    /// Verifies seals, sees nothing else.
    #[doc(alias = "contra-expert")]
    DefenceExpert,
}

impl Role {
    /// All roles, in the order of the matrix.
    pub const ALL: [Self; 10] = [
        Self::TacticalInvestigator,
        Self::DigitalInvestigator,
        Self::NetworkAnalyst,
        Self::VictimSpecialist,
        Self::Prosecutor,
        Self::ProbationOfficer,
        Self::VictimContact,
        Self::TeamLead,
        Self::Auditor,
        Self::DefenceExpert,
    ];

    /// The stable word used in the ledger and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::TacticalInvestigator => "tactical-investigator",
            Self::DigitalInvestigator => "digital-investigator",
            Self::NetworkAnalyst => "network-analyst",
            Self::VictimSpecialist => "victim-specialist",
            Self::Prosecutor => "prosecutor",
            Self::ProbationOfficer => "probation-officer",
            Self::VictimContact => "victim-contact",
            Self::TeamLead => "team-lead",
            Self::Auditor => "auditor",
            Self::DefenceExpert => "defence-expert",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a role; the roles are {roles}", roles = Role::ALL.map(Role::word).join(", "))]
pub struct RoleError(pub String);

impl FromStr for Role {
    type Err = RoleError;
    fn from_str(word: &str) -> Result<Self, RoleError> {
        Self::ALL.into_iter().find(|role| role.word() == word).ok_or_else(|| RoleError(word.to_owned()))
    }
}
