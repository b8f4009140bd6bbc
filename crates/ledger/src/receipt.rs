//! A receipt: one entry with the proof that a signed head covers it. It shows nothing of other entries.

use crate::canonical::CanonicalError;
use crate::entry::Entry;
use crate::head::{HeadError, SignedHead};
use crate::key::PublicKey;
use crate::proof::{InclusionProof, ProofError};
use crate::tree::leaf_hash;
use serde::{Deserialize, Serialize};

/// One entry, the head that covers it, and the proof of that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The entry.
    pub entry: Entry,
    /// The head.
    pub head: SignedHead,
    /// That the entry is under the head's root.
    pub proof: InclusionProof,
}

/// Why a receipt proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptError {
    /// The entry can't be written canonically.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The head is not believed.
    #[error(transparent)]
    Head(#[from] HeadError),
    /// Entry, proof and head are not of one piece.
    #[error("the proof is for entry {index} of {size}, not for entry {entry} under a head of {head}")]
    Mismatch {
        /// Index in the proof.
        index: u64,
        /// Size in the proof.
        size: u64,
        /// Index of the entry.
        entry: u64,
        /// Size under the head.
        head: u64,
    },
    /// The proof does not lead to the head's root.
    #[error("the entry is not under this head: {0}")]
    Proof(#[from] ProofError),
}

impl Receipt {
    /// Checks the head's signature and that the entry is under its root.
    ///
    /// # Errors
    /// When anything in it was changed or does not belong together.
    pub fn verify(&self, trusted: &[PublicKey]) -> Result<(), ReceiptError> {
        self.head.verify(trusted)?;
        let (index, size) = (self.proof.index, self.proof.size);
        let (entry, head) = (self.entry.index, self.head.head.size);
        if index != entry || size != head {
            return Err(ReceiptError::Mismatch { index, size, entry, head });
        }
        let leaf = leaf_hash(&self.entry.canonical_bytes()?);
        Ok(self.proof.verify(&leaf, &self.head.head.root)?)
    }
}
