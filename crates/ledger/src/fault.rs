//! What can be wrong with a tape: where, what differs, and what that means.

use std::fmt;
use vocab::Sha256;

/// The first thing found wrong on a tape. Nothing after it has been checked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {kind}")]
pub struct Fault {
    /// Line of the tape, from 1.
    pub line: u64,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong, with what was expected and what was found. The text of it is English, without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The tape could not be read at all; this says nothing of its content.
    Unreadable {
        /// What the system says.
        why: String,
    },
    /// The first line is not that of a tape, or of a version that is not known here.
    NotTape,
    /// A line is longer than any that a ledger writes.
    LineTooLong,
    /// A line does not end with a newline: the tape was cut off.
    CutOff,
    /// A line is not canonical JSON of an entry or head.
    NotCanonical {
        /// What is wrong with it.
        why: String,
    },
    /// The entry is not the next one: entries were left out, doubled or moved.
    Index {
        /// Index that comes next.
        expected: u64,
        /// Index on the line.
        found: u64,
    },
    /// The entry does not carry the hash of the one before it: one of the two was changed.
    Previous {
        /// Leaf hash of the entry before.
        expected: Sha256,
        /// Hash on the line.
        found: Sha256,
    },
    /// The first entry is not a genesis, a later one is, or there is no entry at all.
    Genesis,
    /// An outcome or batch names no intent, or another kind names one.
    IntentMisplaced,
    /// An outcome or batch names an entry that is no intent before it, or one that already had its outcome.
    IntentNotOpen {
        /// Index named.
        intent: u64,
    },
    /// An outcome or batch is of another deed than its intent.
    IntentDeed {
        /// Index of the intent.
        intent: u64,
        /// Deed of the intent.
        expected: String,
        /// Deed on the line.
        found: String,
    },
    /// A head was signed by a key that is not trusted.
    HeadKey {
        /// Short name of the key.
        key_id: String,
    },
    /// A head's signature does not fit it.
    HeadSignature {
        /// Short name of the key.
        key_id: String,
    },
    /// A head is not the next one: heads were left out, doubled or moved.
    HeadNumber {
        /// Number that comes next.
        expected: u64,
        /// Number on the line.
        found: u64,
    },
    /// A head covers another number of entries than stand before it.
    HeadSize {
        /// Entries before it.
        expected: u64,
        /// Entries that it covers.
        found: u64,
    },
    /// A head's root is not that of the entries before it: one or more of them were changed.
    HeadRoot {
        /// Root of the entries on the tape.
        expected: Sha256,
        /// Root that was signed.
        found: Sha256,
    },
    /// The tape ends without its closing head: its end is missing.
    NotClosed,
    /// Something stands after the closing head.
    AfterClose,
    /// The head given beside the tape covers more entries than the tape has: later entries were left out.
    ExpectedSize {
        /// Entries that the given head covers.
        expected: u64,
        /// Entries on the tape.
        found: u64,
    },
    /// The head given beside the tape has another root at its size: the past was rewritten.
    ExpectedRoot {
        /// Root of the given head.
        expected: Sha256,
        /// Root of that many entries on the tape.
        found: Sha256,
    },
    /// The head given beside the tape is itself not to be believed.
    ExpectedHead {
        /// What is wrong with it.
        why: String,
    },
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { why } => write!(f, "the tape can't be read: {why}"),
            Self::NotTape => f.write_str("this is not the first line of a ledger tape of a known version"),
            Self::LineTooLong => f.write_str("the line is longer than any that a ledger writes"),
            Self::CutOff => f.write_str("the line does not end: the tape was cut off here"),
            Self::NotCanonical { why } => write!(f, "the line was not written by a ledger: {why}"),
            Self::Index { expected, found } => {
                write!(
                    f,
                    "entry {expected} comes next, and here is entry {found}: one was left out, doubled or moved"
                )
            }
            Self::Previous { expected, found } => write!(
                f,
                "the entry says that the one before it has hash {found}, and that has {expected}: one of the two was changed"
            ),
            Self::Genesis => f.write_str("the first entry, and it alone, must be the genesis"),
            Self::IntentMisplaced => f.write_str(
                "an outcome or batch must name its intent, and no other kind of entry may name one",
            ),
            Self::IntentNotOpen { intent } => {
                write!(
                    f,
                    "the entry belongs to intent {intent}, which is no intent, or already had its outcome"
                )
            }
            Self::IntentDeed { intent, expected, found } => {
                write!(f, "the entry is of deed {found:?}, and its intent {intent} of deed {expected:?}")
            }
            Self::HeadKey { key_id } => {
                write!(f, "the head was signed by key {key_id}, which is not among the keys you trust")
            }
            Self::HeadSignature { key_id } => {
                write!(f, "the signature does not fit: the head was changed, or key {key_id} never signed it")
            }
            Self::HeadNumber { expected, found } => {
                write!(
                    f,
                    "head {expected} comes next, and here is head {found}: one was left out, doubled or moved"
                )
            }
            Self::HeadSize { expected, found } => {
                write!(f, "the head covers {found} entries, and {expected} stand before it")
            }
            Self::HeadRoot { expected, found } => write!(
                f,
                "root {found} was signed, and the entries on the tape have {expected}: one or more were changed"
            ),
            Self::NotClosed => f.write_str("the tape ends without its closing head: its end is missing"),
            Self::AfterClose => f.write_str("something stands after the closing head"),
            Self::ExpectedSize { expected, found } => write!(
                f,
                "the head you gave covers {expected} entries, and the tape has {found}: later entries were left out"
            ),
            Self::ExpectedRoot { expected, found } => write!(
                f,
                "the head you gave has root {expected}, and as many entries of the tape have {found}: the past was rewritten"
            ),
            Self::ExpectedHead { why } => write!(f, "the head you gave is not to be believed: {why}"),
        }
    }
}
