//! Listing cases with their carriers.

use crate::AppError;
use crate::gate::{Act, Deed, Details, count};
use crate::reading::plan::Reading;
use authority::{DeedName, Subject};
use casework::authorisation::Authorisation;
use casework::case::Case;
use serde::Serialize;
use store::Tx;
use vocab::{CarrierId, Moment, ReadingId, Sha256};

/// Lists every case.
#[derive(Debug)]
pub struct ListCases;

/// A case with its carriers.
#[derive(Clone, Debug, Serialize)]
pub struct ListedCase {
    /// The case.
    pub case: Case,
    /// The authorisation in its newest version.
    pub authorisation: Option<Authorisation>,
    /// Its carriers, by name.
    pub carriers: Vec<ListedCarrier>,
}

/// A carrier as listed.
#[derive(Clone, Debug, Serialize)]
pub struct ListedCarrier {
    /// Its id.
    pub id: CarrierId,
    /// Its name.
    pub name: String,
    /// When it was added.
    pub added_at: Moment,
    /// Its newest reading.
    pub reading: Option<ReadingId>,
    /// When that was sealed; `None` while it is under way or interrupted.
    pub sealed_at: Option<Moment>,
    /// Things found, once sealed.
    pub found: Option<u64>,
    /// Merkle root of the manifest, once sealed.
    pub root: Option<Sha256>,
}

impl Deed for ListCases {
    type Done = Vec<ListedCase>;
    type Output = Vec<ListedCase>;

    fn name(&self) -> DeedName {
        DeedName::ListCases
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let mut listed = Vec::new();
        for case in act.store().cases()? {
            let mut carriers = Vec::new();
            for row in act.store().carriers(case.id)? {
                let reading: Option<Reading> = act.store().readings(row.id)?.pop();
                let sealed = reading.as_ref().and_then(|reading| reading.sealed.as_ref());
                carriers.push(ListedCarrier {
                    id: row.id,
                    name: row.name,
                    added_at: row.added_at,
                    reading: reading.as_ref().map(|reading| reading.id),
                    sealed_at: sealed.map(|(at, _)| *at),
                    found: sealed.map(|(_, seal)| seal.accounting[0]),
                    root: sealed.map(|(_, seal)| seal.root),
                });
            }
            listed.push(ListedCase { authorisation: act.store().authorisation(case.id)?, case, carriers });
        }
        Ok(listed)
    }

    fn keep(
        self,
        listed: Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Output, AppError> {
        details.insert("cases".into(), count(listed.len()));
        Ok(listed)
    }
}
