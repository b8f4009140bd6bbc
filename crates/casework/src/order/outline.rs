//! An order in outline: each part with its measure, and what was done before it may be issued. Here stands every
//! demand of the law that hangs on the parts; the draft and the procedure both ask here, so that neither can be
//! passed by way of the other.
//!
//! May not know a name, a text or a carrier.

use crate::document::Line;
use jiff::civil::Date;
use rules::{Citation, Limit, limits, provision_id as id};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Number of a part within its order, from 1.
pub type PartNumber = u8;

/// One sanction, measure or direction, by its measure alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum PartOutline {
    /// Community service, 257a(2)(a).
    CommunityService {
        /// Hours.
        hours: u16,
    },
    /// A fine, 257a(2)(b).
    Fine {
        /// Whole euros.
        euro: u32,
    },
    /// Withdrawal of one carrier from circulation, 257a(2)(c).
    Withdrawal,
    /// Payment to the State for the victim, 257a(2)(d).
    Compensation {
        /// Whole euros.
        euro: u32,
    },
    /// Driving ban, 257a(2)(e).
    DrivingBan {
        /// Months.
        months: u8,
    },
    /// Giving up one seized carrier, 257a(3)(a).
    Surrender,
    /// Payment to the violent-crimes fund or an organisation for victims, 257a(3)(d).
    Donation {
        /// Whole euros.
        euro: u32,
    },
    /// A direction on behaviour, 257a(3)(e).
    Behaviour {
        /// Months of the probation period.
        months: u8,
        /// Sessions of treatment, 0 where it is no treatment.
        sessions: u8,
    },
}

impl fmt::Display for PartOutline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommunityService { hours } => write!(f, "community service of {hours} hours"),
            Self::Fine { euro } => write!(f, "a fine of {euro} euros"),
            Self::Withdrawal => f.write_str("withdrawal of a carrier from circulation"),
            Self::Compensation { euro } => write!(f, "compensation of {euro} euros"),
            Self::DrivingBan { months } => write!(f, "a driving ban of {months} months"),
            Self::Surrender => f.write_str("surrender of a carrier"),
            Self::Donation { euro } => write!(f, "a donation of {euro} euros"),
            Self::Behaviour { months, .. } => write!(f, "a direction of {months} months"),
        }
    }
}

impl PartOutline {
    /// Whether it is a direction on behaviour.
    pub fn is_behaviour(&self) -> bool {
        matches!(self, Self::Behaviour { .. })
    }

    /// Whether it is a direction of 257a(3), for which a term is set that may be extended.
    pub fn is_direction(&self) -> bool {
        matches!(self, Self::Surrender | Self::Donation { .. } | Self::Behaviour { .. })
    }

    /// Whether 257c(1) wants a hearing and willingness for it.
    pub fn wants_willingness(&self) -> bool {
        matches!(self, Self::Behaviour { .. } | Self::CommunityService { .. } | Self::DrivingBan { .. })
    }
}

/// A hearing, in outline.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heard {
    /// Day.
    pub on: Date,
    /// Who heard, by name.
    pub by: Line,
    /// Told at the latest at the start that counsel can be assigned.
    pub told_of_counsel: bool,
    /// Counsel was there.
    pub counsel_present: bool,
    /// The person stated to be willing.
    pub willing: bool,
    /// A written report of it is on file (257c(3)).
    pub reported: bool,
}

/// An order in outline.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// The parts; the first has number 1.
    pub parts: Vec<PartOutline>,
    /// Whether the person was an adult when it was done.
    pub adult: bool,
    /// The hearing.
    pub heard: Option<Heard>,
    /// Day of the probation service's advice that is on file.
    pub advised_on: Option<Date>,
    /// Who signed for community service in this order, by name.
    pub signed_off_by: Option<Line>,
}

/// What kind of thing is lacking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// There is no part at all.
    NoPart,
    /// More parts than can be numbered.
    TooManyParts,
    /// A part with nothing in it: 0 hours, 0 euros.
    EmptyPart,
    /// More hours of community service than allowed.
    ServiceHours,
    /// A driving ban that is too long.
    DrivingBanMonths,
    /// A probation period that is too long.
    DirectionMonths,
    /// More sessions than allowed.
    Sessions,
    /// No hearing.
    Hearing,
    /// The hearing lies after the issue.
    HearingTooLate,
    /// Not told of counsel.
    ToldOfCounsel,
    /// No report of the hearing.
    HearingReport,
    /// Not stated to be willing.
    Willingness,
    /// No counsel at a hearing that wants one.
    CounselPresent,
    /// Heard by someone other than who issues.
    HeardByIssuer,
    /// No advice of the probation service.
    Advice,
    /// The advice is dated after the issue.
    AdviceTooLate,
    /// No sign-off for community service.
    SignOff,
}

