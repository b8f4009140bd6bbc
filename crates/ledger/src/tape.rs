//! The tape: a ledger as lines of JSON that a person can read and a program can check.
//!
//! The first line names the form. Then each line is `{"entry":..}` or `{"head":..}` in the order in which they
//! were made, and the last is `{"close":..}`: a signed head that covers everything before it. Every line is
//! canonical JSON and ends with one newline.

use crate::canonical::{CanonicalError, to_canonical};
use crate::entry::Entry;
use crate::head::SignedHead;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// First line of every tape, without its newline.
pub(crate) const FIRST_LINE: &[u8] = br#"{"form":"hoeder-ledger-tape","version":1}"#;

/// Longest line, in bytes, that a tape may have; keeps a hostile tape from filling the memory.
pub const LINE_BYTES_MAX: usize = 4 << 20;

/// What stands before an entry's own canonical bytes on its line; after them stands one `}`.
pub(crate) const ENTRY_PREFIX: &[u8] = br#"{"entry":"#;

/// A line after the first.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Line {
    Entry(Entry),
    Head(SignedHead),
    Close(SignedHead),
}

/// Why a line can't be written.
#[derive(Debug, thiserror::Error)]
pub enum TapeError {
    /// The entry or head has no canonical bytes.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The line would be longer than [`LINE_BYTES_MAX`].
    #[error(
        "a line of {bytes} bytes is too long: {LINE_BYTES_MAX} are allowed; keep details short and refer to what is long by its digest"
    )]
    TooLong {
        /// Length of the line.
        bytes: usize,
    },
    /// The output refused.
    #[error("the tape can't be written: {0}")]
    Write(#[from] io::Error),
}

/// Writes a tape, line by line. It does not check what it is given: [`crate::verify`] does.
#[derive(Debug)]
pub struct TapeWriter<W> {
    out: W,
}

impl<W: Write> TapeWriter<W> {
    /// Begins a tape. Give a buffered writer.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn new(mut out: W) -> Result<Self, TapeError> {
        out.write_all(FIRST_LINE)?;
        out.write_all(b"\n")?;
        Ok(Self { out })
    }

    fn line(&mut self, parts: &[&[u8]]) -> Result<(), TapeError> {
        let bytes = parts.iter().map(|part| part.len()).sum();
        if bytes > LINE_BYTES_MAX {
            return Err(TapeError::TooLong { bytes });
        }
        parts.iter().try_for_each(|part| self.out.write_all(part))?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// Writes the next entry.
    ///
    /// # Errors
    /// When it is too long or the output refuses.
    pub fn entry(&mut self, entry: &Entry) -> Result<(), TapeError> {
        self.entry_bytes(&entry.canonical_bytes()?)
    }

    /// Writes the next entry by its canonical bytes, as [`crate::Appended`] gave them.
    ///
    /// # Errors
    /// When it is too long or the output refuses.
    pub fn entry_bytes(&mut self, bytes: &[u8]) -> Result<(), TapeError> {
        self.line(&[ENTRY_PREFIX, bytes, b"}"])
    }

    /// Writes a head that was signed at this point.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn head(&mut self, head: &SignedHead) -> Result<(), TapeError> {
        self.line(&[br#"{"head":"#, &to_canonical(head)?, b"}"])
    }

    /// Closes the tape with the head that covers all of it, and gives the output back, flushed.
    ///
    /// # Errors
    /// When the output refuses.
    pub fn close(mut self, head: &SignedHead) -> Result<W, TapeError> {
        self.line(&[br#"{"close":"#, &to_canonical(head)?, b"}"])?;
        self.out.flush()?;
        Ok(self.out)
    }
}
