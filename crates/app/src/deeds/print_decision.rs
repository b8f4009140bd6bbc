//! Setting the record of a decision as a document, and what the office prints on its documents.

use super::take_decision::decided;
use crate::file::{self, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use casework::authorisation::dutch_day;
use casework::document::{Document, Letterhead, Line, Office, Status, Suspect};
use casework::office::OfficeSheet;
use jiff::civil::Date;
use store::Tx;
use vocab::DecisionId;

const OFFICE: &str = "office";

/// Sets what the office prints on its documents. Earlier versions stay.
#[derive(Debug)]
pub struct SetOffice {
    /// The sheet.
    pub sheet: OfficeSheet,
}

impl Deed for SetOffice {
    type Done = ();
    type Output = OfficeSheet;

    fn name(&self) -> DeedName {
        DeedName::SetOffice
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, _: &Act<'_>) -> Result<(), AppError> {
        Ok(())
    }

    fn keep(
        self,
        (): (),
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<OfficeSheet, AppError> {
        tx.add_setting(OFFICE, &self.sheet, act.now(), act.permit().caller().name())?;
        details.insert("office".into(), self.sheet.office.name.as_str().into());
        Ok(self.sheet)
    }
}

/// The sheet of the office.
pub(super) fn office(act: &Act<'_>) -> Result<OfficeSheet, AppError> {
    act.store().setting(OFFICE)?.ok_or_else(|| {
        AppError::new(
            AppErrorKind::Missing,
            "no office is set: a document needs to say who sends it",
            "Set it with `hoeder office set FILE`; docs/office.json is an example",
        )
    })
}

/// What a document that is issued on a day opens with.
pub(super) fn letterhead_of(file: &PersonFile, office: Office, on: Date) -> Result<Letterhead, AppError> {
    let case_reference = Line::new(file.case.name.as_str()).map_err(AppError::invalid)?;
    Ok(Letterhead { office, case_reference, status: Status::Issued { on } })
}

/// Who the person is; a document needs it.
pub(super) fn suspect(file: &PersonFile) -> Result<Suspect, AppError> {
    file.identity.as_ref().map(|identity| identity.suspect.clone()).ok_or_else(|| {
        AppError::new(
            AppErrorKind::Missing,
            format!("it is not recorded who {} is", file.label),
            "Record it with `hoeder person correct`",
        )
    })
}

/// Sets the record of a decision: the last one where none is stated.
#[derive(Debug)]
pub struct PrintDecision {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// Which decision.
    pub decision: Option<DecisionId>,
}

impl Deed for PrintDecision {
    type Done = (DecisionId, Vec<u8>);
    type Output = Vec<u8>;

    fn name(&self) -> DeedName {
        DeedName::PrintDecision
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let file = PersonFile::open(act, &self.case, &self.person)?;
        let decision = decided(&file, self.decision)?;
        let letterhead = letterhead_of(&file, office(act)?.office, dutch_day(decision.at))?;
        let record = decision.document(letterhead, suspect(&file)?).map_err(AppError::invalid)?;
        let pdf = act.paper()?.set(&Document::DecisionRecord(Box::new(record)))?;
        Ok((decision.id, pdf))
    }

    fn keep(
        self,
        (decision, pdf): Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Vec<u8>, AppError> {
        details.insert("decision".into(), decision.to_string().into());
        Ok(pdf)
    }
}
