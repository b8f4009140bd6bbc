//! The bytes of a file or stream on an image, by random access. It may not give a byte that was not read: where the
//! image or the runs end too early, the reading ends with an error at that place.

use crate::{Defect, DefectKind, archive};
use sleuth::{Attribute, File, FileSystem};
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes fetched in one go; a multiple of every block size in use, so that fetches stay aligned.
const FETCH_BYTES: u64 = 128 << 10;
/// After a failed fetch the good part is taken in steps of this size.
const STEP_BYTES: usize = 4096;

pub(super) struct NodeContent {
    file: File,
    /// `None`: the file has no content at all.
    attribute: Option<Attribute>,
    position: u64,
    /// Bytes from `buffer_at` on.
    buffer: Vec<u8>,
    buffer_at: u64,
}

impl NodeContent {
    /// Opens an attribute of a record; `None` stands for a file without any content.
    pub(super) fn open(fs: &FileSystem, node: u64, wanted: Option<(u32, u16)>) -> Result<Self, Defect> {
        let unreadable = |error: sleuth::Error| Defect::new(DefectKind::Unreadable, error.text);
        let file = fs.file(node).map_err(unreadable)?;
        let attribute = match wanted {
            None => None,
            Some(id) => {
                let attributes = file.attributes().map_err(unreadable)?;
                let found = attributes.into_iter().find(|attribute| (attribute.kind, attribute.id) == id);
                let gone = || Defect::new(DefectKind::Unreadable, "the record no longer holds that stream");
                Some(found.ok_or_else(gone)?)
            }
        };
        Ok(Self { file, attribute, position: 0, buffer: Vec::new(), buffer_at: 0 })
    }

    fn size(&self) -> u64 {
        self.attribute.as_ref().map_or(0, |attribute| attribute.size_bytes)
    }

    /// Fills the buffer with the stretch that holds the position.
    fn fetch(&mut self) -> io::Result<()> {
        let Some(attribute) = &self.attribute else { return Ok(()) };
        let start = self.position / FETCH_BYTES * FETCH_BYTES;
        let wanted = usize::try_from(FETCH_BYTES.min(attribute.size_bytes - start)).unwrap_or(STEP_BYTES);
        self.buffer.resize(wanted, 0);
        self.buffer_at = start;
        let mut done = 0;
        let mut step = wanted;
        while done < wanted {
            let end = (done + step).min(wanted);
            match read_exactly(&self.file, attribute, start + done as u64, &mut self.buffer[done..end]) {
                Ok(()) => done = end,
                Err(_) if step > STEP_BYTES => step = STEP_BYTES,
                Err(error) => {
                    self.buffer.truncate(done);
                    // What was read before the bad place is given first; the error comes when that is used up.
                    return if start + done as u64 > self.position { Ok(()) } else { Err(error) };
                }
            }
        }
        Ok(())
    }
}

fn read_exactly(file: &File, attribute: &Attribute, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
    let mut done = 0;
    while done < buffer.len() {
        let at = offset + done as u64;
        let got = file.read_at(attribute, at, &mut buffer[done..]).map_err(|error| {
            let text = format!("byte {at} of the content can't be read: {error}");
            archive::faulty(DefectKind::Unreadable, text)
        })?;
        if got == 0 {
            let text = format!("the content ends at byte {at}, its size is {}", attribute.size_bytes);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, text));
        }
        done += got;
    }
    Ok(())
}

impl Read for NodeContent {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.size() || out.is_empty() {
            return Ok(0);
        }
        let held = self.buffer_at..self.buffer_at + self.buffer.len() as u64;
        if !held.contains(&self.position) {
            self.fetch()?;
        }
        let from = usize::try_from(self.position - self.buffer_at).unwrap_or(usize::MAX);
        let ready = self.buffer.get(from..).unwrap_or_default();
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for NodeContent {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(step) => self.size().checked_add_signed(step),
            SeekFrom::Current(step) => self.position.checked_add_signed(step),
        };
        let before = || io::Error::new(io::ErrorKind::InvalidInput, "a position before the beginning");
        self.position = target.ok_or_else(before)?;
        Ok(self.position)
    }
}
