//! Zip and zip64: the central directory says what there is, each local header where it is.
//!
//! May not believe one header without the other, or stop where the directory is damaged: local headers are then
//! searched for in the bytes themselves. Format: APPNOTE.TXT 6.3.10.

mod directory;
mod header;
mod salvage;

use self::directory::Directory;
use self::header::{Header, LOCAL_BYTES, Local, method};
use super::fault::{Checked, faulty};
use super::member::MemberKind;
use super::stream;
use super::tour::Tour;
use crate::{Content, Defect, DefectKind, Limits};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, SeekFrom};
use std::ops::ControlFlow;

const BUFFER_BYTES: usize = 64 * 1024;

pub(super) fn walk(content: &mut dyn Content, size_bytes: u64, tour: &mut Tour<'_>) -> Result<(), Defect> {
    let directory = match Directory::find(content, size_bytes) {
        Ok(directory) => directory,
        Err(defect) => {
            tour.note(defect);
            return salvage::walk(content, size_bytes, 0, tour);
        }
    };
    let mut taken = Taken::default();
    match listed(content, directory, &mut taken, tour) {
        Ok(ControlFlow::Continue(())) => {}
        Ok(ControlFlow::Break(())) => return Ok(()),
        Err(defect) => {
            tour.note(defect);
            // What the directory did not get to is still there: after the last member that it did list.
            if salvage::walk(content, size_bytes, taken.end(), tour).is_ok() {
                return Ok(());
            }
        }
    }
    for (start, end) in taken.gaps(size_bytes) {
        note_gap(content, start, end, tour);
    }
    Ok(())
}

/// Visits what the central directory lists.
fn listed(
    content: &mut dyn Content,
    mut directory: Directory,
    taken: &mut Taken,
    tour: &mut Tour<'_>,
) -> Result<ControlFlow<()>, Defect> {
    tour.state(directory.stated);
    let mut listed = 0;
    while let Some(mut header) = directory.next(content)? {
        listed += 1;
        header.offset_bytes = header.offset_bytes.saturating_add_signed(directory.shift);
        let shown = match Local::read(content, header.offset_bytes) {
            Ok(local) => {
                local.compare(&mut header);
                let data = header.offset_bytes + LOCAL_BYTES + local.variable_bytes;
                // Some writers keep more times here than in the directory, some fewer.
                let known = header.stamps.clone();
                header.stamps.extend(local.stamps.into_iter().filter(|stamp| !known.contains(stamp)));
                let end = data.saturating_add(header.packed_bytes);
                if !taken.take(header.offset_bytes, end) {
                    let text = "its bytes overlap those of another member";
                    header.defects.push(Defect::new(DefectKind::Malformed, text));
                }
                show(content, header, data, tour)
            }
            Err(defect) => tour.refuse(header.member(), defect),
        };
        if shown.is_break() {
            return Ok(shown);
        }
    }
    if listed != directory.stated {
        let text = format!("states {} members; its directory lists {listed}", directory.stated);
        tour.note(Defect::new(DefectKind::Malformed, text));
    }
    taken.take(directory.start(), directory.close_bytes);
    Ok(ControlFlow::Continue(()))
}

/// Shows one member whose packed bytes start at `data`.
fn show(content: &mut dyn Content, header: Header, data: u64, tour: &mut Tour<'_>) -> ControlFlow<()> {
    let mut member = header.member();
    member.offset_bytes = Some(data);
    if header.is_encrypted() {
        let text = "encrypted: its bytes can't be read without the password";
        return tour.refuse(member, Defect::new(DefectKind::Encrypted, text));
    }
    if member.kind == MemberKind::Directory && header.packed_bytes > 0 {
        // Bytes behind a directory's name would otherwise be seen by no one.
        member.kind = MemberKind::File;
        let text = "its name says directory, and it has content";
        member.defects.push(Defect::new(DefectKind::StrangeName, text));
    }
    if let Err(error) = content.seek(SeekFrom::Start(data)) {
        return tour.refuse(member, super::defect_of(&error));
    }
    let packed = BufReader::with_capacity(BUFFER_BYTES, content.take(header.packed_bytes));
    match unpack(packed, &header, tour.limits) {
        Ok(plain) => {
            let stated_crc = (!header.crc_absent).then_some(header.crc);
            tour.show(member, &mut Checked::new(plain, Some(header.size_bytes), stated_crc))
        }
        Err(error) => tour.refuse(member, super::defect_of(&error)),
    }
}

