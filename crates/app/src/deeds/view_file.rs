//! Seeing a person's file.

use crate::AppError;
use crate::file::{self, PersonFile};
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Subject};
use store::Tx;

/// Shows all that is recorded of a person.
#[derive(Debug)]
pub struct ViewFile {
    /// Name of the case.
    pub case: String,
    /// Label of the person.
    pub person: String,
}

impl Deed for ViewFile {
    type Done = PersonFile;
    type Output = PersonFile;

    fn name(&self) -> DeedName {
        DeedName::ViewFile
    }

    fn subject(&self) -> Subject {
        file::subject(&self.case, &self.person)
    }

    fn act(&mut self, act: &Act<'_>) -> Result<PersonFile, AppError> {
        PersonFile::open(act, &self.case, &self.person)
    }

    fn keep(
        self,
        file: PersonFile,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        _: &mut Details,
    ) -> Result<PersonFile, AppError> {
        Ok(file)
    }
}
