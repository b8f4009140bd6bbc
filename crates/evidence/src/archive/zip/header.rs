//! The two headers of a zip member, and the fields that hang from them.
//!
//! May not fail on an extra field: one that does not parse is left out.

use super::super::fault::faulty;
use super::super::member::{Member, MemberKind};
use crate::{Content, Defect, DefectKind};
use jiff::civil::DateTime;
use std::io::{self, SeekFrom};
use vocab::{LocalTime, Moment, Stamp, TimeMeaning, When};

pub(super) const LOCAL_MARK: [u8; 4] = *b"PK\x03\x04";
pub(super) const CENTRAL_MARK: [u8; 4] = *b"PK\x01\x02";
/// Fixed part of a local header.
pub(super) const LOCAL_BYTES: u64 = 30;
/// Fixed part of a header in the central directory.
pub(super) const CENTRAL_BYTES: usize = 46;

/// Compression methods, APPNOTE 4.4.5.
pub(super) mod method {
    pub(in super::super) const STORED: u16 = 0;
    pub(in super::super) const DEFLATE: u16 = 8;
    pub(in super::super) const DEFLATE64: u16 = 9;
    pub(in super::super) const BZIP2: u16 = 12;
    pub(in super::super) const LZMA: u16 = 14;
    pub(in super::super) const ZSTD: u16 = 93;
    pub(in super::super) const XZ: u16 = 95;
    pub(in super::super) const AES: u16 = 99;
}

const FLAG_ENCRYPTED: u16 = 1;
const FLAG_LZMA_END_MARK: u16 = 1 << 1;
const FLAG_DESCRIPTOR: u16 = 1 << 3;

/// What is known of a member, from the central directory or, in salvage, from its local header.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) name: Vec<u8>,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc: u32,
    /// Salvage: the checksum stands in a descriptor that was not found.
    pub(super) crc_absent: bool,
    pub(super) packed_bytes: u64,
    pub(super) size_bytes: u64,
    /// Where its local header starts.
    pub(super) offset_bytes: u64,
    pub(super) stamps: Vec<Stamp>,
    pub(super) defects: Vec<Defect>,
    unix_mode: Option<u32>,
    dos_directory: bool,
}

/// Little-endian numbers out of a header that is known to be long enough.
fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32
}

impl Header {
    /// Lengths of name, extra fields and comment behind a central header.
    pub(super) fn variable_lengths(fixed: &[u8]) -> (usize, usize, usize) {
        (u16_at(fixed, 28).into(), u16_at(fixed, 30).into(), u16_at(fixed, 32).into())
    }

    /// From the fixed part, name and extra fields of a central header.
    pub(super) fn central(fixed: &[u8], name: Vec<u8>, extra: &[u8]) -> Self {
        let made_by_unix = matches!(fixed.get(5), Some(3 | 19));
        let attributes = u32_at(fixed, 38);
        let mut header = Self {
            name,
            flags: u16_at(fixed, 8),
            method: u16_at(fixed, 10),
            crc: u32_at(fixed, 16),
            crc_absent: false,
            packed_bytes: u32_at(fixed, 20).into(),
            size_bytes: u32_at(fixed, 24).into(),
            offset_bytes: u32_at(fixed, 42).into(),
            stamps: dos_time(u16_at(fixed, 12), u16_at(fixed, 14))
                .into_iter()
                .chain(zoned_times(extra))
                .collect(),
            defects: Vec::new(),
            unix_mode: made_by_unix.then_some(attributes >> 16),
            dos_directory: attributes & 0x10 != 0,
        };
        header.widen(extra);
        header
    }

    /// Takes 64-bit sizes from the zip64 field, which holds only those that did not fit (APPNOTE 4.5.3).
    fn widen(&mut self, extra: &[u8]) {
        let Some(field) = fields(extra).find(|(id, _)| *id == 1).map(|(_, field)| field) else { return };
        let mut at = 0;
        for value in [&mut self.size_bytes, &mut self.packed_bytes, &mut self.offset_bytes] {
            if *value == u64::from(u32::MAX) && field.len() >= at + 8 {
                *value = u64_at(field, at);
                at += 8;
            }
        }
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.flags & FLAG_ENCRYPTED != 0 || self.method == method::AES
    }

