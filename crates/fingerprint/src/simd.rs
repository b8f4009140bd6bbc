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

/// What a tag must satisfy, counting the bits in which it differs from the query's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TagTest {
    pub(crate) tag: u16,
    /// Bits of the tag that belong to the slot itself.
    pub(crate) own_mask: u16,
    /// Most differing bits in the tag's part of the slot.
    pub(crate) own_max: u32,
    /// Most differing bits in the whole tag.
    pub(crate) both_max: u32,
}

/// Visits the lines `prefix ^ flip`, appends the positions whose tags pass the test, and returns how many tags
/// stood outside their lines, in `spilled`. The shape of a line is told in [`crate::near`].
pub(crate) fn scan_lines(
    lines: &[[u8; 64]],
    spilled: &[u8],
    prefix: u32,
    flips: &[u32],
    test: &TagTest,
    positions: &mut Vec<u32>,
) -> u64 {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the feature that the function enables was just found.
        return unsafe { wide::scan_lines(lines, spilled, prefix, flips, test, positions) };
    }
    plain::scan_lines(lines, spilled, prefix, flips, test, positions)
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

/// The three numbers at the head of a line: first position, prints, first spilled tag.
#[inline(always)]
fn line_head(line: &[u8; 64]) -> [u32; 3] {
    let (words, _) = line.as_chunks::<4>();
    [words[0], words[1], words[2]].map(u32::from_le_bytes)
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Lines of any bytes, with counts that may promise more than there is.
        #[test]
        fn wide_scans_agree_with_plain_ones(
            lines in proptest::collection::vec((any::<[u8; 32]>(), any::<[u8; 32]>(), 0_u32..60, 0_u32..90), 8),
            spilled in proptest::collection::vec(any::<u8>(), 0..300),
            flips in proptest::collection::vec(0_u32..9, 0..9),
            (prefix, tag, own_mask) in (0_u32..8, any::<u16>(), any::<u16>()),
            (own_max, both_max) in (0_u32..9, 0_u32..17),
        ) {
            let lines: Vec<[u8; 64]> = lines
                .into_iter()
                .map(|(head, tail, count, spill)| {
                    let mut line = [0; 64];
                    line[..32].copy_from_slice(&head);
                    line[32..].copy_from_slice(&tail);
                    line[..4].copy_from_slice(&[0, 1, 0, 0]);
                    line[4..8].copy_from_slice(&count.to_le_bytes());
                    line[8..12].copy_from_slice(&spill.to_le_bytes());
                    line
                })
                .collect();
            // The tags end 32 bytes before the column does.
            let spilled = [spilled, vec![0; 34]].concat();
            let spilled = &spilled[..spilled.len() / 2 * 2];
            let test = TagTest { tag, own_mask, own_max, both_max };
            let (mut plainly, mut widely) = (Vec::new(), Vec::new());
            let outside = plain::scan_lines(&lines, spilled, prefix, &flips, &test, &mut plainly);
            prop_assert_eq!(scan_lines(&lines, spilled, prefix, &flips, &test, &mut widely), outside);
            prop_assert_eq!(widely, plainly);
        }
    }
}
