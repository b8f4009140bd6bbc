//! Matching a piece against the known sets named for a reading.
//!
//! A match says by which print, at what distance, in which orientation and from which set. A near match is no
//! more than a reason for a person to compare.

use super::{ENTRIES, EXACT, KnownSet, NEAR};
use crate::AppError;
use crate::worker::Piece;
use casework::profile::Class;
use fingerprint::exact::{DigestKey, ExactIndex};
use fingerprint::near::NearIndex;
use fingerprint::pdq::ORIENTATIONS;
use manifest::{By, Match};
use std::collections::BTreeMap;
use store::{KnownSetRow, Mapped, Store};
use vocab::{Digests, Pdq};

/// PDQ advises not to match pictures of a lower quality: featureless ones meet everything.
const QUALITY_MIN: u8 = 50;
/// What an exact match with notified material is called.
const KNOWN: &str = "known";

/// The sets of one reading, opened.
pub(crate) struct Matcher {
    sets: Vec<OpenSet>,
    radius_bits: u32,
}

struct OpenSet {
    name: String,
    /// What an exact match is called: `known` or `known_good`.
    exact_status: &'static str,
    labels: Vec<String>,
    exact: ExactIndex<Mapped>,
    near: NearIndex<Mapped>,
    entries: Mapped,
}

impl Matcher {
    /// Opens the sets.
    pub(crate) fn open(
        store: &Store,
        sets: &[KnownSetRow<KnownSet>],
        radius_bits: u32,
    ) -> Result<Self, AppError> {
        let sets = sets.iter().map(|row| OpenSet::open(store, row)).collect::<Result<_, _>>()?;
        Ok(Self { sets, radius_bits })
    }
}

impl OpenSet {
    fn open(store: &Store, row: &KnownSetRow<KnownSet>) -> Result<Self, AppError> {
        let files = store.known_files(&row.body.folder);
        let wrong = |error: fingerprint::IndexError| {
            AppError::new(
                crate::AppErrorKind::Store,
                format!("the index of known set {}: {error}", row.name),
                error.hint(),
            )
        };
        Ok(Self {
            name: row.name.clone(),
            exact_status: match row.body.class {
                Class::Notified => KNOWN,
                Class::KnownGood => "known_good",
            },
            labels: row.body.labels.clone(),
            exact: ExactIndex::open(files.map(EXACT)?).map_err(wrong)?,
            near: NearIndex::open(files.map(NEAR)?).map_err(wrong)?,
            entries: files.map(ENTRIES)?,
        })
    }

    fn label(&self, entry: u32) -> String {
        let at = entry as usize * 4;
        let number = self.entries.as_ref().get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        let label = number.and_then(|bytes| self.labels.get(u32::from_le_bytes(bytes) as usize));
        label.cloned().unwrap_or_default()
    }

    fn exact<D: DigestKey>(&self, digest: &D, by: By, found: &mut Vec<Match>) {
        for entry in self.exact.find(digest) {
            // The same entry by a stronger digest says it already.
            if found.iter().any(|earlier| earlier.set == self.name && earlier.entry == entry.to_string()) {
                continue;
            }
            found.push(Match {
                set: self.name.clone(),
                entry: entry.to_string(),
                by,
                distance_bits: 0,
                orientation: None,
                label: self.label(entry),
                status: self.exact_status.to_owned(),
            });
        }
    }

    /// The closest match for each label: a thousand near twins in one set are one question to a person.
    fn near(&self, prints: &[&[Pdq; 8]], radius_bits: u32, found: &mut Vec<Match>) {
        let mut closest: BTreeMap<String, (u32, usize, u32)> = BTreeMap::new();
        for eight in prints {
            for (turn, print) in eight.iter().enumerate() {
                self.near.search(print, radius_bits, |entry, distance| {
                    let candidate = (distance, turn, entry);
                    let best = closest.entry(self.label(entry)).or_insert(candidate);
                    *best = candidate.min(*best);
                });
            }
        }
        for (label, (distance, turn, entry)) in closest {
            found.push(Match {
                set: self.name.clone(),
                entry: entry.to_string(),
                by: By::Pdq,
                distance_bits: u16::try_from(distance).unwrap_or(u16::MAX),
                orientation: ORIENTATIONS.get(turn).map(|word| (*word).to_owned()),
                label,
                status: "awaits_review".to_owned(),
            });
        }
    }
}

/// The exact matches of some bytes, of every set.
pub(crate) fn match_digests(matcher: &Matcher, digests: &Digests, size_bytes: u64) -> Vec<Match> {
    let mut found = Vec::new();
    // Every empty file has the digest of every other.
    for set in matcher.sets.iter().filter(|_| size_bytes > 0) {
        set.exact(&digests.sha256, By::Sha256, &mut found);
        set.exact(&digests.sha1, By::Sha1, &mut found);
        set.exact(&digests.md5, By::Md5, &mut found);
    }
    found
}

/// All matches of a piece: exact ones of every set, then near ones, unless the very bytes are known already:
/// then nobody needs to compare anything.
pub(crate) fn match_piece(matcher: &Matcher, piece: &Piece) -> Vec<Match> {
    let exact = |digests| match_digests(matcher, digests, piece.size_bytes);
    let mut found = piece.digests.as_ref().map(exact).unwrap_or_default();
    if found.iter().any(|hit| hit.status == KNOWN) {
        return found;
    }
    let picture = piece.picture.as_ref().filter(|picture| picture.quality >= QUALITY_MIN);
    let prints: Vec<&[Pdq; 8]> = picture
        .and_then(|picture| picture.prints.as_ref())
        .into_iter()
        .chain(piece.frames.iter().filter(|frame| frame.quality >= QUALITY_MIN).map(|frame| &frame.prints))
        .collect();
    for set in matcher.sets.iter().filter(|set| !prints.is_empty() && !set.near.is_empty()) {
        set.near(&prints, matcher.radius_bits, &mut found);
    }
    found
}
