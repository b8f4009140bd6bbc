//! The PDQ print of a picture: 256 bits that stay nearly the same when a picture is scaled or encoded again.
//!
//! Follows the published method (Facebook, "PDQ & TMK + PDQF", 2019) and agrees with its reference hasher bit for
//! bit up to the rounding of decoders: a picture with a side over 512 is first sampled at 512 x 512 points, then
//! smoothed by two passes of a box in each direction and sampled at 64 x 64 points; 16 x 16 of its cosine
//! coefficients, each compared with their median, give the bits. May not know files or decoders; pixels come in.

mod coefficients;
mod plane;
mod shrink;

pub use coefficients::{Coefficients, ORIENTATIONS, orientations_of};
pub use plane::{LumaPlane, PlaneError, RgbPlane};

use plane::Samples;
use vocab::Pdq;

/// A side shorter than this, in pixels, gives no print (the reference writes zeros and quality 0).
pub const SIDE_PIXELS_MIN: u32 = 5;

/// A picture with a longer side is sampled at so many points along each axis, point `i` being `i * length / 512`
/// rounded down; a plane of those points alone gives the same print.
pub const SAMPLED_SIDE: u32 = 512;

/// The print of a picture, and how much there was to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Print {
    /// The 256 bits.
    pub pdq: Pdq,
    /// 0 (flat) to 100. Under 50 the bits are unstable: the picture has too little structure.
    pub quality: u8,
}

/// The print of a luma picture.
pub fn hash(plane: &LumaPlane<'_>) -> Print {
    of(plane, |coefficients| coefficients.pdq())
}

/// The print of a colour picture. Closest to the reference, which weighs the colours after sampling.
pub fn hash_rgb(plane: &RgbPlane<'_>) -> Print {
    of(plane, |coefficients| coefficients.pdq())
}

/// The coefficients that the print is made from, and the quality: for the prints of all eight orientations.
pub fn coefficients(plane: &LumaPlane<'_>) -> (Coefficients, u8) {
    measure(plane)
}

/// As [`coefficients`], of a colour picture.
pub fn coefficients_rgb(plane: &RgbPlane<'_>) -> (Coefficients, u8) {
    measure(plane)
}

/// The prints of the picture in its eight orientations, in the order of [`ORIENTATIONS`], and the quality.
pub fn hash_all(plane: &LumaPlane<'_>) -> ([Pdq; 8], u8) {
    let (coefficients, quality) = measure(plane);
    (coefficients.orientations(), quality)
}

fn of(plane: &impl Samples, bits: impl Fn(&Coefficients) -> Pdq) -> Print {
    let (coefficients, quality) = measure(plane);
    Print { pdq: bits(&coefficients), quality }
}

fn measure(plane: &impl Samples) -> (Coefficients, u8) {
    let (width, height) = plane.size_pixels();
    if width.min(height) < SIDE_PIXELS_MIN {
        return (Coefficients::flat(), 0);
    }
    let small = shrink::to_64x64(plane);
    (Coefficients::of(&small), shrink::quality(&small))
}
