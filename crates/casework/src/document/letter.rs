//! Letters to a person: the plain-language letter beside an order, and the warning letter.
//!
//! They state only what is settled. A sentence of law whose source text is still needed has no place here.

use super::{Letterhead, Line, Official, PenalOrder, Suspect};
use crate::authorisation::Period;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The letter that explains an order at level B1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlainLetter {
    /// The order that it explains; sender, person and reference are the order's.
    pub order: PenalOrder,
    /// Last day to oppose, where delivery in person or known knowledge has fixed it.
    pub oppose_by: Option<Date>,
    /// Who helps; at least one.
    pub help: Vec<Help>,
}

/// Somebody who helps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// Name.
    pub name: Line,
    /// With what, as a short sentence.
    pub with: Line,
    /// How to reach.
    pub contact: Line,
}

/// The letter that warns and offers help. It is no finding of guilt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[doc(alias = "waarschuwingsbrief")]
pub struct WarningLetter {
    /// Sender and reference.
    pub letterhead: Letterhead,
    /// To whom.
    pub addressee: Suspect,
    /// Why this letter is sent.
    pub occasion: WarningOccasion,
    /// When it happened.
    pub period: Period,
    /// Who signs.
    pub signed_by: Official,
    /// Who helps; at least one.
    pub help: Vec<Help>,
    /// Where to ask.
    pub contact: Line,
}

/// Why a warning letter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningOccasion {
    /// Signals lead to an internet connection, not to one person.
    Connection,
    /// Signals lead to this person, and a prosecutor decided on a warning.
    Person,
}
