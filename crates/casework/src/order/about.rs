//! About which draft a hearing, an advice or a signature was. A draft goes on changing; what the person was willing to
//! do, what the probation service advised and what a jurist signed for is the draft of that day. Each keeps the parts
//! to which the law ties it, so that years later it still says what it was about.
//!
//! May not judge a part: only whether it reads as it did.

use super::draft::{DirectionDraft, Draft, SanctionDraft};
use super::outline::PartOutline;
use crate::text::listed;
use jiff::civil::Date;
use rules::{Citation, limits, provision_id as id};
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::fmt;
use vocab::{OrderId, Sha256};

/// What must be on file before an order is issued, and is said of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnFile {
    /// The hearing (257c Sv): tied to community service, directions and, above the bound, to money.
    Hearing,
    /// The probation service's advice: tied to directions.
    Advice,
    /// The signature for community service: tied to its hours.
    SignOff,
}

/// Parts of a draft to which the law ties what was said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tied {
    /// Sanctions and payments, by kind and measure.
    pub sanctions: Vec<PartOutline>,
    /// Length of the probation period in months; 0 without directions.
    pub direction_months: u8,
    /// Directions, word for word.
    pub directions: Vec<DirectionDraft>,
}

/// One version of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Id of the order to be.
    pub order: OrderId,
    /// SHA-256 of the whole draft as JSON.
    pub draft_sha256: Sha256,
    /// What stood in it.
    pub tied: Tied,
}

/// Something said of a draft, with the draft that it was about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnDraft<T> {
    /// What was said.
    #[serde(flatten)]
    pub of: T,
    /// About which draft; `None` where the record does not tell.
    #[serde(default)]
    pub about: Option<About>,
}

/// What is otherwise than it was when something was said of the draft.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A sanction or payment.
    Sanction {
        /// As it was; `None` where there was none of its kind.
        then: Option<PartOutline>,
        /// As it is.
        now: PartOutline,
    },
    /// The length of the probation period in months.
    Months {
        /// As it was.
        then: u8,
        /// As it is.
        now: u8,
    },
    /// The direction with this number, from 1, is new or reads otherwise.
    Direction(usize),
}

/// Something on file that no longer counts, because what it was about has changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Outdated {
    /// What.
    pub on_file: OnFile,
    /// Its day.
    pub day: Date,
    /// What changed since; empty where it is not known about which draft it was.
    pub changed: Vec<Change>,
}

impl OnFile {
    fn ties(self, part: &PartOutline) -> bool {
        match self {
            Self::Hearing => true,
            Self::Advice => false,
            Self::SignOff => matches!(part, PartOutline::CommunityService { .. }),
        }
    }
}

impl SanctionDraft {
    /// Its kind and measure.
    pub fn outline(&self) -> PartOutline {
        match *self {
            Self::CommunityService { hours, .. } => PartOutline::CommunityService { hours },
            Self::Fine { euro, .. } => PartOutline::Fine { euro },
            Self::Compensation { euro, .. } => PartOutline::Compensation { euro },
            Self::Donation { euro, .. } => PartOutline::Donation { euro },
        }
    }
}

impl<T> OnDraft<T> {
    /// What is said now, about the draft as it is now.
    ///
    /// # Errors
    /// Never in practice: every draft can be written as JSON.
    pub fn now(of: T, on_file: OnFile, draft: &Draft) -> Result<Self, serde_json::Error> {
        Ok(Self { of, about: Some(draft.about(on_file)?) })
    }
}

impl Draft {
    /// This version of the draft, with the parts to which `on_file` is tied.
    ///
    /// # Errors
    /// Never in practice: every draft can be written as JSON.
    pub fn about(&self, on_file: OnFile) -> Result<About, serde_json::Error> {
        let draft_sha256 = Sha256(sha2::Sha256::digest(serde_json::to_vec(self)?).into());
        Ok(About { order: self.id, draft_sha256, tied: self.tied(|part| on_file.ties(part), on_file) })
    }

    fn tied(&self, ties: impl Fn(&PartOutline) -> bool, on_file: OnFile) -> Tied {
        let sanctions = self.sanctions.iter().map(SanctionDraft::outline).filter(ties).collect();
        let directions = if on_file == OnFile::SignOff { Vec::new() } else { self.directions.clone() };
        let direction_months = if directions.is_empty() { 0 } else { self.direction_months };
        Tied { sanctions, direction_months, directions }
    }

