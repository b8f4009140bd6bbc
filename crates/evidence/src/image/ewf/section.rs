//! The chain of sections of one E01 segment. It may not trust a number of the file: offsets only go forward, and each
//! descriptor carries a checksum.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;

pub(super) const DESCRIPTOR_BYTES: u64 = 76;
const FILE_HEADER_BYTES: u64 = 13;
/// Sections of one segment; real ones hold a few thousand at most.
const SECTIONS_MAX: usize = 65_536;

/// One section.
pub(super) struct Section {
    /// `header`, `volume`, `table`, ...
    pub(super) kind: Vec<u8>,
    /// Where its body starts and ends in the segment.
    pub(super) body: std::ops::Range<u64>,
}

/// How the sections of a segment end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Another segment follows.
    Next,
    /// This was the last segment.
    Done,
    /// The file ends, or a descriptor is broken, before either.
    CutOff,
}

/// The sections of a segment in order, and how they end.
pub(super) fn all(file: &mut File) -> io::Result<(Vec<Section>, End)> {
    let length = file.seek(SeekFrom::End(0))?;
    let mut sections = Vec::new();
    let mut at = FILE_HEADER_BYTES;
    while sections.len() < SECTIONS_MAX {
        if at.saturating_add(DESCRIPTOR_BYTES) > length {
            break;
        }
        let mut bytes = [0; 76];
        file.read_exact_at(&mut bytes, at)?;
        let (body, checksum) = bytes.split_at(72);
        if adler32(body).to_le_bytes() != *checksum {
            break;
        }
        let kind: Vec<u8> = body.iter().take(16).copied().take_while(|byte| *byte != 0).collect();
        match kind.as_slice() {
            b"next" => return Ok((sections, End::Next)),
            b"done" => return Ok((sections, End::Done)),
            _ => {}
        }
        let (next, size) = (le_u64(body, 16), le_u64(body, 24));
        // Some writers leave the size out; the next section then bounds the body.
        let end = at.saturating_add(size).max(next).min(length);
        sections.push(Section { kind, body: at + DESCRIPTOR_BYTES..end.max(at + DESCRIPTOR_BYTES) });
        if next <= at || next > length {
            break;
        }
        at = next;
    }
    Ok((sections, End::CutOff))
}

/// Number of the segment that its file header states.
pub(super) fn number(file: &mut File) -> io::Result<u16> {
    let mut header = [0; 13];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut header)?;
    Ok(u16::from_le_bytes([header[9], header[10]]))
}

/// The body of a small section.
pub(super) fn body(file: &File, section: &Section, bytes_max: u64) -> io::Result<Vec<u8>> {
    let size = section.body.end - section.body.start;
    if size > bytes_max {
        return Err(io::Error::other(format!("it states {size} bytes")));
    }
    let mut bytes = vec![0; usize::try_from(size).map_err(io::Error::other)?];
    file.read_exact_at(&mut bytes, section.body.start)?;
    Ok(bytes)
}

/// A little-endian number; 0 where the bytes end before.
pub(super) fn le_u64(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|slice| slice.try_into().ok()).map_or(0, u64::from_le_bytes)
}

/// A little-endian number; 0 where the bytes end before.
pub(super) fn le_u32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|slice| slice.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The checksum of zlib and of E01.
pub(super) fn adler32(bytes: &[u8]) -> u32 {
    let (mut low, mut high) = (1u32, 0u32);
    // As many bytes as can't overflow between two divisions.
    for part in bytes.chunks(5552) {
        for byte in part {
            low += u32::from(*byte);
            high += low;
        }
        low %= 65_521;
        high %= 65_521;
    }
    high << 16 | low
}

#[cfg(test)]
mod tests {
    #[test]
    fn adler32_is_as_its_definition_says() {
        let bytes: Vec<u8> = (0..20_000u32).map(|i| (i * 7 + 255) as u8).collect();
        let (mut low, mut high) = (1u64, 0u64);
        for byte in &bytes {
            low = (low + u64::from(*byte)) % 65_521;
            high = (high + low) % 65_521;
        }
        assert_eq!(u64::from(super::adler32(&bytes)), high << 16 | low);
        assert_eq!(super::adler32(b""), 1);
    }
}
