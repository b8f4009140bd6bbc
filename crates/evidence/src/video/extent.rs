//! Whether a container says that it is longer than the file.
//!
//! ffmpeg plays what there is of a file that was cut off, often without a word. A missing end must not pass silently.

use std::fs::File;
use std::os::unix::fs::FileExt;

/// Boxes looked at; a real file has about five at the top, a fragmented one two for each few seconds.
const BOXES_MAX: u32 = 100_000;

/// Bytes by which the file falls short of what its container states; `None` where it does not, or can't be told.
pub(super) fn missing_bytes(file: &File) -> Option<u64> {
    let size = file.metadata().ok()?.len();
    let stated = match &bytes_at(file, 0)? {
        [b'R', b'I', b'F', b'F', a, b, c, d, ..] => Some(u64::from(u32::from_le_bytes([*a, *b, *c, *d])) + 8),
        head if is_box(head) => boxes_end(file, size),
        _ => None,
    };
    stated?.checked_sub(size).filter(|missing| *missing > 0)
}

/// Where the boxes at the top of an ISO media file say that they end.
fn boxes_end(file: &File, size: u64) -> Option<u64> {
    let mut at = 0_u64;
    for _ in 0..BOXES_MAX {
        if at >= size {
            return Some(at);
        }
        // A stub of a header at the very end is a box that lost its body.
        let Some(head) = bytes_at(file, at) else { return at.checked_add(8) };
        if !is_box(&head) {
            return None;
        }
        let [a, b, c, d, _, _, _, _, rest @ ..] = head;
        let length = match u64::from(u32::from_be_bytes([a, b, c, d])) {
            0 => return Some(size),
            1 => u64::from_be_bytes(rest),
            length => length,
        };
        if length < 8 {
            return None;
        }
        at = at.checked_add(length)?;
    }
    None
}

/// Four letters or so where the name of a box stands.
fn is_box(head: &[u8; 16]) -> bool {
    head[4..8].iter().all(|byte| byte.is_ascii_graphic() || matches!(*byte, b' ' | 0xa9))
}

/// Sixteen bytes, the last of them zero where only a short header is left.
fn bytes_at(file: &File, at: u64) -> Option<[u8; 16]> {
    let mut head = [0; 16];
    file.read_exact_at(&mut head, at)
        .or_else(|_| file.read_exact_at(&mut head[..8], at))
        .is_ok()
        .then_some(head)
}
