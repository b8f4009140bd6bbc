//! The ledger: what was done, by whom, for what purpose, in a form that shows every later change.
//!
//! [`Entry`] is one line of it. [`Chain`] appends entries: each carries the hash of the one before, and all
//! are leaves of a Merkle tree (RFC 9162) whose root is signed as a [`SignedHead`]. A [`TapeWriter`] exports
//! entries and heads as readable lines and [`verify`] checks such a tape; the binary `ledger-verify` does
//! so for a person who trusts nothing but a public key.
//!
//! Must never know: the database, the meaning of a case. There is no clock and no randomness here, and no
//! input or output beyond the `Read` and `Write` that are handed in.

mod canonical;
mod chain;
mod entry;
mod fault;
mod head;
mod key;
mod proof;
mod receipt;
mod tape;
mod tree;
mod verify;

pub use canonical::{CanonicalError, from_canonical, to_canonical};
pub use chain::{Appended, Chain, ChainError};
pub use entry::{Detail, Draft, Entry, EntryKind};
pub use fault::{Fault, FaultKind};
pub use head::{Head, HeadError, SignedHead};
pub use key::{KeyError, PublicKey, SigningKey};
pub use proof::{ConsistencyProof, InclusionProof, ProofError, prove_consistency, prove_inclusion};
pub use receipt::{Receipt, ReceiptError};
pub use tape::{LINE_BYTES_MAX, TapeError, TapeWriter};
pub use tree::{Frontier, RootBuilder, leaf_hash, node_hash, root_of, root_of_hashes};
pub use verify::{OpenIntent, Verdict, Warning, verify};
