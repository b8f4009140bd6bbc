//! Recording under which authorisation the carriers of a case may be opened.

use super::authorisation_of::{keep, standing};
use crate::AppError;
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Subject};
use casework::authorisation::{Authorisation, Grant};
use casework::case::Case;
use store::Tx;

/// Records what was authorised, by whom, for what, until when.
#[derive(Debug)]
pub struct RecordAuthorisation {
    /// Name of the case.
    pub case: String,
    /// What was granted.
    pub grant: Grant,
}

impl Deed for RecordAuthorisation {
    type Done = (Case, Authorisation);
    type Output = Authorisation;

    fn name(&self) -> DeedName {
        DeedName::RecordAuthorisation
    }

    fn subject(&self) -> Subject {
        Subject::Case(self.case.clone())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let (case, authorisation) = standing(act, &self.case)?;
        if authorisation.is_some() {
            return Err(AppError::invalid(format!(
                "case {} has an authorisation; another scope is a widening, with its reason",
                case.name
            )));
        }
        let authorisation = Authorisation::record(self.grant.clone()).map_err(AppError::invalid)?;
        Ok((case, authorisation))
    }

    fn keep(
        self,
        done: Self::Done,
        act: &Act<'_>,
        tx: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Output, AppError> {
        let (case, authorisation) = done;
        keep(&case, &authorisation, act, tx, details)?;
        Ok(authorisation)
    }
}
