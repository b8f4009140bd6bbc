//! A sealed manifest, opened again: its digest is checked before a byte of it is believed.

use super::plan::{Reading, Seal};
use super::row::{SetFacts, Verdicts, profiled, verdicts};
use crate::AppError;
use crate::gate::Act;
use crate::known::KnownSet;
use casework::profile::{Classification, Classifier, ItemFilter, ProfiledItem};
use manifest::{Reader, Row, Selection};
use store::KnownSetRow;

/// A manifest with what is needed to show it.
pub(crate) struct Manifest {
    reader: Reader<bytes::Bytes>,
    sets: SetFacts,
    verdicts: Verdicts,
}

impl Manifest {
    pub(crate) fn open(act: &Act<'_>, reading: &Reading, seal: &Seal) -> Result<Self, AppError> {
        let bytes = act.store().objects().get(&seal.manifest)?;
        let reader = Reader::open(bytes::Bytes::from(bytes), &seal.manifest_sha256)?;
        let known: Vec<KnownSetRow<KnownSet>> = act.store().known_sets()?;
        let sets = known.into_iter().map(|row| (row.name, (row.body.class, row.body.source))).collect();
        let verdicts = verdicts(act.store().reviews(reading.id)?);
        Ok(Self { reader, sets, verdicts })
    }

    /// Every row with how it is counted, in order, until `say` has enough.
    pub(crate) fn each(
        &self,
        say: &mut dyn FnMut(Row, ProfiledItem, Classification) -> bool,
    ) -> Result<(), AppError> {
        let mut classifier = Classifier::new();
        for row in self.reader.rows(&Selection::all()) {
            let row = row?;
            let item = profiled(&row, &self.sets, &self.verdicts);
            let classified = classifier.next(&item);
            if !say(row, item, classified) {
                break;
            }
        }
        Ok(())
    }

    /// The rows that a filter selects.
    pub(crate) fn select(
        &self,
        filter: &ItemFilter,
        say: &mut dyn FnMut(Row, ProfiledItem, Classification) -> bool,
    ) -> Result<(), AppError> {
        self.each(&mut |row, item, classified| {
            if filter.selects(&item, classified) { say(row, item, classified) } else { true }
        })
    }
}
