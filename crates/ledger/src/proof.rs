//! Proofs over the tree: that an entry is in it, and that a later tree still holds an earlier one whole.
//!
//! Making a proof needs all leaf hashes and time linear in their number; checking needs the proof alone.

use crate::tree::{node_hash, root_of_hashes};
use serde::{Deserialize, Serialize};
use vocab::Sha256;

/// Why a proof can't be made or does not prove.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The index or size asked for does not lie within the tree.
    #[error("{asked} does not lie within a tree of {size} leaves")]
    OutOfRange {
        /// What was asked for.
        asked: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The proof has more or fewer hashes than one for these sizes has.
    #[error("the proof has {found} hashes, which does not fit the sizes it names")]
    Length {
        /// Hashes in the proof.
        found: usize,
    },
    /// The proof leads to another root.
    #[error("the proof leads to root {computed}, not to {expected}")]
    Root {
        /// Root that the proof leads to.
        computed: Sha256,
        /// Root that was to be proved.
        expected: Sha256,
    },
}

/// Proof that a leaf stands at an index in a tree (RFC 9162, section 2.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    /// Index of the leaf, from 0.
    pub index: u64,
    /// Leaves in the tree.
    pub size: u64,
    /// Hashes of the siblings on the way up, lowest first.
    pub path: Vec<Sha256>,
}

/// Proof that the first leaves of a tree are those of an earlier tree (RFC 9162, section 2.1.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsistencyProof {
    /// Leaves in the earlier tree.
    pub earlier_size: u64,
    /// Leaves in the later tree.
    pub later_size: u64,
    /// Hashes, in the order of RFC 9162.
    pub path: Vec<Sha256>,
}

/// The largest power of two below `size`, which must be 2 or more.
fn split(size: usize) -> usize {
    1 << (usize::BITS - 1 - (size - 1).leading_zeros())
}

/// Makes the proof that the leaf at `index` is in the tree of these leaf hashes.
///
/// # Errors
/// When there is no such leaf.
pub fn prove_inclusion(leaves: &[Sha256], index: u64) -> Result<InclusionProof, ProofError> {
    let size = leaves.len() as u64;
    if index >= size {
        return Err(ProofError::OutOfRange { asked: index, size });
    }
    let mut path = Vec::new();
    let (mut rest, mut at) = (leaves, index as usize);
    while rest.len() > 1 {
        let (left, right) = rest.split_at(split(rest.len()));
        let (inside, sibling) = if at < left.len() { (left, right) } else { (right, left) };
        if at >= left.len() {
            at -= left.len();
        }
        path.push(root_of_hashes(sibling));
        rest = inside;
    }
    path.reverse();
    Ok(InclusionProof { index, size, path })
}

/// Makes the proof that the tree of the first `earlier_size` leaf hashes lives on in the tree of all.
///
/// # Errors
/// When `earlier_size` is 0 or more than there are leaves.
pub fn prove_consistency(leaves: &[Sha256], earlier_size: u64) -> Result<ConsistencyProof, ProofError> {
    let later_size = leaves.len() as u64;
    if earlier_size == 0 || earlier_size > later_size {
        return Err(ProofError::OutOfRange { asked: earlier_size, size: later_size });
    }
    let mut path = Vec::new();
    let (mut rest, mut earlier, mut whole) = (leaves, earlier_size as usize, true);
    while earlier < rest.len() {
        let (left, right) = rest.split_at(split(rest.len()));
        if earlier <= left.len() {
            path.push(root_of_hashes(right));
            rest = left;
        } else {
            path.push(root_of_hashes(left));
            earlier -= left.len();
            rest = right;
            whole = false;
        }
    }
    if !whole {
        path.push(root_of_hashes(rest));
    }
    path.reverse();
    Ok(ConsistencyProof { earlier_size, later_size, path })
}

fn same(computed: Sha256, expected: &Sha256) -> Result<(), ProofError> {
    if computed == *expected { Ok(()) } else { Err(ProofError::Root { computed, expected: *expected }) }
}

impl InclusionProof {
    /// Checks that `leaf` (a leaf hash) stands at `index` in the tree with this root and `size`.
    ///
    /// # Errors
    /// When it does not, or the proof is malformed.
    pub fn verify(&self, leaf: &Sha256, root: &Sha256) -> Result<(), ProofError> {
        if self.index >= self.size {
            return Err(ProofError::OutOfRange { asked: self.index, size: self.size });
        }
        // RFC 9162, section 2.1.3.2: `at` is the node's number on its level, `last` that of the last node.
        let (mut at, mut last, mut hash) = (self.index, self.size - 1, *leaf);
        for sibling in &self.path {
            if last == 0 {
                return Err(ProofError::Length { found: self.path.len() });
            }
            if at & 1 == 1 || at == last {
                hash = node_hash(sibling, &hash);
                while at & 1 == 0 && at != 0 {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node_hash(&hash, sibling);
            }
            at >>= 1;
            last >>= 1;
        }
        if last != 0 {
            return Err(ProofError::Length { found: self.path.len() });
        }
        same(hash, root)
    }
}

impl ConsistencyProof {
    /// Checks that the tree with root `earlier` lives on whole in the tree with root `later`.
    ///
    /// # Errors
    /// When it does not, or the proof is malformed.
    pub fn verify(&self, earlier: &Sha256, later: &Sha256) -> Result<(), ProofError> {
        let wrong_length = ProofError::Length { found: self.path.len() };
        if self.earlier_size == 0 || self.earlier_size > self.later_size {
            return Err(ProofError::OutOfRange { asked: self.earlier_size, size: self.later_size });
        }
        if self.earlier_size == self.later_size {
            return if self.path.is_empty() { same(*earlier, later) } else { Err(wrong_length) };
        }
        // RFC 9162, section 2.1.4.2: a perfect earlier tree is the first node itself and is left out.
        let mut path = self.path.iter();
        let first = if self.earlier_size.is_power_of_two() { Some(earlier) } else { path.next() };
        let Some(first) = first else { return Err(wrong_length) };
        let (mut at, mut last) = (self.earlier_size - 1, self.later_size - 1);
        let shift = at.trailing_ones();
        at >>= shift;
        last >>= shift;
        let (mut old, mut new) = (*first, *first);
        for hash in path {
            if last == 0 {
                return Err(wrong_length);
            }
            if at & 1 == 1 || at == last {
                old = node_hash(hash, &old);
                new = node_hash(hash, &new);
                while at & 1 == 0 && at != 0 {
                    at >>= 1;
                    last >>= 1;
                }
            } else {
                new = node_hash(&new, hash);
            }
            at >>= 1;
            last >>= 1;
        }
        if last != 0 {
            return Err(wrong_length);
        }
        same(old, earlier)?;
        same(new, later)
    }
}
