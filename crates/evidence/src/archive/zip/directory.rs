//! The central directory: where it starts, and its headers one after the other.
//!
//! May not hold the whole directory in memory: a million members can have a directory of 100 MB and more.

use super::header::{CENTRAL_BYTES, CENTRAL_MARK, Header};
use crate::{Content, Defect, DefectKind};
use std::io::{Read, SeekFrom};

const END_MARK: [u8; 4] = *b"PK\x05\x06";
const END_BYTES: usize = 22;
const END64_MARK: [u8; 4] = *b"PK\x06\x06";
const END64_LOCATOR_MARK: [u8; 4] = *b"PK\x06\x07";
const END64_LOCATOR_BYTES: u64 = 20;
const BLOCK_BYTES: usize = 256 * 1024;

/// A central directory while it is being read.
#[derive(Debug)]
pub(super) struct Directory {
    /// Members that the end record states.
    pub(super) stated: u64,
    /// Add this to every stated offset: something stands before the archive (a self-extracting program).
    pub(super) shift: i64,
    /// Where the archive ends: after its end record and comment.
    pub(super) close_bytes: u64,
    start: u64,
    position: u64,
    end: u64,
    block: Vec<u8>,
    used: usize,
}

/// What the end record, or its 64-bit form, states.
struct End {
    stated: u64,
    directory_bytes: u64,
    directory_offset: u64,
    /// Where the record itself starts: right behind the directory.
    record_offset: u64,
}

fn malformed(text: impl Into<String>) -> Defect {
    Defect::new(DefectKind::Malformed, text)
}

fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    bytes.get(at..at + length).unwrap_or(&[]).iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

impl Directory {
    /// Finds the directory by the end record.
    ///
    /// # Errors
    /// When there is no end record, or no directory where it says.
    pub(super) fn find(content: &mut dyn Content, size_bytes: u64) -> Result<Self, Defect> {
        let tail_bytes = size_bytes.min(u64::from(u16::MAX) + END_BYTES as u64);
        let tail = bytes_at(content, size_bytes - tail_bytes, tail_bytes)?;
        let missing = || {
            let text =
                "has no end record: cut off or damaged; members were searched for by their local headers";
            Defect::new(DefectKind::Truncated, text)
        };
        // The last record whose comment reaches exactly to the end; else the last record at all.
        let last_start = tail.len().checked_sub(END_BYTES).ok_or_else(missing)?;
        let marks = || (0..=last_start).rev().filter(|&at| tail[at..].starts_with(&END_MARK));
        let fits = |at: &usize| at + END_BYTES + number(&tail, at + 20, 2) as usize == tail.len();
        let at = marks().find(fits).or_else(|| marks().next()).ok_or_else(missing)?;
        let record_offset = size_bytes - tail_bytes + at as u64;
        let mut end = End {
            stated: number(&tail, at + 10, 2),
            directory_bytes: number(&tail, at + 12, 4),
            directory_offset: number(&tail, at + 16, 4),
            record_offset,
        };
        let comment_bytes = number(&tail, at + 20, 2);
        if let Some(wide) = end64(content, record_offset)? {
            end = wide;
        }
        let mut directory = Self::at(content, &end)?;
        directory.close_bytes = (record_offset + END_BYTES as u64 + comment_bytes).min(size_bytes);
        Ok(directory)
    }

    /// The directory ends where the end record starts; a stated offset that differs tells what stands before.
    fn at(content: &mut dyn Content, end: &End) -> Result<Self, Defect> {
        let by_length = end.record_offset.checked_sub(end.directory_bytes);
        let candidates = [by_length, Some(end.directory_offset)];
        for start in candidates.into_iter().flatten().filter(|&start| start <= end.record_offset) {
            let mark = bytes_at(content, start, 4)?;
            if mark == CENTRAL_MARK || (end.stated == 0 && end.directory_bytes == 0) {
                return Ok(Self {
                    stated: end.stated,
                    shift: start.wrapping_sub(end.directory_offset).cast_signed(),
                    close_bytes: 0,
                    start,
                    position: start,
                    end: end.record_offset,
                    block: Vec::new(),
                    used: 0,
                });
            }
        }
        Err(malformed(
            "its end record points to no directory; members were searched for by their local headers",
        ))
    }

