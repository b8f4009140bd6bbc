//! The part of a dump that is in memory: it grows with what is being read, up to a bound, and moves on.

use std::io::{self, Read};

/// The longest row, and the longest statement that is read whole.
pub(in crate::dump) const ROW_BYTES_MAX: usize = 64 << 20;
const BUFFER_BYTES: usize = 1 << 20;

/// A moving window over a source.
pub(in crate::dump) struct Window<'a> {
    source: &'a mut dyn Read,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Offset in the source of the window's first byte.
    offset: u64,
    is_ended: bool,
    failure: Option<io::Error>,
}

impl<'a> Window<'a> {
    pub(in crate::dump) fn new(source: &'a mut dyn Read) -> Self {
        let buffer = vec![0; BUFFER_BYTES];
        Self { source, buffer, start: 0, end: 0, offset: 0, is_ended: false, failure: None }
    }

    /// What is in memory and not yet passed.
    pub(in crate::dump) fn bytes(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Offset in the source of the first of [`Window::bytes`].
    pub(in crate::dump) fn offset(&self) -> u64 {
        self.offset
    }

    /// Nothing comes after [`Window::bytes`].
    pub(in crate::dump) fn is_ended(&self) -> bool {
        self.is_ended
    }

    /// Why reading ended before the source did.
    pub(in crate::dump) fn failure(&self) -> Option<&io::Error> {
        self.failure.as_ref()
    }

    /// So much was understood.
    pub(in crate::dump) fn pass(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.offset += count as u64;
    }

    /// Reads on; `false` where the source is at its end or the window may not grow.
    pub(in crate::dump) fn more(&mut self) -> bool {
        if self.is_ended {
            return false;
        }
        if self.end == self.buffer.len() {
            if self.start > 0 {
                self.buffer.copy_within(self.start..self.end, 0);
                self.end -= self.start;
                self.start = 0;
            }
            // A row that fills half the window would be searched from its start again and again.
            if self.end > self.buffer.len() / 2 {
                if self.buffer.len() >= 2 * ROW_BYTES_MAX {
                    return false;
                }
                let length = 2 * self.buffer.len();
                self.buffer.resize(length, 0);
            }
        }
        loop {
            match self.source.read(self.buffer.get_mut(self.end..).unwrap_or_default()) {
                Ok(0) => {
                    self.is_ended = true;
                    return false;
                }
                Ok(read) => {
                    self.end += read;
                    return true;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    self.is_ended = true;
                    return false;
                }
            }
        }
    }

    /// Makes sure that so many bytes are in memory, where there are so many.
    pub(in crate::dump) fn want(&mut self, count: usize) {
        while self.end - self.start < count && self.more() {}
    }
}
