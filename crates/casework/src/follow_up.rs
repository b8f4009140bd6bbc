//! What happens with the directions of an order until they end: sessions, checks, reports, breaches.
//!
//! The probation officer records; the prosecutor decides. A breach changes nothing by itself: it becomes a step that is
//! put to the procedure, and the prosecutor answers it there. May not know carriers, items or facts of the case: what
//! a follow-up does not hold, its view can't show.

mod due;
mod view;

pub use due::{Reminder, ReminderKind, ReminderPlan};
pub use view::{ProbationView, ViewedDirection};

use crate::document::{Direction, DirectionForm, Line, Prose};
use crate::order::{PartNumber, PartOutline, ReadyOrder};
use crate::person::Label;
use crate::procedure::{ExecutionState, State, Step};
use authority::{Hand, Role, mark};
use jiff::civil::Date;
use rules::limits;
use serde::{Deserialize, Serialize};
use vocab::{Moment, OrderId};

/// A direction that is followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowedDirection {
    /// Number of the part within the order.
    pub part: PartNumber,
    /// The direction as it stands in the order.
    pub direction: Direction,
}

/// What a probation officer records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "kebab-case", deny_unknown_fields)]
pub enum FollowUpEntry {
    /// A session is planned.
    PlanSession {
        /// The direction.
        part: PartNumber,
        /// Day.
        on: Date,
    },
    /// A session was held, or the person did not come.
    Session {
        /// The direction.
        part: PartNumber,
        /// Day.
        on: Date,
        /// Whether the person came.
        attended: bool,
    },
    /// Devices were checked.
    DeviceCheck {
        /// The direction.
        part: PartNumber,
        /// Day.
        on: Date,
        /// What was kept of it, in the words of the direction; `None`: nothing.
        kept: Option<Line>,
    },
    /// A report.
    Report {
        /// The direction.
        part: PartNumber,
        /// Day.
        on: Date,
        /// Text; no description of material.
        text: Prose,
    },
    /// A direction was not kept.
    Breach {
        /// The direction.
        part: PartNumber,
        /// Day.
        on: Date,
        /// What happened.
        what: Prose,
    },
}

impl FollowUpEntry {
    /// The direction that it is about.
    pub fn part(&self) -> PartNumber {
        match self {
            Self::PlanSession { part, .. }
            | Self::Session { part, .. }
            | Self::DeviceCheck { part, .. }
            | Self::Report { part, .. }
            | Self::Breach { part, .. } => *part,
        }
    }

    /// The day that it tells of.
    pub fn on(&self) -> Date {
        match self {
            Self::PlanSession { on, .. }
            | Self::Session { on, .. }
            | Self::DeviceCheck { on, .. }
            | Self::Report { on, .. }
            | Self::Breach { on, .. } => *on,
        }
    }
}

/// An entry as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedEntry {
    /// What.
    #[serde(flatten)]
    pub entry: FollowUpEntry,
    /// The day of recording.
    pub day: Date,
    /// When.
    pub at: Moment,
    /// By whom, by name.
    pub by: Line,
    /// In which role.
    pub role: Role,
}

/// The follow-up of one order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[doc(alias = "opvolging")]
pub struct FollowUp {
    /// The order.
    pub order: OrderId,
    /// The person, by label.
    pub person: Label,
    /// The directions.
    pub directions: Vec<FollowedDirection>,
    /// What was recorded, oldest first.
    pub entries: Vec<RecordedEntry>,
}

/// Why an entry was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryRefused {
    /// The order is not being carried out.
    #[error("the order is not being carried out (6:1:17 Sv); wait for the prosecutor to start or resume it")]
    NotRunning,
    /// The procedure is of another order.
    #[error("this follow-up is of another order; take the one of the order in force")]
    OtherOrder,
    /// No such direction.
    #[error("part {0} of the order is not a direction on behaviour; see the list of directions")]
    NoDirection(PartNumber),
    /// The direction is of another kind.
    #[error("direction {0} does not ask for this; record a report instead")]
    OtherKind(PartNumber),
    /// Too early or too late.
    #[error("{on} lies outside the probation period, {from} to {to} (257a(3)(e) Sv); check the day")]
    Outside {
        /// The day.
        on: Date,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// In the future.
    #[error("{0} has not come yet; plan it, or record it once it has happened")]
    Future(Date),
    /// In the past.
    #[error("{0} has passed; record the session itself")]
    Past(Date),
    /// Sessions are used up.
    #[error("{max} sessions of direction {part} have been held; there is no room for another")]
    SessionsUsed {
        /// The direction.
        part: PartNumber,
        /// Sessions at most.
        max: u32,
    },
    /// Two sessions on one day.
    #[error("a session on {0} has been recorded already; check the day")]
    Twice(Date),
    /// The person is detained.
    #[error("the person is detained and the period stands still (6:1:17(3) Sv); record the release first")]
    Detained,
    /// A name that can't be written down.
    #[error("the name of the person who acts can't be written down: {0}")]
    Name(String),
}

impl FollowUp {
    /// Begins with an order that was checked. `None`: it holds no direction on behaviour, so there is nothing to follow.
    pub fn begin(order: &ReadyOrder, person: Label) -> Option<Self> {
        let parts =
            order.outline().numbered().filter(|(_, part)| part.is_behaviour()).map(|(number, _)| number);
        let directions: Vec<_> = parts
            .zip(order.printed_directions())
            .map(|(part, direction)| FollowedDirection { part, direction })
            .collect();
        (!directions.is_empty()).then(|| Self { order: order.id(), person, directions, entries: Vec::new() })
    }

