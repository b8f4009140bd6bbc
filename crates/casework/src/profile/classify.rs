//! Where each item stands: one standing for each, and whether its content was seen before.

use super::item::{Class, Outcome, ProfiledItem};
use crate::review::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt;
use vocab::Sha256;

/// Where an item stands. Each item has exactly one standing: the first in this order that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Outside the scope of the authorisation: counted, sealed, shown to no one.
    OutsideScope,
    /// Left unread on purpose, with a reason.
    Skipped,
    /// Could not be read.
    Failed,
    /// Its digest is in a set of notified material.
    Known,
    /// A near match that a person found to be the same.
    NearConfirmed,
    /// A near match that waits for a person, or on which the person was unsure.
    NearWaiting,
    /// Its digest is in a set of harmless files, and no set of notified material knows it.
    KnownGood,
    /// Read with a defect and not recognised: something of it may have escaped comparison.
    Defect,
    /// Read, but without bytes or without a digest: there is nothing to compare.
    NotComparable,
    /// Read, sound, and in none of the sets. That says nothing of what it shows.
    Unknown,
}

impl Standing {
    /// All standings in the order in which people read them.
    pub const ALL: [Self; 10] = [
        Self::Known,
        Self::NearConfirmed,
        Self::NearWaiting,
        Self::Unknown,
        Self::KnownGood,
        Self::NotComparable,
        Self::Defect,
        Self::Skipped,
        Self::Failed,
        Self::OutsideScope,
    ];

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::OutsideScope => "outside_scope",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::Known => "known",
            Self::NearConfirmed => "near_confirmed",
            Self::NearWaiting => "near_waiting",
            Self::KnownGood => "known_good",
            Self::Defect => "defect",
            Self::NotComparable => "not_comparable",
            Self::Unknown => "unknown",
        }
    }

    /// The standing of an item.
    pub fn of(item: &ProfiledItem) -> Self {
        if !item.in_scope {
            return Self::OutsideScope;
        }
        match item.outcome {
            Outcome::Skipped(_) => return Self::Skipped,
            Outcome::Failed(_) => return Self::Failed,
            Outcome::Read => {}
        }
        let says = |class| item.known.iter().any(|hit| hit.statement.class == class);
        let waits = |verdict: Option<Verdict>| !verdict.is_some_and(Verdict::settles);
        if says(Class::Notified) {
            Self::Known
        } else if item.near.iter().any(|hit| hit.reviewed == Some(Verdict::Same)) {
            Self::NearConfirmed
        } else if item.near.iter().any(|hit| waits(hit.reviewed)) {
            Self::NearWaiting
        } else if says(Class::KnownGood) {
            Self::KnownGood
        } else if !item.defects.is_empty() {
            Self::Defect
        } else if item.sha256.is_none() || item.size_bytes == 0 {
            Self::NotComparable
        } else {
            Self::Unknown
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Whether the content of an item was met before.
///
/// Contents are the same when their SHA-256 is the same. Only items that were read and lie inside the scope
/// take part; an item without bytes has no content. The first item in the order of the manifest is the
/// *first copy* and stands for the content wherever contents are counted: a file in two folders is two items
/// and one content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// No content that could be compared.
    Absent,
    /// The first copy.
    First,
    /// A further copy in the folder of the first.
    FurtherHere {
        /// `order` of the first copy.
        first: u64,
    },
    /// A further copy in another folder than the first.
    FurtherElsewhere {
        /// `order` of the first copy.
        first: u64,
    },
}

/// What the classifier says of one item. The item index keeps it, so that a filter can be answered later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Classification {
    /// Where it stands.
    pub standing: Standing,
    /// Whether its content was met before.
    pub content: Content,
}

struct FirstCopy {
    order: u64,
    folder: u32,
}

/// Classifies the items of one reading, in the order of the manifest. Memory grows with the distinct
/// contents (about 100 bytes each) and folders, not with the items.
#[derive(Default)]
pub struct Classifier {
    firsts: HashMap<Sha256, FirstCopy>,
    folders: HashMap<Box<str>, u32>,
}

impl Classifier {
    /// A classifier that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Classifies the next item.
    pub fn next(&mut self, item: &ProfiledItem) -> Classification {
        self.next_in_folder(item).0
    }

    /// Classifies the next item and gives the number of its folder where it is counted.
    pub(super) fn next_in_folder(&mut self, item: &ProfiledItem) -> (Classification, Option<u32>) {
        let standing = Standing::of(item);
        if !item.counted() {
            return (Classification { standing, content: Content::Absent }, None);
        }
        let folder = self.folder_number(&item.folder);
        let content = match item.sha256 {
            Some(sha256) if item.size_bytes > 0 => self.content(sha256, item.order, folder),
            _ => Content::Absent,
        };
        (Classification { standing, content }, Some(folder))
    }

    /// Folders met, each with its number, in no order.
    pub(super) fn into_folders(self) -> HashMap<Box<str>, u32> {
        self.folders
    }

    fn content(&mut self, sha256: Sha256, order: u64, folder: u32) -> Content {
        let mut met = true;
        let first = self.firsts.entry(sha256).or_insert_with(|| {
            met = false;
            FirstCopy { order, folder }
        });
        match (met, first.folder == folder) {
            (false, _) => Content::First,
            (true, true) => Content::FurtherHere { first: first.order },
            (true, false) => Content::FurtherElsewhere { first: first.order },
        }
    }

    fn folder_number(&mut self, folder: &str) -> u32 {
        if let Some(number) = self.folders.get(folder) {
            return *number;
        }
        // More than 2^32 folders would need hundreds of gigabytes of memory first.
        let number = u32::try_from(self.folders.len()).unwrap_or(u32::MAX);
        self.folders.insert(folder.into(), number);
        number
    }
}
