//! Known sets: from records to indexes, and from indexes to matches.

mod build;
mod matching;

pub(crate) use build::{Built, build};
pub(crate) use matching::{Matcher, match_digests, match_piece};

use casework::profile::Class;
use serde::{Deserialize, Serialize};
use vocab::Sha256;

/// What is kept of a version of a known set, beside its index files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSet {
    /// Folder of its files.
    pub folder: String,
    /// The organisation that issued it.
    pub source: String,
    /// The label of entries that carry none of their own; opaque.
    pub label: String,
    /// Notified or known good.
    pub class: Class,
    /// Form of the file that was imported.
    pub format: String,
    /// The scheme that the file names for its category numbers, where it names one.
    pub scheme: Option<String>,
    /// SHA-256 of the file that was imported.
    pub file_sha256: Sha256,
    /// Entries kept.
    pub entries: u64,
    /// Entries that carry a PDQ print.
    pub prints: u64,
    /// Entries left out because an earlier one says the same.
    pub duplicates: u64,
    /// Entries that say otherwise than an earlier one of the same file; both are kept.
    pub contradictions: u64,
    /// Lines refused.
    pub refused: u64,
    /// The first problems, as the reader worded them.
    pub problems: Vec<String>,
    /// All problems.
    pub problems_total: u64,
    /// Labels, by the number that the entry table holds.
    pub labels: Vec<String>,
    /// SHA-256 over the index files, in the order exact, near, entries.
    pub index_sha256: Sha256,
}

const EXACT: &str = "exact.idx";
const NEAR: &str = "near.idx";
const ENTRIES: &str = "entries.bin";
