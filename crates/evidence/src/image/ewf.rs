//! What an E01 image says of itself: case notes and stored digests. libtsk gives neither, so the sections are read here.
//!
//! It may not read sectors of the carrier, nor trust a number of the file: sizes are bounded, offsets only go forward.

use super::segments::name_after;
use crate::{Defect, DefectKind, SourceDigest};
use flate2::read::ZlibDecoder;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

const DESCRIPTOR_BYTES: u64 = 76;
const FILE_HEADER_BYTES: u64 = 13;
/// Sections of one segment; real ones hold a few hundred at most.
const SECTIONS_MAX: usize = 65_536;
/// A packed header is some hundred bytes.
const PACKED_BYTES_MAX: u64 = 256 << 10;
const UNPACKED_BYTES_MAX: u64 = 1 << 20;

/// What the sections say.
#[derive(Default)]
pub(super) struct Stored {
    pub(super) notes: Vec<(String, String)>,
    pub(super) digests: Vec<SourceDigest>,
    pub(super) defects: Vec<Defect>,
    /// The last segment found says that another follows.
    pub(super) missing_segment: Option<String>,
}

/// Keys of the header's third line, with the names by which they are shown. The password's digest is left out.
const KEYS: &[(&str, &str)] = &[
    ("c", "case_number"),
    ("n", "evidence_number"),
    ("a", "description"),
    ("e", "examiner"),
    ("t", "notes"),
    ("m", "acquired"),
    ("u", "system_date"),
    ("av", "acquisition_software"),
    ("ov", "acquisition_system"),
    ("md", "model"),
    ("sn", "serial_number"),
    ("l", "device_label"),
];

/// How the sections of a segment end.
#[derive(PartialEq, Eq)]
enum End {
    /// Another segment follows.
    Next,
    /// This was the last segment.
    Done,
    /// The file ends before either.
    CutOff,
}

/// Reads the sections of all segments, given in order.
pub(super) fn read(segments: &[PathBuf]) -> io::Result<Stored> {
    let mut stored = Stored::default();
    for (index, segment) in segments.iter().enumerate() {
        let is_last = index + 1 == segments.len();
        let end = read_segment(segment, index, &mut stored)?;
        let name = segment.file_name().unwrap_or_default().to_string_lossy();
        match end {
            End::Next if is_last => stored.missing_segment = Some(name_after(segments)),
            End::Done if !is_last => {
                let text = format!("the segment {name} says that it is the last, and it is not");
                stored.defects.push(Defect::new(DefectKind::Malformed, text));
            }
            End::CutOff => {
                let text =
                    format!("the segment {name} ends before its closing section: it is cut off or damaged");
                stored.defects.push(Defect::new(DefectKind::Truncated, text));
            }
            End::Next | End::Done => {}
        }
    }
    Ok(stored)
}

fn read_segment(path: &Path, index: usize, stored: &mut Stored) -> io::Result<End> {
    let mut file = File::open(path)?;
    let length = file.seek(SeekFrom::End(0))?;
    check_header(&mut file, path, index, stored)?;
    let mut at = FILE_HEADER_BYTES;
    for _ in 0..SECTIONS_MAX {
        let Some(section) = descriptor(&mut file, at, length)? else { return Ok(End::CutOff) };
        match section.kind.as_slice() {
            b"next" => return Ok(End::Next),
            b"done" => return Ok(End::Done),
            kind => read_section(&mut file, kind, at, &section, stored),
        }
        if section.next <= at || section.next > length {
            return Ok(End::CutOff);
        }
        at = section.next;
    }
    Ok(End::CutOff)
}

fn check_header(file: &mut File, path: &Path, index: usize, stored: &mut Stored) -> io::Result<()> {
    let mut header = [0; 13];
    file.seek(SeekFrom::Start(0))?;
    file.read_exact(&mut header)?;
    let number = usize::from(u16::from_le_bytes([header[9], header[10]]));
    if number != (index + 1) & 0xffff {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let text =
            format!("the segment {name} says that it is number {number}, by its name it is {}", index + 1);
        stored.defects.push(Defect::new(DefectKind::Malformed, text));
    }
    Ok(())
}

struct Section {
    kind: Vec<u8>,
    next: u64,
    size: u64,
}

