//! An order being drawn up. Everything may still be missing; nothing here is checked. May not know what the law asks.

use super::about::{OnDraft, OnFile};
use super::outline::{Heard, Outline, PartOutline};
use crate::decision::Answer;
use crate::document::{
    Advice, Carrier, Counsel, Execution, Hearing, Line, OffenceFact, Official, Opposition, Position, Prose,
    Suspect, Translation,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocab::{CarrierId, DecisionId, OrderId};

/// A draft of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Id of the order to be.
    pub id: OrderId,
    /// The decision that it carries out.
    pub decision: DecisionId,
    /// a: the person.
    pub suspect: Option<Suspect>,
    /// b and c: what was done and which offence that is.
    pub facts: Vec<OffenceFact>,
    /// Who established guilt, when and on what.
    pub established: Option<Established>,
    /// d: sanctions and payments.
    pub sanctions: Vec<SanctionDraft>,
    /// d: seized carriers, each with what becomes of it.
    pub carriers: Vec<DraftCarrier>,
    /// Last day to sign for giving up the carriers.
    pub surrender_by: Option<Date>,
    /// d: directions on behaviour.
    pub directions: Vec<DirectionDraft>,
    /// Length of the probation period in months.
    pub direction_months: u8,
    /// First day of the probation period, where it is known.
    pub directions_from: Option<Date>,
    /// The probation service's advice that is on file.
    pub advice: Option<OnDraft<Advice>>,
    /// The hearing.
    pub hearing: Option<OnDraft<DraftHearing>>,
    /// Positions that were argued and not followed, each with its answer.
    pub positions: Vec<Position>,
    /// Sign-off for community service in this order.
    pub sign_off: Option<OnDraft<SignOff>>,
    /// f: how to oppose.
    pub opposition: Option<Opposition>,
    /// g: how it is carried out.
    pub execution: Option<Execution>,
    /// Whether the person understands Dutch well enough; `None`: not asked.
    pub understands_dutch: Option<bool>,
    /// Translation of the required parts.
    pub translation: Option<Translation>,
    /// Reasons to go on where policy asks for something that is not met.
    pub answers: Vec<Answer>,
}

/// Guilt, as a prosecutor established it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Established {
    /// By whom.
    pub by: Official,
    /// When.
    pub on: Date,
    /// On what, in short; no description of material.
    pub grounds: Prose,
}

/// A sanction or a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum SanctionDraft {
    /// Community service, 257a(2)(a).
    CommunityService {
        /// Hours.
        hours: u16,
        /// Last day, where that is set.
        by: Option<Date>,
    },
    /// A fine, 257a(2)(b).
    Fine {
        /// Whole euros.
        euro: u32,
        /// Last day to pay.
        by: Date,
    },
    /// Payment to the State for the victim, 257a(2)(d).
    Compensation {
        /// Whole euros.
        euro: u32,
        /// Last day to pay.
        by: Date,
    },
    /// Payment to the violent-crimes fund or an organisation for victims, 257a(3)(d).
    Donation {
        /// Whole euros.
        euro: u32,
        /// To whom.
        to: Line,
        /// Last day to pay.
        by: Date,
    },
}

/// What becomes of a seized carrier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Disposal {
    /// The person gives it up, 257a(3)(a).
    GivenUp,
    /// Given up, and withdrawn from circulation as well, 257a(2)(c).
    GivenUpAndWithdrawn,
    /// It goes back or stays with a third party. Policy wants it given up: the reason is written down.
    Kept {
        /// Why.
        reason: Prose,
    },
}

/// A seized carrier in an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftCarrier {
    /// The carrier of the case.
    pub id: CarrierId,
    /// As it is printed.
    pub carrier: Carrier,
    /// What becomes of it.
    pub disposal: Disposal,
}

