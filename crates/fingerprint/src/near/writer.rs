//! Writing the near index.

use super::slots::{self, SLOTS};
use super::{LINE_BYTES, LINE_HEAD_BYTES, LINE_TAGS, Shape, TAG_SLACK_BYTES};
use crate::frame::FrameWriter;
use rayon::prelude::*;
use std::io::{self, Write};
use vocab::Pdq;

/// Gathers prints and writes the index file.
#[derive(Default)]
pub struct NearWriter {
    pairs: Vec<(Pdq, u32)>,
}

/// The columns of one slot.
struct SlotColumns {
    lines: Vec<[u8; LINE_BYTES as usize]>,
    spilled: Vec<u16>,
    rows: Vec<u32>,
}

impl NearWriter {
    /// An index without prints.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a print with its entry. One print may carry several entries; the same pair counts once.
    pub fn add(&mut self, print: &Pdq, entry: u32) {
        self.pairs.push((*print, entry));
    }

    /// Sorts, and writes the whole file; hands the writer back. The order of adding leaves no trace.
    ///
    /// # Errors
    /// Those of the writer; `InvalidInput` for 2^32 pairs or more.
    pub fn write<W: Write>(mut self, out: W) -> io::Result<W> {
        self.pairs.par_sort_unstable();
        self.pairs.dedup();
        if self.pairs.len() >= u32::MAX as usize {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "too many prints for one index"));
        }
        let groups = || self.pairs.chunk_by(|a, b| a.0 == b.0);
        let prints: Vec<Pdq> = groups().filter_map(|group| group.first()).map(|(print, _)| *print).collect();
        let mut shape =
            Shape { entries: self.pairs.len() as u64, prints: prints.len() as u64, spilled: [0; SLOTS] };
        let bits = shape.prefix_bits();
        let spilled: Vec<u64> = (0..SLOTS).into_par_iter().map(|slot| spilled(&prints, slot, bits)).collect();
        shape.spilled.copy_from_slice(&spilled);

        let mut frame = FrameWriter::begin(out, shape.layout())?;
        frame.section(prints.iter().map(|print| print.0))?;
        let starts = groups().scan(0_u32, |end, group| {
            *end += group.len() as u32;
            Some(*end)
        });
        frame.section(std::iter::once(0).chain(starts).map(u32::to_le_bytes))?;
        frame.section(self.pairs.iter().map(|(_, entry)| entry.to_le_bytes()))?;
        drop(self.pairs);

        // Two slots at a time: enough for two cores, and memory stays near the size of the prints.
        for pair in (0..SLOTS).collect::<Vec<_>>().chunks(2) {
            let columns: Vec<SlotColumns> =
                pair.par_iter().map(|slot| columns(&prints, *slot, bits)).collect();
            for columns in columns {
                frame.section(&columns.lines)?;
                let slack = [0_u16; TAG_SLACK_BYTES as usize / 2];
                frame.section(columns.spilled.iter().chain(&slack).map(|tag| tag.to_le_bytes()))?;
                frame.section(columns.rows.iter().map(|row| row.to_le_bytes()))?;
            }
        }
        frame.finish()
    }
}

/// How many prints each line of the slot holds.
fn line_counts(prints: &[Pdq], slot: usize, prefix_bits: u32) -> Vec<u32> {
    let mut counts = vec![0_u32; 1 << prefix_bits];
    for print in prints {
        let (prefix, _) = slots::key(&slots::words(&print.0), slot, prefix_bits);
        counts[prefix as usize] += 1;
    }
    counts
}

/// How many tags of the slot find no room in their line.
fn spilled(prints: &[Pdq], slot: usize, prefix_bits: u32) -> u64 {
    let counts = line_counts(prints, slot, prefix_bits);
    counts.iter().map(|count| u64::from(count.saturating_sub(LINE_TAGS as u32))).sum()
}

/// Puts the prints in lines by the slot's first bits, keeping their order within a line.
fn columns(prints: &[Pdq], slot: usize, prefix_bits: u32) -> SlotColumns {
    let counts = line_counts(prints, slot, prefix_bits);
    let mut lines = vec![[0; LINE_BYTES as usize]; counts.len()];
    let (mut starts, mut spills) = (Vec::with_capacity(counts.len()), Vec::with_capacity(counts.len()));
    let (mut start, mut spill) = (0_u32, 0_u32);
    for (line, count) in lines.iter_mut().zip(&counts) {
        for (field, value) in line.as_chunks_mut::<4>().0.iter_mut().zip([start, *count, spill]) {
            *field = value.to_le_bytes();
        }
        starts.push(start);
        spills.push(spill);
        start += count;
        spill += count.saturating_sub(LINE_TAGS as u32);
    }
    let mut filled = vec![0_u32; counts.len()];
    let mut spilled = vec![0; spill as usize];
    let mut rows = vec![0; prints.len()];
    for (row, print) in prints.iter().enumerate() {
        let (prefix, tag) = slots::key(&slots::words(&print.0), slot, prefix_bits);
        let prefix = prefix as usize;
        let place = filled[prefix] as usize;
        filled[prefix] += 1;
        rows[starts[prefix] as usize + place] = row as u32;
        if place < LINE_TAGS {
            let at = LINE_HEAD_BYTES + 2 * place;
            lines[prefix][at..at + 2].copy_from_slice(&tag.to_le_bytes());
        } else {
            spilled[spills[prefix] as usize + place - LINE_TAGS] = tag;
        }
    }
    SlotColumns { lines, spilled, rows }
}
