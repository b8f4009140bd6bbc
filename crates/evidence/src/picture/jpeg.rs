//! JPEG, the luma alone: the chroma planes are never transformed.
//!
//! What most cameras write is decoded by [`super::baseline`], everything else by libjpeg-turbo at full size. Both give
//! the same samples. A damaged JPEG gives what libjpeg-turbo made of it, with a defect.

use super::grid::Grid;
use super::{Decoder, LumaPlane, PictureFacts, raster, rec601};
use crate::{DefectKind, Limits};
use turbojpeg::{Colorspace, Decompressor, Image, PixelFormat};

/// Scans of a progressive JPEG; real ones have about ten, and each costs a pass over the whole picture.
const SCANS_MAX: u32 = 200;

impl Decoder {
    /// Reads the size and the luma of a JPEG into `facts`.
    pub(super) fn jpeg(&mut self, bytes: &[u8], limits: &Limits, facts: &mut PictureFacts) {
        let mut decompressor = match self.jpeg.take().map_or_else(Decompressor::new, Ok) {
            Ok(decompressor) => decompressor,
            Err(error) => return facts.defect(DefectKind::DecoderDied, format!("JPEG decoder: {error}")),
        };
        if decompressor.set_scan_limit(SCANS_MAX).is_err() {
            return facts.defect(DefectKind::DecoderDied, "JPEG decoder without a limit on its scans");
        }
        let header = match decompressor.read_header(bytes) {
            Ok(header) => header,
            // What this decoder has no name for (odd numbers of components) another may still read.
            Err(error) => {
                let before = facts.defects.len();
                raster::read(bytes, image::ImageFormat::Jpeg, limits, facts);
                if facts.luma.is_none() {
                    facts.defects.truncate(before);
                    facts.defect(kind_of(&error.to_string(), bytes), format!("JPEG header: {error}"));
                }
                return;
            }
        };
        let (Ok(width), Ok(height)) = (u32::try_from(header.width), u32::try_from(header.height)) else {
            return facts.defect(DefectKind::Malformed, "JPEG header: size out of range");
        };
        if !facts.allow(width, height, limits) {
            return;
        }
        let grid = Grid::new(width, height, self.side_max);
        let mut pixels = std::mem::take(&mut self.spare);
        if matches!(header.colorspace, Colorspace::YCbCr | Colorspace::Gray) {
            pixels.resize(grid.points(), 0);
            if self.baseline.luma(bytes, (width, height), &grid, &mut pixels).is_some() {
                self.jpeg = Some(decompressor);
                facts.luma = LumaPlane::of_grid(&grid, pixels);
                return;
            }
        }
        let ink = matches!(header.colorspace, Colorspace::CMYK | Colorspace::YCCK);
        let format = if ink { PixelFormat::CMYK } else { PixelFormat::GRAY };
        let pitch = header.width * format.size();
        pixels.clear();
        if pixels.capacity() < pitch * header.height {
            // Fresh zeroed pages are cheaper than clearing a copy.
            pixels = vec![0; pitch * header.height];
        } else {
            pixels.resize(pitch * header.height, 0);
        }
        let image = Image {
            pixels: pixels.as_mut_slice(),
            width: header.width,
            pitch,
            height: header.height,
            format,
        };
        let outcome = decompressor.decompress(bytes, image);
        self.jpeg = Some(decompressor);
        if let Err(error) = outcome {
            let text = error.to_string();
            facts.defect(kind_of(&text, bytes), format!("JPEG: {text}"));
            // Nothing was written at all: there is no picture to speak of.
            if pixels.iter().all(|sample| *sample == 0) {
                self.spare = pixels;
                return;
            }
        }
        let samples = if ink { ink_to_luma(&pixels, is_adobe(bytes)) } else { pixels };
        facts.luma = Some(LumaPlane { width, height, stride: header.width, samples });
    }
}

/// Adobe writes inks inverted (255 is no ink); the standard itself does not say.
fn ink_to_luma(pixels: &[u8], inverted: bool) -> Vec<u8> {
    let paper = |ink: u8, black: u8| {
        let (ink, black) = if inverted { (ink, black) } else { (255 - ink, 255 - black) };
        ((u32::from(ink) * u32::from(black) + 127) / 255) as u8
    };
    pixels.chunks_exact(4).map(|p| rec601(paper(p[0], p[3]), paper(p[1], p[3]), paper(p[2], p[3]))).collect()
}

/// An APP14 segment by Adobe stands before the first scan.
fn is_adobe(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xff, marker, high, low]) = bytes.get(at..at + 4) {
        match marker {
            0xee if bytes.get(at + 4..at + 9) == Some(b"Adobe") => return true,
            0xda => return false,
            0xff => at += 1,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    false
}

fn kind_of(text: &str, bytes: &[u8]) -> DefectKind {
    let text = text.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["premature end", "empty input"]) {
        DefectKind::Truncated
    } else if says(&["too many scans", "scan limit", "more than"]) {
        DefectKind::LimitReached
    } else if says(&["unsupported", "not supported", "precision"]) {
        DefectKind::Unsupported
    } else if !bytes.windows(2).any(|pair| pair == [0xff, 0xda]) {
        // The header broke off before any scan began.
        DefectKind::Truncated
    } else {
        DefectKind::Malformed
    }
}
