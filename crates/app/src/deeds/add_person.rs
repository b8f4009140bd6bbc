//! Adding a person to a case, and correcting who that is.

use crate::file::{self, Entry, PersonFile};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use casework::case::Case;
use casework::document::Suspect;
use casework::person::{Identity, Label};
use serde::Serialize;
use store::{PersonRow, StoreErrorKind, Tx};
use vocab::PersonId;

/// Adds a person to a case.
#[derive(Debug)]
pub struct AddPerson {
    /// Name of the case.
    pub case: String,
    /// The label that is to stand for the person.
    pub label: Label,
    /// Who it is.
    pub suspect: Suspect,
}

/// A person who was added.
#[derive(Clone, Debug, Serialize)]
pub struct AddedPerson {
    /// Id.
    pub id: PersonId,
    /// Label.
    pub label: Label,
}

fn identity(act: &Act<'_>, suspect: &Suspect) -> Identity {
    Identity { suspect: suspect.clone(), by: act.permit().caller().name().to_owned(), at: act.now() }
}

impl Deed for AddPerson {
    type Done = (Case, PersonRow, Identity);
    type Output = AddedPerson;

    fn name(&self) -> DeedName {
        DeedName::AddPerson
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, self.label.as_str())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let case = act.store().case_named(&self.case)?;
        let row = PersonRow {
            id: PersonId(act.world().record_id()),
            case: case.id,
            label: self.label.to_string(),
            added_at: act.now(),
        };
        Ok((case, row, identity(act, &self.suspect)))
    }

    fn keep(
        self,
        (case, row, identity): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<AddedPerson, AppError> {
        tx.add_person(&row).map_err(|error| match error.kind {
            StoreErrorKind::Exists => AppError::new(
                AppErrorKind::Invalid,
                format!("case {} has a person {} already", case.name, self.label),
                "Give another label, or correct that person with `hoeder person correct`",
            ),
            _ => error.into(),
        })?;
        file::keep(act, tx, (case.id, row.id), &Entry::Identity(identity), details)?;
        details.insert("person".into(), row.id.to_string().into());
        Ok(AddedPerson { id: row.id, label: self.label })
    }
}

/// Corrects who a person is. The earlier record stays.
#[derive(Debug)]
pub struct CorrectPerson {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
    /// Who it is.
    pub suspect: Suspect,
}

impl Deed for CorrectPerson {
    type Done = (PersonFile, Identity);
    type Output = PersonId;

    fn name(&self) -> DeedName {
        DeedName::CorrectPerson
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        Ok((PersonFile::open(act, &self.case, &self.person)?, identity(act, &self.suspect)))
    }

    fn keep(
        self,
        (file, identity): Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<PersonId, AppError> {
        file.keep(act, tx, &Entry::Identity(identity), details)?;
        Ok(file.person)
    }
}
