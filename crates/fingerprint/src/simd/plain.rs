//! Scans without special instructions: what the wide ones must agree with, and their bodies where a compiler can
//! do the same with better instructions.

use super::{Stretch, TagTest};

pub(super) fn scan_tags(stretches: &[Stretch], tags: &[u8], test: &TagTest, positions: &mut Vec<u32>) {
    for stretch in stretches {
        let own_max = test.own_max.saturating_sub(stretch.differing);
        let both_max = test.both_max.saturating_sub(stretch.differing);
        let bytes = tags.get(2 * stretch.start as usize..2 * stretch.end as usize).unwrap_or_default();
        for (position, tag) in (stretch.start..).zip(bytes.as_chunks::<2>().0) {
            let differing = u16::from_le_bytes(*tag) ^ test.tag;
            if (differing & test.own_mask).count_ones() <= own_max && differing.count_ones() <= both_max {
                positions.push(position);
            }
        }
    }
}

#[inline(always)]
fn distance_bits(print: &[u8; 32], query: &[u64; 4]) -> u32 {
    let (words, _) = print.as_chunks::<8>();
    words.iter().zip(query).map(|(word, query)| (u64::from_be_bytes(*word) ^ query).count_ones()).sum()
}

#[inline(always)]
pub(super) fn scan_prints(prints: &[u8], query: &[u64; 4], radius_bits: u32, found: &mut Vec<(u32, u32)>) {
    for (row, print) in (0..).zip(prints.as_chunks::<32>().0) {
        let distance = distance_bits(print, query);
        if distance <= radius_bits {
            found.push((distance, row));
        }
    }
}

#[inline(always)]
pub(super) fn compare_prints(
    prints: &[u8],
    query: &[u64; 4],
    radius_bits: u32,
    rows: &[u32],
    found: &mut Vec<(u32, u32)>,
) {
    let (prints, _) = prints.as_chunks::<32>();
    for row in rows {
        if let Some(print) = prints.get(*row as usize) {
            let distance = distance_bits(print, query);
            if distance <= radius_bits {
                found.push((distance, *row));
            }
        }
    }
}
