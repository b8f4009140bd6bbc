//! The one place with processor-specific instructions: fused digest rounds, wide bucket scans, prefetching.
//!
//! Every door here is safe: what a processor lacks can't be called, because the value that opens the door is only
//! made after asking the processor. Each has a plain twin elsewhere in the room that the tests compare it with.
#![expect(unsafe_code, reason = "processor-specific instructions; nowhere else in the workspace")]

#[cfg(target_arch = "x86_64")]
mod fused;
mod plain;
#[cfg(target_arch = "x86_64")]
mod wide;

use crate::digest::Chains;

/// Proof that this processor can work the three digests side by side.
#[derive(Clone, Copy)]
pub(crate) struct FusedRounds(());

impl FusedRounds {
    /// Asks the processor; `None` where an instruction is missing.
    pub(crate) fn detect() -> Option<Self> {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("sha")
            && is_x86_feature_detected!("sse4.1")
            && is_x86_feature_detected!("ssse3")
            && is_x86_feature_detected!("bmi1")
        {
            return Some(Self(()));
        }
        None
    }

    /// Works all blocks into the chains.
    #[inline]
    pub(crate) fn compress(self, chains: &mut Chains, blocks: &[[u8; 64]]) {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: a value of this type exists only after `detect` found every feature that the function enables.
        unsafe {
            fused::compress(chains, blocks);
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = (chains, blocks);
    }
}

/// Asks the memory for the cache line that holds `bytes[at]`; nothing where that is past the end.
#[inline(always)]
pub(crate) fn prefetch(bytes: &[u8], at: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(byte) = bytes.get(at) {
        // SAFETY: the address is that of a live byte; a prefetch reads nothing that the program can see.
        unsafe {
            std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(
                std::ptr::from_ref(byte).cast(),
            );
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (bytes, at);
}

/// Neighbouring positions in a slot's columns whose first bits differ from the query's in `differing` bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) start: u32,
    /// One past the last.
    pub(crate) end: u32,
    pub(crate) differing: u32,
}

/// What a tag must satisfy, counting the bits in which it differs from the query's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TagTest {
    pub(crate) tag: u16,
    /// Bits of the tag that belong to the slot itself.
    pub(crate) own_mask: u16,
    /// Most differing bits in the slot, first bits included.
    pub(crate) own_max: u32,
    /// Most differing bits in the slot and the next.
    pub(crate) both_max: u32,
}

/// Appends the positions whose tags (little-endian, 32 bytes of slack behind the last) pass the test.
pub(crate) fn scan_tags(stretches: &[Stretch], tags: &[u8], test: &TagTest, positions: &mut Vec<u32>) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the feature that the function enables was just found.
        return unsafe { wide::scan_tags(stretches, tags, test, positions) };
    }
    plain::scan_tags(stretches, tags, test, positions);
}

/// Appends (distance, row) of every 32-byte print within the radius.
pub(crate) fn scan_prints(prints: &[u8], query: &[u64; 4], radius_bits: u32, found: &mut Vec<(u32, u32)>) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("popcnt") {
        // SAFETY: the feature that the function enables was just found.
        return unsafe { wide::scan_prints(prints, query, radius_bits, found) };
    }
    plain::scan_prints(prints, query, radius_bits, found);
}

/// As [`scan_prints`], of some rows only; rows past the end count as far.
pub(crate) fn compare_prints(
    prints: &[u8],
    query: &[u64; 4],
    radius_bits: u32,
    rows: &[u32],
    found: &mut Vec<(u32, u32)>,
) {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("popcnt") {
        // SAFETY: the feature that the function enables was just found.
        return unsafe { wide::compare_prints(prints, query, radius_bits, rows, found) };
    }
    plain::compare_prints(prints, query, radius_bits, rows, found);
}
