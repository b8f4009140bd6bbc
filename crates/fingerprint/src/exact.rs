//! The exact index: which entries of a known set carry this digest.
//!
//! One immutable file holds three tables, for MD5, SHA-1 and SHA-256. A table is a sorted column of digests, a
//! column of payloads beside it, and a directory from the first bits of a digest to its stretch of the column.
//! Writing goes through [`ExactWriter`], reading through [`ExactIndex`]. May not know what a payload stands for.

use crate::frame::{Frame, FrameWriter, IndexError, IndexKind, Layout, column_u32};
use crate::simd::prefetch;
use std::io::{self, Write};
use vocab::{Md5, Sha1, Sha256};

const VERSION: u32 = 1;
/// Sections of one table: directory, digests, payloads.
const TABLE_SECTIONS: usize = 3;
/// Digests that share a directory entry, on average, at most.
const BUCKET_MEAN_MAX: u64 = 6;
/// A stretch longer than this is halved before it is walked: crafted digests can share their first bits.
const WALK_MAX: usize = 24;
/// Look-ups in flight together, so that their waits for memory overlap.
const BATCH: usize = 32;

/// A digest that the exact index holds: MD5, SHA-1 or SHA-256.
pub trait DigestKey: sealed::Key {}
impl DigestKey for Md5 {}
impl DigestKey for Sha1 {}
impl DigestKey for Sha256 {}

mod sealed {
    use vocab::{Md5, Sha1, Sha256};

    pub trait Key: Copy + Ord {
        const TABLE: usize;
        const BYTES: usize;
        fn bytes(&self) -> &[u8];
        fn column(writer: &mut super::ExactWriter) -> &mut Vec<(Self, u32)>;
    }

    macro_rules! key {
        ($type:ident, $table:literal, $field:ident) => {
            impl Key for $type {
                const TABLE: usize = $table;
                const BYTES: usize = $type::BYTES;
                #[inline(always)]
                fn bytes(&self) -> &[u8] {
                    &self.0
                }
                fn column(writer: &mut super::ExactWriter) -> &mut Vec<(Self, u32)> {
                    &mut writer.$field
                }
            }
        };
    }
    key!(Md5, 0, md5);
    key!(Sha1, 1, sha1);
    key!(Sha256, 2, sha256);
}

/// The first `bits` bits (0 to 32) of a digest.
#[inline(always)]
fn bucket_of(bytes: &[u8], bits: u32) -> usize {
    let head = bytes.first_chunk().map_or(0, |head| u32::from_be_bytes(*head));
    (u64::from(head) >> (32 - bits)) as usize
}

/// Bits of the directory for this many digests.
fn directory_bits(digests: u64) -> u32 {
    let mut bits = 0;
    while bits < 28 && digests > BUCKET_MEAN_MAX << bits {
        bits += 1;
    }
    bits
}

/// Gathers digests and writes the index file.
#[derive(Default)]
pub struct ExactWriter {
    md5: Vec<(Md5, u32)>,
    sha1: Vec<(Sha1, u32)>,
    sha256: Vec<(Sha256, u32)>,
}

impl ExactWriter {
    /// An index without digests.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a digest with its payload. One digest may carry several payloads; the same pair counts once.
    pub fn add<D: DigestKey>(&mut self, digest: &D, payload: u32) {
        D::column(self).push((*digest, payload));
    }

    /// Sorts, and writes the whole file; hands the writer back. The order of adding leaves no trace.
    ///
    /// # Errors
    /// Those of the writer; `InvalidInput` for 2^32 pairs or more of one kind.
    pub fn write<W: Write>(mut self, out: W) -> io::Result<W> {
        rayon::join(
            || sort(&mut self.md5),
            || rayon::join(|| sort(&mut self.sha1), || sort(&mut self.sha256)),
        );
        let counts = [self.md5.len(), self.sha1.len(), self.sha256.len()].map(|count| count as u64);
        if counts.iter().any(|count| *count >= u64::from(u32::MAX)) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "too many digests for one index"));
        }
        let widths = [Md5::BYTES, Sha1::BYTES, Sha256::BYTES];
        let sections: Vec<u64> = counts
            .iter()
            .zip(widths)
            .flat_map(|(count, width)| {
                [4 * ((1 << directory_bits(*count)) + 1), width as u64 * count, 4 * count]
            })
            .collect();
        let layout = Layout::new(IndexKind::Exact, VERSION, &counts, &sections);
        let mut frame = FrameWriter::begin(out, layout)?;
        write_table(&mut frame, &self.md5)?;
        write_table(&mut frame, &self.sha1)?;
        write_table(&mut frame, &self.sha256)?;
        frame.finish()
    }
}

fn sort<D: DigestKey>(pairs: &mut Vec<(D, u32)>) {
    pairs.sort_unstable();
    pairs.dedup();
}

fn write_table<D: DigestKey, W: Write>(frame: &mut FrameWriter<W>, pairs: &[(D, u32)]) -> io::Result<()> {
    let bits = directory_bits(pairs.len() as u64);
    let mut directory = Vec::with_capacity((1 << bits) + 1);
    for (i, (digest, _)) in pairs.iter().enumerate() {
        let bucket = bucket_of(digest.bytes(), bits);
        while directory.len() <= bucket {
            directory.push((i as u32).to_le_bytes());
        }
    }
    directory.resize((1 << bits) + 1, (pairs.len() as u32).to_le_bytes());
    frame.section(&directory)?;
    frame.section(pairs.iter().map(|(digest, _)| digest.bytes()))?;
    frame.section(pairs.iter().map(|(_, payload)| payload.to_le_bytes()))
}

/// An index file, opened for look-ups. `B` holds the bytes: a mapped file, a vector, an `Arc` of either.
#[derive(Clone, Debug)]
pub struct ExactIndex<B> {
    bytes: B,
    frame: Frame,
}

