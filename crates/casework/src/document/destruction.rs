//! Proof that records were destroyed: what, on which ground, how, by whom, and where the ledger has it.
//!
//! Removal and destruction are two deeds (art. 14 Wpg); this is about the second.

use super::{Citation, Letterhead, Line, Official};
use serde::{Deserialize, Serialize};
use vocab::{Moment, Sha256};

/// Proof of destruction as it is printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofOfDestruction {
    /// Sender, reference, draft or issued.
    pub letterhead: Letterhead,
    /// Number of the proof.
    pub number: Line,
    /// The ground in law.
    pub ground: Citation,
    /// What was destroyed; at least one.
    pub records: Vec<DestroyedRecord>,
    /// Who destroyed.
    pub destroyed_by: Official,
    /// Who was present.
    pub witness: Option<Official>,
}

/// One destroyed record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DestroyedRecord {
    /// What it was, without what stood in it.
    pub what: Line,
    /// Its id.
    pub id: Line,
    /// How.
    pub manner: DestructionManner,
    /// When.
    pub at: Moment,
    /// SHA-256 of the record as it was sealed, where it was.
    pub sha256: Option<Sha256>,
    /// Number of the line in the ledger.
    pub ledger_line: u64,
    /// SHA-256 of that line.
    pub ledger_sha256: Sha256,
}

/// How a record was destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DestructionManner {
    /// The key under which it was encrypted was destroyed.
    KeyDestroyed,
    /// It was erased from where it was kept.
    Erased,
    /// The carrier itself was destroyed.
    CarrierDestroyed,
}
