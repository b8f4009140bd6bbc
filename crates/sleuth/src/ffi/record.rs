//! The shim's records, field by field as in `shim.h`. Data only; a test compares their sizes with the C compiler's.

use crate::Error;
use std::ffi::c_char;

pub(super) const TEXT_BYTES: usize = 1024;
pub(super) const LABEL_BYTES: usize = 128;

#[repr(C)]
pub(crate) struct RawError {
    code: u32,
    text: [c_char; TEXT_BYTES],
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub(crate) struct RawImageFacts {
    pub(crate) size_bytes: u64,
    pub(crate) sector_bytes: u32,
}

#[repr(C)]
pub(super) struct RawPartition {
    pub(super) start_bytes: u64,
    pub(super) length_bytes: u64,
    pub(super) flags: u32,
    pub(super) label: [c_char; LABEL_BYTES],
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub(crate) struct RawFsFacts {
    pub(crate) kind: u32,
    pub(crate) flags: u32,
    pub(crate) block_bytes: u32,
    pub(crate) block_count: u64,
    pub(crate) last_block: u64,
    pub(crate) last_block_present: u64,
    pub(crate) root: u64,
    pub(crate) orphans: u64,
    pub(crate) first_node: u64,
    pub(crate) last_node: u64,
}

#[repr(C)]
pub(super) struct RawName {
    pub(super) name: *const c_char,
    pub(super) node: u64,
    pub(super) parent: u64,
    pub(super) sequence: u32,
    pub(super) kind: u32,
    pub(super) live: u32,
}

#[repr(C)]
#[derive(Clone, Copy, Default)]
pub(crate) struct RawNode {
    pub(crate) node: u64,
    pub(crate) size_bytes: u64,
    pub(crate) sequence: u32,
    pub(crate) kind: u32,
    pub(crate) live: u32,
    pub(crate) compressed: u32,
    /// Modified, accessed, changed, created, deleted: seconds since 1970, 0 where not set.
    pub(crate) seconds: [i64; 5],
    /// Nanoseconds, in the same order.
    pub(crate) nanos: [u32; 5],
}

#[repr(C)]
pub(super) struct RawAttribute {
    pub(super) name: *const c_char,
    pub(super) size_bytes: u64,
    pub(super) run_bytes: u64,
    pub(super) lost_bytes: u64,
    pub(super) first_block: u64,
    pub(super) has_first_block: u32,
    pub(super) kind: u32,
    pub(super) id: u32,
    pub(super) flags: u32,
}

impl RawError {
    pub(super) fn empty() -> Self {
        Self { code: 0, text: [0; TEXT_BYTES] }
    }

    pub(super) fn into_error(self) -> Error {
        Error::from_code(self.code, &text_of(&self.text))
    }
}

/// The text up to the first NUL, with anything that is no UTF-8 replaced.
pub(super) fn text_of(raw: &[c_char]) -> String {
    let bytes: Vec<u8> = raw.iter().take_while(|c| **c != 0).map(|c| c.cast_unsigned()).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}
