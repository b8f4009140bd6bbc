//! Opposition, its withdrawal, its waiver and its loss. May not know execution beyond whether it waits.

use super::{Applied, live_order, within};
use crate::order::PartNumber;
use crate::procedure::state::{CourtState, OppositionState, State};
use crate::procedure::unlawful::Obstacle;
use jiff::civil::Date;

/// In time it always suspends. Late, or after the right was lost, a prosecutor may say with a reason that it does not;
/// whether it can be heard is for the court alone.
pub(super) fn oppose(state: State, lodged_on: Date, set_aside: bool, day: Date) -> Applied {
    let order = live_order(&state)?;
    within(lodged_on, order.issued_on, day)?;
    if state.is_opposed() {
        return Err(Obstacle::Opposed);
    }
    let lost =
        matches!(state.opposition, OppositionState::Waived { .. } | OppositionState::LostByCompliance { .. });
    let in_time = state.opposition_ending().is_none_or(|ending| ending.may_run(lodged_on));
    if set_aside && in_time && !lost {
        return Err(Obstacle::InTime);
    }
    Ok(State { opposition: OppositionState::Pending { lodged_on, suspends: !set_aside }, ..state })
}

/// Until the hearing begins.
pub(super) fn withdraw(state: State, on: Date, day: Date) -> Applied {
    super::not_ended(&state)?;
    let OppositionState::Pending { lodged_on, .. } = state.opposition else {
        return Err(Obstacle::NotOpposed);
    };
    within(on, lodged_on, day)?;
    match state.court {
        Some(CourtState::Summons) => return Err(Obstacle::BeforeCourt),
        Some(CourtState::Opposition { hearing_on }) if on > hearing_on => {
            return Err(Obstacle::HearingHeld(hearing_on));
        }
        _ => {}
    }
    Ok(State { opposition: OppositionState::Withdrawn, court: None, ..state })
}

/// In writing, with counsel assisting: the step has a place for counsel's name, so there is none without.
pub(super) fn waive(state: State, on: Date, day: Date) -> Applied {
    let order = live_order(&state)?;
    within(on, order.issued_on, day)?;
    let Some((first, _)) = state.known else { return Err(Obstacle::NotKnown) };
    within(on, first, day)?;
    match state.opposition {
        OppositionState::Pending { .. } => Err(Obstacle::Opposed),
        OppositionState::Waived { .. } | OppositionState::LostByCompliance { .. } => Err(Obstacle::RightLost),
        OppositionState::None | OppositionState::Withdrawn | OppositionState::Inadmissible => {
            Ok(State { opposition: OppositionState::Waived { on }, ..state })
        }
    }
}

/// Unasked. A direction on behaviour takes its time and can't be complied with at one stroke. Opposition to an earlier
/// version falls away when the amended order is complied with (257e(9)).
pub(super) fn comply(state: State, on: Date, parts: &[PartNumber], day: Date) -> Applied {
    let order = live_order(&state)?;
    within(on, order.issued_on, day)?;
    if parts.is_empty() {
        return Err(Obstacle::NoPart(0));
    }
    for number in parts {
        let part = order.outline.part(*number).ok_or(Obstacle::NoPart(*number))?;
        if part.is_behaviour() {
            return Err(Obstacle::WrongPart(*number));
        }
        if state.executed.contains(number) {
            return Err(Obstacle::PartExecuted(*number));
        }
    }
    let opposition = match state.opposition {
        OppositionState::Pending { .. } if order.version == 1 => return Err(Obstacle::Opposed),
        // A waiver already says as much, and in writing.
        waived @ OppositionState::Waived { .. } => waived,
        _ => OppositionState::LostByCompliance { on },
    };
    let mut executed = state.executed.clone();
    executed.extend(parts);
    Ok(State { opposition, executed, ..state })
}
