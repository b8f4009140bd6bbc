//! The closed companion of a manifest, opened for what a later authorisation covers. Each row is held against the
//! scope again, by the same rule that closed it; a row that stays outside leaves this file in a count alone.

use super::plan::{Outside, Reading};
use super::row::{SetFacts, covered, profiled};
use crate::AppError;
use crate::gate::Act;
use crate::known::{KnownSet, Matcher, match_digests};
use casework::authorisation::Scope;
use casework::profile::{Classification, Classifier, ProfiledItem};
use ledger::RootBuilder;
use manifest::{Reader, Row, Selection};
use std::collections::BTreeMap;
use store::KnownSetRow;
use vocab::Sha256;

/// What became of the rows of a companion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opened {
    /// Rows that the scope covers: shown.
    pub(crate) opened: u64,
    /// Rows that it does not cover: counted.
    pub(crate) closed: u64,
    /// Merkle root over the SHA-256 of each row shown, in order; a row without content adds none.
    pub(crate) digests_root: Sha256,
}

/// The companion of one reading, decrypted and held against its seal.
pub(crate) struct Companion {
    reader: Reader<bytes::Bytes>,
    matcher: Matcher,
    facts: SetFacts,
    /// Sets of the reading that are not here any more in the version it used.
    pub(crate) sets_gone: Vec<String>,
}

impl Companion {
    /// Opens it. Nothing of it is given before all of it is what was sealed.
    pub(crate) fn open(act: &Act<'_>, reading: &Reading, outside: &Outside) -> Result<Self, AppError> {
        let sealed = act.store().objects().get(&outside.object)?;
        let plain = store::open_sealed(act.store(), &sealed)?;
        let reader = Reader::open_checked_before(bytes::Bytes::from(plain))?;
        reader.verify_root(&outside.root)?;
        let known: Vec<KnownSetRow<KnownSet>> = act.store().known_sets()?;
        let mut sets_gone = Vec::new();
        let mut sets = Vec::new();
        for planned in &reading.plan.sets {
            match known.iter().find(|row| row.name == planned.name && row.version == planned.version) {
                Some(row) => sets.push(row.clone()),
                None => sets_gone.push(planned.name.clone()),
            }
        }
        let facts: BTreeMap<_, _> =
            sets.iter().map(|row| (row.name.clone(), (row.body.class, row.body.source.clone()))).collect();
        let matcher = Matcher::open(act.store(), &sets, reading.plan.radius_bits)?;
        Ok(Self { reader, matcher, facts, sets_gone })
    }

    /// Gives each row that `scope` covers, with the exact matches that were not made while it lay outside.
    pub(crate) fn each(
        &self,
        scope: &Scope,
        say: &mut dyn FnMut(Row, ProfiledItem, Classification) -> bool,
    ) -> Result<Opened, AppError> {
        let mut classifier = Classifier::new();
        let mut root = RootBuilder::new();
        let mut come = Opened { opened: 0, closed: 0, digests_root: root.root() };
        let mut wanted = true;
        for row in self.reader.rows(&Selection::all()) {
            let mut row = row?;
            if !wanted || !covered(&row, scope) {
                come.closed += 1;
                continue;
            }
            if let (Some(md5), Some(sha1), Some(sha256)) = (row.md5, row.sha1, row.sha256) {
                root.push(sha256.0);
                let digests = vocab::Digests { md5, sha1, sha256 };
                row.matches = match_digests(&self.matcher, &digests, row.size_bytes);
            }
            let item = profiled(&row, &self.facts, &BTreeMap::new());
            let classified = classifier.next(&item);
            come.opened += 1;
            wanted = say(row, item, classified);
        }
        come.digests_root = root.root();
        Ok(come)
    }
}