    pub(super) fn has_end_mark(&self) -> bool {
        self.flags & FLAG_LZMA_END_MARK != 0
    }

    /// Salvage: sizes stand behind the data, not here.
    pub(super) fn lacks_sizes(&self) -> bool {
        self.flags & FLAG_DESCRIPTOR != 0 && self.packed_bytes == 0
    }

    pub(super) fn member(&self) -> Member {
        let file_type = self.unix_mode.map_or(0, |mode| mode & 0o170_000);
        let kind = match file_type {
            0o120_000 => MemberKind::Link,
            0o040_000 => MemberKind::Directory,
            0o010_000 | 0o020_000 | 0o060_000 | 0o140_000 => MemberKind::Other,
            _ if self.name.ends_with(b"/") || (self.dos_directory && self.size_bytes == 0) => {
                MemberKind::Directory
            }
            _ => MemberKind::File,
        };
        let mut member = Member::new(self.name.clone(), kind);
        member.size_bytes = (!self.lacks_sizes()).then_some(self.size_bytes);
        member.stamps.clone_from(&self.stamps);
        member.defects.clone_from(&self.defects);
        member
    }
}

/// What a local header says.
#[derive(Debug)]
pub(super) struct Local {
    name: Vec<u8>,
    flags: u16,
    method: u16,
    crc: u32,
    packed_bytes: u64,
    size_bytes: u64,
    /// Bytes of name and extra fields between the fixed part and the data.
    pub(super) variable_bytes: u64,
    /// Times from its extra fields; more than the central directory has room for.
    pub(super) stamps: Vec<Stamp>,
    dos: Option<Stamp>,
}

impl Local {
    /// Reads the local header at an offset.
    ///
    /// # Errors
    /// A defect of the member: there is no local header there, or the archive ends before it.
    pub(super) fn read(content: &mut dyn Content, offset: u64) -> Result<Self, Defect> {
        Self::try_read(content, offset).map_err(|error| super::super::defect_of(&error))
    }

    fn try_read(content: &mut dyn Content, offset: u64) -> io::Result<Self> {
        content.seek(SeekFrom::Start(offset))?;
        let mut fixed = [0; LOCAL_BYTES as usize];
        content.read_exact(&mut fixed)?;
        if !fixed.starts_with(&LOCAL_MARK) {
            return Err(faulty(DefectKind::Malformed, format!("no local header at byte {offset}")));
        }
        let mut name = vec![0; u16_at(&fixed, 26).into()];
        content.read_exact(&mut name)?;
        let mut extra = vec![0; u16_at(&fixed, 28).into()];
        content.read_exact(&mut extra)?;
        let mut local = Self {
            variable_bytes: (name.len() + extra.len()) as u64,
            name,
            flags: u16_at(&fixed, 6),
            method: u16_at(&fixed, 8),
            crc: u32_at(&fixed, 14),
            packed_bytes: u32_at(&fixed, 18).into(),
            size_bytes: u32_at(&fixed, 22).into(),
            stamps: zoned_times(&extra),
            dos: dos_time(u16_at(&fixed, 10), u16_at(&fixed, 12)),
        };
        if let Some((_, field)) = fields(&extra).find(|(id, field)| *id == 1 && field.len() >= 16) {
            local.size_bytes = u64_at(field, 0);
            local.packed_bytes = u64_at(field, 8);
        }
        Ok(local)
    }

