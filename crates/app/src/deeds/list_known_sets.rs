//! Listing known sets.

use super::ImportedSet;
use crate::AppError;
use crate::gate::{Act, Deed, Details, count};
use crate::known::KnownSet;
use authority::{DeedName, Subject};
use store::{KnownSetRow, Tx};

/// Lists the newest version of every known set.
#[derive(Debug)]
pub struct ListKnownSets;

impl Deed for ListKnownSets {
    type Done = Vec<ImportedSet>;
    type Output = Vec<ImportedSet>;

    fn name(&self) -> DeedName {
        DeedName::ListKnownSets
    }

    fn subject(&self) -> Subject {
        Subject::House
    }

    fn act(&mut self, act: &Act<'_>) -> Result<Self::Done, AppError> {
        let rows: Vec<KnownSetRow<KnownSet>> = act.store().known_sets()?;
        let listed = rows.into_iter().map(|row| ImportedSet {
            name: row.name,
            version: row.version,
            imported_at: row.imported_at,
            set: row.body,
        });
        Ok(listed.collect())
    }

    fn keep(
        self,
        sets: Self::Done,
        _: &Act<'_>,
        _: &mut Tx<'_>,
        details: &mut Details,
    ) -> Result<Self::Output, AppError> {
        details.insert("sets".into(), count(sets.len()));
        Ok(sets)
    }
}
