//! The one place with processor-specific instructions: fused digest rounds, wide bucket scans, prefetching.
//!
//! Every door here is safe: what a processor lacks can't be called, because the value that opens the door is only
//! made after asking the processor. Each has a plain twin elsewhere in the room that the tests compare it with.
#![expect(unsafe_code, reason = "processor-specific instructions; nowhere else in the workspace")]

#[cfg(target_arch = "x86_64")]
mod fused;

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
