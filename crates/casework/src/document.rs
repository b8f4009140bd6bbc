//! The documents of a case as values: what is printed, and nothing else. `hoeder-paper` sets them as PDF.
//!
//! They hold words, days and numbers that were settled elsewhere; they compute no finding, no term and no limit.
//! A value that can be read from JSON has every part that its document needs, and no empty or hidden text;
//! [`Document::faults`] tells what still keeps it from being issued.
//!
//! Facts of an offence stand in the terms of the law only. No document has a place for a description of material.

mod anonymised;
mod decision;
mod destruction;
mod fault;
mod letter;
mod order;
mod text;

pub use anonymised::{AnonymisedDirection, AnonymisedFact, AnonymisedOrder, AnonymisedSanction, CopyNumber};
pub use decision::{
    Citation, Confidence, DecisionRecord, Effect, FactEntry, FactState, FindingEntry, Receipt, Remark, Route,
    RouteEntry, RouteState, Seal, Strength, Truth, UsedFact, WouldSettle,
};
pub use destruction::{DestroyedRecord, DestructionManner, ProofOfDestruction};
pub use fault::DocumentFault;
pub use letter::{Help, PlainLetter, WarningLetter, WarningOccasion};
pub use order::{
    Act, Advice, Arguer, Carrier, CarrierKind, Channel, Counsel, Direction, DirectionForm, Directions,
    Execution, Hearing, Offence, OffenceFact, Opposition, Payment, PenalOrder, Position, Sanction,
    TranslatedPart, TranslatedParts, Translation, Willingness,
};
pub use text::{Line, Prose, WordingError};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One document to be set. In JSON: an object with one key, the kind in kebab-case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// The penal order with all of art. 257a(6) Sv.
    #[doc(alias = "strafbeschikking")]
    PenalOrder(Box<PenalOrder>),
    /// The copy for anyone who asks, without anything that points to a person (art. 257h Sv).
    AnonymisedOrder(AnonymisedOrder),
    /// The letter that explains the order in plain language (level B1).
    PlainLetter(Box<PlainLetter>),
    /// What a prosecutor decided, on which findings and facts.
    #[doc(alias = "beslisdocument")]
    DecisionRecord(Box<DecisionRecord>),
    /// The letter that warns and offers help.
    #[doc(alias = "waarschuwingsbrief")]
    WarningLetter(WarningLetter),
    /// Proof that records were destroyed.
    #[doc(alias = "proces-verbaal van vernietiging")]
    ProofOfDestruction(ProofOfDestruction),
}

/// Whether a document is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// A draft: every page says so.
    Draft {
        /// Day of the draft.
        on: Date,
    },
    /// Issued.
    Issued {
        /// Day of issue; of an order, the day that art. 257a(6)(e) Sv asks for.
        on: Date,
    },
}

impl Status {
    /// The day of the draft or of issue.
    pub fn day(self) -> Date {
        match self {
            Self::Draft { on } | Self::Issued { on } => on,
        }
    }

    /// Whether it is issued.
    pub fn is_issued(self) -> bool {
        matches!(self, Self::Issued { .. })
    }
}

/// What every document opens with: who sends it, under which reference, and whether it is in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// Who sends it.
    pub office: Office,
    /// Reference of the case; stands in the foot of each page.
    #[doc(alias = "parketnummer")]
    pub case_reference: Line,
    /// Draft or issued.
    pub status: Status,
}

/// An office that sends or receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Name.
    pub name: Line,
    /// Part of the office.
    pub unit: Option<Line>,
    /// Postal address.
    pub address: Address,
    /// Telephone.
    pub telephone: Option<Line>,
}

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street and number, or a post-office box.
    pub street: Line,
    /// Postcode.
    pub postcode: Line,
    /// Town.
    pub town: Line,
    /// Country, where it is not the Netherlands.
    pub country: Option<Line>,
}

/// The person to whom a document speaks (art. 257a(6)(a) Sv: name and, so far as known, address).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspect {
    /// Given names and surname.
    pub name: Line,
    /// Day of birth.
    pub born_on: Option<Date>,
    /// Place of birth.
    pub born_at: Option<Line>,
    /// Address; `None` where none is known, which the document then says.
    pub address: Option<Address>,
}

/// A named person who acts in an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Official {
    /// Name.
    pub name: Line,
    /// Function, in Dutch: officier van justitie.
    pub function: Line,
}
