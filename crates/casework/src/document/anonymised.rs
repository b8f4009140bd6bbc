//! The copy of an order for anyone who asks (art. 257h Sv).
//!
//! No field here can hold a text, so no name, address or mark of a device can stand in it: only verbs of the
//! law, kinds, days, years and numbers. What was written freely is left out, and the document says so.

use super::order::{Act, CarrierKind, DirectionForm, Offence, OffenceFact, PenalOrder, Sanction};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Number of the copy: it stands where an order has the reference of its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyNumber {
    /// Year in which the copy was made.
    pub year: i16,
    /// Number within the year.
    pub number: u32,
    /// Day of the copy.
    pub day: Date,
}

/// An order without anything that points to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnonymisedOrder {
    /// Number of the copy.
    pub copy: CopyNumber,
    /// Day of issue; `None` of a draft, which is not given to anyone.
    pub issued_on: Option<Date>,
    /// Facts.
    pub facts: Vec<AnonymisedFact>,
    /// Sanctions.
    pub sanctions: Vec<AnonymisedSanction>,
    /// How many carriers of each kind are given up.
    pub carriers: BTreeMap<CarrierKind, u32>,
    /// Whether some of them are withdrawn from circulation.
    pub withdrawn: bool,
    /// Length of the probation period in months; 0 without directions.
    pub probation_months: u8,
    /// Directions.
    pub directions: Vec<AnonymisedDirection>,
    /// Whether the person was heard.
    pub heard: bool,
    /// Whether counsel was present.
    pub counsel: bool,
    /// How many argued positions were answered with reasons.
    pub positions: u32,
    /// Days to oppose.
    pub opposition_days: u16,
}

/// A fact without its place and its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnonymisedFact {
    /// Verbs of the law.
    pub acts: BTreeSet<Act>,
    /// Provision.
    pub offence: Offence,
    /// First year.
    pub year_from: i16,
    /// Last year.
    pub year_to: i16,
}

/// A sanction without its days and its payee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum AnonymisedSanction {
    /// Community service.
    CommunityService {
        /// Hours.
        hours: u16,
    },
    /// A fine.
    Fine {
        /// Euro.
        euro: u32,
    },
    /// Payment to the State for the victim.
    Compensation {
        /// Euro.
        euro: u32,
    },
    /// Payment to a fund or an organisation for victims.
    Donation {
        /// Euro.
        euro: u32,
    },
}

/// A direction by its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum AnonymisedDirection {
    /// Contact with the probation service.
    Contact,
    /// Outpatient treatment.
    Treatment {
        /// Sessions at most.
        sessions_max: u8,
    },
    /// Behaviour on the internet.
    Conduct,
    /// A check of devices.
    DeviceCheck,
}

impl From<&OffenceFact> for AnonymisedFact {
    fn from(fact: &OffenceFact) -> Self {
        Self {
            acts: fact.acts.clone(),
            offence: fact.offence,
            year_from: fact.period.from.year(),
            year_to: fact.period.to.year(),
        }
    }
}

impl From<&Sanction> for AnonymisedSanction {
    fn from(sanction: &Sanction) -> Self {
        match *sanction {
            Sanction::CommunityService { hours, .. } => Self::CommunityService { hours },
            Sanction::Fine { euro, .. } => Self::Fine { euro },
            Sanction::Compensation { euro, .. } => Self::Compensation { euro },
            Sanction::Donation { euro, .. } => Self::Donation { euro },
        }
    }
}

impl From<&DirectionForm> for AnonymisedDirection {
    fn from(form: &DirectionForm) -> Self {
        match *form {
            DirectionForm::Contact { .. } => Self::Contact,
            DirectionForm::Treatment { sessions_max, .. } => Self::Treatment { sessions_max },
            DirectionForm::Conduct => Self::Conduct,
            DirectionForm::DeviceCheck { .. } => Self::DeviceCheck,
        }
    }
}

impl PenalOrder {
    /// The same order for anyone who asks, under the number of the copy.
    pub fn anonymised(&self, copy: CopyNumber) -> AnonymisedOrder {
        let mut carriers = BTreeMap::new();
        for carrier in &self.carriers {
            *carriers.entry(carrier.kind).or_insert(0_u32) += 1;
        }
        let status = self.letterhead.status;
        let directions = self.directions.as_ref();
        let counsel = self.hearing.as_ref().map(|hearing| &hearing.counsel);
        AnonymisedOrder {
            copy,
            issued_on: status.is_issued().then(|| status.day()),
            facts: self.facts.iter().map(Into::into).collect(),
            sanctions: self.sanctions.iter().map(Into::into).collect(),
            carriers,
            withdrawn: self.carriers.iter().any(|carrier| carrier.withdrawn),
            probation_months: directions.map_or(0, |directions| directions.months),
            directions: directions
                .map(|directions| directions.list.iter().map(|direction| (&direction.form).into()).collect())
                .unwrap_or_default(),
            heard: self.hearing.is_some(),
            counsel: matches!(counsel, Some(super::order::Counsel::Present { .. })),
            positions: u32::try_from(self.positions.len()).unwrap_or(u32::MAX),
            opposition_days: self.opposition.days,
        }
    }
}
