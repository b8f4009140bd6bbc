//! Scans without special instructions: what the wide ones must agree with, and their bodies where a compiler can
//! do the same with better instructions.

use super::{TagTest, line_head};
use crate::near::{LINE_HEAD_BYTES, LINE_TAGS};

pub(super) fn scan_lines(
    lines: &[[u8; 64]],
    spilled: &[u8],
    prefix: u32,
    flips: &[u32],
    test: &TagTest,
    positions: &mut Vec<u32>,
) -> u64 {
    let mut outside = 0;
    for flip in flips {
        let Some(line) = lines.get((prefix ^ flip) as usize) else { continue };
        let [start, count, spill] = line_head(line);
        let held = count.min(LINE_TAGS as u32);
        scan_tags(&line[LINE_HEAD_BYTES..], held, start, test, positions);
        if count > held {
            let tags = spilled_tags(spilled, spill, count - held);
            outside += tags.len() as u64 / 2;
            scan_tags(tags, count - held, start.wrapping_add(held), test, positions);
        }
    }
    outside
}

/// The tags of a line that found no room in it; fewer where the line promises more than there are.
#[inline(always)]
pub(super) fn spilled_tags(spilled: &[u8], first: u32, count: u32) -> &[u8] {
    let rest = spilled.get(2 * first as usize..).unwrap_or_default();
    &rest[..rest.len().min(2 * count as usize)]
}

#[inline(always)]
pub(super) fn scan_tags(tags: &[u8], count: u32, start: u32, test: &TagTest, positions: &mut Vec<u32>) {
    for (i, tag) in (0..count).zip(tags.as_chunks::<2>().0) {
        let differing = u16::from_le_bytes(*tag) ^ test.tag;
        let own = (differing & test.own_mask).count_ones();
        if own <= test.own_max && differing.count_ones() <= test.both_max {
            positions.push(start.wrapping_add(i));
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
