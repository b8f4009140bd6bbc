//! Keys: the seed that signs heads, and the public half by which anyone checks them.
//!
//! Randomness is handed in. The store keeps the signing key; the public key goes to whoever wants to verify.

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey};
use ed25519_dalek::{Signature, Signer};
use sha2::Digest as _;
use std::fmt;
use std::str::FromStr;
use vocab::Sha256;
use zeroize::Zeroizing;

/// Why a text is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an ed25519 {half} key: {why}; {hint}")]
pub struct KeyError {
    /// `public` or `signing`.
    pub half: &'static str,
    /// What is wrong.
    pub why: String,
    /// What to give instead.
    pub hint: &'static str,
}

fn not_public(why: impl ToString) -> KeyError {
    KeyError {
        half: "public",
        why: why.to_string(),
        hint: "give 64 hex digits, or PEM with BEGIN PUBLIC KEY",
    }
}

/// The key that signs heads. Its bytes are wiped from memory when it is dropped, and never shown.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// Makes a key of 32 random bytes, which must come from a generator fit for keys.
    pub fn from_random(random: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(random))
    }

    /// Reads a key from PKCS #8 PEM (`BEGIN PRIVATE KEY`).
    ///
    /// # Errors
    /// When the text is no such key.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        ed25519_dalek::SigningKey::from_pkcs8_pem(pem).map(Self).map_err(|error| KeyError {
            half: "signing",
            why: error.to_string(),
            hint: "give PKCS #8 PEM with BEGIN PRIVATE KEY",
        })
    }

    /// Writes the key as PKCS #8 PEM, for the store to keep; wiped when dropped.
    ///
    /// # Errors
    /// Never in practice; the encoder's signature allows for it.
    pub fn to_pem(&self) -> Result<Zeroizing<String>, KeyError> {
        self.0.to_pkcs8_pem(LineEnding::LF).map_err(|error| KeyError {
            half: "signing",
            why: error.to_string(),
            hint: "make a new key",
        })
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public().id())
    }
}

/// The public half of a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(ed25519_dalek::VerifyingKey);

impl PublicKey {
    /// Reads a key from its 32 bytes.
    ///
    /// # Errors
    /// When the bytes are no point on the curve, or a weak one.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(not_public)?;
        if key.is_weak() {
            Err(not_public("a weak key, for which signatures can be made up"))
        } else {
            Ok(Self(key))
        }
    }

    /// The 32 bytes of the key.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Short name of the key: the first 16 hex digits of the SHA-256 of its 32 bytes.
    pub fn id(&self) -> String {
        let mut hex = Sha256(sha2::Sha256::digest(self.0.as_bytes()).into()).to_string();
        hex.truncate(16);
        hex
    }

    /// Writes the key as PEM (`BEGIN PUBLIC KEY`), as OpenSSL reads it.
    ///
    /// # Errors
    /// Never in practice; the encoder's signature allows for it.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        self.0.to_public_key_pem(LineEnding::LF).map_err(not_public)
    }

    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;
    /// Reads 64 hex digits, or PEM with `BEGIN PUBLIC KEY`.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        let bytes = if text.starts_with("-----BEGIN") {
            ed25519_dalek::VerifyingKey::from_public_key_pem(text).map_err(not_public)?.to_bytes()
        } else {
            text.parse::<Sha256>().map_err(not_public)?.0
        };
        Self::from_bytes(&bytes)
    }
}

impl fmt::Display for PublicKey {
    /// 64 hex digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Sha256(self.to_bytes()), f)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}
