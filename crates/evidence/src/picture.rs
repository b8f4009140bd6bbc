//! A picture's bytes become its size, its brightness, its camera facts and the pictures inside it.
//!
//! Must never know: prints, known sets, what a picture shows. It decodes untrusted bytes: call it in a confined
//! process. What can't be decoded is a defect; the facts that could be read are kept.
//!
//! **Luma** is Rec. 601 (0.299 R + 0.587 G + 0.114 B) with the constants and rounding of the JPEG encoders, so that a
//! JPEG's Y plane and a lossless twin agree. **Alpha is ignored**: the stored colours count, as in the PDQ reference,
//! which reads pictures by way of PNM, a format without alpha. **Orientation is recorded, not applied**, except what a
//! HEIF file itself orders (its rotation and cropping are part of its picture).

mod baseline;
mod frames;
mod grid;
mod heic;
mod jpeg;
mod raster;

use crate::exif::{self, CameraFacts};
use crate::{Defect, DefectKind, Limits};
use grid::Grid;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use vocab::{Kind, Stamp};

/// Brightness, 8 bits a sample: of each point, or of the points that [`Decoder::sampling`] keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LumaPlane {
    /// Samples in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Bytes from one row to the next, at least `width`.
    pub stride: usize,
    /// Rows from the top, 0 black to 255 white.
    pub samples: Vec<u8>,
}

impl LumaPlane {
    /// The samples of one row; empty outside the picture.
    pub fn row(&self, y: u32) -> &[u8] {
        let range = usize::try_from(y).ok().zip(usize::try_from(self.width).ok()).and_then(|(y, width)| {
            let start = y.checked_mul(self.stride)?;
            Some(start..start.checked_add(width)?)
        });
        range.and_then(|range| self.samples.get(range)).unwrap_or_default()
    }

    /// The points of a grid, row by row.
    fn of_grid(grid: &Grid, samples: Vec<u8>) -> Option<Self> {
        let side = |axis: &grid::Axis| u32::try_from(axis.count()).ok();
        let stride = grid.across.count();
        Some(Self { width: side(&grid.across)?, height: side(&grid.down)?, stride, samples })
    }

    /// Appends the samples at the points of a grid to `samples`.
    fn pick(&self, grid: &Grid, samples: &mut Vec<u8>) {
        for y in grid.down.points() {
            let row = self.row(*y);
            samples.extend(grid.across.points().iter().filter_map(|x| row.get(*x as usize)));
        }
    }
}

/// A picture within a picture: bytes as they stand in the file, to be treated as an item of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thumbnail {
    /// `exif` (the thumbnail of EXIF), `mpf` (Multi-Picture Format) or `preview` (of a raw file).
    pub name: Cow<'static, str>,
    /// Where the bytes start within the file, where that is known.
    pub offset_bytes: Option<u64>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Everything read from a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PictureFacts {
    /// Width in pixels as stored; 0 where unknown.
    pub width: u32,
    /// Height in pixels as stored; 0 where unknown.
    pub height: u32,
    /// Brightness of the first frame; `None` where it could not be decoded.
    pub luma: Option<LumaPlane>,
    /// Frames or pages, at least 1 where the picture could be read at all.
    pub frames: u32,
    /// Pictures within the picture.
    pub thumbnails: Vec<Thumbnail>,
    /// Camera, programs and place.
    pub camera: CameraFacts,
    /// Times.
    pub stamps: Vec<Stamp>,
    /// What is wrong.
    pub defects: Vec<Defect>,
}

impl PictureFacts {
    fn defect(&mut self, kind: DefectKind, text: impl Into<String>) {
        let text: String = text.into();
        self.defects.push(Defect::new(kind, text.replace(['\n', '\r'], " ")));
    }

    /// Keeps the stated size; false where the limit forbids decoding so many pixels.
    fn allow(&mut self, width: u32, height: u32, limits: &Limits) -> bool {
        (self.width, self.height) = (width, height);
        let pixels = u64::from(width) * u64::from(height);
        if pixels > limits.pixels_max {
            self.defect(
                DefectKind::LimitReached,
                format!("picture of {width} x {height} pixels; at most {} are decoded", limits.pixels_max),
            );
        } else if pixels == 0 {
            self.defect(DefectKind::Malformed, format!("picture of {width} x {height} pixels"));
        }
        (1..=limits.pixels_max).contains(&pixels)
    }
}

