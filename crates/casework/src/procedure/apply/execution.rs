//! Execution: its start, terms, detention, parts and breaches. May not know whether a court will agree.

use super::{Applied, live_order, not_halted, within};
use crate::calendar;
use crate::order::PartNumber;
use crate::procedure::state::{End, ExecutionState, OppositionState, State};
use crate::procedure::unlawful::Obstacle;
use jiff::civil::Date;

/// Not before the term has surely run out, unless opposition was waived; never while opposition holds it up.
pub(super) fn start(state: State, day: Date) -> Applied {
    live_order(&state)?;
    not_halted(&state)?;
    if state.execution != ExecutionState::NotStarted {
        return Err(Obstacle::Executing);
    }
    if state.is_suspended() {
        return Err(Obstacle::Opposed);
    }
    if !matches!(state.opposition, OppositionState::Waived { .. }) {
        let ending = state.no_execution_ending().ok_or(Obstacle::NotKnown)?;
        if ending.may_run(day) {
            return Err(Obstacle::TermRuns(ending.latest_day));
        }
    }
    Ok(State { execution: ExecutionState::Running { since: day }, ..state })
}

/// The day since which it runs, where it runs and nothing holds it up.
fn running(state: &State) -> Result<Date, Obstacle> {
    live_order(state)?;
    let ExecutionState::Running { since } = state.execution else { return Err(Obstacle::NotExecuting) };
    if state.is_suspended() { Err(Obstacle::Opposed) } else { Ok(since) }
}

/// For directions alone; one on behaviour never beyond the maximum and the days of detention.
pub(super) fn extend(state: State, part: PartNumber, until: Date, day: Date) -> Applied {
    running(&state)?;
    not_halted(&state)?;
    let outline = &state.order.as_ref().ok_or(Obstacle::NotIssued)?.outline;
    let which = outline.part(part).ok_or(Obstacle::NoPart(part))?;
    if !which.is_direction() {
        return Err(Obstacle::WrongPart(part));
    }
    if state.executed.contains(&part) {
        return Err(Obstacle::PartExecuted(part));
    }
    let ends = match state.direction_ending(part, day) {
        Some(ending) => {
            let cap = state.direction_cap(day).ok_or(Obstacle::NotExecuting)?;
            // What has ended can't be made longer: that would be a new direction.
            if ending.last_day < day {
                return Err(Obstacle::NotLonger(ending.last_day));
            }
            if until > cap {
                return Err(Obstacle::BeyondMaximum(cap));
            }
            ending.last_day
        }
        None => state.extended.get(&part).copied().unwrap_or(day),
    };
    if until <= ends {
        return Err(Obstacle::NotLonger(ends));
    }
    let mut extended = state.extended.clone();
    extended.insert(part, until);
    Ok(State { extended, ..state })
}

/// Detention, from a day on. It is a fact, so opposition and new facts don't keep it from being recorded.
pub(super) fn pause(state: State, from: Date, day: Date) -> Applied {
    live_order(&state)?;
    let ExecutionState::Running { since } = state.execution else { return Err(Obstacle::NotExecuting) };
    if state.detained_since.is_some() {
        return Err(Obstacle::Detained);
    }
    within(from, state.released_on.unwrap_or(since).max(since), day)?;
    Ok(State { detained_since: Some(from), ..state })
}

/// Release.
pub(super) fn resume(state: State, on: Date, day: Date) -> Applied {
    live_order(&state)?;
    let Some(from) = state.detained_since else { return Err(Obstacle::NotDetained) };
    within(on, from, day)?;
    let detained_days = state.detained_days.saturating_add(calendar::days_between(from, on));
    Ok(State { detained_since: None, released_on: Some(on), detained_days, ..state })
}

/// A direction on behaviour has been executed once its time is over, and not while a breach waits for an answer.
pub(super) fn execute_part(state: State, part: PartNumber, day: Date) -> Applied {
    running(&state)?;
    not_halted(&state)?;
    let outline = &state.order.as_ref().ok_or(Obstacle::NotIssued)?.outline;
    let which = outline.part(part).ok_or(Obstacle::NoPart(part))?;
    if state.executed.contains(&part) {
        return Err(Obstacle::PartExecuted(part));
    }
    if which.is_behaviour() {
        if state.detained_since.is_some() {
            return Err(Obstacle::Detained);
        }
        if state.breach_waits {
            return Err(Obstacle::BreachWaits);
        }
        let ending = state.direction_ending(part, day).ok_or(Obstacle::NotExecuting)?;
        if ending.may_run(day) {
            return Err(Obstacle::DirectionRuns { part, until: ending.latest_day });
        }
    }
    let mut executed = state.executed.clone();
    executed.insert(part);
    Ok(State { executed, ..state })
}

/// All parts, by execution or unasked. From here on the fact is not prosecuted again; so not while anything is open.
pub(super) fn complete(state: State) -> Applied {
    live_order(&state)?;
    not_halted(&state)?;
    if state.is_opposed() {
        return Err(Obstacle::Opposed);
    }
    if state.breach_waits {
        return Err(Obstacle::BreachWaits);
    }
    if !state.all_executed() {
        return Err(Obstacle::PartsLeft);
    }
    Ok(State { end: Some(End::FullyExecuted), ..state })
}

/// A breach changes nothing by itself: the prosecutor answers it.
pub(super) fn report_breach(state: State, part: PartNumber) -> Applied {
    let order = live_order(&state)?;
    if !matches!(state.execution, ExecutionState::Running { .. }) {
        return Err(Obstacle::NotExecuting);
    }
    order.outline.part(part).ok_or(Obstacle::NoPart(part))?;
    if state.executed.contains(&part) {
        return Err(Obstacle::PartExecuted(part));
    }
    Ok(State { breach_waits: true, ..state })
}

/// The prosecutor lets the order go on.
pub(super) fn answer_breach(state: State) -> Applied {
    live_order(&state)?;
    if state.breach_waits { Ok(State { breach_waits: false, ..state }) } else { Err(Obstacle::NoBreach) }
}
