//! Opening a case.

use crate::AppError;
use crate::gate::{Act, Deed, Details};
use authority::{DeedName, Subject};
use casework::case::{Case, CaseName};
use store::Tx;
use vocab::CaseId;

/// Opens a case under a name that no other case has.
#[derive(Debug)]
pub struct OpenCase {
    /// The name.
    pub name: String,
}

impl Deed for OpenCase {
    type Done = Case;
    type Output = Case;

    fn name(&self) -> DeedName {
        DeedName::OpenCase
    }

    fn subject(&self) -> Subject {
        Subject::Case(self.name.clone())
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Case, AppError> {
        let name = CaseName::try_from(self.name.clone()).map_err(AppError::invalid)?;
        Ok(Case {
            id: CaseId(act.world().record_id()),
            name,
            opened_at: act.now(),
            opened_by: act.permit().caller().name().to_owned(),
        })
    }

    fn keep(self, case: Case, _: &Act<'_>, tx: &mut Tx<'_>, details: &mut Details) -> Result<Case, AppError> {
        tx.add_case(&case).map_err(|error| match error.kind {
            store::StoreErrorKind::Exists => {
                AppError::invalid(format!("there is a case named {} already", case.name))
            }
            _ => error.into(),
        })?;
        details.insert("case".into(), case.id.to_string().into());
        Ok(case)
    }
}
