//! Establishing a fact, and turning one: disputed, upheld, withdrawn.

use super::case_named::sealed;
use super::take_step::{last, unlawful};
use crate::AppError;
use crate::file::{self, Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Hand, Subject, mark};
use casework::authorisation::dutch_day;
use casework::decision::Basis;
use casework::document::Prose;
use casework::fact::{Fact, FactSource, FactTurn, FiledFact, Nature, Standing, StatedFact, Turn, turn};
use casework::procedure::{NewFacts, Step, TakenStep};
use rules::{Edition, FactName, Facts, Route, Value};
use store::Tx;
use vocab::FactId;

/// From what a fact is established, as the caller states it.
#[derive(Debug)]
pub enum StatedSource {
    /// The newest sealed reading of a carrier, by name; the only one where none is stated.
    Profile(Option<String>),
    /// Anything else.
    Stated(FactSource),
}

/// Establishes a fact, or records an opinion.
#[derive(Debug)]
pub struct EstablishFact {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// Which question it answers.
    pub fact: FactName,
    /// The answer.
    pub value: Value,
    /// Fact or opinion.
    pub nature: Nature,
    /// From what.
    pub source: StatedSource,
    /// How the answer follows from it.
    pub because: Prose,
}

pub(super) fn hand<'a>(act: &Act<'a>) -> Result<Hand<'a, mark::FactFinder>, AppError> {
    act.hand::<mark::FactFinder>("a fact is established by an investigator or a prosecutor")
}

impl Deed for EstablishFact {
    type Done = (PersonFile, Fact, Option<TakenStep>);
    type Output = Fact;

    fn name(&self) -> DeedName {
        DeedName::EstablishFact
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let source = match &self.source {
            StatedSource::Stated(source) => source.clone(),
            StatedSource::Profile(carrier) => {
                let found = sealed(act, &self.case, carrier.as_deref())?;
                let root = found.reading.sealed.map(|(_, seal)| seal.root.to_string()).unwrap_or_default();
                FactSource::Profile { reading: found.reading.id, root }
            }
        };
        let stated = StatedFact {
            name: self.fact,
            value: self.value,
            nature: self.nature,
            source,
            because: self.because.clone(),
        };
        let (id, at) = (FactId(act.world().record_id()), act.now());
        let fact = Fact::establish(&hand(act)?, id, stated, at, dutch_day(at)).map_err(AppError::invalid)?;
        let mut facts = file.facts.clone();
        facts.push(FiledFact { fact: fact.clone(), standing: Standing::Stands });
        let stop = stop(&file, &facts, &fact.because, act)?;
        Ok((file, fact, stop))
    }

    fn keep(
        self,
        (file, fact, stop): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Fact, AppError> {
        file.keep(act, tx, &Entry::Fact(fact.clone()), details)?;
        keep_stop(stop, &file, act, tx, details)?;
        // Which question was answered; the answer itself stays in the closed record.
        details.insert("fact".into(), fact.name.word().into());
        Ok(fact)
    }
}

/// New facts stop a penal order that is under way at once: what they point to comes first. One answer that stands is
/// enough, also where another contradicts it.
fn stop(
    file: &PersonFile,
    facts: &[FiledFact],
    note: &Prose,
    act: &Act<'_>,
) -> Result<Option<TakenStep>, AppError> {
    let Some(procedure) = &file.procedure else { return Ok(None) };
    if procedure.state().end.is_some() || procedure.state().halted.is_some() {
        return Ok(None);
    }
    let mut told = Facts::new();
    for filed in facts.iter().filter(|filed| filed.speaks() && filed.fact.value == Value::Yes) {
        told.insert(filed.fact.name, Value::Yes).map_err(AppError::invalid)?;
    }
    let at = act.now();
    let basis = Basis::of(facts.to_vec(), Vec::new(), dutch_day(at), Edition::LATEST);
    let basis = basis.map_err(AppError::invalid)?;
    let closed = match basis.assessment.route(Route::PenalOrder) {
        rules::Standing::Barred { .. } | rules::Standing::Stopped { .. } => Some(NewFacts::Heavier),
        rules::Standing::Open | rules::Standing::Unsettled { .. } => None,
    };
    let Some(what) = NewFacts::pointed_to(&told).or(closed) else { return Ok(None) };
    let step = Step::RecordNewFacts { what, note: note.clone() };
    let next = procedure.take(step, dutch_day(at), at, &hand(act)?).map_err(unlawful)?;
    last(&next).map(Some)
}

fn keep_stop(
    stop: Option<TakenStep>,
    file: &PersonFile,
    act: &Act<'_>,
    tx: &mut Tx<'_>,
    details: &mut Details,
) -> Result<(), AppError> {
    if let Some(stop) = stop {
        file.keep(act, tx, &Entry::Step(stop), details)?;
        details.insert("stops".into(), "penal-order".into());
    }
    Ok(())
}

/// Disputes, upholds or withdraws a fact.
#[derive(Debug)]
pub struct TurnFact {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// The fact.
    pub fact: FactId,
    /// What is done with it.
    pub turn: Turn,
    /// Why, and on whose word.
    pub because: Prose,
}

impl Deed for TurnFact {
    type Done = (PersonFile, FactTurn, Option<TakenStep>);
    type Output = FactTurn;

    fn name(&self) -> DeedName {
        match self.turn {
            Turn::Dispute => DeedName::DisputeFact,
            Turn::Uphold => DeedName::UpholdFact,
            Turn::Withdraw => DeedName::WithdrawFact,
        }
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let turned = turn(&hand(act)?, &file.facts, self.fact, self.turn, self.because.clone(), act.now())
            .map_err(AppError::invalid)?;
        let mut facts = file.facts.clone();
        for filed in facts.iter_mut().filter(|filed| filed.fact.id == turned.fact) {
            filed.standing = turned.standing();
        }
        let stop = stop(&file, &facts, &turned.because, act)?;
        Ok((file, turned, stop))
    }

    fn keep(
        self,
        (file, turned, stop): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<FactTurn, AppError> {
        file.keep(act, tx, &Entry::FactTurn(turned.clone()), details)?;
        keep_stop(stop, &file, act, tx, details)?;
        details.insert("of".into(), turned.fact.to_string().into());
        Ok(turned)
    }
}
