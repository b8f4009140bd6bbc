//! Deciding, and looking at a decision again.

use super::take_step::{last, unlawful};
use crate::file::{self, Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Hand, Subject, mark};
use casework::authorisation::dutch_day;
use casework::decision::{Answer, Basis, Decision, NotOpen, Replay};
use casework::document::Prose;
use casework::procedure::{End, Procedure, Step, SummonsGround, TakenStep};
use rules::{Edition, Route};
use store::Tx;
use vocab::{DecisionId, Moment};

/// Takes a decision on a person. Only a prosecutor's hand can.
#[derive(Debug)]
pub struct TakeDecision {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// The route.
    pub route: Route,
    /// Why.
    pub reasons: Prose,
    /// Why, for each finding of policy that speaks against.
    pub answers: Vec<Answer>,
}

impl Deed for TakeDecision {
    type Done = (PersonFile, Decision, Option<TakenStep>);
    type Output = Decision;

    fn name(&self) -> DeedName {
        DeedName::TakeDecision
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let hand = act.hand::<mark::Prosecutor>("only a prosecutor decides")?;
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let at = act.now();
        let profiles = file::profiles(act, file.case.id)?;
        let basis = Basis::of(file.facts.clone(), profiles, dutch_day(at), Edition::LATEST)
            .map_err(AppError::invalid)?;
        let id = DecisionId(act.world().record_id());
        let choice = (self.route, self.reasons.clone(), self.answers.clone());
        let decision = Decision::take(&hand, id, choice, basis, at).map_err(not_open)?;
        let step = match decision.route {
            Route::PenalOrder => Some(decided_on_order(&file, id, at, &hand)?),
            Route::Summons => {
                never_twice(&file, at, &hand)?;
                None
            }
            Route::NoFurtherAction | Route::WarningLetter | Route::MoreInvestigation => None,
        };
        Ok((file, decision, step))
    }

    fn keep(
        self,
        (file, decision, step): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Decision, AppError> {
        file.keep(act, tx, &Entry::Decision(Box::new(decision.clone())), details)?;
        if let Some(step) = step {
            file.keep(act, tx, &Entry::Step(step), details)?;
        }
        details.insert("basis_sha256".into(), decision.basis_sha256.to_string().into());
        details.insert("edition".into(), i64::from(decision.basis.assessment.edition.number()).into());
        Ok(decision)
    }
}

/// A decision on a penal order begins a procedure, or takes up one that new facts had stopped.
fn decided_on_order(
    file: &PersonFile,
    decision: DecisionId,
    at: Moment,
    hand: &Hand<'_, mark::Prosecutor>,
) -> Result<TakenStep, AppError> {
    let day = dutch_day(at);
    let next = match &file.procedure {
        // Only one that was given up before issue leaves room for another.
        Some(procedure) if procedure.state().end != Some(End::Abandoned) => {
            procedure.take(Step::DecideAnew { decision }, day, at, hand)
        }
        _ => Procedure::begin(decision, day, at, hand),
    };
    last(&next.map_err(unlawful)?)
}

/// Once an order has been executed in full there is no second prosecution (art. 255a Sv): the procedure says so.
fn never_twice(file: &PersonFile, at: Moment, hand: &Hand<'_, mark::Prosecutor>) -> Result<(), AppError> {
    match &file.procedure {
        Some(procedure) if procedure.state().end == Some(End::FullyExecuted) => {
            let ground = SummonsGround::NotKept;
            procedure.take(Step::Summon { ground }, dutch_day(at), at, hand).map_err(unlawful).map(drop)
        }
        _ => Ok(()),
    }
}

fn not_open(refused: NotOpen) -> AppError {
    let hint = match &refused {
        NotOpen::Barred { .. } => {
            "See the findings with `hoeder finding view`, and choose a route that is open"
        }
        NotOpen::Stopped { .. } => "Look into what the facts point to first",
        NotOpen::Unsettled { .. } => "Have those facts established, or choose more-investigation",
        NotOpen::Unanswered { .. } => "Give each a reason with --answer RULE=TEXT",
        NotOpen::Unasked { .. } | NotOpen::Unwritable(_) => "Correct it and give the command again",
    };
    AppError::new(AppErrorKind::Invalid, refused, hint)
}

/// Looks at a decision again: the last one where none is stated.
#[derive(Debug)]
pub struct ReplayDecision {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// Which decision.
    pub decision: Option<DecisionId>,
}

impl Deed for ReplayDecision {
    type Done = Replay;
    type Output = Replay;

    fn name(&self) -> DeedName {
        DeedName::ReplayDecision
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Replay, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        decided(&file, self.decision)?.replay().map_err(AppError::invalid)
    }

    fn keep(
        self,
        replay: Replay,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Replay, AppError> {
        details.insert("decision".into(), replay.decision.to_string().into());
        details.insert("holds".into(), if replay.holds() { "yes" } else { "no" }.into());
        Ok(replay)
    }
}

/// A decision of the file; the last one where none is stated.
pub(super) fn decided(file: &PersonFile, wanted: Option<DecisionId>) -> Result<&Decision, AppError> {
    let found = match wanted {
        Some(id) => file.decisions.iter().find(|decision| decision.id == id),
        None => file.decision(),
    };
    found.ok_or_else(|| {
        AppError::new(
            AppErrorKind::Missing,
            format!("the file of {} holds no such decision", file.label),
            "See the file with `hoeder person file`",
        )
    })
}
