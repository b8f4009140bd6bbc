//! What tells one state of the model from another: everything that can still make a difference. A term is told by its
//! class (running, on its last day, over), not by the calendar; what only counts or tells of the past is left out.

use casework::procedure::{CourtState, End, ExecutionState, OppositionState, Procedure};
use jiff::civil::Date;

/// How a term stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Class {
    Running,
    LastDay,
    Over,
}

/// One state of the model.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    parts: usize,
    amended: bool,
    issued_today: Option<bool>,
    ending: Option<(Class, Class)>,
    opposition: (u8, bool),
    execution: u8,
    direction: Option<Class>,
    extended: bool,
    executed: Vec<u8>,
    detained: (bool, bool),
    breach: bool,
    halted: bool,
    court: Option<Option<Class>>,
    end: Option<End>,
    destroyed: bool,
}

fn class(last: Date, today: Date) -> Class {
    match last.cmp(&today) {
        std::cmp::Ordering::Greater => Class::Running,
        std::cmp::Ordering::Equal => Class::LastDay,
        std::cmp::Ordering::Less => Class::Over,
    }
}

impl Key {
    pub(crate) fn of(procedure: &Procedure, today: Date) -> Self {
        let state = procedure.state();
        let order = state.order.as_ref();
        let opposition = match state.opposition {
            OppositionState::None => (0, false),
            OppositionState::Waived { .. } => (1, false),
            OppositionState::LostByCompliance { .. } => (2, false),
            OppositionState::Pending { suspends, .. } => (3, suspends),
            OppositionState::Withdrawn => (4, false),
            OppositionState::Inadmissible => (5, false),
        };
        Self {
            parts: order.map_or(0, |order| order.outline.parts.len()),
            amended: order.is_some_and(|order| order.version > 1),
            issued_today: order.map(|order| order.issued_on == today),
            ending: state
                .opposition_ending()
                .map(|ending| (class(ending.last_day, today), class(ending.latest_day, today))),
            opposition,
            execution: match state.execution {
                ExecutionState::NotStarted => 0,
                ExecutionState::Running { .. } => 1,
                ExecutionState::Stopped => 2,
            },
            direction: state.direction_ending(2, today).map(|ending| class(ending.latest_day, today)),
            extended: !state.extended.is_empty(),
            executed: state.executed.iter().copied().collect(),
            detained: (state.detained_since.is_some(), state.detained_days > 0),
            breach: state.breach_waits,
            halted: state.halted.is_some(),
            court: state.court.map(|court| match court {
                CourtState::Opposition { hearing_on } => Some(class(hearing_on, today)),
                CourtState::Summons => None,
            }),
            end: state.end,
            destroyed: state.destroyed,
        }
    }
}
