//! Where picture formats keep their EXIF, XMP and MPF blocks.
//!
//! Finds and hands out blocks; it reads none of them. Bounded by the size of the file and by the limits below.

use crate::{Defect, DefectKind};
use std::borrow::Cow;
use std::io::Read;
use vocab::Kind;

/// Bytes of one XMP document, also of one that expands from a compressed block.
pub(super) const XMP_BYTES_MAX: usize = 4 << 20;
/// XMP documents read from one file.
const XMP_BLOCKS_MAX: usize = 8;
/// Bytes of one metadata block in a HEIF file.
const HEIF_BLOCK_BYTES_MAX: usize = 16 << 20;

const XMP_MARK: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const XMP_MORE_MARK: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// A TIFF structure and where it starts within the file, where that is known.
pub(super) struct Block<'a> {
    pub(super) offset: Option<usize>,
    pub(super) bytes: Cow<'a, [u8]>,
}

/// What a file holds.
#[derive(Default)]
pub(super) struct Blocks<'a> {
    pub(super) exif: Option<Block<'a>>,
    pub(super) mpf: Option<Block<'a>>,
    pub(super) xmp: Vec<Cow<'a, [u8]>>,
    pub(super) defects: Vec<Defect>,
}

impl<'a> Blocks<'a> {
    fn keep_exif(&mut self, offset: Option<usize>, bytes: Cow<'a, [u8]>) {
        // The first one counts, as it does for every reader of these formats.
        if self.exif.is_none() {
            self.exif = Some(Block { offset, bytes });
        }
    }

    fn keep_xmp(&mut self, bytes: Cow<'a, [u8]>) {
        if self.xmp.len() < XMP_BLOCKS_MAX && bytes.len() <= XMP_BYTES_MAX {
            self.xmp.push(bytes);
        } else if !self.defects.iter().any(|defect| defect.kind == DefectKind::LimitReached) {
            self.defects.push(Defect::new(
                DefectKind::LimitReached,
                format!("XMP beyond {XMP_BLOCKS_MAX} documents of {XMP_BYTES_MAX} bytes was not read"),
            ));
        }
    }
}

/// Finds the blocks of a file of this kind; none for kinds that have no place for them.
pub(super) fn blocks<'a>(bytes: &'a [u8], kind: &Kind) -> Blocks<'a> {
    match kind.media_type.as_str() {
        "image/jpeg" => jpeg(bytes),
        "image/png" => png(bytes),
        "image/webp" => webp(bytes),
        "image/heic" | "image/heif" | "image/avif" | "image/heic-sequence" => heif(bytes),
        media_type if is_tiff(media_type) => {
            Blocks { exif: Some(Block { offset: Some(0), bytes: Cow::Borrowed(bytes) }), ..Blocks::default() }
        }
        _ => Blocks::default(),
    }
}

/// Plain TIFF and the raw formats whose file is one TIFF structure.
pub(super) fn is_tiff(media_type: &str) -> bool {
    media_type == "image/tiff" || is_raw(media_type)
}

/// Raw formats of cameras that are built on TIFF.
pub(super) fn is_raw(media_type: &str) -> bool {
    matches!(
        media_type,
        "image/x-canon-cr2"
            | "image/x-adobe-dng"
            | "image/x-nikon-nef"
            | "image/x-sony-arw"
            | "image/x-pentax-pef"
            | "image/x-samsung-srw"
            | "image/x-olympus-orf"
            | "image/x-panasonic-rw2"
    )
}

/// Walks the segments before the first scan.
fn jpeg(bytes: &[u8]) -> Blocks<'_> {
    let mut blocks = Blocks::default();
    let mut more = Vec::new();
    let mut at = 2;
    while let Some(&[0xff, marker]) = bytes.get(at..at + 2) {
        if marker == 0xff {
            at += 1;
            continue;
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            at += 2;
            continue;
        }
        if matches!(marker, 0xd9 | 0xda) {
            break;
        }
        let Some(&[high, low]) = bytes.get(at + 2..at + 4) else { break };
        let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        let Some(body) = bytes.get(at + 4..end) else {
            blocks.defects.push(Defect::new(
                DefectKind::Truncated,
                format!("JPEG segment {marker:02x} at byte {at} goes beyond the end"),
            ));
            break;
        };
        match marker {
            0xe1 if body.starts_with(b"Exif\0") && body.len() > 6 => {
                blocks.keep_exif(Some(at + 10), Cow::Borrowed(&body[6..]));
            }
            0xe1 if body.starts_with(XMP_MARK) => blocks.keep_xmp(Cow::Borrowed(&body[XMP_MARK.len()..])),
            0xe1 if body.starts_with(XMP_MORE_MARK) => more.push(&body[XMP_MORE_MARK.len()..]),
            0xe2 if body.starts_with(b"MPF\0") && blocks.mpf.is_none() => {
                blocks.mpf = Some(Block { offset: Some(at + 8), bytes: Cow::Borrowed(&body[4..]) });
            }
            _ => {}
        }
        at = end;
    }
    if let Some(whole) = joined(&more) {
        blocks.keep_xmp(Cow::Owned(whole));
    }
    blocks
}

