//! What a reading is to do, and how it ended, as kept in its row.

use casework::authorisation::Authorisation;
use casework::report::Confinement;
use evidence::confine::Confined;
use evidence::{Defect, Limits, SourceDigest, SourceFacts, Volume};
use serde::{Deserialize, Serialize};
use store::ReadingRow;
use vocab::Sha256;

/// A reading as kept.
pub(crate) type Reading = ReadingRow<Plan, Seal>;

/// The settings of a reading. The same source under the same plan gives the same manifest, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Plan {
    /// The version of the authorisation under which the carrier is opened.
    pub(crate) authorisation: Authorisation,
    /// Known sets: name, version, digest of the index.
    pub(crate) sets: Vec<PlannedSet>,
    /// Near matches up to this distance.
    pub(crate) radius_bits: u32,
    /// What content may cost.
    pub(crate) limits: Limits,
    /// Sample frames of videos.
    pub(crate) video: bool,
    /// Go on where the kernel has no Landlock.
    pub(crate) landlock_optional: bool,
}

/// A known set as it was when the reading began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlannedSet {
    pub(crate) name: String,
    pub(crate) version: u32,
    pub(crate) index_sha256: Sha256,
}

/// How a reading ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seal {
    /// Key of the manifest among the objects.
    pub(crate) manifest: String,
    pub(crate) manifest_sha256: Sha256,
    pub(crate) root: Sha256,
    pub(crate) rows: u64,
    /// The rows outside the authorisation: counted, closed, shown to no one.
    pub(crate) outside: Option<Outside>,
    /// What the source said of itself.
    pub(crate) facts: SourceFacts,
    /// Its volumes.
    pub(crate) volumes: Vec<Volume>,
    /// Its own digests, compared.
    pub(crate) digests: Vec<SourceDigest>,
    /// What is wrong with the source as a whole.
    pub(crate) defects: Vec<Defect>,
    /// Bytes of content read.
    pub(crate) read_bytes: u64,
    /// Found, read, skipped, failed.
    pub(crate) accounting: [u64; 4],
    /// The fences that held.
    pub(crate) confined: Confined,
    /// Index in the ledger of the intent whose outcome holds the root.
    pub(crate) ledger_intent: u64,
}

/// Rows outside the authorisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outside {
    pub(crate) object: String,
    pub(crate) rows: u64,
    /// Of these: could not be read.
    pub(crate) failed: u64,
    pub(crate) bytes: u64,
    pub(crate) root: Sha256,
}

/// The fences as stable words for the report.
pub(crate) fn fences(confined: &Confined) -> Confinement {
    let fences = [
        ("landlock", confined.landlock_abi.is_some()),
        ("network", confined.landlock_network || confined.seccomp),
        ("seccomp", confined.seccomp),
        ("no_new_privileges", confined.no_new_privs),
        ("memory", true),
    ];
    let words =
        |holds| fences.iter().filter(move |(_, h)| *h == holds).map(|(word, _)| (*word).to_owned()).collect();
    Confinement { enforced: words(true), missing: words(false) }
}