/// The section descriptor at an offset; `None` where none can stand there or its checksum differs.
fn descriptor(file: &mut File, at: u64, length: u64) -> io::Result<Option<Section>> {
    if at.saturating_add(DESCRIPTOR_BYTES) > length {
        return Ok(None);
    }
    let mut bytes = [0; 76];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut bytes)?;
    let (body, checksum) = bytes.split_at(72);
    if adler32(body).to_le_bytes() != *checksum {
        return Ok(None);
    }
    let kind = body.iter().take(16).copied().take_while(|byte| *byte != 0).collect();
    Ok(Some(Section { kind, next: le_u64(body, 16), size: le_u64(body, 24) }))
}

fn le_u64(bytes: &[u8], at: usize) -> u64 {
    let taken = bytes.get(at..at + 8).and_then(|slice| slice.try_into().ok());
    taken.map_or(0, u64::from_le_bytes)
}

fn adler32(bytes: &[u8]) -> u32 {
    let (mut low, mut high) = (1u32, 0u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    high << 16 | low
}

fn read_section(file: &mut File, kind: &[u8], at: u64, section: &Section, stored: &mut Stored) {
    if !matches!(kind, b"header" | b"header2" | b"hash" | b"digest") {
        return;
    }
    let name = String::from_utf8_lossy(kind).into_owned();
    let body = match body(file, at, section) {
        Ok(body) => body,
        Err(error) => {
            let text = format!("the section {name} of the image can't be read: {error}");
            stored.defects.push(Defect::new(DefectKind::Malformed, text));
            return;
        }
    };
    match kind {
        b"hash" => take_digest(stored, "md5", body.get(..16)),
        b"digest" => {
            take_digest(stored, "md5", body.get(..16));
            take_digest(stored, "sha1", body.get(16..36));
        }
        _ => match unpack(&body) {
            Ok(text) => take_notes(stored, &text, kind == b"header2"),
            Err(error) => {
                let text = format!("the section {name} of the image can't be unpacked: {error}");
                stored.defects.push(Defect::new(DefectKind::Malformed, text));
            }
        },
    }
}

fn body(file: &mut File, at: u64, section: &Section) -> io::Result<Vec<u8>> {
    // Some writers leave the size out; the next section then bounds the body.
    let size = section.size.max(section.next.saturating_sub(at)).saturating_sub(DESCRIPTOR_BYTES);
    if size > PACKED_BYTES_MAX {
        return Err(io::Error::other(format!("it states {size} bytes")));
    }
    file.seek(SeekFrom::Start(at + DESCRIPTOR_BYTES))?;
    let mut bytes = Vec::new();
    file.take(size).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    ZlibDecoder::new(packed).take(UNPACKED_BYTES_MAX).read_to_end(&mut text)?;
    Ok(text)
}

/// Keeps a stored digest once; two that differ are both kept. Zeros stand for "not computed".
fn take_digest(stored: &mut Stored, algorithm: &str, bytes: Option<&[u8]>) {
    let Some(bytes) = bytes.filter(|bytes| bytes.iter().any(|byte| *byte != 0)) else { return };
    let hex = bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let known = stored.digests.iter().any(|digest| digest.algorithm == algorithm && digest.stated == hex);
    if !known {
        stored.digests.push(SourceDigest { algorithm: algorithm.to_owned(), stated: hex, computed: None });
    }
}

/// Takes the notes of a header; the wide one (header2) keeps every script and goes before the narrow one.
fn take_notes(stored: &mut Stored, text: &[u8], wide: bool) {
    let text = if wide { utf16(text) } else { latin1(text) };
    let mut lines = text.lines();
    let main = lines.by_ref().any(|line| line.trim() == "main");
    let (Some(keys), Some(values), true) = (lines.next(), lines.next(), main) else { return };
    let pairs: Vec<(&str, &str)> = keys.split('\t').zip(values.split('\t')).collect();
    for (key, name) in KEYS {
        let value = pairs.iter().find(|(found, _)| found == key).map_or("", |(_, value)| value.trim());
        if !value.is_empty() && !stored.notes.iter().any(|(known, _)| known == name) {
            stored.notes.push(((*name).to_owned(), value.to_owned()));
        }
    }
}

fn utf16(bytes: &[u8]) -> String {
    let big = bytes.starts_with(&[0xfe, 0xff]);
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| {
            if big { u16::from_be_bytes([pair[0], pair[1]]) } else { u16::from_le_bytes([pair[0], pair[1]]) }
        })
        .collect();
    String::from_utf16_lossy(&units).trim_start_matches('\u{feff}').to_owned()
}

/// The narrow header is in the code page of the machine that wrote it; UTF-8 where it is that.
fn latin1(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}
