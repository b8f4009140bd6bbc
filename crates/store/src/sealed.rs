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

#[cfg(test)]
mod tests {
    use super::*;

    const NONCE: [u8; NONCE_BYTES] = [7; NONCE_BYTES];
    const SEALED_PART: usize = PART_BYTES + TAG_BYTES;

    /// A store whose keys follow from one byte.
    fn store(folder: &tempfile::TempDir, key: u8) -> Store {
        Store::open(folder.path(), &mut || [key; 32]).unwrap()
    }

    /// Bytes in which no part is like another.
    fn plain(length: usize) -> Vec<u8> {
        (0..length).map(|at| (at / PART_BYTES) as u8 ^ (at % 251) as u8).collect()
    }

    #[test]
    fn what_was_sealed_comes_out_again_whatever_its_length() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder, 1);
        for length in [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1] {
            let plain = plain(length);
            let sealed = seal_into(&store, NONCE, &plain).unwrap();
            assert_eq!(sealed.len(), NONCE_BYTES + length + TAG_BYTES * length.div_ceil(PART_BYTES).max(1));
            assert!(open_sealed(&store, &sealed).unwrap() == plain, "{length} bytes");
        }
    }

    #[test]
    fn nothing_of_the_plain_bytes_shows() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = seal_into(&store(&folder, 1), NONCE, &plain(PART_BYTES)).unwrap();
        let known = &plain(PART_BYTES)[..16];
        assert!(!sealed.windows(16).any(|window| window == known));
    }

    #[test]
    fn another_key_opens_nothing() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let sealed = seal_into(&store(&here, 1), NONCE, &plain(40)).unwrap();
        assert_eq!(open_sealed(&store(&there, 2), &sealed).unwrap_err().kind, crate::StoreErrorKind::Damaged);
    }

    #[test]
    fn a_flipped_bit_in_any_part_its_tag_or_the_nonce_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder, 1);
        let sealed = seal_into(&store, NONCE, &plain(PART_BYTES + 100)).unwrap();
        let second = NONCE_BYTES + SEALED_PART;
        let first_part = [NONCE_BYTES, NONCE_BYTES + PART_BYTES / 2, second - TAG_BYTES, second - 1];
        let last_part = [second, second + 99, sealed.len() - TAG_BYTES, sealed.len() - 1];
        for at in [0, NONCE_BYTES - 1].into_iter().chain(first_part).chain(last_part) {
            let mut changed = sealed.clone();
            changed[at] ^= 0x10;
            assert!(open_sealed(&store, &changed).is_err(), "byte {at}");
        }
    }

    /// Every bit of a seal of one part.
    #[test]
    fn no_bit_of_a_short_seal_can_change() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder, 1);
        let sealed = seal_into(&store, NONCE, b"what lies outside").unwrap();
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(open_sealed(&store, &changed).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn parts_cannot_be_cut_off_dropped_swapped_or_repeated() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder, 1);
        let sealed = seal_into(&store, NONCE, &plain(2 * PART_BYTES + 5)).unwrap();
        let (nonce, body) = sealed.split_at(NONCE_BYTES);
        let parts: Vec<&[u8]> = body.chunks(SEALED_PART).collect();
        let joined = |order: &[usize]| {
            let parts: Vec<&[u8]> = order.iter().map(|at| parts[*at]).collect();
            [nonce, &parts.concat()].concat()
        };
        assert!(open_sealed(&store, &joined(&[0, 1, 2])).is_ok());
        for order in [&[1, 0, 2][..], &[0, 2], &[0, 1], &[1, 2], &[2], &[], &[0, 1, 1, 2]] {
            assert!(open_sealed(&store, &joined(order)).is_err(), "{order:?}");
        }
        for length in [0, 1, NONCE_BYTES - 1, NONCE_BYTES, NONCE_BYTES + TAG_BYTES - 1, sealed.len() - 1] {
            assert!(open_sealed(&store, &sealed[..length]).is_err(), "cut after {length}");
        }
        assert!(open_sealed(&store, &[&sealed[..], &[0]].concat()).is_err());
        // The tail of one seal can't close another.
        let other = seal_into(&store, [8; NONCE_BYTES], &plain(2 * PART_BYTES + 5)).unwrap();
        let grafted = [&sealed[..NONCE_BYTES + SEALED_PART], &other[NONCE_BYTES + SEALED_PART..]].concat();
        assert!(open_sealed(&store, &grafted).is_err());
    }
}