/// Decodes pictures one after another and keeps what is worth keeping between them.
#[derive(Debug, Default)]
pub struct Decoder {
    jpeg: Option<turbojpeg::Decompressor>,
    baseline: baseline::Baseline,
    side_max: Option<u32>,
    spare: Vec<u8>,
}

impl Decoder {
    /// A decoder of planes at full size, with nothing kept yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A decoder of planes that stand for the picture: where a side is longer than `side_max`, which is at least 1,
    /// the plane holds `side_max` x `side_max` samples, sample `i` along an axis being point `i * length / side_max`
    /// of it, rounded down. What lies between need not be decoded at all.
    pub fn sampling(side_max: u32) -> Self {
        Self { side_max: Some(side_max.max(1)), ..Self::default() }
    }

    /// Hands back the samples of a plane that is done with, so that the next picture need not ask for memory.
    pub fn reuse(&mut self, plane: LumaPlane) {
        if plane.samples.capacity() > self.spare.capacity() {
            self.spare = plane.samples;
        }
    }

    /// Reads one picture. `bytes` is the whole file, `kind` what [`crate::kind::by_content`] said of it.
    ///
    /// Never fails: what is wrong stands in [`PictureFacts::defects`].
    pub fn read(&mut self, bytes: &[u8], kind: &Kind, limits: &Limits) -> PictureFacts {
        let about = exif::read(bytes, kind);
        let mut facts = PictureFacts {
            camera: about.camera,
            stamps: about.stamps,
            thumbnails: about.thumbnails,
            defects: about.defects,
            ..PictureFacts::default()
        };
        match kind.media_type.as_str() {
            "image/jpeg" => self.jpeg(bytes, limits, &mut facts),
            "image/heic" | "image/heif" | "image/avif" | "image/heic-sequence" => {
                heic::read(bytes, limits, &mut facts)
            }
            media_type => match raster::format(media_type) {
                Some(format) => raster::read(bytes, format, limits, &mut facts),
                None => facts.defect(
                    DefectKind::Unsupported,
                    format!("{media_type} is not decoded; previews within it are items of their own"),
                ),
            },
        }
        self.sample(&mut facts);
        if facts.width > 0 && facts.height > 0 {
            facts.frames = frames::count(bytes, &kind.media_type).unwrap_or(facts.frames).max(1);
        }
        facts
    }

    /// Thins out a plane that was decoded at full size.
    fn sample(&mut self, facts: &mut PictureFacts) {
        let Some(side_max) = self.side_max else { return };
        if let Some(plane) = facts.luma.take_if(|plane| plane.width.max(plane.height) > side_max) {
            let grid = Grid::new(plane.width, plane.height, self.side_max);
            let mut samples = Vec::with_capacity(grid.points());
            plane.pick(&grid, &mut samples);
            self.reuse(plane);
            facts.luma = LumaPlane::of_grid(&grid, samples);
        }
    }
}

/// Reads one picture with a decoder of its own; see [`Decoder::read`].
pub fn read(bytes: &[u8], kind: &Kind, limits: &Limits) -> PictureFacts {
    Decoder::new().read(bytes, kind, limits)
}

/// Rec. 601 luma, rounded as the JPEG encoders round.
fn rec601(r: u8, g: u8, b: u8) -> u8 {
    // 65536 * (0.299, 0.587, 0.114), rounded; they add up to 65536 exactly, so the result fits 8 bits.
    ((19_595 * u32::from(r) + 38_470 * u32::from(g) + 7_471 * u32::from(b) + 32_768) >> 16) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grey_stays_itself() {
        for v in 0..=255 {
            assert_eq!(rec601(v, v, v), v);
        }
    }

    #[test]
    fn every_colour_is_within_half_a_step_of_the_formula() {
        for r in (0..=255_u8).step_by(5) {
            for g in (0..=255_u8).step_by(5) {
                for b in (0..=255_u8).step_by(5) {
                    let exact = 0.299 * f64::from(r) + 0.587 * f64::from(g) + 0.114 * f64::from(b);
                    assert!((f64::from(rec601(r, g, b)) - exact).abs() <= 0.502, "{r} {g} {b}");
                }
            }
        }
    }
}
