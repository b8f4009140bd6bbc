//! Bounded reading of text: lines of at most 64 KiB, and a meter for readers that cut their own records.

use super::record::{KnownError, KnownErrorKind};
use crate::Content;
use std::cell::Cell;
use std::io::{self, Read, SeekFrom};

/// Longest line that is read whole; no digest line comes near it.
pub(super) const LINE_BYTES_MAX: usize = 64 << 10;
const BUFFER_BYTES: usize = 64 << 10;
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether a text is UTF-16 or UTF-32, with or without its mark: digest lists hold no NUL bytes.
pub(super) fn is_wide(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe")
        || head.starts_with(b"\xfe\xff")
        || head.iter().take(64).any(|byte| *byte == 0)
}

/// Reads the beginning of the content and goes back; shorter content gives fewer bytes.
pub(super) fn head(content: &mut dyn Content, bytes: usize) -> Result<Vec<u8>, KnownError> {
    let mut head = Vec::new();
    content
        .seek(SeekFrom::Start(0))
        .and_then(|_| Read::take(&mut *content, bytes as u64).read_to_end(&mut head))
        .and_then(|_| content.seek(SeekFrom::Start(0)))
        .map_err(|error| KnownError::unreadable(&error))?;
    Ok(head)
}

/// Puts the content just past its byte order mark and gives that offset.
pub(super) fn start_of_text(content: &mut dyn Content) -> Result<u64, KnownError> {
    let head = head(content, 64)?;
    if is_wide(&head) && !head.starts_with(b"SQLite format 3\0") {
        return Err(KnownError::new(
            KnownErrorKind::Encoding,
            Some(1),
            "the text is UTF-16 or binary, not UTF-8",
            "Save the list as UTF-8 and import it again",
        ));
    }
    let start = if head.starts_with(UTF8_MARK) { UTF8_MARK.len() as u64 } else { 0 };
    content.seek(SeekFrom::Start(start)).map_err(|error| KnownError::unreadable(&error))?;
    Ok(start)
}

/// Where a reader stands, shared between the reader and what consumes its bytes.
pub(super) struct Meter {
    offset_bytes: Cell<u64>,
    line: Cell<u64>,
    record_start_bytes: Cell<u64>,
    record_bytes_max: u64,
}

impl Meter {
    pub(super) fn starting_at(offset_bytes: u64, record_bytes_max: u64) -> Self {
        Self {
            offset_bytes: Cell::new(offset_bytes),
            line: Cell::new(1),
            record_start_bytes: Cell::new(offset_bytes),
            record_bytes_max,
        }
    }

    /// Line (from 1) and offset of the next byte.
    pub(super) fn position(&self) -> (u64, u64) {
        (self.line.get(), self.offset_bytes.get())
    }

    /// A record ends here: the next one gets the whole allowance again.
    pub(super) fn mark_record(&self) {
        self.record_start_bytes.set(self.offset_bytes.get());
    }

    /// Whether the last refusal to read on was for a record that grew too large.
    pub(super) fn is_exhausted(&self) -> bool {
        self.offset_bytes.get() - self.record_start_bytes.get() > self.record_bytes_max
    }
}

/// A buffered reader that counts, and stops with an error once one record is larger than it may be.
pub(super) struct Metered<'a> {
    content: &'a mut dyn Content,
    meter: &'a Meter,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
}

impl<'a> Metered<'a> {
    pub(super) fn new(content: &'a mut dyn Content, meter: &'a Meter) -> Self {
        Self { content, meter, buffer: vec![0; BUFFER_BYTES].into_boxed_slice(), start: 0, end: 0 }
    }
}

/// Reads once more after an interruption, as the standard library's own loops do.
fn read_some(content: &mut dyn Content, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match content.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

impl Metered<'_> {
    #[cold]
    fn refill(&mut self) -> io::Result<()> {
        if self.meter.is_exhausted() {
            return Err(io::Error::other("one record is larger than it may be"));
        }
        self.start = 0;
        self.end = read_some(self.content, &mut self.buffer)?;
        Ok(())
    }
}

