//! What each step does to the state, and when it may not. One function a step; the order of the checks is the order
//! in which a person would want to hear of them. May not know who takes the step or what was before the state.

mod ending;
mod execution;
mod opposition;

use super::state::{CurrentOrder, End, ExecutionState, OppositionState, State};
use super::step::{DeliveryManner, Step, TakenStep};
use super::unlawful::Obstacle;
use crate::order::Outline;
use jiff::civil::Date;
use rules::limits;
use vocab::OrderId;

pub(super) type Applied = Result<State, Obstacle>;

/// Applies one step, taken on its day, to a state.
pub(super) fn apply(state: &State, taken: &TakenStep) -> Applied {
    let day = taken.day;
    if state.destroyed {
        return Err(Obstacle::Destroyed);
    }
    if state.decision.is_none() && !matches!(taken.step, Step::Decide { .. }) {
        return Err(Obstacle::Undecided);
    }
    let state = state.clone();
    match &taken.step {
        Step::Decide { decision } => match state.decision {
            Some(_) => Err(Obstacle::Decided),
            None => Ok(State { decision: Some(*decision), ..state }),
        },
        Step::RecordNewFacts { what, .. } => {
            not_ended(&state)?;
            Ok(State { halted: Some(*what), ..state })
        }
        Step::DecideAnew { decision } => {
            not_ended(&state)?;
            match state.halted {
                Some(_) => Ok(State { halted: None, decision: Some(*decision), ..state }),
                None => Err(Obstacle::NotHalted),
            }
        }
        Step::Abandon { .. } => {
            not_ended(&state)?;
            match state.order {
                Some(_) => Err(Obstacle::Issued),
                None => Ok(State { end: Some(End::Abandoned), ..state }),
            }
        }
        Step::Issue { order, outline } => issue(state, *order, outline, day, taken.by.as_str()),
        Step::Deliver { on, manner } => deliver(state, *on, *manner, day),
        Step::ProveKnown { since, .. } => prove_known(state, *since, day),
        Step::Oppose { lodged_on, set_aside, .. } => {
            opposition::oppose(state, *lodged_on, set_aside.is_some(), day)
        }
        Step::WithdrawOpposition { on } => opposition::withdraw(state, *on, day),
        Step::WaiveOpposition { on, .. } => opposition::waive(state, *on, day),
        Step::Comply { on, parts } => opposition::comply(state, *on, parts, day),
        Step::StartExecution => execution::start(state, day),
        Step::ExtendTerm { part, until } => execution::extend(state, *part, *until, day),
        Step::Pause { from } => execution::pause(state, *from, day),
        Step::Resume { on } => execution::resume(state, *on, day),
        Step::ExecutePart { part } => execution::execute_part(state, *part, day),
        Step::CompleteExecution => execution::complete(state),
        Step::ReportBreach { part, .. } => execution::report_breach(state, *part),
        Step::AnswerBreach { .. } => execution::answer_breach(state),
        Step::Amend { order, outline, same_fact } => {
            amend(state, *order, outline, *same_fact, day, taken.by.as_str())
        }
        Step::Withdraw { .. } => ending::withdraw(state, day),
        Step::BringToCourt { served_on, hearing_on } => {
            ending::bring_to_court(state, *served_on, *hearing_on, day)
        }
        Step::Summon { ground } => ending::summon(state, ground),
        Step::RecordCourtResult { on, result } => ending::record_result(state, *on, *result, day),
        Step::Destroy { due_on, .. } => ending::destroy(state, *due_on, day),
    }
}

pub(super) fn not_ended(state: &State) -> Result<(), Obstacle> {
    if state.end.is_some() { Err(Obstacle::Ended) } else { Ok(()) }
}

/// The order, where it is issued, nothing has ended it and no court has it.
pub(super) fn live_order(state: &State) -> Result<&CurrentOrder, Obstacle> {
    not_ended(state)?;
    let order = state.order.as_ref().ok_or(Obstacle::NotIssued)?;
    if state.court.is_some() { Err(Obstacle::BeforeCourt) } else { Ok(order) }
}

pub(super) fn not_halted(state: &State) -> Result<(), Obstacle> {
    if state.halted.is_some() { Err(Obstacle::Halted) } else { Ok(()) }
}

/// A day told of within a step: not before `from`, not after the step.
pub(super) fn within(told: Date, from: Date, day: Date) -> Result<(), Obstacle> {
    if told > day {
        return Err(Obstacle::Future(told));
    }
    if told < from { Err(Obstacle::TooEarly(from)) } else { Ok(()) }
}

fn issue(state: State, id: OrderId, outline: &Outline, day: Date, issuer: &str) -> Applied {
    not_ended(&state)?;
    if state.order.is_some() {
        return Err(Obstacle::Issued);
    }
    not_halted(&state)?;
    lawful(outline, day, issuer)?;
    let order = CurrentOrder { id, version: 1, issued_on: day, outline: outline.clone() };
    Ok(State { order: Some(order), ..state })
}

fn lawful(outline: &Outline, day: Date, issuer: &str) -> Result<(), Obstacle> {
    let lacks = outline.lacks(day, issuer);
    if lacks.is_empty() { Ok(()) } else { Err(Obstacle::Lacking(lacks)) }
}

fn deliver(state: State, on: Date, manner: DeliveryManner, day: Date) -> Applied {
    let order = live_order(&state)?;
    not_halted(&state)?;
    within(on, order.issued_on, day)?;
    let bound = limits(on).hearing_above.bound;
    if manner == DeliveryManner::Letter && order.outline.money_euro() > u64::from(bound) {
        return Err(Obstacle::PlainLetter(bound));
    }
    if state.execution != ExecutionState::NotStarted {
        return Err(Obstacle::Executing);
    }
    if manner.is_personal() {
        Ok(State { known: Some(known(&state, on)), ..state })
    } else {
        Ok(State { sent_on: Some(state.sent_on.map_or(on, |earlier| earlier.min(on))), ..state })
    }
}

fn prove_known(state: State, since: Date, day: Date) -> Applied {
    let order = live_order(&state)?;
    within(since, order.issued_on, day)?;
    if state.execution != ExecutionState::NotStarted {
        return Err(Obstacle::Executing);
    }
    Ok(State { known: Some(known(&state, since)), ..state })
}

/// The days that may have begun the term, with one more.
fn known(state: &State, on: Date) -> (Date, Date) {
    state.known.map_or((on, on), |(first, last)| (first.min(on), last.max(on)))
}

/// Another order for the same fact. It is open to opposition again; opposition that was lodged counts against it; what
/// was executed is kept count of.
fn amend(state: State, id: OrderId, outline: &Outline, same_fact: bool, day: Date, issuer: &str) -> Applied {
    let old = live_order(&state)?;
    not_halted(&state)?;
    if !same_fact {
        return Err(Obstacle::OtherFact);
    }
    if state.breach_waits {
        return Err(Obstacle::BreachWaits);
    }
    lawful(outline, day, issuer)?;
    let order =
        CurrentOrder { id, version: old.version.saturating_add(1), issued_on: day, outline: outline.clone() };
    let opposition = match state.opposition {
        OppositionState::Pending { lodged_on, .. } => OppositionState::Pending { lodged_on, suspends: true },
        _ => OppositionState::None,
    };
    let executed = u16::try_from(state.executed.len()).unwrap_or(u16::MAX);
    Ok(State {
        decision: state.decision,
        order: Some(order),
        opposition,
        executed_before: state.executed_before.saturating_add(executed),
        ..State::default()
    })
}
