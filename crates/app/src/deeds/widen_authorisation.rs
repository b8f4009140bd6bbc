//! Widening a recorded authorisation, with a reason. The earlier version stays.

use super::authorisation_of::{keep, standing};
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use casework::authorisation::{Authorisation, Scope};
use casework::case::Case;
use store::Tx;

/// Gives the authorisation of a case a wider scope. Readings sealed before keep theirs; read again to see more.
#[derive(Debug)]
pub struct WidenAuthorisation {
    /// Name of the case.
    pub case: String,
    /// The new scope.
    pub scope: Scope,
    /// Why, and who allowed it.
    pub because: String,
}

impl Deed for WidenAuthorisation {
    type Done = (Case, Authorisation);
    type Output = Authorisation;

    fn name(&self) -> DeedName {
        DeedName::WidenAuthorisation
    }

    fn subject(&self) -> Subject {
        Subject::Case(self.case.clone())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let (case, authorisation) = standing(act, &self.case)?;
        let authorisation = authorisation.ok_or_else(|| {
            AppError::new(
                AppErrorKind::Missing,
                format!("case {} has no authorisation yet", case.name),
                "Record it first with `hoeder authorisation record`",
            )
        })?;
        let wider = authorisation.widen(self.scope.clone(), &self.because).map_err(AppError::invalid)?;
        Ok((case, wider))
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
