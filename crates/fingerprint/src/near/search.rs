//! Searching the near index.

use super::slots::{self, SLOTS, Words};
use super::{COMMON_SECTIONS, RADIUS_BITS_MAX, SLOT_SECTIONS, Shape, VERSION};
use crate::frame::{Frame, IndexError, IndexKind, column_u32};
use crate::simd::{self, TagTest, prefetch};
use rayon::prelude::*;
use vocab::Pdq;

/// Searches handed to one core at a time.
const BATCH: usize = 64;
/// Batches whose results are held before they are handed on.
const BATCHES_HELD: usize = 64;

/// An index file, opened for searches. `B` holds the bytes: a mapped file, a vector, an `Arc` of either.
#[derive(Clone, Debug)]
pub struct NearIndex<B> {
    bytes: B,
    frame: Frame,
    shape: Shape,
}

/// What a search needs room for; kept from one to the next.
#[derive(Default)]
struct Room {
    /// Changes of the first bits, fewest bits first, and how many there are up to each number of bits.
    flips: Vec<u32>,
    flips_until: Vec<usize>,
    positions: Vec<u32>,
    rows: Vec<u32>,
    /// Distance and row of each print found.
    found: Vec<(u32, u32)>,
}

impl<B: AsRef<[u8]>> NearIndex<B> {
    /// Checks header and length. The content is taken on trust; [`NearIndex::verify`] checks it.
    ///
    /// # Errors
    /// Any [`IndexError`] but `Content`.
    pub fn open(bytes: B) -> Result<Self, IndexError> {
        let frame = Frame::open(bytes.as_ref(), IndexKind::Near, VERSION)?;
        let shape = Shape::of_params(&frame.params).ok_or(IndexError::Header)?;
        if !frame.sections.iter().map(|section| section.len() as u64).eq(shape.section_bytes()) {
            return Err(IndexError::Header);
        }
        Ok(Self { bytes, frame, shape })
    }

    /// Checks the seal over the whole content; reads every byte.
    ///
    /// # Errors
    /// [`IndexError::Content`] where a byte differs from what was written.
    pub fn verify(&self) -> Result<(), IndexError> {
        Frame::verify(self.bytes.as_ref())
    }

    /// Pairs of print and entry.
    pub fn len(&self) -> u64 {
        self.shape.entries
    }

    /// Whether there is no print.
    pub fn is_empty(&self) -> bool {
        self.shape.entries == 0
    }

    /// Distinct prints.
    pub fn prints(&self) -> u64 {
        self.shape.prints
    }

    /// Hands every entry within `radius_bits` (at most [`RADIUS_BITS_MAX`]; more is cut to that) to
    /// `sink(entry, distance_bits)`: nearest first, then by print, then by entry.
    pub fn search(&self, print: &Pdq, radius_bits: u32, mut sink: impl FnMut(u32, u32)) {
        let mut room = Room::default();
        self.collect(print, radius_bits, &mut room);
        self.emit(&room, &mut sink);
    }

    /// Searches for many prints, on all cores, and hands each result to `sink(position, entry, distance_bits)` in
    /// order of position in `prints`, then as [`NearIndex::search`] does.
    pub fn search_all(&self, prints: &[Pdq], radius_bits: u32, mut sink: impl FnMut(usize, u32, u32))
    where
        B: Sync,
    {
        for (held, prints) in prints.chunks(BATCH * BATCHES_HELD).enumerate() {
            let results: Vec<Vec<(usize, u32, u32)>> = prints
                .par_chunks(BATCH)
                .enumerate()
                .map(|(batch, prints)| {
                    let (mut room, mut results) = (Room::default(), Vec::new());
                    for (i, print) in prints.iter().enumerate() {
                        self.collect(print, radius_bits, &mut room);
                        let position = BATCH * (BATCHES_HELD * held + batch) + i;
                        self.emit(&room, &mut |entry, distance| results.push((position, entry, distance)));
                    }
                    results
                })
                .collect();
            results
                .into_iter()
                .flatten()
                .for_each(|(position, entry, distance)| sink(position, entry, distance));
        }
    }

    fn section(&self, i: usize) -> &[u8] {
        self.frame
            .sections
            .get(i)
            .and_then(|section| self.bytes.as_ref().get(section.clone()))
            .unwrap_or_default()
    }

    fn emit(&self, room: &Room, sink: &mut impl FnMut(u32, u32)) {
        let (starts, entries) = (self.section(1), self.section(2));
        for (distance, row) in &room.found {
            let row = *row as usize;
            let (Some(start), Some(end)) = (column_u32(starts, row), column_u32(starts, row + 1)) else {
                continue;
            };
            for i in start..end {
                let Some(entry) = column_u32(entries, i as usize) else { break };
                sink(entry, *distance);
            }
        }
    }

    /// Fills `room.found` with each distinct print in the radius once, sorted.
    fn collect(&self, print: &Pdq, radius_bits: u32, room: &mut Room) {
        let radius_bits = radius_bits.min(RADIUS_BITS_MAX);
        let words = slots::words(&print.0);
        room.found.clear();
        if !self.collect_by_slots(&words, radius_bits, room) {
            room.found.clear();
            simd::scan_prints(self.section(0), &words, radius_bits, &mut room.found);
        }
        room.found.sort_unstable();
        room.found.dedup();
    }

