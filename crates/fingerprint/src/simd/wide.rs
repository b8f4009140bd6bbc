//! Scans with AVX2 and POPCNT. Called only through the doors of [`super`].

use super::{Stretch, TagTest, plain};
use std::arch::x86_64::*;

/// Tags in one register.
const LANES: u32 = 16;

/// Bits set in each 16-bit lane.
#[target_feature(enable = "avx2")]
#[inline]
fn count_ones(lanes: __m256i) -> __m256i {
    let ones_of_nibble =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
    let nibble = _mm256_set1_epi8(0x0f);
    let low = _mm256_shuffle_epi8(ones_of_nibble, _mm256_and_si256(lanes, nibble));
    let high = _mm256_shuffle_epi8(ones_of_nibble, _mm256_and_si256(_mm256_srli_epi16::<4>(lanes), nibble));
    _mm256_maddubs_epi16(_mm256_add_epi8(low, high), _mm256_set1_epi8(1))
}

#[target_feature(enable = "avx2")]
pub(super) fn scan_tags(stretches: &[Stretch], tags: &[u8], test: &TagTest, positions: &mut Vec<u32>) {
    let query = _mm256_set1_epi16(test.tag.cast_signed());
    let own_mask = _mm256_set1_epi16(test.own_mask.cast_signed());
    for stretch in stretches {
        let own_max = _mm256_set1_epi16(test.own_max.saturating_sub(stretch.differing) as i16);
        let both_max = _mm256_set1_epi16(test.both_max.saturating_sub(stretch.differing) as i16);
        let mut position = stretch.start;
        while position < stretch.end {
            let Some(sixteen) = tags.get(2 * position as usize..).and_then(<[u8]>::first_chunk::<32>) else {
                break;
            };
            // SAFETY: reads the 32 bytes of the array; the load asks no alignment.
            let sixteen = unsafe { _mm256_loadu_si256(sixteen.as_ptr().cast()) };
            let differing = _mm256_xor_si256(sixteen, query);
            let own = count_ones(_mm256_and_si256(differing, own_mask));
            let far = _mm256_or_si256(
                _mm256_cmpgt_epi16(own, own_max),
                _mm256_cmpgt_epi16(count_ones(differing), both_max),
            );
            // Two bits of the mask for each lane; one is kept.
            let mut near = !_mm256_movemask_epi8(far).cast_unsigned() & 0x5555_5555;
            let left = stretch.end - position;
            if left < LANES {
                near &= (1 << (2 * left)) - 1;
            }
            while near != 0 {
                positions.push(position + near.trailing_zeros() / 2);
                near &= near - 1;
            }
            position += LANES;
        }
    }
}

#[target_feature(enable = "popcnt")]
pub(super) fn scan_prints(prints: &[u8], query: &[u64; 4], radius_bits: u32, found: &mut Vec<(u32, u32)>) {
    plain::scan_prints(prints, query, radius_bits, found);
}

#[target_feature(enable = "popcnt")]
pub(super) fn compare_prints(
    prints: &[u8],
    query: &[u64; 4],
    radius_bits: u32,
    rows: &[u32],
    found: &mut Vec<(u32, u32)>,
) {
    plain::compare_prints(prints, query, radius_bits, rows, found);
}
