//! Following the directions of an order. The probation officer records and sees those alone.

use super::take_step::{hand, last, unlawful};
use crate::file::{self, Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject, mark};
use casework::follow_up::{FollowUp, FollowUpEntry, ProbationView, RecordedEntry, ReminderPlan};
use casework::procedure::TakenStep;
use store::Tx;

/// Records what became of a direction. A breach is put to the prosecutor, who decides.
#[derive(Debug)]
pub struct FollowDirection {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// What happened.
    pub entry: FollowUpEntry,
}

fn followed(file: &PersonFile) -> Result<&FollowUp, AppError> {
    file.follow_up.as_ref().ok_or_else(|| {
        AppError::new(
            AppErrorKind::Missing,
            format!("there are no directions for {}", file.label),
            "An order with directions on behaviour is issued first",
        )
    })
}

impl Deed for FollowDirection {
    type Done = (PersonFile, RecordedEntry, Option<TakenStep>);
    type Output = RecordedEntry;

    fn name(&self) -> DeedName {
        DeedName::FollowDirection
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let officer =
            act.hand::<mark::ProbationOfficer>("directions are followed by the probation service")?;
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let procedure = file.procedure()?;
        let (at, day) = (act.now(), act.today());
        let next = followed(&file)?.record(self.entry.clone(), procedure.state(), day, at, &officer);
        let next = next.map_err(AppError::invalid)?;
        let recorded =
            next.entries.last().cloned().ok_or_else(|| AppError::invalid("nothing was recorded"))?;
        let step = match FollowUp::breach_step(&self.entry) {
            Some(step) => Some(last(&procedure.take(step, day, at, &hand(act)?).map_err(unlawful)?)?),
            None => None,
        };
        Ok((file, recorded, step))
    }

    fn keep(
        self,
        (file, recorded, step): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<RecordedEntry, AppError> {
        file.keep(act, tx, &Entry::FollowUp(recorded.clone()), details)?;
        if let Some(step) = step {
            file.keep(act, tx, &Entry::Step(step), details)?;
        }
        Ok(recorded)
    }
}

/// Shows the directions of one person and what is due; nothing of the carriers, the facts or the findings.
#[derive(Debug)]
pub struct ViewDirections {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
}

impl Deed for ViewDirections {
    type Done = ProbationView;
    type Output = ProbationView;

    fn name(&self) -> DeedName {
        DeedName::ViewDirections
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<ProbationView, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let name = super::print_decision::suspect(&file)?.name;
        let state = file.procedure()?.state();
        Ok(followed(&file)?.view(name, state, act.today(), ReminderPlan::default()))
    }

    fn keep(
        self,
        view: ProbationView,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<ProbationView, AppError> {
        details.insert("order".into(), view.order.to_string().into());
        Ok(view)
    }
}
