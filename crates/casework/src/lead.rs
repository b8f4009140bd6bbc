//! A recorded lead: where an account of a network may have been used from, with what speaks for that and against it, as it
//! was told when a named analyst recorded it.
//!
//! A lead says nothing of who used the account, nor that anyone did anything. It is recorded by a person and changed by
//! nobody: who knows more records another. May not know how grounds were found.

use crate::text::{TextError, checked};
use authority::{Hand, mark};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use vocab::{Because, Moment, NetworkId, Sha256};

/// What every lead says of itself, wherever it is shown or given out.
pub const CAVEAT: &str = "A lead says from which country an account may have been used, and on what that rests. It does not \
                          say who used the account, and it accuses nobody. A stated place may be untrue, an address may be a \
                          relay's, and hours fit many countries.";

/// How much a ground says, and how much all grounds of a lead say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeadStrength {
    /// Worth naming beside others.
    Weak,
    /// Says something by itself.
    Clear,
    /// Reason enough to look.
    Strong,
}

impl LeadStrength {
    /// All, weakest first.
    pub const ALL: [Self; 3] = [Self::Weak, Self::Clear, Self::Strong];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Clear => "clear",
            Self::Strong => "strong",
        }
    }
}

impl fmt::Display for LeadStrength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for LeadStrength {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|strength| strength.word() == word).ok_or(())
    }
}

/// One ground, for or against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadGround {
    /// The rule and its text. The text may quote the source and hold anything: it is shown as text.
    #[serde(flatten)]
    pub because: Because,
    /// How much it says.
    pub strength: LeadStrength,
}

/// A table of addresses that was looked into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadTable {
    /// Name of its file.
    pub file: String,
    /// Digest of its file.
    pub sha256: Sha256,
}

/// What is claimed: an account and a country, with the grounds as they were told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadClaim {
    /// The network.
    pub network: NetworkId,
    /// Its name, as it was then.
    pub network_name: String,
    /// Id of the member in the source.
    pub member: String,
    /// Name as shown there; the source's own text, which may hold anything.
    pub name: String,
    /// Code of the country: two capitals.
    pub country: String,
    /// How much all grounds say together.
    pub strength: LeadStrength,
    /// What speaks for it, strongest first.
    pub grounds: Vec<LeadGround>,
    /// What speaks against it, strongest first.
    pub against: Vec<LeadGround>,
    /// Tables of addresses that were looked into.
    pub tables: Vec<LeadTable>,
}

/// A lead as it was recorded.
#[doc(alias = "aanwijzing")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedLead {
    /// What is claimed.
    #[serde(flatten)]
    pub claim: LeadClaim,
    /// Why the analyst recorded it.
    pub reason: String,
    /// Who recorded it, by name.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// Why a lead can't be recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LeadError {
    /// The reason is missing or can't be kept.
    #[error("the reason for recording the lead: {0}")]
    Reason(TextError),
    /// The country is no code.
    #[error("{0:?} is no code of a country: two capitals are, such as NL")]
    Country(String),
    /// Nothing speaks for it.
    #[error("nothing speaks for {country} at member {member:?}: a lead rests on at least one ground")]
    Groundless {
        /// The member.
        member: String,
        /// The country.
        country: String,
    },
    /// It stands on record already with the same grounds.
    #[error("this lead is on record with the same grounds, by {by}: another one needs other grounds")]
    Repeated {
        /// Who recorded it.
        by: String,
    },
}

impl RecordedLead {
    /// Longest reason, in characters.
    pub const REASON_CHARS_MAX: usize = 2000;

    /// Records a claim by the hand of a named analyst. `earlier` are the leads that the network has.
    ///
    /// # Errors
    /// When the reason is missing, nothing speaks for the claim, or the same claim is on record.
    pub fn record(
        hand: &Hand<'_, mark::Analyst>,
        claim: LeadClaim,
        reason: &str,
        at: Moment,
        earlier: &[Self],
    ) -> Result<Self, LeadError> {
        Self::told(hand.name(), claim, reason, at, earlier)
    }

    fn told(
        by: &str,
        claim: LeadClaim,
        reason: &str,
        at: Moment,
        earlier: &[Self],
    ) -> Result<Self, LeadError> {
        let reason = checked(reason, Self::REASON_CHARS_MAX).map_err(LeadError::Reason)?;
        if claim.country.len() != 2 || !claim.country.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(LeadError::Country(claim.country));
        }
        if claim.grounds.is_empty() {
            return Err(LeadError::Groundless { member: claim.member, country: claim.country });
        }
        if let Some(same) = earlier.iter().find(|lead| lead.claim.says_the_same(&claim)) {
            return Err(LeadError::Repeated { by: same.by.clone() });
        }
        Ok(Self { claim, reason, by: by.to_owned(), at })
    }
}

impl LeadClaim {
    /// Whether both say the same of the same account on the same grounds.
    fn says_the_same(&self, other: &Self) -> bool {
        let said = |claim: &Self| (claim.network, claim.member.clone(), claim.country.clone());
        said(self) == said(other) && self.grounds == other.grounds && self.against == other.against
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::RecordId;

    fn claim() -> LeadClaim {
        LeadClaim {
            network: NetworkId(RecordId::new(1, [0; 10])),
            network_name: "garden forum".into(),
            member: "7".into(),
            name: "=tulip\u{202e}".into(),
            country: "NL".into(),
            strength: LeadStrength::Clear,
            grounds: vec![LeadGround {
                because: Because::new("lead.place", "states as place \"Delft\""),
                strength: LeadStrength::Clear,
            }],
            against: Vec::new(),
            tables: Vec::new(),
        }
    }

    fn told(claim: LeadClaim, reason: &str, earlier: &[RecordedLead]) -> Result<RecordedLead, LeadError> {
        RecordedLead::told("N. Analist", claim, reason, Moment::from_unix(10, 0).unwrap(), earlier)
    }

    #[test]
    fn a_lead_needs_a_reason_a_country_and_a_ground() {
        assert_eq!(told(claim(), " ", &[]), Err(LeadError::Reason(TextError::Empty)));
        let nowhere = LeadClaim { country: "nl".into(), ..claim() };
        assert_eq!(told(nowhere, "why", &[]), Err(LeadError::Country("nl".into())));
        let groundless = LeadClaim { grounds: Vec::new(), ..claim() };
        assert!(matches!(told(groundless, "why", &[]), Err(LeadError::Groundless { .. })));
        let lead = told(claim(), " Delft is named twice. ", &[]).unwrap();
        assert_eq!((lead.reason.as_str(), lead.by.as_str()), ("Delft is named twice.", "N. Analist"));
    }

    #[test]
    fn the_same_claim_is_recorded_once_and_other_grounds_make_another() {
        let first = told(claim(), "why", &[]).unwrap();
        let again = told(claim(), "another reason", std::slice::from_ref(&first));
        assert_eq!(again, Err(LeadError::Repeated { by: "N. Analist".into() }));
        let mut more = claim();
        more.grounds.push(LeadGround {
            because: Because::new("lead.zone", "Europe/Amsterdam"),
            strength: LeadStrength::Clear,
        });
        assert!(told(more, "why", std::slice::from_ref(&first)).is_ok());
    }

    #[test]
    fn a_lead_is_read_back_as_it_was_kept() {
        let lead = told(claim(), "why", &[]).unwrap();
        let kept = serde_json::to_string(&lead).unwrap();
        assert_eq!(serde_json::from_str::<RecordedLead>(&kept).unwrap(), lead);
    }
}
