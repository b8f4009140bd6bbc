//! Widening a recorded authorisation, with a reason. The earlier version stays.

use super::record_authorisation::recorder;
use crate::gate::{Act, Deed, Details};
use crate::{AppError, AppErrorKind};
use authority::{DeedName, Subject};
use casework::authorisation::{Authorisation, Scope};
use casework::case::Case;
use ledger::Detail;
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
        let case = act.store().case_named(&self.case)?;
        let authorisation = act.store().authorisation(case.id)?.ok_or_else(|| {
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

/// Keeps a version; the ledger holds who gave it and how far it goes.
pub(super) fn keep(
    case: &Case,
    authorisation: &Authorisation,
    act: &Act<'_>,
    tx: &mut Tx<'_>,
    details: &mut Details,
) -> Result<(), AppError> {
    let hand = recorder(act)?;
    tx.add_authorisation(case.id, authorisation, act.now(), hand.name())?;
    let grant = authorisation.grant();
    details.insert("case".into(), case.id.to_string().into());
    details.insert("version".into(), i64::from(authorisation.version()).into());
    details.insert("given_by".into(), grant.given_by.as_str().into());
    details.insert("capacity".into(), grant.capacity.as_str().into());
    details.insert("offence".into(), grant.offence.as_str().into());
    if let Ok(scope) = serde_json::to_string(&grant.scope) {
        details.insert("scope".into(), scope.into());
    }
    if let Some(because) = authorisation.widened_because() {
        details.insert("because".into(), Detail::from(because));
    }
    Ok(())
}
