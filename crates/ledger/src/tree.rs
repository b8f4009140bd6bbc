//! The Merkle tree of RFC 6962 and RFC 9162: SHA-256, leaves marked 0x00, nodes marked 0x01.

use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use vocab::Sha256;

/// Hash of a leaf: SHA-256 of 0x00 and its bytes.
pub fn leaf_hash(bytes: &[u8]) -> Sha256 {
    Sha256(sha2::Sha256::new().chain_update([0]).chain_update(bytes).finalize().into())
}

/// Hash of an inner node: SHA-256 of 0x01 and the hashes of its two children.
pub fn node_hash(left: &Sha256, right: &Sha256) -> Sha256 {
    Sha256(sha2::Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// The right edge of a tree: enough to append to it and to tell its root, in space for log2(size) hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "FrontierForm")]
pub struct Frontier {
    size: u64,
    /// Roots of the perfect subtrees that make up the tree, largest first: one for each 1 bit of `size`.
    peaks: Vec<Sha256>,
}

#[derive(Deserialize)]
struct FrontierForm {
    size: u64,
    peaks: Vec<Sha256>,
}

impl TryFrom<FrontierForm> for Frontier {
    type Error = String;
    fn try_from(form: FrontierForm) -> Result<Self, String> {
        let wanted = form.size.count_ones() as usize;
        if form.peaks.len() != wanted {
            return Err(format!(
                "a tree of {} leaves has {wanted} peaks, not {}",
                form.size,
                form.peaks.len()
            ));
        }
        Ok(Self { size: form.size, peaks: form.peaks })
    }
}

impl Frontier {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Leaves so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf by its [`leaf_hash`].
    pub fn append(&mut self, leaf: Sha256) {
        let mut peak = leaf;
        // Each trailing 1 bit is a perfect subtree of the height that `peak` has just reached.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                peak = node_hash(&left, &peak);
            }
        }
        self.peaks.push(peak);
        self.size += 1;
    }

    /// Root of the tree so far; SHA-256 of nothing for the empty tree.
    pub fn root(&self) -> Sha256 {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Sha256(sha2::Sha256::digest([]).into()),
            Some(last) => peaks.fold(*last, |right, left| node_hash(left, &right)),
        }
    }
}

/// Makes the Merkle root of a run of items, one by one, in the same tree as the ledger's own.
#[derive(Clone, Debug, Default)]
pub struct RootBuilder(Frontier);

impl RootBuilder {
    /// Begins with no items.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next item's bytes.
    pub fn push(&mut self, item: impl AsRef<[u8]>) {
        self.0.append(leaf_hash(item.as_ref()));
    }

    /// Items so far.
    pub fn size(&self) -> u64 {
        self.0.size()
    }

    /// Root of the items so far.
    pub fn root(&self) -> Sha256 {
        self.0.root()
    }
}

/// Merkle root of items, in order.
pub fn root_of<I>(items: I) -> Sha256
where
    I: IntoIterator<Item: AsRef<[u8]>>,
{
    let mut builder = RootBuilder::new();
    items.into_iter().for_each(|item| builder.push(item));
    builder.root()
}

/// Merkle root of leaves whose [`leaf_hash`]es are given.
pub fn root_of_hashes(leaves: &[Sha256]) -> Sha256 {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.append(*leaf));
    frontier.root()
}
