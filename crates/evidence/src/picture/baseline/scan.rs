//! The data of a scan become luma: units of blocks, each a run of Huffman codes (ITU-T T.81, A.2 and F.2.2).
//!
//! Luma is decoded and transformed; chroma is walked over, for nothing but to find where it ends. No byte of the data
//! can make it panic: at anything out of order it gives `None`.

use super::header::Component;
use super::huffman::{AC_BITS, AcTable, Code, DcTable, END_OF_BLOCK, SKIP_BITS, SkipTable, extend, run};
use super::transform::{self, Block, MAGNITUDE_MAX};
use crate::picture::grid::Grid;
use std::sync::Arc;

/// Bits at hand before each look-up: a word that a table shows, and the value after it, take at most 22.
const HELD_MIN: u32 = 24;

/// How a component's blocks are to be read.
pub(super) struct Coded {
    pub(super) dc: Arc<DcTable>,
    pub(super) ac: Wanted,
}

/// Whether coefficients are wanted.
pub(super) enum Wanted {
    /// With the steps to multiply them with, in zigzag order.
    Values(Arc<AcTable>, Box<Steps>),
    /// Only where they end.
    Nothing(Arc<SkipTable>),
}

/// Where a coefficient stands in its block and what it is multiplied with, by its zigzag place (A.3.6). Places from
/// 64 on come of runs that lead too far, and of ends of blocks; they lie past the block.
pub(super) struct Steps {
    place: [u8; 256],
    step: [i16; 256],
}

/// Coefficients, and room for what is written past them.
type Room = [i16; 128];

impl Steps {
    pub(super) fn new(quantiser: &[u8; 64]) -> Self {
        let mut steps = Self { place: [64; 256], step: [0; 256] };
        // Zigzag: along the diagonals, the direction turning at each.
        let mut natural: Vec<(usize, usize)> = (0..64).map(|i| (i / 8, i % 8)).collect();
        natural.sort_by_key(|(row, column)| {
            (row + column, if (row + column) % 2 == 0 { *column } else { *row })
        });
        for (i, ((row, column), step)) in natural.into_iter().zip(quantiser).enumerate() {
            steps.place[i] = transform::place(row, column) as u8;
            steps.step[i] = i16::from(*step);
        }
        steps
    }
}

/// The next bits of the data, from the left.
#[derive(Clone, Copy)]
struct Reservoir<'a> {
    data: &'a [u8],
    /// The next byte that is not wholly in `bits`.
    at: usize,
    bits: u64,
    /// Bits that may be taken without asking for more. Those after them are right too, or 0.
    held: u32,
}

impl<'a> Reservoir<'a> {
    fn new(data: &'a [u8], at: usize) -> Self {
        Self { data, at, bits: 0, held: 0 }
    }

    /// Makes at least 56 bits at hand.
    #[inline(always)]
    fn fill(&mut self) -> Option<()> {
        let next = u64::from_be_bytes(*self.data.get(self.at..)?.first_chunk()?);
        self.bits |= next >> self.held;
        self.at += ((63 - self.held) >> 3) as usize;
        self.held |= 56;
        Some(())
    }

    #[inline(always)]
    fn show(&self, count: u32) -> usize {
        (self.bits >> (64 - count)) as usize
    }

    #[inline(always)]
    fn drop(&mut self, count: u32) {
        self.bits <<= count & 63;
        self.held = self.held.wrapping_sub(count);
    }

    /// The value of the next `size` bits, at most 16.
    #[inline(always)]
    fn value(&mut self, size: u32) -> i32 {
        let value = extend((self.bits >> 48) as u32 >> (16 - size), size);
        self.drop(size);
        value
    }

    /// Bits taken since the beginning of the data.
    fn taken_bits(&self) -> usize {
        8 * self.at - self.held as usize
    }

    /// A DC difference. Afterwards more than [`HELD_MIN`] bits are at hand.
    #[inline(always)]
    fn difference(&mut self, table: &DcTable) -> Option<i32> {
        self.fill()?;
        let (length, size) = table.find(self.bits)?;
        self.drop(length);
        let value = self.value(size);
        if length + size > 20 {
            self.fill()?;
        }
        Some(value)
    }

    /// One AC symbol by itself: its advance and its value.
    #[inline(always)]
    fn coefficient(&mut self, code: &Code) -> Option<(u32, i32)> {
        self.fill()?;
        let (length, symbol) = code.symbol((self.bits >> 48) as u32)?;
        let (advance, size) = run(symbol)?;
        self.drop(length);
        Some((advance, self.value(size)))
    }
}

/// Whether a block ended as it should. Its end is never coded after its last coefficient.
#[inline(always)]
fn ended(k: u32) -> bool {
    k == 63 || (END_OF_BLOCK..END_OF_BLOCK + 63).contains(&k)
}

/// Reads the rest of a block, from the zigzag place `k` on, symbol by symbol.
#[cold]
fn carefully(
    bits: &mut Reservoir<'_>,
    code: &Code,
    mut k: u32,
    mut keep: impl FnMut(u32, i32) -> Option<()>,
) -> Option<()> {
    while k < 63 {
        let (advance, value) = bits.coefficient(code)?;
        k += advance;
        keep(k, value)?;
    }
    ended(k).then_some(())
}

