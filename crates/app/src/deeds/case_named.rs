//! From the names that a caller states to the rows they stand for.

use crate::gate::Act;
use crate::network::Network;
use crate::reading::plan::Reading;
use crate::{AppError, AppErrorKind};
use casework::authorisation::Authorisation;
use casework::case::Case;
use jiff::tz::Offset;
use store::CarrierRow;

/// The case, its carrier, and the carrier's newest sealed reading.
pub(super) struct Found {
    pub(super) case: Case,
    pub(super) carrier: CarrierRow,
    pub(super) reading: Reading,
}

/// Finds a carrier by name or id; the only one where none is stated.
pub(super) fn carrier(
    act: &Act<'_>,
    case: &str,
    carrier: Option<&str>,
) -> Result<(Case, CarrierRow), AppError> {
    let case = act.store().case_named(case)?;
    let mut carriers = act.store().carriers(case.id)?;
    let names: Vec<String> = carriers.iter().map(|row| row.name.clone()).collect();
    let missing = |text: String, hint: String| AppError::new(AppErrorKind::Missing, text, hint);
    let row = match carrier {
        Some(wanted) => carriers
            .into_iter()
            .find(|row| row.name == wanted || row.id.to_string() == wanted)
            .ok_or_else(|| {
            missing(
                format!("case {} has no carrier {wanted:?}", case.name),
                format!("Its carriers are: {}", names.join(", ")),
            )
        })?,
        None if carriers.len() > 1 => {
            return Err(missing(
                format!("case {} has {} carriers", case.name, carriers.len()),
                format!("State one of: {}", names.join(", ")),
            ));
        }
        None => carriers.pop().ok_or_else(|| {
            missing(
                format!("case {} has no carrier yet", case.name),
                "Read one with `hoeder carrier read`".into(),
            )
        })?,
    };
    Ok((case, row))
}

/// The newest sealed reading of a carrier.
pub(super) fn sealed(act: &Act<'_>, case: &str, name: Option<&str>) -> Result<Found, AppError> {
    let (case, carrier) = carrier(act, case, name)?;
    let readings: Vec<Reading> = act.store().readings(carrier.id)?;
    let reading = readings.into_iter().rev().find(|reading| reading.sealed.is_some()).ok_or_else(|| {
        AppError::new(
            AppErrorKind::Missing,
            format!("carrier {} has no finished reading", carrier.name),
            "Give `hoeder carrier read` again; an interrupted reading goes on where it was",
        )
    })?;
    Ok(Found { case, carrier, reading })
}

/// The newest authorisation of a case, where a carrier may be opened under it today.
pub(super) fn in_force(act: &Act<'_>, case: &Case) -> Result<Authorisation, AppError> {
    let authorisation = act.store().authorisation(case.id)?.ok_or_else(|| {
        AppError::new(
            AppErrorKind::Refused,
            format!("no authorisation is recorded in case {}", case.name),
            "Record who gave it, for what and until when with `hoeder authorisation record`",
        )
    })?;
    let today = Offset::UTC.to_datetime(act.now().0).date();
    authorisation
        .in_force(today)
        .map_err(|why| AppError::new(AppErrorKind::Refused, why, "Have it extended, then record that"))?;
    Ok(authorisation)
}

/// What a deed on a carrier is about.
pub(super) fn subject(case: &str, carrier: Option<&str>) -> authority::Subject {
    match carrier {
        Some(carrier) => authority::Subject::Carrier { case: case.to_owned(), carrier: carrier.to_owned() },
        None => authority::Subject::Case(case.to_owned()),
    }
}

/// Finds a network of a case by name or id; the only one where none is stated.
pub(super) fn network(act: &Act<'_>, case: &str, wanted: Option<&str>) -> Result<Network, AppError> {
    let case = act.store().case_named(case)?;
    let mut networks: Vec<Network> = act.store().networks(case.id)?;
    let names = networks.iter().map(|row| row.name.clone()).collect::<Vec<_>>().join(", ");
    let missing = |text: String, hint: String| AppError::new(AppErrorKind::Missing, text, hint);
    match wanted {
        Some(wanted) => networks
            .into_iter()
            .find(|row| row.name == wanted || row.id.to_string() == wanted)
            .ok_or_else(|| {
                missing(
                    format!("case {} has no network {wanted:?}", case.name),
                    format!("Its networks are: {names}"),
                )
            }),
        None if networks.len() > 1 => Err(missing(
            format!("case {} has {} networks", case.name, networks.len()),
            format!("State one of: {names}"),
        )),
        None => networks.pop().ok_or_else(|| {
            missing(
                format!("case {} has no network yet", case.name),
                "Read one with `hoeder network read`".into(),
            )
        }),
    }
}

/// What a deed on a network is about.
pub(super) fn network_subject(case: &str, network: Option<&str>) -> authority::Subject {
    match network {
        Some(network) => authority::Subject::Network { case: case.to_owned(), network: network.to_owned() },
        None => authority::Subject::Case(case.to_owned()),
    }
}
