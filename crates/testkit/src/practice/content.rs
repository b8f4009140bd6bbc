//! What is to be laid on a practice carrier: bytes, with all that is known of them.

use crate::print;
use crate::truth::{Facts, Truth, TruthItem};
use std::collections::HashMap;
use std::sync::Arc;
use vocab::{Sha256, escape_bytes};

/// Where on the practice disk something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Drive {
    /// The computer's own disk: NTFS.
    Main,
    /// A stick: FAT32.
    Stick,
    /// A home folder: ext4.
    Home,
}

impl Drive {
    pub(crate) const ALL: [Self; 3] = [Self::Main, Self::Stick, Self::Home];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Stick => "stick",
            Self::Home => "home",
        }
    }
}

/// Bytes, and what is inside them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    pub(crate) bytes: Arc<[u8]>,
    pub(crate) facts: Facts,
    pub(crate) good: bool,
    pub(crate) inside: Vec<Inside>,
}

/// A member of an archive or a thumbnail of a picture.
#[derive(Clone, Debug)]
pub(crate) struct Inside {
    pub(crate) name: String,
    pub(crate) thumbnail: bool,
    pub(crate) content: Content,
}

impl Content {
    pub(crate) fn of(bytes: impl Into<Arc<[u8]>>, what: &str) -> Self {
        let facts = Facts { what: what.to_owned(), ..Facts::default() };
        Self { bytes: bytes.into(), facts, ..Self::default() }
    }

    pub(crate) fn damaged(bytes: impl Into<Arc<[u8]>>, how: &str) -> Self {
        let mut content = Self::of(bytes, "damaged");
        content.facts.damage = Some(how.to_owned());
        content
    }

    /// As a member whose bytes no reader can have whole.
    pub(crate) fn lost(mut self, how: &str) -> Self {
        self.facts.damage = Some(how.to_owned());
        self.facts.lost = true;
        self
    }

    /// How many items this is, with all that is inside.
    pub(crate) fn items(&self) -> usize {
        1 + self.inside.iter().map(|inner| inner.content.items()).sum::<usize>()
    }
}

/// One file of the carrier.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    pub(crate) drive: Drive,
    pub(crate) path: Vec<u8>,
    /// Seconds since 1970.
    pub(crate) modified: i64,
    pub(crate) deleted: bool,
    /// Runs of zero bytes are left as holes.
    pub(crate) sparse: bool,
    pub(crate) content: Content,
}

/// 2022-03-01T12:00:00Z: the time of files to which nothing better belongs.
pub(crate) const NOON: i64 = 1_646_136_000;

impl Planted {
    pub(crate) fn at(drive: Drive, path: impl Into<Vec<u8>>, content: Content) -> Self {
        Self { drive, path: path.into(), modified: NOON, deleted: false, sparse: false, content }
    }
}

/// Writes down the items of some files. Copies are counted and known sets asked later.
pub(crate) fn items(planted: &[Planted], volume: impl Fn(Drive) -> Option<u16>) -> Vec<TruthItem> {
    let mut found = Vec::new();
    for file in planted {
        let place = TruthItem {
            volume: volume(file.drive),
            path: escape_bytes(&file.path),
            found_as: volume(file.drive).and_then(|_| found_as(file)),
            chain: Vec::new(),
            thumbnail: false,
            deleted: file.deleted,
            size_bytes: 0,
            md5: vocab::Md5([0; 16]),
            sha1: vocab::Sha1([0; 20]),
            sha256: Sha256([0; 32]),
            known: Vec::new(),
            known_good: false,
            copies: 0,
            facts: Facts::default(),
        };
        list(&file.content, place, &mut found);
    }
    found
}

/// The path of a deleted file on the stick, as the volume still has it.
fn found_as(file: &Planted) -> Option<String> {
    if !file.deleted || file.drive != Drive::Stick {
        return None;
    }
    let name = file.path.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let mut path = file.path.clone();
    *path.get_mut(name)? = b'_';
    Some(escape_bytes(&path))
}

fn list(content: &Content, place: TruthItem, found: &mut Vec<TruthItem>) {
    let digests = print::digests(&content.bytes);
    found.push(TruthItem {
        size_bytes: content.bytes.len() as u64,
        md5: digests.md5,
        sha1: digests.sha1,
        sha256: digests.sha256,
        known_good: content.good,
        facts: content.facts.clone(),
        ..place.clone()
    });
    for inner in &content.inside {
        let mut within = place.clone();
        within.chain.push(inner.name.clone());
        within.thumbnail = inner.thumbnail;
        list(&inner.content, within, found);
    }
}

/// Counts, for each item, the items with the same bytes.
pub(crate) fn count_copies(truth: &mut Truth) {
    let mut counts: HashMap<Sha256, usize> = HashMap::new();
    truth.items.iter().for_each(|item| *counts.entry(item.sha256).or_default() += 1);
    truth.items.iter_mut().for_each(|item| item.copies = counts[&item.sha256]);
}
