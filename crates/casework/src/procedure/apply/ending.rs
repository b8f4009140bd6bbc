//! How an order ends other than by being executed: withdrawal, the court, a summons, and at last destruction. May not
//! know what the court will say.

use super::{Applied, live_order, within};
use crate::calendar;
use crate::procedure::court::{CourtResult, SummonsGround};
use crate::procedure::state::{CourtState, End, ExecutionState, OppositionState, State};
use crate::procedure::unlawful::Obstacle;
use jiff::civil::Date;
use rules::limits;

/// With or without opposition, until the court has it in hand.
pub(super) fn withdraw(state: State, day: Date) -> Applied {
    super::not_ended(&state)?;
    if state.order.is_none() {
        return Err(Obstacle::NotIssued);
    }
    match state.court {
        Some(CourtState::Summons) => return Err(Obstacle::BeforeCourt),
        Some(CourtState::Opposition { hearing_on }) if day > hearing_on => {
            return Err(Obstacle::HearingHeld(hearing_on));
        }
        _ => {}
    }
    Ok(State { end: Some(End::Withdrawn), court: None, ..state })
}

/// At least ten days lie between service and hearing, neither of the two counted: the longer reading.
pub(super) fn bring_to_court(state: State, served_on: Date, hearing_on: Date, day: Date) -> Applied {
    live_order(&state)?;
    let OppositionState::Pending { lodged_on, .. } = state.opposition else {
        return Err(Obstacle::NotOpposed);
    };
    within(served_on, lodged_on, day)?;
    let between = limits(served_on).summons_service.bound;
    let first = calendar::days_after(served_on, between.saturating_add(1));
    if hearing_on < first {
        return Err(Obstacle::HearingTooSoon(first));
    }
    Ok(State { court: Some(CourtState::Opposition { hearing_on }), ..state })
}

/// The order is no longer executable; what was executed is counted. After full execution or withdrawal only the court
/// of appeal can open the way.
pub(super) fn summon(state: State, ground: &SummonsGround) -> Applied {
    if state.order.is_none() {
        return Err(if state.end.is_some() { Obstacle::Ended } else { Obstacle::NotIssued });
    }
    match (state.end, ground) {
        (Some(End::FullyExecuted | End::Withdrawn), SummonsGround::Complaint { .. }) => {}
        (Some(End::FullyExecuted | End::Withdrawn), _) => return Err(Obstacle::DoubleJeopardy),
        (Some(End::Abandoned | End::Annulled), _) => return Err(Obstacle::Ended),
        (None, _) if state.court.is_some() => return Err(Obstacle::BeforeCourt),
        (None, SummonsGround::NotKept) if !state.breach_waits => return Err(Obstacle::NoBreach),
        (None, SummonsGround::NewFacts) if state.halted.is_none() => return Err(Obstacle::NotHalted),
        (None, _) => {}
    }
    Ok(State {
        court: Some(CourtState::Summons),
        execution: ExecutionState::Stopped,
        detained_since: None,
        breach_waits: false,
        end: None,
        ..state
    })
}

/// Whatever is decided on the charge annuls the order. An opposition that can't be heard leaves it standing.
pub(super) fn record_result(state: State, on: Date, result: CourtResult, day: Date) -> Applied {
    super::not_ended(&state)?;
    let court = state.court.ok_or(Obstacle::NotBeforeCourt)?;
    let from = match court {
        CourtState::Opposition { hearing_on } => hearing_on,
        CourtState::Summons => state.order.as_ref().map_or(on, |order| order.issued_on),
    };
    within(on, from, day)?;
    match court {
        CourtState::Summons if !result.annuls() => Err(Obstacle::ForeignResult),
        CourtState::Opposition { .. } if !result.annuls() => {
            Ok(State { court: None, opposition: OppositionState::Inadmissible, ..state })
        }
        _ => Ok(State { court: None, execution: ExecutionState::Stopped, end: Some(End::Annulled), ..state }),
    }
}

/// Only what has ended, only when it is due. Nothing follows.
pub(super) fn destroy(state: State, due_on: Date, day: Date) -> Applied {
    if state.end.is_none() {
        return Err(Obstacle::NotEnded);
    }
    if day < due_on {
        return Err(Obstacle::NotDue(due_on));
    }
    Ok(State { destroyed: true, ..state })
}