/// Puts the decoder of the member's method in front of its packed bytes.
fn unpack<'a>(packed: impl BufRead + 'a, header: &Header, limits: &Limits) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match header.method {
        method::STORED => Box::new(Whole { inner: packed, left: header.packed_bytes }),
        method::DEFLATE => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
        method::DEFLATE64 => Box::new(deflate64::Deflate64Decoder::with_buffer(packed)),
        method::BZIP2 => Box::new(bzip2::bufread::MultiBzDecoder::new(packed)),
        method::LZMA => Box::new(lzma(packed, header, limits)?),
        method::ZSTD => Box::new(stream::zstd(packed, limits)?),
        method::XZ => Box::new(stream::xz(packed, limits)?),
        other => {
            let text = format!("packed with zip method {other}, which is not read");
            return Err(faulty(DefectKind::Unsupported, text));
        }
    })
}

/// Zip keeps the LZMA properties behind a version and a length; the decoder wants them behind nothing and before
/// the size, as in a `.lzma` file.
fn lzma<R: Read>(mut packed: R, header: &Header, limits: &Limits) -> io::Result<impl Read + use<R>> {
    let mut properties = [0; 9];
    packed.read_exact(&mut properties)?;
    let [_, _, 5, 0, properties @ ..] = properties else {
        return Err(faulty(DefectKind::Malformed, "its LZMA properties have a wrong length"));
    };
    let size = if header.has_end_mark() { u64::MAX } else { header.size_bytes };
    let mut alone = properties.to_vec();
    alone.extend_from_slice(&size.to_le_bytes());
    let decoder = liblzma::stream::Stream::new_lzma_decoder(limits.dictionary_bytes_max)?;
    Ok(liblzma::read::XzDecoder::new_stream(io::Cursor::new(alone).chain(packed), decoder))
}

/// Stored bytes: an end before the stated one is an end too early.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left -= read as u64;
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            self.left = 0;
            return Err(faulty(DefectKind::Truncated, "the archive ends within this member"));
        }
        Ok(read)
    }
}

/// Ranges of the holder that members and directory lie in.
#[derive(Default)]
struct Taken {
    ranges: BTreeMap<u64, u64>,
}

impl Taken {
    /// Takes a range; `false` where part of it is taken already.
    fn take(&mut self, start: u64, end: u64) -> bool {
        let before = self.ranges.range(..end.max(start + 1)).next_back();
        let free = before.is_none_or(|(_, &taken_end)| taken_end <= start);
        let known = self.ranges.entry(start).or_insert(end);
        *known = end.max(*known);
        free
    }

    fn end(&self) -> u64 {
        self.ranges.last_key_value().map_or(0, |(_, &end)| end)
    }

    /// Stretches between the ranges that are too long for a data descriptor (at most 24 bytes).
    fn gaps(&self, size_bytes: u64) -> Vec<(u64, u64)> {
        let mut reached = 0;
        let mut gaps = Vec::new();
        for (&start, &end) in self.ranges.iter().chain([(&size_bytes, &size_bytes)]) {
            if start > reached + 24 {
                gaps.push((reached, start));
            }
            reached = reached.max(end);
        }
        gaps
    }
}

/// A gap that starts like a member holds something that the directory does not list.
fn note_gap(content: &mut dyn Content, start: u64, end: u64, tour: &mut Tour<'_>) {
    let mut head = [0; 32];
    let seen = content.seek(SeekFrom::Start(start)).and_then(|_| content.read(&mut head));
    // A data descriptor of the member before may come first.
    if seen.is_ok_and(|seen| head[..seen].windows(4).any(|mark| mark == header::LOCAL_MARK)) {
        let text = format!(
            "bytes {start} to {end} look like a member that its directory does not list; they were not read"
        );
        tour.note(Defect::new(DefectKind::Incomplete, text));
    }
}
