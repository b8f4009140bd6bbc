//! Why a step may not be taken: the obstacle, the article that makes it one, and what to do. May not know how the
//! procedure stands beyond that.

use super::step::StepName;
use crate::citation;
use crate::order::LackError;
use authority::Role;
use jiff::civil::Date;
use rules::{Citation, provision_id as id};

/// What stands in the way. Branch on this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Obstacle {
    /// Another role takes this step.
    #[error("the role {0} may not take it")]
    Role(Role),
    /// Steps are taken in the order of their days.
    #[error("the last step was taken on {0}, after this day")]
    Backdated(Date),
    /// A day within the step lies after the day of the step.
    #[error("it tells of {0}, which lies in the future")]
    Future(Date),
    /// A day within the step lies before what it follows.
    #[error("it tells of a day before {0}, when that could not be yet")]
    TooEarly(Date),
    /// The procedure begins with a decision.
    #[error("no prosecutor has decided on a penal order")]
    Undecided,
    /// Decided already.
    #[error("a decision carries this procedure already")]
    Decided,
    /// Not issued yet.
    #[error("the order has not been issued")]
    NotIssued,
    /// Issued already.
    #[error("the order has been issued")]
    Issued,
    /// The order lacks something.
    #[error("the order lacks {}: {}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Lacking(Vec<LackError>),
    /// New facts stopped it.
    #[error("new facts stopped this procedure")]
    Halted,
    /// No new facts stopped it.
    #[error("no new facts stopped this procedure")]
    NotHalted,
    /// It has ended.
    #[error("the procedure has ended")]
    Ended,
    /// It has not ended.
    #[error("the procedure has not ended")]
    NotEnded,
    /// Its record has been destroyed.
    #[error("the record of this procedure has been destroyed")]
    Destroyed,
    /// A matter for the court.
    #[error("the matter is before the court")]
    BeforeCourt,
    /// Nothing is before the court.
    #[error("nothing is before the court")]
    NotBeforeCourt,
    /// This result does not answer what is before the court.
    #[error("a summons is not answered by hearing or not hearing an opposition")]
    ForeignResult,
    /// Money above the bound goes by registered letter or electronically.
    #[error("above {0} euros an order that is not handed over goes by registered letter or electronically")]
    PlainLetter(u32),
    /// Nothing shows that the person knows the order.
    #[error("nothing shows that the person knows the order: sending it to an address is not enough")]
    NotKnown,
    /// The term still runs.
    #[error("the term of opposition may still run until {0}")]
    TermRuns(Date),
    /// Opposition holds it up.
    #[error("opposition has been lodged")]
    Opposed,
    /// There is no opposition.
    #[error("no opposition has been lodged")]
    NotOpposed,
    /// Opposition in time can't be set aside.
    #[error("opposition was lodged in time and suspends; it can't be set aside")]
    InTime,
    /// The right to oppose was lost.
    #[error("the right to oppose was waived or lost")]
    RightLost,
    /// The hearing has been.
    #[error("the hearing was on {0}")]
    HearingHeld(Date),
    /// Too few days between service and hearing.
    #[error("the hearing may not be before {0}")]
    HearingTooSoon(Date),
    /// Execution has begun.
    #[error("execution has begun")]
    Executing,
    /// Execution has not begun.
    #[error("execution has not begun")]
    NotExecuting,
    /// No part has this number.
    #[error("the order has no part {0}")]
    NoPart(u8),
    /// The part is of another kind.
    #[error("part {0} is not of the kind that this step is for")]
    WrongPart(u8),
    /// Executed already.
    #[error("part {0} has been executed")]
    PartExecuted(u8),
    /// The direction runs.
    #[error("the direction of part {part} runs until {until}")]
    DirectionRuns {
        /// The part.
        part: u8,
        /// Last day.
        until: Date,
    },
    /// Parts are left.
    #[error("not all parts have been executed")]
    PartsLeft,
    /// An extension that shortens.
    #[error("the term ends on {0} already")]
    NotLonger(Date),
    /// An extension beyond the maximum.
    #[error("a direction on behaviour may run until {0} at most")]
    BeyondMaximum(Date),
    /// Detained already.
    #[error("the person is detained")]
    Detained,
    /// Not detained.
    #[error("the person is not detained")]
    NotDetained,
    /// No breach has been reported.
    #[error("no breach waits for an answer")]
    NoBreach,
    /// A breach waits.
    #[error("a breach waits for the prosecutor's answer")]
    BreachWaits,
    /// Another fact.
    #[error("an amended order must be for the same fact")]
    OtherFact,
    /// Full execution bars a new prosecution.
    #[error("the order was executed in full or withdrawn: the same fact is not prosecuted again")]
    DoubleJeopardy,
    /// Not due.
    #[error("the record is not due for destruction before {0}")]
    NotDue(Date),
}

