//! The near index: which entries of a known set lie within so many bits of this print. Nothing is ever missed.
//!
//! The 256 bits form a ring of 11 slots. If two prints differ in at most `r` bits, then some slot differs in few
//! bits, *and* that slot together with the next one still differs in few ([`slots`] says how few and why). So for
//! each slot the file holds the prints in order of the slot's first bits, with the 16 bits that follow those as a
//! tag. A search visits the few stretches whose first bits are near, discards nearly all prints by their tags
//! alone, and compares the rest in full. Where that would cost more than comparing everything, everything is
//! compared: skewed sets grow slower, never worse than a plain scan.
//!
//! Writing goes through [`NearWriter`], reading through [`NearIndex`]. May not know what an entry stands for.

mod search;
mod slots;
mod writer;

pub use search::NearIndex;
pub use writer::NearWriter;

use crate::frame::IndexKind;
use crate::frame::Layout;
use slots::SLOTS;

/// Radius in bits that the field uses for "the same picture", and for which the index is shaped.
pub const RADIUS_BITS: u32 = 31;
/// Largest radius in bits that a search accepts.
pub const RADIUS_BITS_MAX: u32 = 48;

const VERSION: u32 = 1;
/// Sections before those of the slots: distinct prints, where their entries begin, entries.
const COMMON_SECTIONS: usize = 3;
/// Sections of each slot: directory, tags, rows of the distinct prints.
const SLOT_SECTIONS: usize = 3;
/// A tag scan reads 16 tags at once; the last may begin on the last tag.
const TAG_SLACK_BYTES: u64 = 32;

/// The sizes that fix the whole layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    /// Pairs of print and entry.
    entries: u64,
    /// Distinct prints.
    prints: u64,
    /// First bits of a slot that the directory tells apart.
    prefix_bits: u32,
}

impl Shape {
    fn new(entries: u64, prints: u64) -> Self {
        Self { entries, prints, prefix_bits: slots::prefix_bits(prints) }
    }

    fn params(&self) -> [u64; 2] {
        [self.entries, self.prints]
    }

    fn section_bytes(&self) -> Vec<u64> {
        let mut sections = vec![32 * self.prints, 4 * (self.prints + 1), 4 * self.entries];
        for _ in 0..SLOTS {
            let directory = 4 * ((1 << self.prefix_bits) + 1);
            sections.extend([directory, 2 * self.prints + TAG_SLACK_BYTES, 4 * self.prints]);
        }
        sections
    }

    fn layout(&self) -> Layout {
        Layout::new(IndexKind::Near, VERSION, &self.params(), &self.section_bytes())
    }
}