/// Joins the pieces of an extended XMP document: each has a digest (32), the full size (4) and its place (4).
fn joined(pieces: &[&[u8]]) -> Option<Vec<u8>> {
    let number = |piece: &[u8], at: usize| -> Option<usize> {
        usize::try_from(u32::from_be_bytes(piece.get(at..at + 4)?.try_into().ok()?)).ok()
    };
    let first = pieces.first()?;
    let size = number(first, 32)?;
    // No document is larger than the pieces that make it up: a stated size alone costs nothing.
    if size > XMP_BYTES_MAX || size > pieces.iter().map(|piece| piece.len()).sum() {
        return None;
    }
    let mut whole = vec![b' '; size];
    for piece in pieces.iter().filter(|piece| piece.get(..32) == first.get(..32)) {
        let content = piece.get(40..)?;
        let start = number(piece, 36)?;
        whole.get_mut(start..start.checked_add(content.len())?)?.copy_from_slice(content);
    }
    Some(whole)
}

fn png(bytes: &[u8]) -> Blocks<'_> {
    let mut blocks = Blocks::default();
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let size = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let Some(end) = usize::try_from(size).ok().and_then(|size| size.checked_add(at + 8)) else { break };
        let Some(body) = bytes.get(at + 8..end) else { break };
        match &head[4..8] {
            b"eXIf" => blocks.keep_exif(Some(at + 8), Cow::Borrowed(body)),
            b"iTXt" => {
                if let Some(xmp) = png_xmp(body) {
                    blocks.keep_xmp(xmp);
                }
            }
            b"IEND" => break,
            _ => {}
        }
        let Some(next) = end.checked_add(4) else { break };
        at = next;
    }
    blocks
}

/// keyword NUL, compressed?, method, language NUL, translated keyword NUL, text.
fn png_xmp(body: &[u8]) -> Option<Cow<'_, [u8]>> {
    let rest = body.strip_prefix(b"XML:com.adobe.xmp\0")?;
    let (compressed, rest) = (*rest.first()?, rest.get(2..)?);
    let after = |bytes: &'_ [u8]| bytes.iter().position(|byte| *byte == 0).map(|at| at + 1);
    let rest = rest.get(after(rest)?..)?;
    let text = rest.get(after(rest)?..)?;
    if compressed == 0 {
        return Some(Cow::Borrowed(text));
    }
    let mut plain = Vec::new();
    // One byte more than the limit, so that the caller sees that it was reached.
    let max = u64::try_from(XMP_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    flate2::read::ZlibDecoder::new(text).take(max).read_to_end(&mut plain).ok()?;
    Some(Cow::Owned(plain))
}

fn webp(bytes: &[u8]) -> Blocks<'_> {
    let mut blocks = Blocks::default();
    for (name, offset, body) in riff_chunks(bytes) {
        match &name {
            // Some writers keep JPEG's mark in front.
            b"EXIF" => match body.strip_prefix(b"Exif\0\0") {
                Some(rest) => blocks.keep_exif(Some(offset + 6), Cow::Borrowed(rest)),
                None => blocks.keep_exif(Some(offset), Cow::Borrowed(body)),
            },
            b"XMP " => blocks.keep_xmp(Cow::Borrowed(body)),
            _ => {}
        }
    }
    blocks
}

/// The chunks of a RIFF file: name, where the body starts, the body. Ends at the first that does not fit.
pub(crate) fn riff_chunks(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], usize, &[u8])> {
    let mut at = 12;
    std::iter::from_fn(move || {
        let head: [u8; 8] = bytes.get(at..at + 8)?.try_into().ok()?;
        let [a, b, c, d, w, x, y, z] = head;
        let size = usize::try_from(u32::from_le_bytes([w, x, y, z])).ok()?;
        let start = at + 8;
        let body = bytes.get(start..start.checked_add(size)?)?;
        at = start + size + (size & 1);
        Some(([a, b, c, d], start, body))
    })
}

fn heif(bytes: &[u8]) -> Blocks<'_> {
    let mut blocks = Blocks::default();
    let file = match heif::File::open(bytes) {
        Ok(file) => file,
        Err(error) => {
            blocks.defects.push(Defect::new(DefectKind::Malformed, format!("HEIF boxes: {error}")));
            return blocks;
        }
    };
    for block in file.metadata(HEIF_BLOCK_BYTES_MAX) {
        if block.item_type == "Exif" {
            // Four bytes say how far the TIFF header is.
            let skip = block.bytes.first_chunk::<4>().map(|four| u32::from_be_bytes(*four));
            let start = skip.and_then(|skip| usize::try_from(skip).ok()?.checked_add(4)).unwrap_or(0);
            let Some(tiff) = block.bytes.get(start..) else { continue };
            let offset = place_of(bytes, tiff);
            blocks.keep_exif(offset, Cow::Owned(tiff.to_vec()));
        } else if block.content_type == "application/rdf+xml" {
            blocks.keep_xmp(Cow::Owned(block.bytes));
        }
    }
    blocks
}

/// libheif does not say where an item stands; the block is looked for, and must be there whole.
fn place_of(bytes: &[u8], block: &[u8]) -> Option<usize> {
    let start = block.get(..16)?;
    bytes
        .windows(16)
        .enumerate()
        .filter(|(_, window)| *window == start)
        .map(|(at, _)| at)
        .find(|at| bytes[*at..].starts_with(block))
}
