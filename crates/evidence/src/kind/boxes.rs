//! Containers that name their content inside: ISO media boxes, RIFF, EBML, ASF, Ogg.
//!
//! Sees the head only; it does not walk a whole file.

use super::{Guess, contains, u32_be};
use vocab::Family::{Audio, Picture, Video};

/// What a container says it holds, where the head is one.
pub(super) fn recognise(head: &[u8]) -> Option<Guess> {
    match head.get(..4)? {
        b"RIFF" | b"RIFX" | b"RF64" => riff(head),
        [0x1a, 0x45, 0xdf, 0xa3] => Some(ebml(head)),
        b"OggS" => Some(ogg(head)),
        [0x30, 0x26, 0xb2, 0x75] => asf(head),
        _ => iso_media(head),
    }
}

fn riff(head: &[u8]) -> Option<Guess> {
    match head.get(8..12)? {
        b"WEBP" => Some((Picture, "image/webp")),
        b"AVI " => Some((Video, "video/x-msvideo")),
        b"WAVE" => Some((Audio, "audio/wav")),
        _ => None,
    }
}

/// The DocType stands in the EBML header, within the first few dozen bytes.
fn ebml(head: &[u8]) -> Guess {
    let start = head.get(..256).unwrap_or(head);
    if contains(start, b"\x42\x82\x84webm") { (Video, "video/webm") } else { (Video, "video/x-matroska") }
}

fn ogg(head: &[u8]) -> Guess {
    if contains(head, b"\x80theora") || contains(head, b"\x01video") {
        (Video, "video/ogg")
    } else {
        (Audio, "audio/ogg")
    }
}

const ASF: [u8; 16] =
    [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6, 0xd9, 0, 0xaa, 0, 0x62, 0xce, 0x6c];
const ASF_VIDEO: [u8; 16] =
    [0xc0, 0xef, 0x19, 0xbc, 0x4d, 0x5b, 0xcf, 0x11, 0xa8, 0xfd, 0, 0x80, 0x5f, 0x5c, 0x44, 0x2b];
const ASF_AUDIO: [u8; 16] =
    [0x40, 0x9e, 0x69, 0xf8, 0x4d, 0x5b, 0xcf, 0x11, 0xa8, 0xfd, 0, 0x80, 0x5f, 0x5c, 0x44, 0x2b];

fn asf(head: &[u8]) -> Option<Guess> {
    if !head.starts_with(&ASF) {
        return None;
    }
    Some(if contains(head, &ASF_VIDEO) {
        (Video, "video/x-ms-wmv")
    } else if contains(head, &ASF_AUDIO) {
        (Audio, "audio/x-ms-wma")
    } else {
        (Video, "video/x-ms-asf")
    })
}

/// ISO base media: an `ftyp` box, or a QuickTime file from before that box existed.
fn iso_media(head: &[u8]) -> Option<Guess> {
    let size = u32_be(head, 0)?;
    match head.get(4..8)? {
        b"ftyp" => {
            let end = usize::try_from(size).ok()?.clamp(16, head.len().max(16));
            let major = head.get(8..12)?;
            let compatible = head.get(16..end).unwrap_or_default();
            Some(brand(major, compatible))
        }
        b"moov" | b"wide" | b"pnot" => Some((Video, "video/quicktime")),
        // These start other things too: believe them only when a known box follows.
        b"mdat" | b"free" | b"skip" => {
            let next = usize::try_from(size).ok()?.checked_add(4)?;
            let known: [&[u8]; 5] = [b"moov", b"mdat", b"wide", b"free", b"ftyp"];
            let follows = head.get(next..next.checked_add(4)?).is_some_and(|name| known.contains(&name));
            let beyond_head = next > head.len() && head.get(4..8) == Some(b"mdat");
            (follows || beyond_head).then_some((Video, "video/quicktime"))
        }
        _ => None,
    }
}

/// The major brand decides; the brands that only say "some HEIF" leave it to the compatible ones.
fn brand(major: &[u8], compatible: &[u8]) -> Guess {
    let lists = |name: &[u8]| compatible.chunks_exact(4).any(|brand| brand == name);
    match major {
        b"avif" | b"avis" => (Picture, "image/avif"),
        b"heic" | b"heix" | b"heim" | b"heis" => (Picture, "image/heic"),
        b"hevc" | b"hevx" | b"hevm" | b"hevs" => (Picture, "image/heic-sequence"),
        b"mif1" | b"msf1" | b"mif2" | b"miaf" => {
            if lists(b"avif") || lists(b"avis") {
                (Picture, "image/avif")
            } else if lists(b"heic") || lists(b"heix") {
                (Picture, "image/heic")
            } else {
                (Picture, "image/heif")
            }
        }
        b"crx " => (Picture, "image/x-canon-cr3"),
        b"jp2 " | b"jpx " => (Picture, "image/jp2"),
        b"qt  " => (Video, "video/quicktime"),
        b"M4A " | b"M4B " | b"M4P " => (Audio, "audio/mp4"),
        [b'3', b'g', b'2', _] => (Video, "video/3gpp2"),
        [b'3', b'g', _, _] => (Video, "video/3gpp"),
        _ => (Video, "video/mp4"),
    }
}
