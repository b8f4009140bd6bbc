//! Sparse members: which stretches the archive holds, and zeros between them.
//!
//! May not hold a map of any length: a map beyond [`EXTENTS_MAX`] makes the member unreadable, with a defect.

use super::super::fault::faulty;
use super::forward::Forward;
use super::header::{BLOCK_BYTES, Block, number};
use super::pax::{Records, decimal};
use crate::DefectKind;
use std::io::{self, Read};

const EXTENTS_MAX: usize = 1 << 20;

/// One stretch that the archive holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    offset: u64,
    length: u64,
}

/// Where a member's bytes go.
pub(super) struct Map {
    /// `None` for an ordinary member.
    pub(super) extents: Option<Vec<Extent>>,
    /// Size of the file with its holes.
    pub(super) size_bytes: u64,
    /// Whether the map stood before the content, and not within it.
    pub(super) before_content: bool,
}

impl Map {
    /// Reads the map, in whichever of GNU's four forms it is.
    pub(super) fn read(
        input: &mut dyn Forward,
        block: &Block,
        records: &Records,
        packed: u64,
    ) -> io::Result<Self> {
        let pairs = if block.type_flag() == b'S' {
            gnu(input, block)?
        } else if records.number("GNU.sparse.major") == Some(1) {
            within(input, packed)?
        } else if let Some(map) = records.text("GNU.sparse.map") {
            map.split(|&byte| byte == b',').map(decimal).collect::<Option<_>>().ok_or_else(malformed)?
        } else if records.number("GNU.sparse.numblocks").is_some() {
            records.extents().to_vec()
        } else {
            return Ok(Self { extents: None, size_bytes: packed, before_content: true });
        };
        let size_bytes = match block.type_flag() {
            b'S' => number(&block.0[483..495]).and_then(|size| size.try_into().ok()),
            _ => records.number("GNU.sparse.realsize").or_else(|| records.number("GNU.sparse.size")),
        };
        let size_bytes = size_bytes.ok_or_else(malformed)?;
        let before_content = records.number("GNU.sparse.major") != Some(1) || block.type_flag() == b'S';
        Ok(Self { extents: Some(checked(&pairs, size_bytes)?), size_bytes, before_content })
    }
}

fn malformed() -> io::Error {
    faulty(DefectKind::Malformed, "its map of holes can't be understood")
}

fn too_long() -> io::Error {
    faulty(DefectKind::LimitReached, format!("its map of holes has more than {EXTENTS_MAX} stretches"))
}

/// Pairs of offset and length must rise and stay within the file.
fn checked(pairs: &[u64], size_bytes: u64) -> io::Result<Vec<Extent>> {
    let mut reached = 0_u64;
    let (pairs, odd) = pairs.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(malformed());
    }
    pairs
        .iter()
        .map(|&[offset, length]| {
            let end = offset.checked_add(length).filter(|&end| offset >= reached && end <= size_bytes);
            reached = end.ok_or_else(malformed)?;
            Ok(Extent { offset, length })
        })
        .collect()
}

/// GNU's own form: four pairs in the header, 21 in each block that follows.
fn gnu(input: &mut dyn Forward, block: &Block) -> io::Result<Vec<u64>> {
    let mut pairs = Vec::new();
    take_pairs(&block.0[386..482], &mut pairs)?;
    let mut more = block.0[482] != 0;
    while more {
        if pairs.len() / 2 > EXTENTS_MAX {
            return Err(too_long());
        }
        let mut next = [0; BLOCK_BYTES];
        input.read_exact(&mut next)?;
        take_pairs(&next[..504], &mut pairs)?;
        more = next[504] != 0;
    }
    Ok(pairs)
}

fn take_pairs(fields: &[u8], pairs: &mut Vec<u64>) -> io::Result<()> {
    for pair in fields.chunks_exact(24).take_while(|pair| pair[0] != 0) {
        for field in pair.chunks_exact(12) {
            let value = number(field).and_then(|value| value.try_into().ok());
            pairs.push(value.ok_or_else(malformed)?);
        }
    }
    Ok(())
}

/// Pax form 1.0: decimal lines at the start of the content, padded to a whole block.
fn within(input: &mut dyn Forward, packed: u64) -> io::Result<Vec<u64>> {
    let mut lines = Lines { input, block: [0; BLOCK_BYTES], used: BLOCK_BYTES, left: packed };
    let count =
        usize::try_from(lines.next()?).ok().filter(|&count| count <= EXTENTS_MAX).ok_or_else(too_long)?;
    (0..count * 2).map(|_| lines.next()).collect()
}

/// Decimal lines out of whole blocks.
struct Lines<'a> {
    input: &'a mut dyn Forward,
    block: [u8; BLOCK_BYTES],
    used: usize,
    left: u64,
}

impl Lines<'_> {
    fn next(&mut self) -> io::Result<u64> {
        let mut digits = Vec::new();
        loop {
            if self.used == BLOCK_BYTES {
                self.left = self.left.checked_sub(BLOCK_BYTES as u64).ok_or_else(malformed)?;
                self.input.read_exact(&mut self.block)?;
                self.used = 0;
            }
            let byte = self.block[self.used];
            self.used += 1;
            match byte {
                b'\n' => return decimal(&digits).ok_or_else(malformed),
                _ if digits.len() < 20 => digits.push(byte),
                _ => return Err(malformed()),
            }
        }
    }
}

/// The file with its holes filled with zeros.
pub(super) struct Filled<R> {
    content: R,
    extents: std::vec::IntoIter<Extent>,
    current: Option<Extent>,
    position: u64,
    size_bytes: u64,
}

impl<R: Read> Filled<R> {
    pub(super) fn new(content: R, extents: Vec<Extent>, size_bytes: u64) -> Self {
        let mut extents = extents.into_iter();
        let current = extents.next();
        Self { content, extents, current, position: 0, size_bytes }
    }
}

impl<R: Read> Read for Filled<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.current.is_some_and(|extent| self.position >= extent.offset + extent.length) {
            self.current = self.extents.next();
        }
        let most = |bytes: u64| usize::try_from(bytes).unwrap_or(usize::MAX).min(buffer.len());
        let read = match self.current {
            Some(extent) if self.position >= extent.offset => {
                let most = most(extent.offset + extent.length - self.position);
                self.content.read(&mut buffer[..most])?
            }
            next => {
                let hole_end = next.map_or(self.size_bytes, |extent| extent.offset);
                let most = most(hole_end - self.position);
                buffer[..most].fill(0);
                most
            }
        };
        self.position += read as u64;
        Ok(read)
    }
}
