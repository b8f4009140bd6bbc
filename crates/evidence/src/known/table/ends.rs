//! On which line a row begins. The CSV reader counts rows, and neither blank lines nor line ends within
//! quotes; a person who opens the file counts lines. Watches the bytes that pass, changes none.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Read};

/// Line ends that have passed and are not yet counted; no more than one row and one buffer of them.
#[derive(Default)]
pub(super) struct Ends {
    waiting: RefCell<VecDeque<(u64, bool)>>,
}

/// Passes bytes on and notes their line ends.
pub(super) struct Watched<'a, R> {
    pub(super) inner: R,
    pub(super) ends: &'a Ends,
    /// Where the next byte stands in the file.
    pub(super) offset_bytes: u64,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let taken = self.inner.read(into)?;
        let mut waiting = self.ends.waiting.borrow_mut();
        for (offset, byte) in (self.offset_bytes..).zip(&into[..taken]) {
            if matches!(byte, b'\n' | b'\r') {
                waiting.push_back((offset, *byte == b'\n'));
            }
        }
        self.offset_bytes += taken as u64;
        Ok(taken)
    }
}

impl Ends {
    /// Steps over blank lines from `offset_bytes` on, and gives how many lines ended since the last call
    /// and where the row truly begins.
    pub(super) fn pass(&self, offset_bytes: u64) -> (u64, u64) {
        let mut waiting = self.waiting.borrow_mut();
        let (mut lines, mut start) = (0, offset_bytes);
        while let Some((offset, is_line)) = waiting.front().copied() {
            if offset > start {
                break;
            }
            start += u64::from(offset == start);
            lines += u64::from(is_line);
            waiting.pop_front();
        }
        (lines, start)
    }
}
