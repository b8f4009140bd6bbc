//! The ring of slots, and how near a slot must be.
//!
//! Give slot `i` an allowance `a_i` so that all allowances add up to `r + 1`, and let `d_i` be the bits in which
//! two prints differ there. If the prints differ in at most `r` bits, the numbers `d_i - a_i` add up to -1 or less.
//! Then, going round the ring, there is a slot from which every running sum stays below 0 (begin just after the
//! highest running sum). So from that slot `d_i < a_i`, and with its neighbour `d_i + d_j < a_i + a_j`. Asking both
//! loses nothing; asking only the first is the pigeonhole principle.

/// Slots on the ring.
pub(super) const SLOTS: usize = 11;
/// Bits of a tag.
pub(super) const TAG_BITS: u32 = 16;
/// The first slots are one bit wider: 3 * 24 + 8 * 23 = 256.
const WIDE_SLOTS: usize = 3;
const NARROW_BITS: u32 = 23;
/// The first bits split the prints into lines of about this many, at most.
const LINE_MEAN_MAX: u64 = 20;

/// Width of a slot in bits.
pub(super) fn width_bits(slot: usize) -> u32 {
    NARROW_BITS + u32::from(slot < WIDE_SLOTS)
}

/// Position on the ring of the slot's first bit.
fn start(slot: usize) -> u32 {
    NARROW_BITS * slot as u32 + slot.min(WIDE_SLOTS) as u32
}

/// First bits by which the prints are put in lines, for this many distinct prints. At least 8, so that a tag covers the
/// rest of its slot.
pub(super) fn prefix_bits(prints: u64) -> u32 {
    (8..NARROW_BITS).find(|bits| prints <= LINE_MEAN_MAX << bits).unwrap_or(NARROW_BITS)
}

/// A print as four numbers, first byte highest.
pub(super) type Words = [u64; 4];

pub(super) fn words(bytes: &[u8; 32]) -> Words {
    let (words, _) = bytes.as_chunks::<8>();
    std::array::from_fn(|i| u64::from_be_bytes(words[i]))
}

/// `count` bits (at most 32) of the ring from position `start`, first bit highest.
#[inline(always)]
fn ring_bits(words: &Words, start: u32, count: u32) -> u32 {
    let (word, offset) = (start as usize / 64 % 4, start % 64);
    let pair = u128::from(words[word]) << 64 | u128::from(words[(word + 1) % 4]);
    (pair >> (128 - offset - count)) as u32 & (((1_u64 << count) - 1) as u32)
}

/// The slot's first bits, and the tag that follows them.
#[inline(always)]
pub(super) fn key(words: &Words, slot: usize, prefix_bits: u32) -> (u32, u16) {
    let start = start(slot);
    (ring_bits(words, start, prefix_bits), ring_bits(words, start + prefix_bits, TAG_BITS) as u16)
}

/// The bits of a tag that still belong to its slot; the others are the next slot's.
pub(super) fn own_mask(slot: usize, prefix_bits: u32) -> u16 {
    let own = width_bits(slot) - prefix_bits;
    !(u32::from(u16::MAX) >> own) as u16
}

/// Allowances of the slots for a radius: they add up to `radius_bits + 1`. 0 means that the slot is not asked.
pub(super) fn allowances(radius_bits: u32) -> [u32; SLOTS] {
    let total = radius_bits + 1;
    std::array::from_fn(|slot| total / SLOTS as u32 + u32::from((slot as u32) < total % SLOTS as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slots_cover_the_ring_once() {
        for slot in 0..SLOTS {
            assert_eq!(start(slot) + width_bits(slot), if slot + 1 < SLOTS { start(slot + 1) } else { 256 });
        }
    }

    proptest! {
        #[test]
        fn ring_bits_are_the_bits(bytes: [u8; 32], start in 0_u32..300, count in 1_u32..=32) {
            let mut truth = 0_u32;
            for i in start..start + count {
                let i = i as usize % 256;
                truth = truth << 1 | u32::from(bytes[i / 8] >> (7 - i % 8) & 1);
            }
            prop_assert_eq!(ring_bits(&words(&bytes), start, count), truth);
        }

        /// The lemma above, on any spread of differing bits over the slots.
        #[test]
        fn some_slot_and_its_neighbour_are_near(cuts in proptest::collection::vec(0_usize..SLOTS, 0..=48)) {
            let mut differing = [0_u32; SLOTS];
            cuts.iter().for_each(|slot| differing[*slot] += 1);
            let allowed = allowances(cuts.len() as u32);
            let holds = (0..SLOTS).any(|i| {
                let j = (i + 1) % SLOTS;
                differing[i] < allowed[i] && differing[i] + differing[j] < allowed[i] + allowed[j]
            });
            prop_assert!(holds);
        }
    }
}
