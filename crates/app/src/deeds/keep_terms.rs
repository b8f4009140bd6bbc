//! How long records are kept: which term each has, by what it is in law.

use crate::AppError;
use crate::file::{self, PersonFile};
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Role, Subject};
use casework::authorisation::dutch_day;
use casework::hand_over::Controller;
use casework::procedure::End;
use casework::retention::{Due, RecordKind};
use jiff::civil::Date;
use rules::{Route, carried};
use serde::Serialize;
use store::Tx;
use vocab::RecordId;

/// A record with its term.
#[derive(Clone, Debug, Serialize)]
pub struct KeptRecord {
    /// Its id.
    pub id: RecordId,
    /// What it is.
    pub record: String,
    /// The day on which it was removed; `None` while in use.
    pub removed_on: Option<Date>,
    /// What kind of data it is in law.
    pub of: RecordKind,
    /// Who answers for it.
    pub controller: Controller,
    /// What is due when.
    pub due: Due,
}

/// Lists until when each record of a person's file is kept.
#[derive(Debug)]
pub struct ListTerms {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
}

impl Deed for ListTerms {
    type Done = Vec<KeptRecord>;
    type Output = Vec<KeptRecord>;

    fn name(&self) -> DeedName {
        DeedName::ListTerms
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Vec<KeptRecord>, AppError> {
        Ok(terms(&PersonFile::open(act, &self.case, &self.person)?))
    }

    fn keep(
        self,
        terms: Vec<KeptRecord>,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Vec<KeptRecord>, AppError> {
        details.insert("records".into(), crate::gate::count(terms.len()));
        Ok(terms)
    }
}

/// Every record that is still here, with its term.
pub(super) fn terms(file: &PersonFile) -> Vec<KeptRecord> {
    let here = file.records.iter().map(|record| (record.id, record.kind.clone(), None));
    let removed = file
        .gone
        .iter()
        .filter_map(|gone| gone.removed_at.map(|at| (gone.id, gone.kind.clone(), Some(dutch_day(at)))));
    here.chain(removed)
        .map(|(id, record, removed_on)| {
            let of = kind(file, id, &record);
            let (controller, due) = (of.controller(), of.due(removed_on));
            KeptRecord { id, record, removed_on, of, controller, due }
        })
        .collect()
}

/// What kind of data a record is in law: what the police found out, what the prosecution did, or a hand-over.
fn kind(file: &PersonFile, id: RecordId, record: &str) -> RecordKind {
    let begun = dutch_day(file.case.opened_at);
    let by_prosecutor =
        || file.facts.iter().any(|filed| filed.fact.id.0 == id && filed.fact.role == Role::Prosecutor);
    match record {
        "fact" if by_prosecutor() => prosecution(file),
        "identity" | "fact" | "fact-turn" | "seizure" => {
            RecordKind::PoliceInquiry { begun, unneeded_since: unneeded(file) }
        }
        "hand-over" => RecordKind::HandOverRecord { from: giver(file, id), audited: None },
        _ => prosecution(file),
    }
}

/// Who handed over. A record that is gone no longer tells; the police's is the longer known term.
fn giver(file: &PersonFile, id: RecordId) -> Controller {
    let filed = file.hand_overs.iter().find(|filed| filed.id == id);
    filed.map_or(Controller::Police, |filed| filed.hand_over.stated.from)
}

/// What the prosecution did: once an order is executed in full it is documentation, until then a file. What the
/// offence carries is what the rules were told when the order was decided on.
fn prosecution(file: &PersonFile) -> RecordKind {
    let ended = ended(file);
    let carried = file.decision().and_then(|decision| carried(&decision.basis.facts));
    match (ended, carried) {
        (Some((day, End::FullyExecuted)), Some(carried)) => RecordKind::JudicialDocumentation {
            fully_executed: Some(day),
            maximum_years: u8::try_from(carried.years).unwrap_or(u8::MAX),
            in_240b_to_250: carried.under_240b,
        },
        _ => RecordKind::ProsecutionFile { closed: ended.map(|(day, _)| day) },
    }
}

/// Since when what the police found out is no longer needed: the procedure has ended, or there was none to begin.
fn unneeded(file: &PersonFile) -> Option<Date> {
    let decided = file.decision().filter(|decision| match decision.route {
        Route::NoFurtherAction | Route::WarningLetter => true,
        Route::PenalOrder | Route::Summons | Route::MoreInvestigation => false,
    });
    let under_way = file.procedure.as_ref().is_some_and(|procedure| procedure.state().end.is_none());
    match ended(file) {
        Some((day, _)) => Some(day),
        None if under_way => None,
        None => decided.map(|decision| dutch_day(decision.at)),
    }
}

/// When and how the procedure ended.
fn ended(file: &PersonFile) -> Option<(Date, End)> {
    let procedure = file.procedure.as_ref()?;
    Some((procedure.steps().last()?.day, procedure.state().end?))
}
