//! The frame of an index file: header, section table, sections, seal. Shared by the exact and the near index.
//!
//! ```text
//! 0   magic "HOEDRIDX"                      8 bytes
//! 8   kind of index, version                u32, u32
//! 16  length of the whole file              u64
//! 24  numbers of parameters and sections    u32, u32
//! 32  parameters                            u64 each
//! ..  offset and length of each section     u64, u64 each
//! ..  SHA-256 of everything above           32 bytes
//! ..  sections, each from a multiple of 64 bytes, zeros between
//! end SHA-256 of everything above           32 bytes
//! ```
//!
//! All numbers are little-endian. May not know what the sections hold, nor where the bytes are kept.

use sha2::{Digest as _, Sha256};
use std::io::{self, Write};
use std::ops::Range;

const MAGIC: &[u8; 8] = b"HOEDRIDX";
const FIXED_BYTES: usize = 32;
const SEAL_BYTES: usize = 32;
/// Sections begin on a multiple of this: one cache line.
const ALIGN_BYTES: u64 = 64;

/// Which index a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum IndexKind {
    Exact = 1,
    Near = 2,
}

impl IndexKind {
    fn name(number: u32) -> &'static str {
        match number {
            1 => "exact",
            2 => "near",
            _ => "unknown",
        }
    }
}

/// Why bytes are not an index that can be searched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// The bytes do not begin as an index file does.
    #[error("these bytes are no index file")]
    Foreign,
    /// An index of another kind.
    #[error("the index is of kind `{found}`; `{wanted}` was expected")]
    Kind {
        /// Kind found.
        found: &'static str,
        /// Kind expected.
        wanted: &'static str,
    },
    /// A layout that this program does not know.
    #[error("index layout {found}, but this program reads layout {known}")]
    Version {
        /// Layout found.
        found: u32,
        /// Layout known.
        known: u32,
    },
    /// Fewer or more bytes than the header says.
    #[error("the index has {found} bytes but should have {wanted}")]
    Length {
        /// Bytes present.
        found: u64,
        /// Bytes that the header states, or the least that a header needs.
        wanted: u64,
    },
    /// The header does not match its own checksum, or contradicts itself.
    #[error("the header of the index is damaged")]
    Header,
    /// The content does not match the seal.
    #[error("the content of the index is damaged")]
    Content,
}

impl IndexError {
    /// What the person at the keyboard can do.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Foreign | Self::Kind { .. } => "check that the right file was given",
            Self::Version { .. } => "import the set again with this program",
            Self::Length { .. } | Self::Header | Self::Content => {
                "the file was cut short or changed: import the set again"
            }
        }
    }
}

/// Places of parameters and sections, settled before the first byte is written.
pub(crate) struct Layout {
    kind: IndexKind,
    version: u32,
    params: Vec<u64>,
    sections: Vec<Range<u64>>,
    length: u64,
}

impl Layout {
    /// A file with these parameters and sections of these lengths, in bytes.
    pub(crate) fn new(kind: IndexKind, version: u32, params: &[u64], section_bytes: &[u64]) -> Self {
        let header = FIXED_BYTES + 8 * params.len() + 16 * section_bytes.len() + SEAL_BYTES;
        let mut end = header as u64;
        let sections = section_bytes
            .iter()
            .map(|bytes| {
                let start = end.next_multiple_of(ALIGN_BYTES);
                end = start + bytes;
                start..end
            })
            .collect();
        Self { kind, version, params: params.to_vec(), sections, length: end + SEAL_BYTES as u64 }
    }

    fn header(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.kind as u32).to_le_bytes());
        bytes.extend(self.version.to_le_bytes());
        bytes.extend(self.length.to_le_bytes());
        bytes.extend((self.params.len() as u32).to_le_bytes());
        bytes.extend((self.sections.len() as u32).to_le_bytes());
        for param in &self.params {
            bytes.extend(param.to_le_bytes());
        }
        for section in &self.sections {
            bytes.extend(section.start.to_le_bytes());
            bytes.extend((section.end - section.start).to_le_bytes());
        }
        let seal = Sha256::digest(&bytes);
        bytes.extend_from_slice(&seal);
        bytes
    }
}

/// Writes the sections in order, and seals what was written.
pub(crate) struct FrameWriter<W: Write> {
    out: W,
    layout: Layout,
    next: usize,
    written: u64,
    seal: Sha256,
}