impl Obstacle {
    /// The article that makes it an obstacle.
    pub fn citation(&self) -> Citation {
        match self {
            Self::Role(_) | Self::Undecided | Self::Decided | Self::Backdated(_) | Self::Future(_) => {
                id::SV_257A_1.get().cite()
            }
            Self::NotIssued | Self::Issued | Self::NoPart(_) | Self::WrongPart(_) => {
                id::SV_257A_6.get().cite()
            }
            Self::Lacking(lacks) => {
                lacks.first().map_or_else(|| id::SV_257A_6.get().cite(), |lack| lack.citation.clone())
            }
            Self::Halted | Self::NotHalted => id::R2013_NEW_FACTS.get().cite(),
            Self::PlainLetter(_) => citation::SV_257D,
            Self::NotKnown | Self::RightLost | Self::TooEarly(_) => id::SV_257E_1.get().cite(),
            Self::TermRuns(_) | Self::Executing | Self::NotExecuting => id::SV_6_1_17_1.get().cite(),
            Self::Opposed | Self::InTime => id::SV_6_1_17_2.get().cite(),
            Self::NotOpposed | Self::HearingHeld(_) => citation::SV_257E_8,
            Self::BeforeCourt | Self::NotBeforeCourt | Self::ForeignResult | Self::HearingTooSoon(_) => {
                id::SV_257F.get().cite()
            }
            Self::DirectionRuns { .. } | Self::BeyondMaximum(_) => id::SV_257A_3_E.get().cite(),
            Self::NotLonger(_) => id::SV_6_3_7_1.get().cite(),
            Self::Detained | Self::NotDetained => id::SV_6_1_17_3.get().cite(),
            Self::OtherFact => citation::SV_257E_9,
            Self::NoBreach | Self::BreachWaits => id::SV_255A_3.get().cite(),
            Self::DoubleJeopardy | Self::PartExecuted(_) | Self::PartsLeft | Self::Ended => {
                id::SV_255A_1.get().cite()
            }
            Self::NotEnded | Self::NotDue(_) | Self::Destroyed => citation::WJSG_4_1,
        }
    }

    /// What to do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Role(_) => "ask a person in a role that may",
            Self::Backdated(_) => {
                "date it on the day on which you record it; the day it tells of stands within it"
            }
            Self::Future(_) => "record it once it has happened",
            Self::TooEarly(_) => "check the day",
            Self::Undecided => "have a prosecutor decide first",
            Self::Decided => "amend or withdraw the order, or decide anew after new facts",
            Self::NotIssued => "issue the order first",
            Self::Issued => "amend it or withdraw it",
            Self::Lacking(_) => "add what is lacking, or take another route",
            Self::Halted => "decide anew with the new facts, withdraw, or summon",
            Self::NotHalted => "record the new facts first",
            Self::Ended => "nothing more can be done under this order",
            Self::NotEnded => "end it first: executed, withdrawn or annulled",
            Self::Destroyed => "nothing is left to act on",
            Self::BeforeCourt => "wait for the court's decision and record it",
            Self::NotBeforeCourt => "bring the opposition to court, or summon",
            Self::ForeignResult => "record what the court decided on the charge",
            Self::PlainLetter(_) => "hand it over, or send it by registered letter or electronically",
            Self::NotKnown => "hand it over in person, or record what shows that the person knows it",
            Self::TermRuns(_) => "wait, or record a written waiver with counsel",
            Self::Opposed => "bring it to court, or record its withdrawal",
            Self::NotOpposed => "record the opposition first",
            Self::InTime => "record it without setting it aside",
            Self::RightLost => {
                "record the opposition with the reason why it does not suspend; the court decides"
            }
            Self::HearingHeld(_) => "record the court's decision",
            Self::HearingTooSoon(_) => "set a later hearing, or serve the call sooner",
            Self::Executing => "it is under way already",
            Self::NotExecuting => "start execution first",
            Self::NoPart(_) => "see the parts of the order",
            Self::WrongPart(_) => "name a part of the kind that it is for",
            Self::PartExecuted(_) => "nothing is left to do for it",
            Self::DirectionRuns { .. } => "wait until it ends, or report a breach",
            Self::PartsLeft => "execute the parts that are left, or summon after a breach",
            Self::NotLonger(_) => "give a later day",
            Self::BeyondMaximum(_) => "give that day or an earlier one",
            Self::Detained => "record the release first",
            Self::NotDetained => "record the detention first",
            Self::NoBreach => "report the breach first",
            Self::BreachWaits => "answer the breach: go on, or summon",
            Self::OtherFact => "decide on the other fact by itself",
            Self::DoubleJeopardy => "only an order of the court of appeal on a complaint (12i Sv) opens it",
            Self::NotDue(_) => "wait until that day",
        }
    }
}

/// A step that may not be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{step}: {obstacle} [{citation}, {}{}]; {}", .citation.confidence,
    if .citation.confidence.needs_source() { ", source text needed" } else { "" }, .obstacle.hint())]
pub struct Unlawful {
    /// The step.
    pub step: StepName,
    /// What stands in the way.
    pub obstacle: Obstacle,
    /// Where that stands.
    pub citation: Box<Citation>,
}

impl Unlawful {
    pub(super) fn new(step: StepName, obstacle: Obstacle) -> Self {
        let citation = Box::new(obstacle.citation());
        Self { step, obstacle, citation }
    }
}
