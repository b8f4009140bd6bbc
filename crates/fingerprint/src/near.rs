//! The near index: which entries of a known set lie within so many bits of this print. Nothing is ever missed.
//!
//! The 256 bits form a ring of 11 slots. If two prints differ in at most `r` bits, then some slot differs in few
//! bits, *and* that slot together with the next one still differs in few (`slots` says how few and why). So for
//! each slot the prints are put in lines by the slot's first bits, and a line, one cache line long, holds the 16
//! bits that follow those as a tag for each of its prints. A search visits the few lines whose first bits are
//! near, discards nearly all prints by their tags alone, and compares the rest in full. Where that would cost more
//! than comparing everything, everything is compared: skewed sets grow slower, never worse than a plain scan.
//!
//! A print costs about 120 to 155 bytes: 84 for itself, its entry and its 11 rows, the rest for lines that are
//! between a third and three quarters full.
//!
//! Writing goes through [`NearWriter`], reading through [`NearIndex`]. May not know what an entry stands for.

mod search;
mod slots;
mod writer;

pub use search::NearIndex;
pub use writer::NearWriter;

use crate::frame::{IndexKind, Layout};
use slots::SLOTS;

/// Radius in bits that the field uses for "the same picture", and for which the index is shaped.
pub const RADIUS_BITS: u32 = 31;
/// Largest radius in bits that a search accepts.
pub const RADIUS_BITS_MAX: u32 = 48;

const VERSION: u32 = 1;
/// Sections before those of the slots: distinct prints, where their entries begin, entries.
const COMMON_SECTIONS: usize = 3;
/// Sections of each slot: lines, tags that found no room in their line, rows of the distinct prints by line.
const SLOT_SECTIONS: usize = 3;
/// A scan reads 16 tags at once; the last may begin on the last tag.
const TAG_SLACK_BYTES: u64 = 32;

/// One line of a slot, 64 bytes: position of its first row (`u32`), prints in it (`u32`), position of its first tag
/// among those without room (`u32`), then the tags of its first 26 prints (`u16` each). Little-endian.
const LINE_BYTES: u64 = 64;
/// Bytes of a line before its tags.
pub(crate) const LINE_HEAD_BYTES: usize = 12;
/// Tags that a line has room for.
pub(crate) const LINE_TAGS: usize = 26;

/// The sizes that fix the whole layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    /// Pairs of print and entry.
    entries: u64,
    /// Distinct prints.
    prints: u64,
    /// For each slot, tags without room in their line.
    spilled: [u64; SLOTS],
}

impl Shape {
    /// First bits of a slot by which its prints are put in lines.
    fn prefix_bits(&self) -> u32 {
        slots::prefix_bits(self.prints)
    }

    fn params(&self) -> Vec<u64> {
        [self.entries, self.prints].into_iter().chain(self.spilled).collect()
    }

    /// Reads the parameters of a file; `None` where they contradict each other.
    fn of_params(params: &[u64]) -> Option<Self> {
        let (&[entries, prints], spilled) = params.split_first_chunk()?;
        let spilled: [u64; SLOTS] = spilled.try_into().ok()?;
        let sound =
            prints <= entries && entries < u64::from(u32::MAX) && spilled.iter().all(|s| *s <= prints);
        sound.then_some(Self { entries, prints, spilled })
    }

    fn section_bytes(&self) -> Vec<u64> {
        let mut sections = vec![32 * self.prints, 4 * (self.prints + 1), 4 * self.entries];
        for spilled in self.spilled {
            sections.extend([
                LINE_BYTES << self.prefix_bits(),
                2 * spilled + TAG_SLACK_BYTES,
                4 * self.prints,
            ]);
        }
        sections
    }

    fn layout(&self) -> Layout {
        Layout::new(IndexKind::Near, VERSION, &self.params(), &self.section_bytes())
    }
}