/// The columns of one table.
#[derive(Clone, Copy)]
struct Table<'a> {
    bits: u32,
    directory: &'a [u8],
    digests: &'a [u8],
    payloads: &'a [u8],
}

impl<B: AsRef<[u8]>> ExactIndex<B> {
    /// Checks header and length. The content is taken on trust; [`ExactIndex::verify`] checks it.
    ///
    /// # Errors
    /// Any [`IndexError`] but `Content`.
    pub fn open(bytes: B) -> Result<Self, IndexError> {
        let frame = Frame::open(bytes.as_ref(), IndexKind::Exact, VERSION)?;
        let sound = frame.params.iter().all(|count| *count < u64::from(u32::MAX));
        if !sound || frame.params.len() != 3 || frame.sections.len() != 3 * TABLE_SECTIONS {
            return Err(IndexError::Header);
        }
        for (table, width) in [Md5::BYTES, Sha1::BYTES, Sha256::BYTES].into_iter().enumerate() {
            let count = frame.params[table];
            let wanted = [4 * ((1 << directory_bits(count)) + 1), width as u64 * count, 4 * count];
            let sections = &frame.sections[TABLE_SECTIONS * table..][..TABLE_SECTIONS];
            if !sections.iter().map(|section| section.len() as u64).eq(wanted) {
                return Err(IndexError::Header);
            }
        }
        Ok(Self { bytes, frame })
    }

    /// Checks the seal over the whole content; reads every byte.
    ///
    /// # Errors
    /// [`IndexError::Content`] where a byte differs from what was written.
    pub fn verify(&self) -> Result<(), IndexError> {
        Frame::verify(self.bytes.as_ref())
    }

    /// Pairs of digest and payload, of this kind of digest.
    pub fn len<D: DigestKey>(&self) -> u64 {
        self.frame.params[D::TABLE]
    }

    /// Whether there is no digest of any kind.
    pub fn is_empty(&self) -> bool {
        self.frame.params.iter().all(|count| *count == 0)
    }

    fn table<D: DigestKey>(&self) -> Table<'_> {
        let column = |i: usize| {
            let section = self.frame.sections[TABLE_SECTIONS * D::TABLE + i].clone();
            self.bytes.as_ref().get(section).unwrap_or_default()
        };
        Table {
            bits: directory_bits(self.frame.params[D::TABLE]),
            directory: column(0),
            digests: column(1),
            payloads: column(2),
        }
    }

    /// The payloads of this digest, ascending; empty where it is unknown.
    pub fn find<D: DigestKey>(&self, digest: &D) -> impl Iterator<Item = u32> {
        let table = self.table::<D>();
        let (start, end) = table.stretch(bucket_of(digest.bytes(), table.bits));
        let digest = *digest;
        let first = table.first_at::<D>(digest.bytes(), start, end);
        first.into_iter().flat_map(move |first| table.payloads_of(digest, first))
    }

    /// Looks up many digests and hands each (position in `digests`, payload) to `sink`, in order of position,
    /// then payload. Far faster than one by one.
    pub fn find_all<D: DigestKey>(&self, digests: &[D], mut sink: impl FnMut(usize, u32)) {
        let table = self.table::<D>();
        let mut stretches = [(0, 0); BATCH];
        for (batch, digests) in digests.chunks(BATCH).enumerate() {
            for digest in digests {
                prefetch(table.directory, 4 * bucket_of(digest.bytes(), table.bits));
            }
            for (stretch, digest) in stretches.iter_mut().zip(digests) {
                *stretch = table.stretch(bucket_of(digest.bytes(), table.bits));
                prefetch(table.digests, D::BYTES * stretch.0);
                prefetch(table.digests, D::BYTES * stretch.0 + 64);
            }
            for (i, ((start, end), digest)) in stretches.iter().zip(digests).enumerate() {
                if let Some(first) = table.first_at::<D>(digest.bytes(), *start, *end) {
                    table.payloads_of(*digest, first).for_each(|payload| sink(BATCH * batch + i, payload));
                }
            }
        }
    }
}

impl<'a> Table<'a> {
    /// First and last-but-one row of a bucket; an empty stretch where the directory is damaged.
    #[inline(always)]
    fn stretch(&self, bucket: usize) -> (usize, usize) {
        match (column_u32(self.directory, bucket), column_u32(self.directory, bucket + 1)) {
            (Some(start), Some(end)) if start <= end && end as usize <= self.payloads.len() / 4 => {
                (start as usize, end as usize)
            }
            _ => (0, 0),
        }
    }

    #[inline(always)]
    fn digest_at<D: DigestKey>(&self, row: usize) -> &'a [u8] {
        self.digests.get(D::BYTES * row..D::BYTES * (row + 1)).unwrap_or_default()
    }

    /// The first row of the stretch that holds this digest.
    #[inline(always)]
    fn first_at<D: DigestKey>(&self, digest: &[u8], mut start: usize, mut end: usize) -> Option<usize> {
        let limit = end;
        while end - start > WALK_MAX {
            let middle = start + (end - start) / 2;
            if self.digest_at::<D>(middle) < digest {
                start = middle + 1;
            } else {
                end = middle;
            }
        }
        (start..limit.min(end + 1)).find(|row| self.digest_at::<D>(*row) == digest)
    }

    /// Payloads from this row on, as long as the digest stays the same.
    fn payloads_of<D: DigestKey>(self, digest: D, first: usize) -> impl Iterator<Item = u32> + use<'a, D> {
        (first..)
            .take_while(move |row| self.digest_at::<D>(*row) == digest.bytes())
            .filter_map(move |row| column_u32(self.payloads, row))
    }
}
