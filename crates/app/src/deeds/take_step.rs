//! Taking a step of the procedure of an order. Each step is a deed of its own in the catalogue.

use crate::file::{self, Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Hand, Subject, mark};
use casework::authorisation::dutch_day;
use casework::procedure::{Procedure, State, Step, StepName, TakenStep, Unlawful};
use store::Tx;

/// Takes one step.
#[derive(Debug)]
pub struct TakeStep {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// The step.
    pub step: Step,
}

/// The deed that a step is. Steps that other deeds take along are those deeds.
pub fn deed_of(step: StepName) -> DeedName {
    match step {
        StepName::Decide | StepName::DecideAnew => DeedName::TakeDecision,
        StepName::Issue => DeedName::IssueOrder,
        StepName::Amend => DeedName::AmendOrder,
        StepName::Destroy => DeedName::DestroyRecord,
        StepName::RecordNewFacts => DeedName::RecordNewFacts,
        StepName::Abandon => DeedName::AbandonOrder,
        StepName::Deliver => DeedName::DeliverOrder,
        StepName::ProveKnown => DeedName::ProveKnown,
        StepName::Oppose => DeedName::RecordOpposition,
        StepName::WithdrawOpposition => DeedName::WithdrawOpposition,
        StepName::WaiveOpposition => DeedName::WaiveOpposition,
        StepName::Comply => DeedName::RecordCompliance,
        StepName::StartExecution => DeedName::StartExecution,
        StepName::ExtendTerm => DeedName::ExtendTerm,
        StepName::Pause => DeedName::PausePeriod,
        StepName::Resume => DeedName::ResumePeriod,
        StepName::ExecutePart => DeedName::ExecutePart,
        StepName::CompleteExecution => DeedName::CompleteExecution,
        StepName::ReportBreach => DeedName::ReportBreach,
        StepName::AnswerBreach => DeedName::AnswerBreach,
        StepName::Withdraw => DeedName::WithdrawOrder,
        StepName::BringToCourt => DeedName::BringToCourt,
        StepName::Summon => DeedName::SummonPerson,
        StepName::RecordCourtResult => DeedName::RecordCourtResult,
    }
}

/// A step that was not lawful, as a failure with its article.
pub(super) fn unlawful(refused: Unlawful) -> AppError {
    AppError::new(AppErrorKind::Invalid, refused, "See how it stands with `hoeder person file`")
}

/// The last step of a procedure that has just taken one.
pub(super) fn last(procedure: &Procedure) -> Result<TakenStep, AppError> {
    procedure.steps().last().cloned().ok_or_else(|| AppError::invalid("no step was taken"))
}

pub(super) fn hand<'a>(act: &Act<'a>) -> Result<Hand<'a, mark::StepTaker>, AppError> {
    act.hand::<mark::StepTaker>("this role takes no step of a procedure")
}

impl Deed for TakeStep {
    type Done = (PersonFile, Procedure);
    type Output = State;

    fn name(&self) -> DeedName {
        deed_of(self.step.name())
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let own = matches!(
            self.step.name(),
            StepName::Decide | StepName::DecideAnew | StepName::Issue | StepName::Amend | StepName::Destroy
        );
        if own {
            let text = format!("{} is a deed with its own checks", self.step.name());
            return Err(AppError::new(AppErrorKind::Invalid, text, "Give that command instead"));
        }
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let at = act.now();
        let next = file.procedure()?.take(self.step.clone(), dutch_day(at), at, &hand(act)?);
        Ok((file, next.map_err(unlawful)?))
    }

    fn keep(
        self,
        (file, procedure): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<State, AppError> {
        file.keep(act, tx, &Entry::Step(last(&procedure)?), details)?;
        details.insert("step".into(), self.step.name().word().into());
        Ok(procedure.state().clone())
    }
}
