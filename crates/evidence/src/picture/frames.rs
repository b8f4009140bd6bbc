//! How many frames or pages a picture file holds, by walking its blocks. No frame is decoded.

use crate::exif::riff_chunks;

/// Pages of a TIFF that are counted; a chain of directories could also loop.
const PAGES_MAX: u32 = 65_536;

/// The number of frames, where the format tells and the walk came through.
pub(super) fn count(bytes: &[u8], media_type: &str) -> Option<u32> {
    match media_type {
        "image/gif" => gif(bytes),
        "image/png" => png(bytes),
        "image/webp" => {
            let frames = riff_chunks(bytes).filter(|(name, ..)| name == b"ANMF").count();
            u32::try_from(frames).ok()
        }
        "image/tiff" => tiff(bytes),
        _ => None,
    }
}

/// Counts image descriptors. A file that breaks off gives what it had.
fn gif(bytes: &[u8]) -> Option<u32> {
    let colours = |flags: u8| if flags & 0x80 != 0 { 3 << ((flags & 7) + 1) } else { 0 };
    let mut at = 13 + colours(*bytes.get(10)?);
    let mut frames = 0;
    let blocks = |mut at: usize| -> Option<usize> {
        loop {
            match *bytes.get(at)? {
                0 => return Some(at + 1),
                size => at += 1 + usize::from(size),
            }
        }
    };
    loop {
        let next = match bytes.get(at) {
            Some(0x21) => blocks(at + 2),
            Some(0x2c) => {
                frames += 1;
                bytes.get(at + 9).and_then(|flags| blocks(at + 11 + colours(*flags)))
            }
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => return Some(frames),
        }
    }
}

/// APNG's `acTL` states the number; it stands before the first `IDAT`.
fn png(bytes: &[u8]) -> Option<u32> {
    let mut at = 8_usize;
    loop {
        let four = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?));
        let size = usize::try_from(four(at)?).ok()?;
        match bytes.get(at + 4..at + 8)? {
            b"acTL" => return four(at + 8),
            b"IDAT" | b"IEND" => return None,
            _ => at = at.checked_add(size)?.checked_add(12)?,
        }
    }
}

/// Counts the chain of directories, of classic TIFF only.
fn tiff(bytes: &[u8]) -> Option<u32> {
    let little = bytes.starts_with(b"II*\0");
    if !little && !bytes.starts_with(b"MM\0*") {
        return None;
    }
    let four = |at: usize| -> Option<u32> {
        let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let two = |at: usize| -> Option<u16> {
        let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let mut at = usize::try_from(four(4)?).ok()?;
    let mut seen = std::collections::BTreeSet::new();
    let mut pages = 0;
    while at != 0 && pages < PAGES_MAX && seen.insert(at) {
        let Some(fields) = two(at) else { break };
        pages += 1;
        let Some(next) = at.checked_add(2 + 12 * usize::from(fields)).and_then(four) else { break };
        at = usize::try_from(next).ok()?;
    }
    Some(pages)
}
