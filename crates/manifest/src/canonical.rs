//! A row's canonical bytes: the leaf of the Merkle tree whose root is sealed.
//!
//! Column by column in the order of the schema: an absent value is one byte 0; a present one is a byte 1 and
//! then 8 bytes big-endian for a whole number or an instant (microseconds, two's complement), the 8 bytes of the
//! IEEE 754 double for a real one, or the length in 8 bytes and the UTF-8 bytes for text. A list is its length in 8 bytes, then its records, each field as
//! above. The root stays the same when another version of the Parquet library packs the same rows otherwise.

use crate::encode::Encoder;
use crate::row::Row;

/// The canonical bytes of a row.
pub fn canonical_bytes(row: &Row) -> Vec<u8> {
    Encoder::new(None).row(row).to_vec()
}
