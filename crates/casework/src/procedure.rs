//! The procedure of one penal order, from the decision to the destruction of its record, as a value that can't be put
//! in an unlawful state: it is made by steps alone, and a step that the law does not allow now is refused.
//!
//! Where a text was read at source, the step cites it. Where it was not (255a, 354a, 12k Sv were read in a text
//! of 2017), the obstacle stands all the same, for it protects a person, and says "source text needed". Where
//! readings differ, what burdens the person waits for the later day ([`crate::calendar`]).
//!
//! Stricter than the text in one point: 6:1:17(1) Sv lets execution begin fourteen days after sending; here it also
//! wants delivery in person or proven knowledge, for a term of opposition that never began never ends.
//!
//! May not know: what the order says beyond its outline; how a person is followed; today.

mod apply;
mod court;
mod ground;
mod state;
mod step;
mod unlawful;

pub use court::{CourtResult, SummonsGround};
pub use state::{CourtState, CurrentOrder, End, ExecutionState, Finality, OppositionState, State};
pub use step::{DeliveryManner, NewFacts, Opponent, OppositionChannel, Step, StepName, TakenStep};
pub use unlawful::{Obstacle, Unlawful};

use crate::document::Line;
use authority::{Hand, Mark, mark};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocab::{DecisionId, Moment};

/// The procedure of one order. In JSON it is the list of its steps, and is checked again when read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<TakenStep>", into = "Vec<TakenStep>")]
#[doc(alias = "strafbeschikkingsprocedure")]
pub struct Procedure {
    steps: Vec<TakenStep>,
    state: State,
}

impl Procedure {
    /// Begins with a prosecutor's decision on a penal order.
    ///
    /// # Errors
    /// When the name of the prosecutor can't be written down.
    pub fn begin(
        decision: DecisionId,
        day: Date,
        at: Moment,
        hand: &Hand<'_, mark::Prosecutor>,
    ) -> Result<Self, Unlawful> {
        let empty = Self { steps: Vec::new(), state: State::default() };
        empty.take(Step::Decide { decision }, day, at, hand)
    }

    /// Takes a step on a day, by a named person. The procedure before it stays as it was.
    ///
    /// # Errors
    /// Says what stands in the way, by which article, and what to do.
    pub fn take<M: Mark>(
        &self,
        step: Step,
        day: Date,
        at: Moment,
        hand: &Hand<'_, M>,
    ) -> Result<Self, Unlawful> {
        let name = step.name();
        let role = hand.role();
        let by = Line::new(hand.name()).map_err(|_| Unlawful::new(name, Obstacle::Role(role)))?;
        self.after(TakenStep { step, day, at, by, role })
    }

    /// Folds steps that were taken. Each is held to the same rules again.
    ///
    /// # Errors
    /// At the first step that may not stand.
    pub fn replay(steps: &[TakenStep]) -> Result<Self, Unlawful> {
        if steps.is_empty() {
            return Err(Unlawful::new(StepName::Decide, Obstacle::Undecided));
        }
        let mut procedure = Self { steps: Vec::with_capacity(steps.len()), state: State::default() };
        for taken in steps {
            procedure.state = procedure.next_state(taken)?;
            procedure.steps.push(taken.clone());
        }
        Ok(procedure)
    }

    /// The steps of the last procedure among all that were taken for a person: a first decision begins one of its
    /// own.
    pub fn last_among(steps: &[TakenStep]) -> &[TakenStep] {
        let begins = steps.iter().rposition(|taken| taken.step.name() == StepName::Decide);
        &steps[begins.unwrap_or(0)..]
    }

    /// Whether a step could be taken, without taking it.
    ///
    /// # Errors
    /// As [`Procedure::take`].
    pub fn may_take(&self, taken: &TakenStep) -> Result<(), Unlawful> {
        self.next_state(taken).map(|_| ())
    }

    /// The steps taken, oldest first.
    pub fn steps(&self) -> &[TakenStep] {
        &self.steps
    }

    /// How it stands.
    pub fn state(&self) -> &State {
        &self.state
    }

    fn after(&self, taken: TakenStep) -> Result<Self, Unlawful> {
        let state = self.next_state(&taken)?;
        let mut steps = self.steps.clone();
        steps.push(taken);
        Ok(Self { steps, state })
    }

    fn next_state(&self, taken: &TakenStep) -> Result<State, Unlawful> {
        let name = taken.step.name();
        let refuse = |obstacle| Unlawful::new(name, obstacle);
        if !name.roles().contains(&taken.role) {
            return Err(refuse(Obstacle::Role(taken.role)));
        }
        if let Some(last) = self.steps.last().filter(|last| taken.day < last.day) {
            return Err(refuse(Obstacle::Backdated(last.day)));
        }
        apply::apply(&self.state, taken).map_err(refuse)
    }
}

impl TryFrom<Vec<TakenStep>> for Procedure {
    type Error = Unlawful;
    fn try_from(steps: Vec<TakenStep>) -> Result<Self, Unlawful> {
        Self::replay(&steps)
    }
}

impl From<Procedure> for Vec<TakenStep> {
    fn from(procedure: Procedure) -> Self {
        procedure.steps
    }
}