    /// Goes by the slots; `false`, with part of the results, as soon as a plain scan would have been cheaper.
    fn collect_by_slots(&self, words: &Words, radius_bits: u32, room: &mut Room) -> bool {
        let allowances = slots::allowances(radius_bits);
        let bits = self.shape.prefix_bits();
        room.prepare(bits, allowances.iter().max().map_or(0, |most| most.saturating_sub(1)));
        // In units of comparing one print in a scan. A line costs about four of those, a tag past it an eighth, a
        // print elsewhere in memory ten.
        let mut budget = self.shape.prints as i64;
        self.prefetch_lines(0, words, allowances[0], room);
        for slot in 0..SLOTS {
            let next = (slot + 1) % SLOTS;
            if next != 0 {
                self.prefetch_lines(next, words, allowances[next], room);
            }
            let Some(own_max) = allowances[slot].checked_sub(1) else { continue };
            let (prefix, tag) = slots::key(words, slot, bits);
            let test = TagTest {
                tag,
                own_mask: slots::own_mask(slot, bits),
                own_max,
                both_max: own_max + allowances[next],
            };
            budget -= 4 * room.flips_until.get(own_max as usize).map_or(0, |until| *until as i64);
            if budget < 0 {
                return false;
            }
            let (lines, spilled, rows) = self.slot_sections(slot);
            budget -= room.scan(lines, spilled, prefix, test) as i64 / 8 + 10 * room.positions.len() as i64;
            if budget < 0 {
                return false;
            }
            let prints = self.section(0);
            room.rows.clear();
            for position in &room.positions {
                if let Some(row) = column_u32(rows, *position as usize) {
                    prefetch(prints, 32 * row as usize);
                    room.rows.push(row);
                }
            }
            simd::compare_prints(prints, words, radius_bits, &room.rows, &mut room.found);
        }
        true
    }

    /// Lines, spilled tags and rows of a slot.
    fn slot_sections(&self, slot: usize) -> (&[u8], &[u8], &[u8]) {
        let first = COMMON_SECTIONS + SLOT_SECTIONS * slot;
        (self.section(first), self.section(first + 1), self.section(first + 2))
    }

    /// Asks the memory for the lines that this slot's turn will visit. Many are asked only where few are visited.
    fn prefetch_lines(&self, slot: usize, words: &Words, allowance: u32, room: &Room) {
        let Some(own_max) = allowance.checked_sub(1) else { return };
        let (lines, ..) = self.slot_sections(slot);
        let (prefix, _) = slots::key(words, slot, self.shape.prefix_bits());
        let until = room.flips_until.get(own_max.min(2) as usize).copied().unwrap_or(0);
        for flip in &room.flips[..until] {
            prefetch(lines, 64 * (prefix ^ flip) as usize);
        }
    }
}

impl Room {
    /// Lists the changes of up to `most` of `bits` bits.
    fn prepare(&mut self, bits: u32, most: u32) {
        if self.flips_until.len() as u32 == most + 1 {
            return;
        }
        self.flips.clear();
        self.flips_until.clear();
        for count in 0..=most.min(bits) {
            let end = 1_u64 << bits;
            let mut flip = (1_u64 << count) - 1;
            while flip < end {
                self.flips.push(flip as u32);
                if flip == 0 {
                    break;
                }
                // The next larger number with as many ones.
                let lowest = flip & flip.wrapping_neg();
                let carried = flip + lowest;
                flip = (((flip ^ carried) >> 2) / lowest) | carried;
            }
            self.flips_until.push(self.flips.len());
        }
    }

    /// Scans the lines whose first bits differ from `prefix` in at most `test.own_max` bits; leaves the positions
    /// that pass in `positions` and returns how many tags stood outside their lines.
    fn scan(&mut self, lines: &[u8], spilled: &[u8], prefix: u32, test: TagTest) -> u64 {
        self.positions.clear();
        let (lines, _) = lines.as_chunks();
        let (mut outside, mut from) = (0, 0);
        for (differing, until) in (0..=test.own_max).zip(&self.flips_until) {
            let left =
                TagTest { own_max: test.own_max - differing, both_max: test.both_max - differing, ..test };
            let flips = &self.flips[from..*until];
            outside += simd::scan_lines(lines, spilled, prefix, flips, &left, &mut self.positions);
            from = *until;
        }
        outside
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::near::{NearWriter, RADIUS_BITS};

    /// Guards the tests from outside, which can't tell the two ways apart: evenly spread sets go by the slots, and
    /// a set that is one cluster is scanned.
    #[test]
    fn the_cheaper_way_is_taken() {
        let mut state = 1_u64;
        let mut print = |free_bytes: usize| {
            let mut bytes = [0; 32];
            for byte in &mut bytes[..free_bytes] {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                *byte = (state >> 56) as u8;
            }
            Pdq(bytes)
        };
        let mut by_slots = |free_bytes: usize| {
            let mut writer = NearWriter::new();
            (0..40_000).for_each(|i| writer.add(&print(free_bytes), i));
            let index = NearIndex::open(writer.write(Vec::new()).unwrap()).unwrap();
            index.collect_by_slots(&[0; 4], RADIUS_BITS, &mut Room::default())
        };
        assert!(by_slots(32));
        assert!(!by_slots(3));
    }
}