/// What an order lacks, with the provision that asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LackError {
    /// What.
    pub lack: Lack,
    /// The part that asks for it; `None` where the whole order does.
    pub part: Option<PartNumber>,
    /// The bound that was passed, if any.
    pub bound: Option<u32>,
    /// Where that stands.
    pub citation: Citation,
}

impl LackError {
    fn of(lack: Lack, part: Option<PartNumber>, citation: Citation) -> Self {
        Self { lack, part, bound: None, citation }
    }

    fn over(lack: Lack, part: PartNumber, limit: Limit) -> Self {
        Self { lack, part: Some(part), bound: Some(limit.bound), citation: limit.citation }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self.lack {
            Lack::NoPart => "add a sanction, a measure or a direction",
            Lack::TooManyParts => "an order of more than 200 parts is two orders",
            Lack::EmptyPart => "fill the part in or leave it out",
            Lack::ServiceHours | Lack::DrivingBanMonths | Lack::DirectionMonths | Lack::Sessions => {
                "lower it to the bound, or take another route"
            }
            Lack::Hearing | Lack::HearingTooLate => "hear the person first and record the hearing",
            Lack::ToldOfCounsel => "hear again, and tell at the start that counsel can be assigned",
            Lack::HearingReport => "put the report of the hearing on file",
            Lack::Willingness => "without willingness there is no such part: leave it out, or summon",
            Lack::CounselPresent => "hear with counsel present, lower the amount, or summon",
            Lack::HeardByIssuer => "the prosecutor who heard issues, or the issuing one hears",
            Lack::Advice | Lack::AdviceTooLate => "ask the probation service and put its advice on file",
            Lack::SignOff => "have a named jurist sign for community service in this order",
        }
    }
}

impl fmt::Display for LackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.lack {
            Lack::NoPart => "the order holds no sanction, measure or direction",
            Lack::TooManyParts => "the order has too many parts",
            Lack::EmptyPart => "this part holds nothing",
            Lack::ServiceHours => "too many hours of community service",
            Lack::DrivingBanMonths => "the driving ban is too long",
            Lack::DirectionMonths => "the probation period is too long",
            Lack::Sessions => "too many sessions of treatment",
            Lack::Hearing => "the person was not heard",
            Lack::HearingTooLate => "the hearing lies after the issue",
            Lack::ToldOfCounsel => "the person was not told of counsel",
            Lack::HearingReport => "the report of the hearing is not on file",
            Lack::Willingness => "the person has not stated to be willing",
            Lack::CounselPresent => "there was no counsel at the hearing",
            Lack::HeardByIssuer => "another prosecutor heard than the one who issues",
            Lack::Advice => "the probation service's advice is not on file",
            Lack::AdviceTooLate => "the probation service's advice is dated after the issue",
            Lack::SignOff => "no one signed for community service in this order",
        };
        match self.part {
            Some(part) => write!(f, "part {part}: {what}")?,
            None => f.write_str(what)?,
        }
        if let Some(bound) = self.bound {
            write!(f, " ({bound} at most)")?;
        }
        write!(f, " [{}, {}]; {}", self.citation, self.citation.confidence, self.hint())
    }
}

impl std::error::Error for LackError {}

impl Outline {
    /// Most parts.
    pub const PARTS_MAX: usize = 200;

