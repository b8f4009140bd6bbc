//! Closing what lies outside an authorisation, so that no one reads it in passing.
//!
//! XChaCha20-Poly1305 in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár, 2015): parts can't be
//! dropped, swapped or cut off unseen.

use crate::{Store, StoreError};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::KeyInit as _;
use chacha20poly1305::aead::stream::{DecryptorBE32, EncryptorBE32};

const PART_BYTES: usize = 1 << 20;
const TAG_BYTES: usize = 16;
const NONCE_BYTES: usize = 19;

/// Encrypts `plain` under the store's sealing key. The nonce comes first; it must never be used twice.
///
/// # Errors
/// Never below four terabytes.
pub fn seal_into(store: &Store, nonce: [u8; NONCE_BYTES], plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let fault = |_| StoreError::damaged("sealing failed");
    let cipher = XChaCha20Poly1305::new((&*store.keys.sealing).into());
    let mut stream = EncryptorBE32::from_aead(cipher, &nonce.into());
    let mut sealed = nonce.to_vec();
    let parts = plain.len().div_ceil(PART_BYTES).max(1);
    for part in plain.chunks(PART_BYTES).take(parts - 1) {
        sealed.extend(stream.encrypt_next(part).map_err(fault)?);
    }
    let rest = plain.get((parts - 1) * PART_BYTES..).unwrap_or(&[]);
    sealed.extend(stream.encrypt_last(rest).map_err(fault)?);
    Ok(sealed)
}

/// Decrypts what [`seal_into`] gave.
///
/// # Errors
/// When a byte is not as it was sealed.
pub fn open_sealed(store: &Store, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let fault = || StoreError::damaged("sealed bytes are not what was sealed");
    let (nonce, body) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(fault)?;
    let cipher = XChaCha20Poly1305::new((&*store.keys.sealing).into());
    let nonce = <[u8; NONCE_BYTES]>::try_from(nonce).map_err(|_| fault())?;
    let mut stream = DecryptorBE32::from_aead(cipher, &nonce.into());
    let parts = body.len().div_ceil(PART_BYTES + TAG_BYTES).max(1);
    let mut plain = Vec::with_capacity(body.len());
    for part in body.chunks(PART_BYTES + TAG_BYTES).take(parts - 1) {
        plain.extend(stream.decrypt_next(part).map_err(|_| fault())?);
    }
    let rest = body.get((parts - 1) * (PART_BYTES + TAG_BYTES)..).unwrap_or(&[]);
    plain.extend(stream.decrypt_last(rest).map_err(|_| fault())?);
    Ok(plain)
}
