//! What recording and widening an authorisation share: how a case stands, and how a version is kept.

use crate::AppError;
use crate::gate::{Act, Details};
use authority::mark;
use casework::authorisation::Authorisation;
use casework::case::Case;
use ledger::Detail;
use store::Tx;

/// The case of this name with its newest authorisation, where it has one.
pub(super) fn standing(act: &Act<'_>, case: &str) -> Result<(Case, Option<Authorisation>), AppError> {
    let case = act.store().case_named(case)?;
    let authorisation = act.store().authorisation(case.id)?;
    Ok((case, authorisation))
}

/// Keeps a version, by the hand of the person who records it; the ledger holds who gave it and how far it goes.
pub(super) fn keep(
    case: &Case,
    authorisation: &Authorisation,
    act: &Act<'_>,
    tx: &mut Tx<'_>,
    details: &mut Details,
) -> Result<(), AppError> {
    let hand =
        act.hand::<mark::Investigator>("an authorisation is recorded by an investigator or a team lead")?;
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
