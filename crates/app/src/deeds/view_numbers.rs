//! Numbers for the team lead: how cases went, never of whom.

use crate::AppError;
use crate::file::Entry;
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Subject};
use casework::authorisation::dutch_day;
use casework::calendar::days_between;
use casework::decision::Decision;
use casework::numbers::{ConditionResult, CountedCase, Interval, Numbers, Threshold};
use casework::order::PartOutline;
use casework::procedure::{End, Procedure, Step, StepName, TakenStep};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use store::Tx;

/// Counts all persons with a decision.
#[derive(Debug)]
pub struct ViewNumbers {
    /// Below how many a count is hidden.
    pub threshold: Threshold,
}

impl Deed for ViewNumbers {
    type Done = Numbers;
    type Output = Numbers;

    fn name(&self) -> DeedName {
        DeedName::ViewNumbers
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Numbers, AppError> {
        let mut cases = Vec::new();
        act.store().each_files::<AppError>(&["decision", "step"], &mut |files| {
            let counted: Vec<Option<CountedCase>> = files
                .into_par_iter()
                .map(|file| Ok(counted(act.store().opened_file(file)?)))
                .collect::<Result<_, AppError>>()?;
            cases.extend(counted.into_iter().flatten());
            Ok(())
        })?;
        Ok(Numbers::count(&cases, self.threshold))
    }

    fn keep(
        self,
        numbers: Numbers,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Numbers, AppError> {
        details.insert("hidden_below".into(), crate::gate::count(numbers.threshold.below));
        Ok(numbers)
    }
}

/// A person by the last decision.
fn counted(entries: Vec<Entry>) -> Option<CountedCase> {
    let mut decision: Option<Box<Decision>> = None;
    let mut steps: Vec<TakenStep> = Vec::new();
    for entry in entries {
        match entry {
            Entry::Decision(taken) => decision = Some(taken),
            Entry::Step(taken) => steps.push(taken),
            _ => {}
        }
    }
    let decision = decision?;
    let steps = Procedure::last_among(&steps);
    let decided = dutch_day(decision.at);
    let first = |name| steps.iter().find(|taken| taken.step.name() == name).map(|taken| taken.day);
    let (issued, known) = (first(StepName::Issue), steps.iter().find_map(known_on));
    let (started, done) = (first(StepName::StartExecution), first(StepName::CompleteExecution));
    let mut days = BTreeMap::new();
    let read = decision.basis.profiles.iter().filter_map(|profile| profile.reading.0.made_at()).max();
    for (interval, from, to) in [
        (Interval::ReadingToDecision, read.map(dutch_day), Some(decided)),
        (Interval::DecisionToIssue, Some(decided), issued),
        (Interval::IssueToKnown, issued, known),
        (Interval::KnownToExecution, known, started),
        (Interval::ExecutionToEnd, started, done),
    ] {
        if let Some((from, to)) = from.zip(to) {
            days.insert(interval, days_between(from, to));
        }
    }
    let conditions = conditions(steps);
    Some(CountedCase { quarter: decided.into(), route: decision.route, days, conditions })
}

fn known_on(taken: &TakenStep) -> Option<Date> {
    match &taken.step {
        Step::Deliver { on, manner } if manner.is_personal() => Some(*on),
        Step::ProveKnown { since, .. } => Some(*since),
        _ => None,
    }
}

/// How directions on behaviour went; `None` without any.
fn conditions(steps: &[TakenStep]) -> Option<ConditionResult> {
    let procedure = Procedure::replay(steps).ok()?;
    let order = procedure.state().order.as_ref()?;
    if !order.outline.parts.iter().any(PartOutline::is_behaviour) {
        return None;
    }
    if matches!(procedure.state().end, Some(End::Abandoned | End::Withdrawn | End::Annulled)) {
        return None;
    }
    let took = |name| steps.iter().any(|taken| taken.step.name() == name);
    Some(if took(StepName::CompleteExecution) {
        ConditionResult::Met
    } else if took(StepName::Summon) && took(StepName::ReportBreach) {
        ConditionResult::Broken
    } else {
        ConditionResult::Running
    })
}