impl Read for Metered<'_> {
    #[inline]
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.start == self.end {
            self.refill()?;
        }
        // The JSON reader asks byte by byte: this path is most of what an import costs.
        if let ([into], Some(byte)) = (&mut *into, self.buffer[..self.end].get(self.start)) {
            *into = *byte;
            self.start += 1;
            self.meter.line.set(self.meter.line.get() + u64::from(*byte == b'\n'));
            self.meter.offset_bytes.set(self.meter.offset_bytes.get() + 1);
            return Ok(1);
        }
        let taken = into.len().min(self.end - self.start);
        let bytes = &self.buffer[self.start..self.start + taken];
        into[..taken].copy_from_slice(bytes);
        self.start += taken;
        let newlines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.meter.line.set(self.meter.line.get() + newlines);
        self.meter.offset_bytes.set(self.meter.offset_bytes.get() + taken as u64);
        Ok(taken)
    }
}

/// One line, without its end.
pub(super) struct Line<'a> {
    /// From 1.
    pub(super) number: u64,
    /// Where it begins in the file.
    pub(super) offset_bytes: u64,
    /// Its bytes, at most [`LINE_BYTES_MAX`].
    pub(super) text: &'a [u8],
    /// The line is longer; the rest was passed over.
    pub(super) is_cut: bool,
}

/// Lines of a text; `\n` and `\r\n` end a line, the last one needs no end.
pub(super) struct Lines<'a> {
    content: &'a mut dyn Content,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    line: Vec<u8>,
    number: u64,
    offset_bytes: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn new(content: &'a mut dyn Content, offset_bytes: u64) -> Self {
        let buffer = vec![0; BUFFER_BYTES].into_boxed_slice();
        Self { content, buffer, start: 0, end: 0, line: Vec::new(), number: 0, offset_bytes }
    }

    /// The next line; `None` at the end.
    pub(super) fn next_line(&mut self) -> Result<Option<Line<'_>>, KnownError> {
        self.line.clear();
        let offset_bytes = self.offset_bytes;
        let (mut is_cut, mut is_ended) = (false, false);
        while !is_ended {
            if self.start == self.end {
                self.start = 0;
                self.end = read_some(self.content, &mut self.buffer)
                    .map_err(|error| KnownError::unreadable(&error))?;
                if self.end == 0 {
                    break;
                }
            }
            let waiting = &self.buffer[self.start..self.end];
            let (part, taken) = match waiting.iter().position(|byte| *byte == b'\n') {
                Some(at) => {
                    is_ended = true;
                    (&waiting[..at], at + 1)
                }
                None => (waiting, waiting.len()),
            };
            let room = LINE_BYTES_MAX - self.line.len();
            is_cut |= part.len() > room;
            self.line.extend_from_slice(&part[..part.len().min(room)]);
            self.start += taken;
            self.offset_bytes += taken as u64;
        }
        if self.offset_bytes == offset_bytes {
            return Ok(None);
        }
        self.number += 1;
        let text = self.line.strip_suffix(b"\r").unwrap_or(&self.line);
        Ok(Some(Line { number: self.number, offset_bytes, text, is_cut }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn all(bytes: &[u8]) -> Vec<(u64, u64, Vec<u8>, bool)> {
        let mut content = Cursor::new(bytes.to_vec());
        let mut lines = Lines::new(&mut content, 0);
        let mut seen = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            seen.push((line.number, line.offset_bytes, line.text.to_vec(), line.is_cut));
        }
        seen
    }

    #[test]
    fn a_line_too_long_is_cut_and_the_next_is_whole() {
        let mut bytes = vec![b'a'; 3 * LINE_BYTES_MAX];
        bytes.extend_from_slice(b"\nnext");
        let seen = all(&bytes);
        assert_eq!(seen.len(), 2);
        assert_eq!((seen[0].2.len(), seen[0].3), (LINE_BYTES_MAX, true));
        assert_eq!(seen[1], (2, 3 * LINE_BYTES_MAX as u64 + 1, b"next".to_vec(), false));
    }

    proptest! {
        #[test]
        fn lines_are_those_of_a_plain_split(text in "[ab\r\n]{0,40}") {
            let mut plain: Vec<&str> = text.split('\n').collect();
            if plain.last() == Some(&"") {
                plain.pop();
            }
            let seen: Vec<String> =
                all(text.as_bytes()).into_iter().map(|line| String::from_utf8(line.2).unwrap()).collect();
            let plain: Vec<&str> = plain.into_iter().map(|l| l.strip_suffix('\r').unwrap_or(l)).collect();
            prop_assert_eq!(seen, plain);
        }
    }
}
