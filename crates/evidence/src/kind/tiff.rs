//! The TIFF family: plain TIFF, and the raw formats of cameras that are built on it.
//!
//! Looks at the first directory only, and only as far as the head reaches.

use super::Guess;
use vocab::Family::Picture;

const MAKE: u16 = 0x010f;
const NEW_SUBFILE_TYPE: u16 = 0x00fe;
const DNG_VERSION: u16 = 0xc612;

/// The kind of a TIFF-like file, where the head is one.
pub(super) fn recognise(head: &[u8]) -> Option<Guess> {
    match head.get(..4)? {
        [b'I', b'I', 0x2a, 0] | [b'M', b'M', 0, 0x2a] => Some((Picture, classic(head))),
        [b'I', b'I', 0x2b, 0] | [b'M', b'M', 0, 0x2b] => Some((Picture, "image/tiff")),
        b"IIRO" | b"IIRS" | b"MMOR" => Some((Picture, "image/x-olympus-orf")),
        [b'I', b'I', 0x55, 0] => Some((Picture, "image/x-panasonic-rw2")),
        b"FUJI" if head.starts_with(b"FUJIFILMCCD-RAW") => Some((Picture, "image/x-fuji-raf")),
        _ => None,
    }
}

fn classic(head: &[u8]) -> &'static str {
    if head.get(8..10) == Some(b"CR") {
        return "image/x-canon-cr2";
    }
    let seen = first_directory(head);
    if seen.dng {
        return "image/x-adobe-dng";
    }
    // A raw file's first directory holds a reduced preview; a plain TIFF by the same maker's scanner does not.
    if seen.reduced {
        let maker = [
            (&b"NIKON"[..], "image/x-nikon-nef"),
            (b"SONY", "image/x-sony-arw"),
            (b"PENTAX", "image/x-pentax-pef"),
            (b"SAMSUNG", "image/x-samsung-srw"),
        ];
        if let Some((_, media_type)) = maker.into_iter().find(|(make, _)| seen.make.starts_with(make)) {
            return media_type;
        }
    }
    "image/tiff"
}

#[derive(Default)]
struct Seen<'a> {
    make: &'a [u8],
    reduced: bool,
    dng: bool,
}

fn first_directory(head: &[u8]) -> Seen<'_> {
    let mut seen = Seen::default();
    let little = head.starts_with(b"II");
    let short = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = head.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = head.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let value = if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
        usize::try_from(value).ok()
    };
    let Some(directory) = long(4) else { return seen };
    let entries = usize::from(short(directory).unwrap_or(0));
    for entry in 0..entries {
        let Some(at) = directory.checked_add(2 + 12 * entry) else { break };
        match short(at) {
            Some(MAKE) => {
                let start =
                    if long(at + 4).is_some_and(|count| count <= 4) { Some(at + 8) } else { long(at + 8) };
                seen.make = start.and_then(|start| head.get(start..)).unwrap_or_default();
            }
            Some(NEW_SUBFILE_TYPE) => seen.reduced = long(at + 8) == Some(1),
            Some(DNG_VERSION) => seen.dng = true,
            Some(_) => {}
            None => break,
        }
    }
    seen
}
