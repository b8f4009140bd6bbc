//! What a probation officer sees of an order: the directions of one person and what became of them. The type has no place
//! for a carrier, an item, a fact, a finding or another part of the order, so nothing of it can be shown.

use super::{FollowUp, RecordedEntry, Reminder, ReminderPlan};
use crate::document::{Direction, Line};
use crate::order::PartNumber;
use crate::person::Label;
use crate::procedure::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocab::OrderId;

/// The probation officer's view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProbationView {
    /// The order.
    pub order: OrderId,
    /// The person, by label.
    pub person: Label,
    /// The person's name; probation works with a person, not with a label.
    pub name: Line,
    /// The directions.
    pub directions: Vec<ViewedDirection>,
    /// What is due, by day.
    pub due: Vec<Reminder>,
}

/// One direction with what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewedDirection {
    /// Number of the part.
    pub part: PartNumber,
    /// The direction.
    pub direction: Direction,
    /// Last day, with days of detention counted; `None` before execution begins.
    pub last_day: Option<Date>,
    /// Sessions held.
    pub sessions: u32,
    /// Sessions at most; `None` where it is no treatment.
    pub sessions_max: Option<u32>,
    /// What was recorded.
    pub entries: Vec<RecordedEntry>,
}

impl FollowUp {
    /// The view of the probation officer on a day.
    pub fn view(&self, name: Line, state: &State, day: Date, plan: ReminderPlan) -> ProbationView {
        let directions = self.directions.iter().map(|followed| ViewedDirection {
            part: followed.part,
            direction: followed.direction.clone(),
            last_day: state.direction_ending(followed.part, day).map(|ending| ending.last_day),
            sessions: self.sessions(followed.part),
            sessions_max: self.sessions_max(followed.part, state),
            entries: self.entries.iter().filter(|e| e.entry.part() == followed.part).cloned().collect(),
        });
        ProbationView {
            order: self.order,
            person: self.person.clone(),
            name,
            directions: directions.collect(),
            due: self.due(state, day, plan),
        }
    }
}
