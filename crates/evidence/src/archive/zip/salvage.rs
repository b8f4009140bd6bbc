//! Zip without a usable directory: members are found by their local headers.
//!
//! May not claim completeness: a local header does not say how many members there are.

use super::super::tour::Tour;
use super::header::{CENTRAL_MARK, LOCAL_BYTES, LOCAL_MARK, Local, method};
use super::show;
use crate::{Content, Defect, DefectKind};
use std::io::{self, Read, SeekFrom};

const BLOCK_BYTES: u64 = 256 * 1024;

/// Visits every member whose local header is found at or after `from`.
///
/// # Errors
/// When none is found.
pub(super) fn walk(
    content: &mut dyn Content,
    size_bytes: u64,
    from: u64,
    tour: &mut Tour<'_>,
) -> Result<(), Defect> {
    let visited_before = tour.visited();
    let mut position = from;
    while let Some(offset) = search(content, position, size_bytes, &[LOCAL_MARK])? {
        let Ok(local) = Local::read(content, offset) else {
            // Four bytes that only look like a header, or one that is cut off.
            position = offset + LOCAL_MARK.len() as u64;
            continue;
        };
        let data = offset + LOCAL_BYTES + local.variable_bytes;
        let mut header = local.alone(offset);
        if header.lacks_sizes() {
            header.packed_bytes = measure(content, data, size_bytes, header.method)?;
            let descriptor = Descriptor::read(content, data + header.packed_bytes, header.packed_bytes);
            match descriptor {
                Some(found) => {
                    (header.crc, header.size_bytes, header.crc_absent) = (found.crc, found.size_bytes, false);
                }
                None => header.defects.push(Defect::new(
                    DefectKind::Truncated,
                    "its size stands behind its data and was not found; the end of its data is a guess",
                )),
            }
        }
        position = data.saturating_add(header.packed_bytes).min(size_bytes);
        if show(content, header, data, tour).is_break() {
            return Ok(());
        }
    }
    if tour.visited() == visited_before && from == 0 {
        return Err(Defect::new(DefectKind::Malformed, "no member and no directory was found"));
    }
    Ok(())
}

/// How many packed bytes there are where no header says so.
fn measure(content: &mut dyn Content, data: u64, size_bytes: u64, method: u16) -> Result<u64, Defect> {
    let io = |error: io::Error| super::super::defect_of(&error);
    if method == method::DEFLATE {
        content.seek(SeekFrom::Start(data)).map_err(io)?;
        let mut decoder = flate2::read::DeflateDecoder::new(&mut *content);
        // The end of the stream, if it has one. This counts against no budget: nothing is kept, and one pass over
        // packed bytes of which each gives at most 1,032.
        if io::copy(&mut decoder, &mut io::sink()).is_ok() {
            return Ok(decoder.total_in());
        }
    }
    let next = search(content, data, size_bytes, &[*b"PK\x07\x08", LOCAL_MARK, CENTRAL_MARK])?;
    Ok(next.unwrap_or(size_bytes).saturating_sub(data))
}

/// Checksum and sizes behind the data.
struct Descriptor {
    crc: u32,
    size_bytes: u64,
}

impl Descriptor {
    /// Reads the descriptor, with or without its mark, in 32 or 64 bits: whichever agrees with the packed size.
    fn read(content: &mut dyn Content, offset: u64, packed_bytes: u64) -> Option<Self> {
        let mut bytes = Vec::new();
        content.seek(SeekFrom::Start(offset)).ok()?;
        content.take(24).read_to_end(&mut bytes).ok()?;
        let body = bytes.strip_prefix(b"PK\x07\x08").unwrap_or(&bytes);
        let crc = u32::from_le_bytes(body.get(..4)?.try_into().ok()?);
        let narrow = |at: usize| Some(u64::from(u32::from_le_bytes(body.get(at..at + 4)?.try_into().ok()?)));
        let wide = |at: usize| Some(u64::from_le_bytes(body.get(at..at + 8)?.try_into().ok()?));
        if narrow(4)? == packed_bytes {
            return Some(Self { crc, size_bytes: narrow(8)? });
        }
        (wide(4)? == packed_bytes).then(|| wide(12).map(|size_bytes| Self { crc, size_bytes }))?
    }
}

/// Where one of the marks occurs next, at or after `from`.
fn search(
    content: &mut dyn Content,
    from: u64,
    size_bytes: u64,
    marks: &[[u8; 4]],
) -> Result<Option<u64>, Defect> {
    let mut block = Vec::new();
    let mut position = from;
    while position < size_bytes {
        block.clear();
        content
            .seek(SeekFrom::Start(position))
            .and_then(|_| content.take(BLOCK_BYTES).read_to_end(&mut block))
            .map_err(|error| super::super::defect_of(&error))?;
        if let Some(at) = block.windows(4).position(|window| marks.iter().any(|mark| window == mark)) {
            return Ok(Some(position + at as u64));
        }
        if block.len() < 4 {
            break;
        }
        // A mark may straddle two blocks.
        position += block.len() as u64 - 3;
    }
    Ok(None)
}