/// A direction on behaviour being drawn up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectionDraft {
    /// What the person must do or leave.
    pub what: Option<Prose>,
    /// What it is for.
    pub purpose: Option<Line>,
    /// Who supervises.
    pub by: Option<Line>,
    /// Last day.
    pub until: Option<Date>,
    /// Its kind, with what that kind needs.
    pub form: FormDraft,
}

/// Kinds of directions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FormDraft {
    /// Contact with the probation service.
    Contact {
        /// In which manner, how often.
        frequency: Option<Line>,
    },
    /// Outpatient treatment.
    Treatment {
        /// Sessions at most.
        sessions_max: Option<u8>,
        /// Where.
        provider: Option<Line>,
    },
    /// Behaviour on the internet.
    Conduct,
    /// A check of devices.
    DeviceCheck {
        /// Which devices.
        devices: Vec<Line>,
        /// In which manner.
        manner: Option<Line>,
        /// How often at most.
        frequency: Option<Line>,
        /// What may be kept, and for how long.
        kept: Option<Line>,
    },
}

/// A hearing, with its report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftHearing {
    /// As it is printed.
    pub hearing: Hearing,
    /// Reference of the written report (257c(3)).
    pub report: Option<Line>,
}

/// A named person signed for the legal side of community service in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Who.
    pub by: Official,
    /// When.
    pub on: Date,
    /// On what grounds.
    pub grounds: Prose,
}

impl Draft {
    /// An empty draft.
    pub fn new(id: OrderId, decision: DecisionId) -> Self {
        Self {
            id,
            decision,
            suspect: None,
            facts: Vec::new(),
            established: None,
            sanctions: Vec::new(),
            carriers: Vec::new(),
            surrender_by: None,
            directions: Vec::new(),
            direction_months: 0,
            directions_from: None,
            advice: None,
            hearing: None,
            positions: Vec::new(),
            sign_off: None,
            opposition: None,
            execution: None,
            understands_dutch: None,
            translation: None,
            answers: Vec::new(),
        }
    }

    /// In outline on a day, as the procedure knows it; a hearing, an advice or a signature that no longer counts is not in
    /// it. Parts stand in this order: sanctions, then each carrier given up (and once more where it is withdrawn from
    /// circulation), then each direction.
    pub fn outline(&self, day: Date, adult: bool) -> Outline {
        let outdated = self.outdated(day);
        let counts = |on_file: OnFile| !outdated.iter().any(|outdated| outdated.on_file == on_file);
        let sanctions = self.sanctions.iter().map(SanctionDraft::outline);
        let carriers = self.carriers.iter().flat_map(|carrier| match carrier.disposal {
            Disposal::GivenUp => vec![PartOutline::Surrender],
            Disposal::GivenUpAndWithdrawn => vec![PartOutline::Surrender, PartOutline::Withdrawal],
            Disposal::Kept { .. } => Vec::new(),
        });
        let directions = self.directions.iter().map(|direction| PartOutline::Behaviour {
            months: self.direction_months,
            sessions: match direction.form {
                FormDraft::Treatment { sessions_max, .. } => sessions_max.unwrap_or(0),
                _ => 0,
            },
        });
        Outline {
            parts: sanctions.chain(carriers).chain(directions).collect(),
            adult,
            heard: self.hearing.as_ref().filter(|_| counts(OnFile::Hearing)).map(|on| heard(&on.of)),
            advised_on: self.advice.as_ref().filter(|_| counts(OnFile::Advice)).map(|on| on.of.day),
            signed_off_by: self
                .sign_off
                .as_ref()
                .filter(|_| counts(OnFile::SignOff))
                .map(|on| on.of.by.name.clone()),
        }
    }
}

fn heard(draft: &DraftHearing) -> Heard {
    let hearing = &draft.hearing;
    Heard {
        on: hearing.day,
        by: hearing.by.name.clone(),
        told_of_counsel: hearing.told_of_counsel,
        counsel_present: matches!(hearing.counsel, Counsel::Present { .. }),
        willing: hearing.willingness.is_some(),
        reported: draft.report.is_some(),
    }
}