    /// The parts for which the law asks for `on_file` on a day.
    fn asked(&self, on_file: OnFile, day: Date) -> Tied {
        let is_money =
            |part: &PartOutline| matches!(part, PartOutline::Fine { .. } | PartOutline::Compensation { .. });
        let euro = self.sanctions.iter().map(|sanction| match sanction.outline() {
            PartOutline::Fine { euro } | PartOutline::Compensation { euro } => u64::from(euro),
            _ => 0,
        });
        let above = euro.sum::<u64>() > u64::from(limits(day).hearing_above.bound);
        let asks = |part: &PartOutline| part.wants_willingness() || (above && is_money(part));
        self.tied(|part| on_file.ties(part) && asks(part), on_file)
    }

    /// What is on file and no longer counts on a day: a part for which the law asks for it is new, or otherwise than it
    /// was. What fell away since changes nothing.
    pub fn outdated(&self, day: Date) -> Vec<Outdated> {
        let said = [
            self.hearing.as_ref().map(|on| (OnFile::Hearing, on.of.hearing.day, on.about.as_ref())),
            self.advice.as_ref().map(|on| (OnFile::Advice, on.of.day, on.about.as_ref())),
            self.sign_off.as_ref().map(|on| (OnFile::SignOff, on.of.on, on.about.as_ref())),
        ];
        let outdated = said.into_iter().flatten().filter_map(|(on_file, said_on, about)| {
            let asked = self.asked(on_file, day);
            let changed = match about {
                Some(about) => changes(&about.tied, &asked),
                None if asked == Tied::default() => return None,
                None => return Some(Outdated { on_file, day: said_on, changed: Vec::new() }),
            };
            (!changed.is_empty()).then_some(Outdated { on_file, day: said_on, changed })
        });
        outdated.collect()
    }
}

/// What of `now` was not so `then`. The order of the parts means nothing.
fn changes(then: &Tied, now: &Tied) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut left = then.sanctions.clone();
    let mut other = Vec::new();
    for part in &now.sanctions {
        match left.iter().position(|was| was == part) {
            Some(at) => {
                left.swap_remove(at);
            }
            None => other.push(part.clone()),
        }
    }
    for now in other {
        let same = |was: &PartOutline| std::mem::discriminant(was) == std::mem::discriminant(&now);
        let then = left.iter().position(same).map(|at| left.swap_remove(at));
        changes.push(Change::Sanction { then, now });
    }
    if !then.directions.is_empty()
        && !now.directions.is_empty()
        && then.direction_months != now.direction_months
    {
        changes.push(Change::Months { then: then.direction_months, now: now.direction_months });
    }
    let mut left: Vec<&DirectionDraft> = then.directions.iter().collect();
    for (number, direction) in (1..).zip(&now.directions) {
        match left.iter().position(|was| *was == direction) {
            Some(at) => {
                left.swap_remove(at);
            }
            None => changes.push(Change::Direction(number)),
        }
    }
    changes
}

impl Outdated {
    /// Where it stands that it must be said of what the order holds.
    pub fn citation(&self) -> Citation {
        let is_money = |change: &Change| {
            matches!(
                change,
                Change::Sanction { now: PartOutline::Fine { .. } | PartOutline::Compensation { .. }, .. }
            )
        };
        let only_money = !self.changed.is_empty() && self.changed.iter().all(is_money);
        let provision = match self.on_file {
            OnFile::Hearing if only_money => id::SV_257C_2,
            OnFile::Hearing => id::SV_257C_1,
            OnFile::Advice => id::OM_PAGE_ADVICE,
            OnFile::SignOff => id::SR_22B_ON_ORDERS,
        };
        provision.get().cite()
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sanction { then: Some(then), now } => write!(f, "{now} (then {then})"),
            Self::Sanction { then: None, now } => write!(f, "{now} is new"),
            Self::Months { then, now } => write!(f, "a probation period of {now} months (then {then})"),
            Self::Direction(number) => write!(f, "direction {number} is new or reads otherwise"),
        }
    }
}

impl fmt::Display for Outdated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, remedy) = match self.on_file {
            OnFile::Hearing => ("the hearing", "hear the person again, and record it"),
            OnFile::Advice => ("the advice", "have the probation service advise again"),
            OnFile::SignOff => ("the signature", "have it signed again"),
        };
        if self.changed.is_empty() {
            return write!(f, "it is not known about which draft {what} of {} was; {remedy}", self.day);
        }
        let changed = listed(&self.changed);
        write!(f, "{what} of {} was about an earlier draft, and since then: {changed}; {remedy}", self.day)
    }
}
