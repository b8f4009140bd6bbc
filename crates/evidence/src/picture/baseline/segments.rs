//! The data of a scan without its stuffing, cut at the restart markers (ITU-T T.81, B.1.1.5 and B.2.1).
//!
//! Done once beforehand, so that whoever reads the bits need never look for markers.

/// Zeros after the last segment, so that eight bytes can be had wherever one can.
const PADDING_BYTES: usize = 16;
const STUFFING: u8 = 0x00;
const EOI: u8 = 0xd9;
const RST0: u8 = 0xd0;

/// Segments of a scan; keeps its room from one picture to the next.
#[derive(Debug, Default)]
pub(super) struct Segments {
    /// All data, with padding at the end.
    pub(super) data: Vec<u8>,
    /// Where each segment ends.
    pub(super) ends: Vec<usize>,
}

impl Segments {
    /// Takes the data that begin at the start of `bytes`. `None` where they do not run, by restart markers in their
    /// order, straight to the end of the image.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Option<()> {
        self.data.clear();
        self.ends.clear();
        self.data.reserve(bytes.len() + PADDING_BYTES);
        let mut rest = bytes;
        loop {
            let plain = memchr::memchr(0xff, rest)?;
            let (before, after) = rest.split_at(plain);
            let &[_, next, ref beyond @ ..] = after else { return None };
            self.data.extend_from_slice(before);
            rest = beyond;
            match next {
                STUFFING => self.data.push(0xff),
                EOI => break,
                _ if next == RST0 + (self.ends.len() % 8) as u8 => self.ends.push(self.data.len()),
                _ => return None,
            }
        }
        self.ends.push(self.data.len());
        self.data.resize(self.data.len() + PADDING_BYTES, 0);
        Some(())
    }
}