/// Reads a block's AC coefficients into `room`.
#[inline(always)]
fn values(bits: &mut Reservoir<'_>, table: &AcTable, steps: &Steps, room: &mut Room) -> Option<()> {
    let mut put = |k: u32, value: i32| {
        let (k, product) = ((k & 255) as usize, value * i32::from(steps.step[(k & 255) as usize]));
        room[usize::from(steps.place[k] & 127)] = product as i16;
        (product.abs() <= MAGNITUDE_MAX).then_some(())
    };
    let mut k = 0;
    loop {
        let pair = table.pairs[bits.show(AC_BITS)];
        let before = (*bits, k);
        bits.drop(pair as u32 & 0xff);
        k += (pair >> 8) as u32 & 0xff;
        let size = (pair >> 24) as u32 & 0xff;
        if size != 0 || pair == 0 {
            if pair == 0 {
                let (advance, value) = bits.coefficient(&table.code)?;
                k += advance;
                put(k, value)?;
            } else {
                put(k, bits.value(size))?;
            }
            if k >= 63 {
                return ended(k).then_some(());
            }
        } else {
            // Values told along with their words are small enough.
            let _ = put(k, i32::from((pair >> 32) as i16));
            k += (pair >> 16) as u32 & 0xff;
            let _ = put(k, i32::from((pair >> 48) as i16));
            if k >= 63 {
                if ended(k) {
                    return Some(());
                }
                // The second symbol may have been the next block's already.
                (*bits, k) = before;
                return carefully(bits, &table.code, k, put);
            }
        }
        if bits.held < HELD_MIN {
            bits.fill()?;
        }
    }
}

/// Walks over a block's AC coefficients.
#[inline(always)]
fn skip(bits: &mut Reservoir<'_>, table: &SkipTable) -> Option<()> {
    let mut k = 0;
    loop {
        let skip = u32::from(table.skips[bits.show(SKIP_BITS)]);
        let before = (*bits, k);
        bits.drop(skip & 0xff);
        k += skip >> 8;
        if skip == 0 {
            let (advance, _) = bits.coefficient(&table.code)?;
            k += advance;
            if k >= 63 {
                return ended(k).then_some(());
            }
        } else if k >= 63 {
            if ended(k) {
                return Some(());
            }
            (*bits, k) = before;
            return carefully(bits, &table.code, k, |_, _| Some(()));
        }
        if bits.held < HELD_MIN {
            bits.fill()?;
        }
    }
}

/// A scan of one frame.
pub(super) struct Scan<'a> {
    pub(super) components: &'a [Component],
    pub(super) coded: &'a [Coded],
    /// Units across and down.
    pub(super) units: (usize, usize),
    /// Units between restart markers; 0 where there are none.
    pub(super) restart_interval: usize,
    pub(super) grid: &'a Grid,
}

impl Scan<'_> {
    /// Decodes the luma of segments that end at `ends` to `plane`, at the points of the grid.
    pub(super) fn decode(&self, data: &[u8], ends: &[usize], plane: &mut [u8]) -> Option<()> {
        let (across, down) = self.units;
        let total = across.checked_mul(down)?;
        let interval = if self.restart_interval == 0 { total } else { self.restart_interval };
        if ends.len() != total.div_ceil(interval) {
            return None;
        }
        let mut from = 0;
        let mut room: Room = [0; 128];
        for (i, end) in ends.iter().enumerate() {
            let mut bits = Reservoir::new(data, from);
            let mut predicted = 0;
            for unit in i * interval..total.min((i + 1) * interval) {
                self.unit(&mut bits, (unit % across, unit / across), &mut predicted, &mut room, plane)?;
            }
            // All bits but the padding of the last byte have been taken, and none of what follows.
            let spare = (8 * end).checked_sub(bits.taken_bits())?;
            if spare > 7 {
                return None;
            }
            from = *end;
        }
        Some(())
    }

    #[inline(always)]
    fn unit(
        &self,
        bits: &mut Reservoir<'_>,
        (x, y): (usize, usize),
        predicted: &mut i32,
        room: &mut Room,
        plane: &mut [u8],
    ) -> Option<()> {
        for (component, coded) in self.components.iter().zip(self.coded) {
            match &coded.ac {
                Wanted::Values(table, steps) => {
                    for j in 0..component.down {
                        for i in 0..component.across {
                            room[..64].fill(0);
                            *predicted += bits.difference(&coded.dc)?;
                            let dc = *predicted * i32::from(steps.step[0]);
                            // The prediction by itself counts too: a step may be 0.
                            if dc.abs().max(predicted.abs()) > MAGNITUDE_MAX {
                                return None;
                            }
                            room[0] = dc as i16;
                            values(bits, table, steps, room)?;
                            let (left, columns) = self.grid.across.in_block(x * component.across + i);
                            let (top, rows) = self.grid.down.in_block(y * component.down + j);
                            let stride = self.grid.across.count();
                            let block: &Block = room.first_chunk()?;
                            transform::transform(block, (rows, columns), plane, top * stride + left, stride)?;
                        }
                    }
                }
                Wanted::Nothing(table) => {
                    for _ in 0..component.across * component.down {
                        bits.difference(&coded.dc)?;
                        skip(bits, table)?;
                    }
                }
            }
        }
        Some(())
    }
}