    /// A probation officer records what happened. `state` is how the procedure of the order stands.
    ///
    /// # Errors
    /// Says why it does not fit.
    pub fn record(
        &self,
        entry: FollowUpEntry,
        state: &State,
        day: Date,
        at: Moment,
        hand: &Hand<'_, mark::ProbationOfficer>,
    ) -> Result<Self, EntryRefused> {
        self.fits(&entry, state, day)?;
        let by = Line::new(hand.name()).map_err(|error| EntryRefused::Name(error.to_string()))?;
        let mut next = self.clone();
        next.entries.push(RecordedEntry { entry, day, at, by, role: hand.role() });
        Ok(next)
    }

    /// The step by which a recorded breach is put to the prosecutor.
    pub fn breach_step(entry: &FollowUpEntry) -> Option<Step> {
        match entry {
            FollowUpEntry::Breach { part, what, .. } => {
                Some(Step::ReportBreach { part: *part, what: what.clone() })
            }
            _ => None,
        }
    }

    /// Sessions held, those missed included: they were set aside for the person.
    pub fn sessions(&self, part: PartNumber) -> u32 {
        let held = self.entries.iter().filter(
            |recorded| matches!(recorded.entry, FollowUpEntry::Session { part: of, .. } if of == part),
        );
        u32::try_from(held.count()).unwrap_or(u32::MAX)
    }

    /// Sessions at most: what the order says, and never more than policy allows. `None`: it is no treatment.
    pub fn sessions_max(&self, part: PartNumber, state: &State) -> Option<u32> {
        let followed = self.direction(part)?;
        let DirectionForm::Treatment { sessions_max, .. } = followed.direction.form else { return None };
        let issued_on = state.order.as_ref()?.issued_on;
        let bound = limits(issued_on).sessions.map_or(u32::MAX, |limit| limit.bound);
        Some(u32::from(sessions_max).min(bound))
    }

    fn direction(&self, part: PartNumber) -> Option<&FollowedDirection> {
        self.directions.iter().find(|followed| followed.part == part)
    }

    fn fits(&self, entry: &FollowUpEntry, state: &State, day: Date) -> Result<(), EntryRefused> {
        let order = state.order.as_ref().ok_or(EntryRefused::NotRunning)?;
        if order.id != self.order {
            return Err(EntryRefused::OtherOrder);
        }
        let ExecutionState::Running { since } = state.execution else { return Err(EntryRefused::NotRunning) };
        if state.end.is_some() || state.court.is_some() {
            return Err(EntryRefused::NotRunning);
        }
        let part = entry.part();
        let followed = self.direction(part).ok_or(EntryRefused::NoDirection(part))?;
        if !order.outline.part(part).is_some_and(PartOutline::is_behaviour) {
            return Err(EntryRefused::NoDirection(part));
        }
        let on = entry.on();
        let planned = matches!(entry, FollowUpEntry::PlanSession { .. });
        if planned && on < day {
            return Err(EntryRefused::Past(on));
        }
        if !planned && on > day {
            return Err(EntryRefused::Future(on));
        }
        let to = state.direction_ending(part, day).map_or(since, |ending| ending.last_day);
        // A report or a breach may be told of after the last day; what it tells of may not lie before the first.
        let bounded = !matches!(entry, FollowUpEntry::Report { .. });
        if on < since || bounded && on > to {
            return Err(EntryRefused::Outside { on, from: since, to });
        }
        let burdens = !matches!(entry, FollowUpEntry::Report { .. } | FollowUpEntry::Breach { .. });
        if burdens && (state.is_suspended() || state.halted.is_some()) {
            return Err(EntryRefused::NotRunning);
        }
        if burdens && state.detained_since.is_some_and(|from| on >= from) {
            return Err(EntryRefused::Detained);
        }
        self.fits_kind(entry, followed, state)
    }

    fn fits_kind(
        &self,
        entry: &FollowUpEntry,
        followed: &FollowedDirection,
        state: &State,
    ) -> Result<(), EntryRefused> {
        let part = followed.part;
        match entry {
            FollowUpEntry::PlanSession { .. } | FollowUpEntry::Session { .. } => {
                let max = self.sessions_max(part, state).ok_or(EntryRefused::OtherKind(part))?;
                if self.sessions(part) >= max {
                    return Err(EntryRefused::SessionsUsed { part, max });
                }
                let same = |recorded: &&RecordedEntry| {
                    std::mem::discriminant(&recorded.entry) == std::mem::discriminant(entry)
                        && recorded.entry.part() == part
                        && recorded.entry.on() == entry.on()
                };
                match self.entries.iter().find(same) {
                    Some(_) => Err(EntryRefused::Twice(entry.on())),
                    None => Ok(()),
                }
            }
            FollowUpEntry::DeviceCheck { .. } => match followed.direction.form {
                DirectionForm::DeviceCheck { .. } => Ok(()),
                _ => Err(EntryRefused::OtherKind(part)),
            },
            FollowUpEntry::Report { .. } | FollowUpEntry::Breach { .. } => Ok(()),
        }
    }
}
