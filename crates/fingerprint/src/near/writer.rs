//! Writing the near index.

use super::slots::{self, SLOTS};
use super::{Shape, TAG_SLACK_BYTES};
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
    directory: Vec<u32>,
    tags: Vec<u16>,
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
        let shape = Shape::new(self.pairs.len() as u64, prints.len() as u64);

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
                pair.par_iter().map(|slot| columns(&prints, *slot, shape.prefix_bits)).collect();
            for columns in columns {
                frame.section(columns.directory.iter().map(|row| row.to_le_bytes()))?;
                let slack = [0_u16; TAG_SLACK_BYTES as usize / 2];
                frame.section(columns.tags.iter().chain(&slack).map(|tag| tag.to_le_bytes()))?;
                frame.section(columns.rows.iter().map(|row| row.to_le_bytes()))?;
            }
        }
        frame.finish()
    }
}

/// Sorts the prints by the slot's first bits, keeping their order where those agree.
fn columns(prints: &[Pdq], slot: usize, prefix_bits: u32) -> SlotColumns {
    let mut directory = vec![0_u32; (1 << prefix_bits) + 1];
    for print in prints {
        let (prefix, _) = slots::key(&slots::words(&print.0), slot, prefix_bits);
        directory[prefix as usize + 1] += 1;
    }
    let mut sum = 0;
    for count in &mut directory {
        sum += *count;
        *count = sum;
    }
    let mut next = directory.clone();
    let mut tags = vec![0; prints.len()];
    let mut rows = vec![0; prints.len()];
    for (row, print) in prints.iter().enumerate() {
        let (prefix, tag) = slots::key(&slots::words(&print.0), slot, prefix_bits);
        let at = &mut next[prefix as usize];
        tags[*at as usize] = tag;
        rows[*at as usize] = row as u32;
        *at += 1;
    }
    SlotColumns { directory, tags, rows }
}
