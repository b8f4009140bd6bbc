//! Type by content: the first bytes of an item say what it is, never its name.
//!
//! Pure: it sees bytes and nothing else. It may not claim more than the bytes show: what is not recognised
//! stays `application/octet-stream`, and no reader is believed because of a name.

mod boxes;
mod signature;
mod text;
mod tiff;
mod zip;

use vocab::{Family, Kind};

/// How many bytes of an item [`by_content`] wants to see. With fewer it still answers, less finely.
pub const HEAD_BYTES: usize = 4096;

/// Media type of what was not recognised.
pub const UNRECOGNISED: &str = "application/octet-stream";

/// A family and a media type, before they become a [`Kind`].
type Guess = (Family, &'static str);

/// Says what an item is from its first bytes; `head` is the item's beginning, best [`HEAD_BYTES`] of it.
///
/// Never fails: an item of 0 bytes is [`Family::Empty`], an unknown one [`Family::Other`].
pub fn by_content(head: &[u8], size_bytes: u64) -> Kind {
    let (family, media_type) = if size_bytes == 0 {
        (Family::Empty, "application/x-empty")
    } else {
        let head = head.get(..HEAD_BYTES).unwrap_or(head);
        recognise(head).unwrap_or((Family::Other, UNRECOGNISED))
    };
    Kind { family, media_type: media_type.to_owned() }
}

/// Exact structures first, then the table of fixed signatures, then the weak signs, text last of all.
fn recognise(head: &[u8]) -> Option<Guess> {
    boxes::recognise(head)
        .or_else(|| zip::recognise(head))
        .or_else(|| tiff::recognise(head))
        .or_else(|| signature::recognise(head))
        .or_else(|| signature::recognise_weak(head))
        .or_else(|| text::recognise(head))
}

/// Whether `needle` occurs anywhere in `hay`. Both are small here: a head and a word.
fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|window| window == needle)
}

fn u16_le(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
