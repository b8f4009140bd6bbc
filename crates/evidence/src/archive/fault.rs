//! Defects that travel through `Read`, and what the errors of decoders mean.
//!
//! May not pass a library's text on unshortened: it stands in a record that people read.

use crate::{Defect, DefectKind};
use std::fmt;
use std::io::{self, ErrorKind, Read};

/// A defect on its way through [`io::Error`].
#[derive(Debug)]
struct Fault(Defect);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Fault {}

pub(super) fn fault(defect: Defect) -> io::Error {
    io::Error::other(Fault(defect))
}

pub(crate) fn faulty(kind: DefectKind, text: impl Into<String>) -> io::Error {
    fault(Defect::new(kind, text))
}

/// What an error of a member's reader says of the member.
pub fn defect_of(error: &io::Error) -> Defect {
    if let Some(fault) = error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()) {
        return fault.0.clone();
    }
    let text: String =
        error.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect();
    let lzma = error.get_ref().and_then(|inner| inner.downcast_ref::<liblzma::stream::Error>());
    let kind = match lzma {
        Some(liblzma::stream::Error::MemLimit | liblzma::stream::Error::Mem) => DefectKind::LimitReached,
        Some(liblzma::stream::Error::Options) => DefectKind::Unsupported,
        Some(_) => DefectKind::Malformed,
        // The words of zstd for a window above the limit; it has no code that comes through.
        None if text.contains("too much memory") => DefectKind::LimitReached,
        None => match error.kind() {
            ErrorKind::UnexpectedEof => DefectKind::Truncated,
            ErrorKind::OutOfMemory => DefectKind::LimitReached,
            _ if error.raw_os_error().is_some() => DefectKind::Unreadable,
            _ => DefectKind::Malformed,
        },
    };
    Defect::new(kind, text)
}

/// A reader that has nothing but a reason.
pub(super) struct Refusing(pub(super) Defect);

impl Read for Refusing {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        Err(fault(self.0.clone()))
    }
}

/// Checks size and CRC-32 against what was stated, after the last byte.
pub(super) struct Checked<R> {
    inner: R,
    hasher: crc32fast::Hasher,
    seen_bytes: u64,
    stated_bytes: Option<u64>,
    stated_crc: Option<u32>,
    told: bool,
}

impl<R: Read> Checked<R> {
    pub(super) fn new(inner: R, stated_bytes: Option<u64>, stated_crc: Option<u32>) -> Self {
        let hasher = crc32fast::Hasher::new();
        Self { inner, hasher, seen_bytes: 0, stated_bytes, stated_crc, told: false }
    }

    fn judge(&self) -> Option<io::Error> {
        let seen = self.seen_bytes;
        if let Some(stated) = self.stated_bytes.filter(|&stated| stated != seen) {
            let text = format!("states {stated} bytes and gives {seen}");
            return Some(faulty(DefectKind::SizeDiffers, text));
        }
        let computed = self.hasher.clone().finalize();
        self.stated_crc.filter(|&stated| stated != computed).map(|stated| {
            let text = format!("states CRC-32 {stated:08x}; its bytes give {computed:08x}");
            faulty(DefectKind::ChecksumDiffers, text)
        })
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        self.seen_bytes += read as u64;
        if read == 0 && !buffer.is_empty() && !self.told {
            self.told = true;
            if let Some(error) = self.judge() {
                return Err(error);
            }
        }
        Ok(read)
    }
}
