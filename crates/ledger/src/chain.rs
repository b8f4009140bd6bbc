//! The writing end: gives each draft its place, and seals what stands so far.

use crate::canonical::CanonicalError;
use crate::entry::{Draft, Entry, EntryKind};
use crate::head::{Head, SignedHead};
use crate::key::SigningKey;
use crate::tree::{Frontier, leaf_hash};
use serde::{Deserialize, Serialize};
use vocab::{Moment, Sha256};

/// Why a draft can't be appended.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// It has no canonical bytes.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The first entry must be the genesis, and no other may be.
    #[error("entry {index} may not be of kind {}: the first entry, and it alone, is the genesis", kind.word())]
    Genesis {
        /// Place that the entry would have had.
        index: u64,
        /// Its kind.
        kind: EntryKind,
    },
    /// An outcome or batch without an earlier intent, or another kind with one.
    #[error("entry {index} of kind {} can't refer to intent {intent:?}", kind.word())]
    Intent {
        /// Place that the entry would have had.
        index: u64,
        /// Its kind.
        kind: EntryKind,
        /// The intent that it names.
        intent: Option<u64>,
    },
}

/// An entry in its place, with its leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The entry.
    pub entry: Entry,
    /// Its canonical bytes, to be kept as they are.
    pub bytes: Vec<u8>,
    /// Its leaf hash, for proofs.
    pub leaf: Sha256,
}

/// The end of a ledger: all that is needed to append to it. Small, and can be kept as JSON between runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    frontier: Frontier,
    last: Sha256,
    heads: u64,
}

impl Default for Chain {
    fn default() -> Self {
        Self::new()
    }
}

impl Chain {
    /// A ledger without entries. The first to be appended is the genesis.
    pub fn new() -> Self {
        Self { frontier: Frontier::new(), last: Sha256([0; 32]), heads: 0 }
    }

    /// The chain again, from the leaf hashes of all its entries and the number of heads signed.
    pub fn from_leaves(leaves: impl IntoIterator<Item = Sha256>, heads: u64) -> Self {
        let mut chain = Self { heads, ..Self::new() };
        for leaf in leaves {
            chain.frontier.append(leaf);
            chain.last = leaf;
        }
        chain
    }

    /// Entries so far; also the index of the next.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Merkle root over the entries so far.
    pub fn root(&self) -> Sha256 {
        self.frontier.root()
    }

    /// Heads signed so far; also the number of the next.
    pub fn heads(&self) -> u64 {
        self.heads
    }

    /// Gives the draft its place and appends it. On an error nothing has changed.
    ///
    /// # Errors
    /// When the kind is not allowed here, an intent is missing or not earlier, or a number is too large.
    pub fn append(&mut self, draft: Draft) -> Result<Appended, ChainError> {
        let index = self.size();
        let Draft { at, kind, actor, role, purpose, deed, subject, intent, detail } = draft;
        if (kind == EntryKind::Genesis) != (index == 0) {
            return Err(ChainError::Genesis { index, kind });
        }
        let fits = match intent {
            Some(earlier) => kind.has_intent() && earlier < index,
            None => !kind.has_intent(),
        };
        if !fits {
            return Err(ChainError::Intent { index, kind, intent });
        }
        let previous = self.last;
        let entry = Entry { index, at, kind, actor, role, purpose, deed, subject, intent, detail, previous };
        let bytes = entry.canonical_bytes()?;
        let leaf = leaf_hash(&bytes);
        self.frontier.append(leaf);
        self.last = leaf;
        Ok(Appended { entry, bytes, leaf })
    }

    /// Leaf hash of the last entry; 32 zero bytes where there is none.
    pub fn last(&self) -> Sha256 {
        self.last
    }

    /// Signs the state so far as the next head.
    ///
    /// # Errors
    /// Never below 2^53 entries.
    pub fn seal(&mut self, key: &SigningKey, at: Moment) -> Result<SignedHead, CanonicalError> {
        let head = Head { number: self.heads, size: self.size(), root: self.root(), at };
        let signed = head.sign(key)?;
        self.heads += 1;
        Ok(signed)
    }
}
