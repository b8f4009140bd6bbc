//! Heads: the signed statement that the ledger had this size and this root.

use crate::canonical::{CanonicalError, to_canonical};
use crate::key::{PublicKey, SigningKey};
use serde::{Deserialize, Serialize};
use vocab::{Moment, Sha256};

/// Stands before the signed bytes, so that a signature on a head can't be taken for one on anything else.
const SIGNED_AS: &[u8] = b"hoeder ledger head 1\n";

/// What is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Number of this head, from 0; a gap shows that one was left out.
    pub number: u64,
    /// Entries covered.
    pub size: u64,
    /// Merkle root over the canonical bytes of those entries.
    pub root: Sha256,
    /// When it was signed.
    pub at: Moment,
}

/// A head with its signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedHead {
    /// What is signed.
    pub head: Head,
    /// Short name of the key: [`PublicKey::id`].
    pub key_id: String,
    /// Ed25519 (RFC 8032) over `hoeder ledger head 1`, a newline and the head's canonical bytes; 128 hex digits.
    #[serde(with = "signature_hex")]
    pub signature: [u8; 64],
}

/// Why a signed head is not believed.
#[derive(Debug, thiserror::Error)]
pub enum HeadError {
    /// It can't be written canonically.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// It was signed by a key that is not among the trusted ones.
    #[error("signed by key {key_id}, which is not among the keys you trust")]
    UnknownKey {
        /// Short name of the key.
        key_id: String,
    },
    /// The signature is not that of the key on this head.
    #[error("the signature does not fit: the head was changed, or key {key_id} never signed it")]
    Signature {
        /// Short name of the key.
        key_id: String,
    },
}

impl Head {
    fn signed_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        Ok([SIGNED_AS, &to_canonical(self)?].concat())
    }

    /// Signs the head.
    ///
    /// # Errors
    /// When its number or size is larger than 2^53 - 1.
    pub fn sign(self, key: &SigningKey) -> Result<SignedHead, CanonicalError> {
        let signature = key.sign(&self.signed_bytes()?);
        Ok(SignedHead { key_id: key.public().id(), signature, head: self })
    }
}

impl SignedHead {
    /// Checks the signature against the keys that the caller trusts.
    ///
    /// # Errors
    /// When the key is not among them or the signature does not fit.
    pub fn verify(&self, trusted: &[PublicKey]) -> Result<(), HeadError> {
        let key_id = &self.key_id;
        let key = trusted
            .iter()
            .find(|key| key.id() == *key_id)
            .ok_or_else(|| HeadError::UnknownKey { key_id: key_id.clone() })?;
        if key.has_signed(&self.head.signed_bytes()?, &self.signature) {
            Ok(())
        } else {
            Err(HeadError::Signature { key_id: key_id.clone() })
        }
    }
}

mod signature_hex {
    use serde::{Deserialize, Deserializer, Serializer, de};
    use vocab::Sha256;

    pub(super) fn serialize<S: Serializer>(signature: &[u8; 64], serializer: S) -> Result<S::Ok, S::Error> {
        let (mut low, mut high) = ([0; 32], [0; 32]);
        low.copy_from_slice(&signature[..32]);
        high.copy_from_slice(&signature[32..]);
        serializer.serialize_str(&format!("{}{}", Sha256(low), Sha256(high)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 64], D::Error> {
        let text = String::deserialize(deserializer)?;
        let (low, high) = text.split_at_checked(64).ok_or_else(|| {
            de::Error::custom(format!("a signature has 128 hex digits, not {}", text.len()))
        })?;
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&low.parse::<Sha256>().map_err(de::Error::custom)?.0);
        signature[32..].copy_from_slice(&high.parse::<Sha256>().map_err(de::Error::custom)?.0);
        Ok(signature)
    }
}
