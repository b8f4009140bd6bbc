//! Reading onwards: from a holder that can be sought in, or from a stream that can't.
//!
//! May not count bytes twice: a stream is counted where it is decompressed, a holder where its members are read.

use super::super::fault::faulty;
use crate::{Content, DefectKind};
use std::io::{self, Read, SeekFrom};

/// Bytes in order, with places to pass over.
pub(in super::super) trait Forward: Read {
    /// Bytes read or passed over so far.
    fn position(&self) -> u64;

    /// Where the next byte stands in the holder, where it stands there as it is.
    fn offset_in_holder(&self) -> Option<u64>;

    /// Whether what is read here is already counted.
    fn is_metered(&self) -> bool;

    /// Passes over bytes; an error of kind `Truncated` where there are not as many.
    fn pass(&mut self, bytes: u64) -> io::Result<()>;

    /// Reads until the buffer is full or the bytes end.
    fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }
}

fn truncated() -> io::Error {
    faulty(DefectKind::Truncated, "the archive ends within a member")
}

/// A holder that can be sought in.
pub(in super::super) struct Seekable<'a> {
    content: io::BufReader<&'a mut dyn Content>,
    position: u64,
    size_bytes: u64,
}

impl<'a> Seekable<'a> {
    pub(in super::super) fn new(content: &'a mut dyn Content, size_bytes: u64) -> Self {
        Self { content: io::BufReader::with_capacity(64 * 1024, content), position: 0, size_bytes }
    }
}

impl Read for Seekable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Forward for Seekable<'_> {
    fn position(&self) -> u64 {
        self.position
    }

    fn offset_in_holder(&self) -> Option<u64> {
        Some(self.position)
    }

    fn is_metered(&self) -> bool {
        false
    }

    fn pass(&mut self, bytes: u64) -> io::Result<()> {
        let target = self.position.saturating_add(bytes);
        if target > self.size_bytes {
            return Err(truncated());
        }
        match i64::try_from(bytes) {
            // Small steps stay within the buffer.
            Ok(step) => self.content.seek_relative(step)?,
            Err(_) => {
                io::Seek::seek(&mut self.content, SeekFrom::Start(target))?;
            }
        }
        self.position = target;
        Ok(())
    }
}

/// A decompressed stream.
pub(in super::super) struct Streamed<'a> {
    stream: &'a mut dyn Read,
    position: u64,
}

impl<'a> Streamed<'a> {
    pub(in super::super) fn new(stream: &'a mut dyn Read) -> Self {
        Self { stream, position: 0 }
    }
}

impl Read for Streamed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(buffer)?;
        self.position += read as u64;
        Ok(read)
    }
}

impl Forward for Streamed<'_> {
    fn position(&self) -> u64 {
        self.position
    }

    fn offset_in_holder(&self) -> Option<u64> {
        None
    }

    fn is_metered(&self) -> bool {
        true
    }

    fn pass(&mut self, bytes: u64) -> io::Result<()> {
        let passed = io::copy(&mut self.take(bytes), &mut io::sink())?;
        if passed < bytes { Err(truncated()) } else { Ok(()) }
    }
}

/// So many bytes, and a `Truncated` error where there are fewer.
pub(super) struct Exactly<'a> {
    input: &'a mut dyn Forward,
    left: u64,
}

impl<'a> Exactly<'a> {
    pub(super) fn new(input: &'a mut dyn Forward, left: u64) -> Self {
        Self { input, left }
    }
}

impl Read for Exactly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let read = self.input.read(&mut buffer[..most])?;
        if read == 0 {
            return Err(truncated());
        }
        self.left -= read as u64;
        Ok(read)
    }
}