    pub(super) fn start(&self) -> u64 {
        self.start
    }

    /// The next header; `None` at the end of the directory.
    ///
    /// # Errors
    /// When the directory is damaged here: what follows can't be found through it.
    pub(super) fn next(&mut self, content: &mut dyn Content) -> Result<Option<Header>, Defect> {
        if !self.hold(content, CENTRAL_BYTES)? || !self.rest().starts_with(&CENTRAL_MARK) {
            let consumed = self.position - (self.block.len() - self.used) as u64;
            // Before the end record there may be a signature of the directory, but nothing else.
            if self.rest().is_empty() || self.rest().starts_with(b"PK\x05\x05") || consumed >= self.end {
                return Ok(None);
            }
            return Err(malformed(format!("its directory is damaged at byte {consumed}")));
        }
        let (name, extra, comment) = Header::variable_lengths(self.rest());
        if !self.hold(content, CENTRAL_BYTES + name + extra + comment)? {
            return Err(Defect::new(DefectKind::Truncated, "its directory ends within a header"));
        }
        let bytes = self.rest();
        let variable = &bytes[CENTRAL_BYTES..];
        let header = Header::central(bytes, variable[..name].to_vec(), &variable[name..name + extra]);
        self.used += CENTRAL_BYTES + name + extra + comment;
        Ok(Some(header))
    }

    fn rest(&self) -> &[u8] {
        &self.block[self.used..]
    }

    /// Makes sure that so many bytes are in the block; `false` where the directory has no more.
    fn hold(&mut self, content: &mut dyn Content, bytes: usize) -> Result<bool, Defect> {
        if self.rest().len() >= bytes {
            return Ok(true);
        }
        self.block.drain(..self.used);
        self.used = 0;
        let want = (BLOCK_BYTES as u64).min(self.end.saturating_sub(self.position));
        let more = bytes_at(content, self.position, want)?;
        self.position += more.len() as u64;
        self.block.extend_from_slice(&more);
        Ok(self.block.len() >= bytes)
    }
}

/// The 64-bit end record, where there is one before the ordinary record.
fn end64(content: &mut dyn Content, record_offset: u64) -> Result<Option<End>, Defect> {
    let Some(locator_offset) = record_offset.checked_sub(END64_LOCATOR_BYTES) else { return Ok(None) };
    let locator = bytes_at(content, locator_offset, END64_LOCATOR_BYTES)?;
    if !locator.starts_with(&END64_LOCATOR_MARK) {
        return Ok(None);
    }
    // The stated offset is wrong where something stands before the archive; then it is right before the locator.
    for offset in [Some(number(&locator, 8, 8)), locator_offset.checked_sub(56)].into_iter().flatten() {
        let record = if offset < locator_offset { bytes_at(content, offset, 56)? } else { Vec::new() };
        if record.len() == 56 && record.starts_with(&END64_MARK) {
            return Ok(Some(End {
                stated: number(&record, 32, 8),
                directory_bytes: number(&record, 40, 8),
                directory_offset: number(&record, 48, 8),
                record_offset: offset,
            }));
        }
    }
    Err(malformed("its 64-bit end record is missing; members were searched for by their local headers"))
}

/// Bytes from an offset, fewer where the content ends.
fn bytes_at(content: &mut dyn Content, offset: u64, length: u64) -> Result<Vec<u8>, Defect> {
    let mut bytes = Vec::new();
    content
        .seek(SeekFrom::Start(offset))
        .and_then(|_| content.take(length).read_to_end(&mut bytes))
        .map_err(|error| super::super::defect_of(&error))?;
    Ok(bytes)
}