    /// Notes on the central header where the local one says something else.
    pub(super) fn compare(&self, header: &mut Header) {
        let mut differs = |what: &str| {
            let text = format!("its local header gives another {what} than the central directory");
            header.defects.push(Defect::new(DefectKind::Malformed, text));
        };
        // With a descriptor the local sizes are usually 0, and masked headers hide the name.
        if self.name != header.name && header.flags & (1 << 13) == 0 {
            differs("name");
        }
        if self.method != header.method {
            differs("method");
        }
        let described = self.flags & FLAG_DESCRIPTOR != 0;
        let narrow = self.size_bytes == u64::from(u32::MAX) || self.packed_bytes == u64::from(u32::MAX);
        if !described
            && !narrow
            && (self.packed_bytes, self.size_bytes) != (header.packed_bytes, header.size_bytes)
        {
            differs("size");
        }
    }

    /// The only header there is, in salvage.
    pub(super) fn alone(self, offset_bytes: u64) -> Header {
        Header {
            name: self.name,
            flags: self.flags,
            method: self.method,
            crc: self.crc,
            crc_absent: self.flags & FLAG_DESCRIPTOR != 0 && self.crc == 0,
            packed_bytes: self.packed_bytes,
            size_bytes: self.size_bytes,
            offset_bytes,
            stamps: self.dos.into_iter().chain(self.stamps).collect(),
            defects: Vec::new(),
            unix_mode: None,
            dos_directory: false,
        }
    }
}

/// The extra fields, as id and bytes; the rest is left out from the first that does not fit.
fn fields(mut extra: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let length = usize::from(u16_at(extra.get(2..4)?, 0));
        let (id, field) = (u16_at(extra, 0), extra.get(4..4 + length)?);
        extra = &extra[4 + length..];
        Some((id, field))
    })
}

/// The wall-clock time in DOS form: two seconds fine, no zone. 0 means none.
fn dos_time(time: u16, date: u16) -> Option<Stamp> {
    let part = |value: u16, shift: u16, bits: u16| i8::try_from(value >> shift & ((1 << bits) - 1)).ok();
    let year = 1980 + i16::try_from(date >> 9).ok()?;
    let civil = DateTime::new(
        year,
        part(date, 5, 4)?,
        part(date, 0, 5)?,
        part(time, 11, 5)?,
        part(time, 5, 6)?,
        part(time, 0, 5)?.checked_mul(2)?,
        0,
    );
    Some(Stamp { meaning: TimeMeaning::Modified, when: When::Local(LocalTime(civil.ok()?)) })
}

/// Times in UTC from the extra fields: NTFS (0x000a), extended (0x5455) and old Info-ZIP Unix (0x5855).
fn zoned_times(extra: &[u8]) -> Vec<Stamp> {
    use TimeMeaning::{Accessed, Created, Modified};
    let mut stamps = Vec::new();
    let mut say = |meaning, seconds: i64, nanos: u32| {
        if let Some(moment) = Moment::from_unix(seconds, nanos) {
            stamps.push(Stamp { meaning, when: When::Utc(moment) });
        }
    };
    for (id, field) in fields(extra) {
        match id {
            0x5455 => {
                let flags = field.first().copied().unwrap_or(0);
                let mut at = 1;
                for (bit, meaning) in [(1, Modified), (2, Accessed), (4, Created)] {
                    if flags & bit != 0 && field.len() >= at + 4 {
                        say(meaning, i64::from(u32_at(field, at).cast_signed()), 0);
                        at += 4;
                    }
                }
            }
            // Reserved 4, then tag 1 of 24 bytes: modified, accessed, created in 100 ns since 1601.
            0x000a if field.len() >= 32 && u16_at(field, 4) == 1 && u16_at(field, 6) == 24 => {
                for (at, meaning) in [(8, Modified), (16, Accessed), (24, Created)] {
                    let ticks = u64_at(field, at);
                    if ticks != 0 {
                        let seconds = (ticks / 10_000_000).cast_signed() - 11_644_473_600;
                        say(meaning, seconds, u32::try_from(ticks % 10_000_000 * 100).unwrap_or(0));
                    }
                }
            }
            0x5855 if field.len() >= 8 => {
                say(Accessed, i64::from(u32_at(field, 0).cast_signed()), 0);
                say(Modified, i64::from(u32_at(field, 4).cast_signed()), 0);
            }
            _ => {}
        }
    }
    stamps
}
