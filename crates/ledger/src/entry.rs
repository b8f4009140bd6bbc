//! One line of the ledger.

use crate::canonical::{CanonicalError, from_canonical, to_canonical};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use vocab::{Moment, Sha256};

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// The first line, and only the first: what this ledger is.
    Genesis,
    /// Someone is about to do a deed. Without this line there is no deed.
    Intent,
    /// How a deed ended. Refers to its intent, and closes it.
    Outcome,
    /// Someone wanted to do a deed and was not permitted to.
    Refusal,
    /// A part of a long deed, with the Merkle root of what it handled. Refers to its intent.
    Batch,
    /// Something worth recording that is no deed.
    Note,
}

impl EntryKind {
    /// The stable word used on the tape.
    pub fn word(self) -> &'static str {
        match self {
            Self::Genesis => "genesis",
            Self::Intent => "intent",
            Self::Outcome => "outcome",
            Self::Refusal => "refusal",
            Self::Batch => "batch",
            Self::Note => "note",
        }
    }

    /// Whether a line of this kind must refer to an intent; other kinds may not.
    pub fn has_intent(self) -> bool {
        matches!(self, Self::Outcome | Self::Batch)
    }
}

/// A detail of an entry. There are no fractions: they have no single canonical text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Detail {
    /// Yes or no.
    Flag(bool),
    /// A whole number, at most 2^53 - 1 in size.
    Integer(i64),
    /// Text; digests are written as lower-case hex.
    Text(String),
    /// Several, in order.
    List(Vec<Detail>),
}

impl From<bool> for Detail {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}
impl From<i64> for Detail {
    fn from(integer: i64) -> Self {
        Self::Integer(integer)
    }
}
impl From<&str> for Detail {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Detail {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<Sha256> for Detail {
    fn from(digest: Sha256) -> Self {
        Self::Text(digest.to_string())
    }
}
impl<D: Into<Detail>> From<Vec<D>> for Detail {
    fn from(list: Vec<D>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

/// What there is to say, before it has its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// When, by the clock of the machine that writes.
    pub at: Moment,
    /// What the line says.
    pub kind: EntryKind,
    /// Who: the name or id of the person or job.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// For what purpose.
    pub purpose: String,
    /// Which deed.
    pub deed: String,
    /// On what: the id of a case, a carrier, an item; empty where there is none.
    pub subject: String,
    /// Index of the intent to which an outcome or a batch belongs; `None` for every other kind.
    pub intent: Option<u64>,
    /// Anything more.
    pub detail: BTreeMap<String, Detail>,
}

/// One line of the ledger, in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Place in the ledger, from 0.
    pub index: u64,
    /// When, by the clock of the machine that wrote.
    pub at: Moment,
    /// What the line says.
    pub kind: EntryKind,
    /// Who.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// For what purpose.
    pub purpose: String,
    /// Which deed.
    pub deed: String,
    /// On what; empty where there is no subject.
    pub subject: String,
    /// Index of the intent to which an outcome or a batch belongs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<u64>,
    /// Anything more.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub detail: BTreeMap<String, Detail>,
    /// Leaf hash of the entry before; 32 zero bytes for the first.
    pub previous: Sha256,
}

impl Entry {
    /// The entry's canonical bytes: the leaf of the Merkle tree.
    ///
    /// # Errors
    /// When a number in it is larger than 2^53 - 1.
    pub fn canonical_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        to_canonical(self)
    }

    /// Reads an entry from its canonical bytes.
    ///
    /// # Errors
    /// When the bytes are not those that [`Entry::canonical_bytes`] would write.
    pub fn from_canonical_bytes(bytes: &[u8]) -> Result<Self, CanonicalError> {
        from_canonical(bytes)
    }
}