    /// Parts with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (PartNumber, &PartOutline)> {
        (1..=PartNumber::MAX).zip(&self.parts)
    }

    /// One part.
    pub fn part(&self, number: PartNumber) -> Option<&PartOutline> {
        usize::from(number).checked_sub(1).and_then(|at| self.parts.get(at))
    }

    /// Fine and compensation together, in whole euros.
    pub fn money_euro(&self) -> u64 {
        self.parts
            .iter()
            .map(|part| match part {
                PartOutline::Fine { euro } | PartOutline::Compensation { euro } => u64::from(*euro),
                _ => 0,
            })
            .sum()
    }

    /// The same with what policy counts too (a donation), of which the text in force was not read at source.
    pub fn money_by_policy_euro(&self) -> u64 {
        let donations = self.parts.iter().map(|part| match part {
            PartOutline::Donation { euro } => u64::from(*euro),
            _ => 0,
        });
        self.money_euro() + donations.sum::<u64>()
    }

    /// All that keeps the order from being issued on this day by this prosecutor. Empty: it may be issued, as far
    /// as the parts go.
    pub fn lacks(&self, day: Date, issuer: &str) -> Vec<LackError> {
        let mut lacks = self.over_bounds(day);
        let willing = self.numbered().find(|(_, part)| part.wants_willingness()).map(|(number, _)| number);
        if let Some(part) = willing {
            self.personal_hearing(part, day, &mut lacks);
        }
        let limits = limits(day);
        if self.money_euro() > u64::from(limits.hearing_above.bound) {
            self.hearing_on_money(issuer, day, limits.hearing_above.citation, &mut lacks);
        }
        if let Some((number, _)) = self.numbered().find(|(_, part)| part.is_behaviour()) {
            let advice = || id::OM_PAGE_ADVICE.get().cite();
            match self.advised_on {
                None => lacks.push(LackError::of(Lack::Advice, Some(number), advice())),
                Some(on) if on > day => {
                    lacks.push(LackError::of(Lack::AdviceTooLate, Some(number), advice()))
                }
                Some(_) => {}
            }
        }
        let service = self.numbered().find(|(_, part)| matches!(part, PartOutline::CommunityService { .. }));
        if let Some((number, _)) = service
            && self.signed_off_by.is_none()
        {
            lacks.push(LackError::of(Lack::SignOff, Some(number), id::SR_22B_ON_ORDERS.get().cite()));
        }
        lacks
    }

    fn over_bounds(&self, day: Date) -> Vec<LackError> {
        let limits = limits(day);
        let mut lacks = Vec::new();
        let content = || id::SV_257A_6.get().cite();
        if self.parts.is_empty() {
            lacks.push(LackError::of(Lack::NoPart, None, content()));
        }
        if self.parts.len() > Self::PARTS_MAX {
            lacks.push(LackError::of(Lack::TooManyParts, None, content()));
        }
        let hours_max = if self.adult { &limits.community_service } else { &limits.community_service_youth };
        for (number, part) in self.numbered() {
            let over = match *part {
                PartOutline::CommunityService { hours: 0 }
                | PartOutline::Fine { euro: 0 }
                | PartOutline::Compensation { euro: 0 }
                | PartOutline::Donation { euro: 0 }
                | PartOutline::DrivingBan { months: 0 }
                | PartOutline::Behaviour { months: 0, .. } => {
                    lacks.push(LackError::of(Lack::EmptyPart, Some(number), content()));
                    None
                }
                PartOutline::CommunityService { hours } if u32::from(hours) > hours_max.bound => {
                    Some((Lack::ServiceHours, hours_max.clone()))
                }
                PartOutline::DrivingBan { months } if u32::from(months) > limits.driving_ban.bound => {
                    Some((Lack::DrivingBanMonths, limits.driving_ban.clone()))
                }
                PartOutline::Behaviour { months, .. } if u32::from(months) > limits.direction.bound => {
                    Some((Lack::DirectionMonths, limits.direction.clone()))
                }
                _ => None,
            };
            if let Some((lack, limit)) = over {
                lacks.push(LackError::over(lack, number, limit));
            }
            if let (PartOutline::Behaviour { sessions, .. }, Some(limit)) = (part, &limits.sessions)
                && u32::from(*sessions) > limit.bound
            {
                lacks.push(LackError::over(Lack::Sessions, number, limit.clone()));
            }
        }
        lacks
    }

    /// 257c(1) and (3): heard, told of counsel, willing, written down.
    fn personal_hearing(&self, part: PartNumber, day: Date, lacks: &mut Vec<LackError>) {
        let mut lack = |lack| lacks.push(LackError::of(lack, Some(part), id::SV_257C_1.get().cite()));
        let Some(heard) = &self.heard else { return lack(Lack::Hearing) };
        if heard.on > day {
            lack(Lack::HearingTooLate);
        }
        if !heard.told_of_counsel {
            lack(Lack::ToldOfCounsel);
        }
        if !heard.willing {
            lack(Lack::Willingness);
        }
        if !heard.reported {
            lack(Lack::HearingReport);
        }
    }

    /// 257c(2): above the amount, heard with counsel by the very prosecutor who issues.
    fn hearing_on_money(&self, issuer: &str, day: Date, citation: Citation, lacks: &mut Vec<LackError>) {
        let mut lack = |lack| lacks.push(LackError::of(lack, None, citation.clone()));
        let Some(heard) = &self.heard else { return lack(Lack::Hearing) };
        if heard.on > day {
            lack(Lack::HearingTooLate);
        }
        if !heard.counsel_present {
            lack(Lack::CounselPresent);
        }
        if heard.by.as_str() != issuer {
            lack(Lack::HeardByIssuer);
        }
        if !heard.reported {
            lack(Lack::HearingReport);
        }
    }
}
