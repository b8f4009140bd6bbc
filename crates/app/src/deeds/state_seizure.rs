//! Saying from whom a carrier was seized, or taking that back.

use super::case_named;
use crate::AppError;
use crate::file::{Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Subject, mark};
use casework::document::Prose;
use casework::seizure::{SeizedFrom, Seizure};
use store::Tx;

/// Says that a carrier of the case was seized from a person, or takes it back.
#[derive(Debug)]
pub struct StateSeizure {
    /// Name of the case.
    pub case: String,
    /// Name or id of the carrier.
    pub carrier: String,
    /// Label of the person.
    pub person: String,
    /// What is said.
    pub from: SeizedFrom,
    /// From what that follows.
    pub because: Prose,
}

impl Deed for StateSeizure {
    type Done = (PersonFile, Seizure);
    type Output = Seizure;

    fn name(&self) -> DeedName {
        DeedName::StateSeizure
    }

    fn subject(&self) -> Subject {
        case_named::subject(&self.case, Some(&self.carrier))
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let hand = act.hand::<mark::Investigator>("an investigator says from whom a carrier was seized")?;
        let (_, carrier) = case_named::carrier(act, &self.case, Some(&self.carrier))?;
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let last = file.seizures.iter().rev().find(|seizure| seizure.carrier == carrier.id);
        let stands = last.is_some_and(|seizure| seizure.from == SeizedFrom::Person);
        if self.from == SeizedFrom::TakenBack && !stands {
            let text = format!("it is not said that {} was seized from {}", carrier.name, file.label);
            return Err(AppError::invalid(text));
        }
        let seizure = Seizure::state(&hand, carrier.id, self.from, self.because.clone(), act.now());
        Ok((file, seizure.map_err(AppError::invalid)?))
    }

    fn keep(
        self,
        (file, seizure): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Seizure, AppError> {
        file.keep(act, tx, &Entry::Seizure(seizure.clone()), details)?;
        details.insert("person".into(), file.label.as_str().into());
        details.insert("stands".into(), (seizure.from == SeizedFrom::Person).into());
        Ok(seizure)
    }
}
