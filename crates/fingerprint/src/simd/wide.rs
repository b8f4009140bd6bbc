//! Scans with AVX2 and POPCNT. Called only through the doors of [`super`].

use super::{TagTest, line_head, plain};
use crate::near::{LINE_HEAD_BYTES, LINE_TAGS};
use std::arch::x86_64::*;

/// Tags in one register.
const LANES: usize = 16;

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

/// A test, spread over all lanes.
#[derive(Clone, Copy)]
struct WideTest {
    tag: __m256i,
    own_mask: __m256i,
    own_max: __m256i,
    both_max: __m256i,
}

impl WideTest {
    #[target_feature(enable = "avx2")]
    #[inline]
    fn new(test: &TagTest) -> Self {
        Self {
            tag: _mm256_set1_epi16(test.tag.cast_signed()),
            own_mask: _mm256_set1_epi16(test.own_mask.cast_signed()),
            own_max: _mm256_set1_epi16(test.own_max as i16),
            both_max: _mm256_set1_epi16(test.both_max as i16),
        }
    }

    /// Two bits for each of 16 tags, of which the lower one is kept: whether the tag passes.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn passing(&self, tags: &[u8; 2 * LANES]) -> u32 {
        // SAFETY: reads the 32 bytes of the array; the load asks no alignment.
        let tags = unsafe { _mm256_loadu_si256(tags.as_ptr().cast()) };
        let differing = _mm256_xor_si256(tags, self.tag);
        let own = count_ones(_mm256_and_si256(differing, self.own_mask));
        let far = _mm256_or_si256(
            _mm256_cmpgt_epi16(own, self.own_max),
            _mm256_cmpgt_epi16(count_ones(differing), self.both_max),
        );
        !_mm256_movemask_epi8(far).cast_unsigned() & 0x5555_5555
    }
}

/// Appends a position for each bit that is set; bits stand two apart.
#[inline(always)]
fn append(mut passing: u64, start: u32, positions: &mut Vec<u32>) {
    while passing != 0 {
        positions.push(start.wrapping_add(passing.trailing_zeros() / 2));
        passing &= passing - 1;
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn scan_lines(
    lines: &[[u8; 64]],
    spilled: &[u8],
    prefix: u32,
    flips: &[u32],
    test: &TagTest,
    positions: &mut Vec<u32>,
) -> u64 {
    let wide = WideTest::new(test);
    let mut outside = 0;
    for flip in flips {
        let Some(line) = lines.get((prefix ^ flip) as usize) else { continue };
        let [start, count, spill] = line_head(line);
        let held = count.min(LINE_TAGS as u32);
        let (Some(first), Some(last)) =
            (line[LINE_HEAD_BYTES..].first_chunk(), line.last_chunk::<{ 2 * LANES }>())
        else {
            continue;
        };
        // The second load ends with the line, so its first tags are the last of the first load again: the same
        // tags give the same bits.
        let passing =
            u64::from(wide.passing(first)) | u64::from(wide.passing(last)) << (2 * (LINE_TAGS - LANES));
        append(passing & ((1_u64 << (2 * held)) - 1), start, positions);
        if count > held {
            let tags = plain::spilled_tags(spilled, spill, count - held);
            outside += tags.len() as u64 / 2;
            let (sixteens, rest) = tags.as_chunks::<{ 2 * LANES }>();
            let mut at = start.wrapping_add(held);
            for sixteen in sixteens {
                append(u64::from(wide.passing(sixteen)), at, positions);
                at = at.wrapping_add(LANES as u32);
            }
            plain::scan_tags(rest, LANES as u32, at, test, positions);
        }
    }
    outside
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