impl<W: Write> FrameWriter<W> {
    /// Writes the header.
    pub(crate) fn begin(out: W, layout: Layout) -> io::Result<Self> {
        let header = layout.header();
        let mut writer = Self { out, layout, next: 0, written: 0, seal: Sha256::new() };
        writer.put(&header)?;
        Ok(writer)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.seal.update(bytes);
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Writes the next section whole, from pieces.
    ///
    /// # Errors
    /// Those of the writer; and `InvalidData` where the pieces are not as long as the layout says.
    pub(crate) fn section<B: AsRef<[u8]>>(&mut self, pieces: impl IntoIterator<Item = B>) -> io::Result<()> {
        let wrong = || io::Error::new(io::ErrorKind::InvalidData, "a section differs from its layout");
        let section = self.layout.sections.get(self.next).cloned().ok_or_else(wrong)?;
        self.next += 1;
        let gap = section.start.saturating_sub(self.written).min(ALIGN_BYTES);
        self.put(&[0; ALIGN_BYTES as usize][..gap as usize])?;
        let mut buffer = Vec::with_capacity(1 << 16);
        for piece in pieces {
            buffer.extend_from_slice(piece.as_ref());
            if buffer.len() >= (1 << 16) - 256 {
                self.put(&buffer)?;
                buffer.clear();
            }
        }
        self.put(&buffer)?;
        if self.written == section.end { Ok(()) } else { Err(wrong()) }
    }

    /// Writes the seal and hands the writer back.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        let seal = self.seal.finalize();
        self.out.write_all(&seal)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A file whose header holds true: parameters, and where each section lies.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) params: Vec<u64>,
    pub(crate) sections: Vec<Range<usize>>,
}

impl Frame {
    /// Reads and checks the header and the length; the content is left for [`Frame::verify`].
    pub(crate) fn open(bytes: &[u8], kind: IndexKind, version: u32) -> Result<Self, IndexError> {
        if !bytes.starts_with(MAGIC) {
            return Err(IndexError::Foreign);
        }
        let found = bytes.len() as u64;
        let header_seal = FIXED_BYTES + SEAL_BYTES;
        if bytes.len() < header_seal {
            return Err(IndexError::Length { found, wanted: header_seal as u64 });
        }
        let number = read_u32(bytes, 8)?;
        if number != kind as u32 {
            let wanted = IndexKind::name(kind as u32);
            return Err(IndexError::Kind { found: IndexKind::name(number), wanted });
        }
        let layout = read_u32(bytes, 12)?;
        if layout != version {
            return Err(IndexError::Version { found: layout, known: version });
        }
        let wanted = read_u64(bytes, 16)?;
        if wanted != found {
            return Err(IndexError::Length { found, wanted });
        }
        let params = u64::from(read_u32(bytes, 24)?);
        let sections = u64::from(read_u32(bytes, 28)?);
        let sealed = FIXED_BYTES as u64 + 8 * params + 16 * sections;
        let sealed = usize::try_from(sealed).map_err(|_| IndexError::Header)?;
        let header = bytes.get(..sealed).ok_or(IndexError::Header)?;
        let seal = bytes.get(sealed..sealed + SEAL_BYTES).ok_or(IndexError::Header)?;
        if Sha256::digest(header).as_slice() != seal {
            return Err(IndexError::Header);
        }
        let (params, sections) = (params as usize, sections as usize);
        let table = FIXED_BYTES + 8 * params;
        let body = sealed + SEAL_BYTES..bytes.len() - SEAL_BYTES;
        Ok(Self {
            params: (0..params).map(|i| read_u64(header, FIXED_BYTES + 8 * i)).collect::<Result<_, _>>()?,
            sections: (0..sections)
                .map(|i| {
                    let start = usize::try_from(read_u64(header, table + 16 * i)?);
                    let length = usize::try_from(read_u64(header, table + 16 * i + 8)?);
                    let (Ok(start), Ok(length)) = (start, length) else { return Err(IndexError::Header) };
                    let end = start.checked_add(length).ok_or(IndexError::Header)?;
                    if start < body.start || end > body.end {
                        return Err(IndexError::Header);
                    }
                    Ok(start..end)
                })
                .collect::<Result<_, _>>()?,
        })
    }

    /// Checks the seal over all bytes.
    pub(crate) fn verify(bytes: &[u8]) -> Result<(), IndexError> {
        let (content, seal) = bytes.split_last_chunk::<SEAL_BYTES>().ok_or(IndexError::Content)?;
        if Sha256::digest(content).as_slice() == seal { Ok(()) } else { Err(IndexError::Content) }
    }
}

fn read_u32(bytes: &[u8], at: usize) -> Result<u32, IndexError> {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map(|b| u32::from_le_bytes(*b)).ok_or(IndexError::Header)
}

fn read_u64(bytes: &[u8], at: usize) -> Result<u64, IndexError> {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map(|b| u64::from_le_bytes(*b)).ok_or(IndexError::Header)
}

/// Number `i` of a column of little-endian `u32`; `None` past its end.
#[inline(always)]
pub(crate) fn column_u32(column: &[u8], i: usize) -> Option<u32> {
    let at = i.checked_mul(4)?;
    column.get(at..at.checked_add(4)?)?.first_chunk().map(|b| u32::from_le_bytes(*b))
}
