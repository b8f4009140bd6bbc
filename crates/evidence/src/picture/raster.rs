//! PNG, GIF, WebP, BMP and TIFF by the `image` crate, and JPEGs that libjpeg-turbo has no name for.
//!
//! The size is looked at before any pixel is asked for; a limit on memory holds the decoder as well.

use super::{LumaPlane, PictureFacts, rec601};
use crate::{DefectKind, Limits};
use image::error::ImageError;
use image::{ColorType, ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;

/// The decoder for a media type, where there is one.
pub(super) fn format(media_type: &str) -> Option<ImageFormat> {
    match media_type {
        "image/png" => Some(ImageFormat::Png),
        "image/gif" => Some(ImageFormat::Gif),
        "image/webp" => Some(ImageFormat::WebP),
        "image/bmp" => Some(ImageFormat::Bmp),
        "image/tiff" => Some(ImageFormat::Tiff),
        _ => None,
    }
}

/// Reads the size and the luma of the first frame into `facts`.
pub(super) fn read(bytes: &[u8], format: ImageFormat, limits: &Limits, facts: &mut PictureFacts) {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::default();
    // Sixteen bits of RGBA, and as much again for what the decoder keeps.
    bounds.max_alloc = Some(limits.pixels_max.saturating_mul(16));
    reader.limits(bounds);
    let decoder = match reader.into_decoder() {
        Ok(decoder) => decoder,
        Err(error) => return refuse(facts, "header", &error),
    };
    let (width, height) = decoder.dimensions();
    if !facts.allow(width, height, limits) {
        return;
    }
    let colour = decoder.color_type();
    let Ok(size) = usize::try_from(decoder.total_bytes()) else {
        return facts.defect(DefectKind::LimitReached, "picture larger than memory");
    };
    let mut pixels = vec![0; size];
    if let Err(error) = decoder.read_image(&mut pixels) {
        return refuse(facts, "pixels", &error);
    }
    let Some(samples) = to_luma(pixels, colour) else {
        return facts.defect(DefectKind::Unsupported, format!("pixels of the form {colour:?} are not read"));
    };
    let Ok(stride) = usize::try_from(width) else { return };
    facts.luma = Some(LumaPlane { width, height, stride, samples });
}

fn refuse(facts: &mut PictureFacts, part: &str, error: &ImageError) {
    let text = error.to_string();
    let lower = text.to_ascii_lowercase();
    let kind = match error {
        ImageError::Unsupported(_) => DefectKind::Unsupported,
        ImageError::Limits(_) => DefectKind::LimitReached,
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            DefectKind::Truncated
        }
        _ if ["unexpected end", "unexpected eof", "failed to fill", "too short", "truncated"]
            .iter()
            .any(|w| lower.contains(w)) =>
        {
            DefectKind::Truncated
        }
        _ => DefectKind::Malformed,
    };
    facts.defect(kind, format!("{part}: {text}"));
}

/// Luma of pixels in the forms that the decoders give. Alpha is left out.
fn to_luma(pixels: Vec<u8>, colour: ColorType) -> Option<Vec<u8>> {
    let deep = |pair: &[u8]| u16::from_ne_bytes([pair[0], pair[1]]);
    Some(match colour {
        ColorType::L8 => pixels,
        ColorType::La8 => pixels.chunks_exact(2).map(|p| p[0]).collect(),
        ColorType::Rgb8 => pixels.chunks_exact(3).map(|p| rec601(p[0], p[1], p[2])).collect(),
        ColorType::Rgba8 => pixels.chunks_exact(4).map(|p| rec601(p[0], p[1], p[2])).collect(),
        ColorType::L16 => pixels.chunks_exact(2).map(|p| eight(deep(p))).collect(),
        ColorType::La16 => pixels.chunks_exact(4).map(|p| eight(deep(p))).collect(),
        ColorType::Rgb16 => {
            pixels.chunks_exact(6).map(|p| deep_luma(deep(p), deep(&p[2..]), deep(&p[4..]))).collect()
        }
        ColorType::Rgba16 => {
            pixels.chunks_exact(8).map(|p| deep_luma(deep(p), deep(&p[2..]), deep(&p[4..]))).collect()
        }
        ColorType::Rgb32F => pixels.chunks_exact(12).map(float_luma).collect(),
        ColorType::Rgba32F => pixels.chunks_exact(16).map(float_luma).collect(),
        _ => return None,
    })
}

/// 16 bits to 8, rounded.
fn eight(value: u16) -> u8 {
    ((u32::from(value) + 128) / 257) as u8
}

/// Luma of 16-bit colours: each brought to 8 bits first, as a viewer or a converter to JPEG does.
fn deep_luma(r: u16, g: u16, b: u16) -> u8 {
    rec601(eight(r), eight(g), eight(b))
}

/// Luma of floating-point colours in 0 to 1; what lies outside, or is no number, is brought inside.
fn float_luma(pixel: &[u8]) -> u8 {
    let channel = |at: usize| {
        let four = [pixel[at], pixel[at + 1], pixel[at + 2], pixel[at + 3]];
        // A cast from a float saturates, and gives 0 for what is no number.
        (f32::from_ne_bytes(four) * 255.0).round() as u8
    };
    rec601(channel(0), channel(4), channel(8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_bits_keep_the_eight_they_came_from() {
        for v in 0..=255_u8 {
            assert_eq!(eight(u16::from(v) * 257), v);
        }
    }

    #[test]
    fn floats_outside_the_range_stay_inside() {
        let pixel = |v: f32| v.to_ne_bytes().repeat(3);
        assert_eq!(float_luma(&pixel(2.0)), 255);
        assert_eq!(float_luma(&pixel(-1.0)), 0);
        assert_eq!(float_luma(&pixel(f32::NAN)), 0);
        assert_eq!(float_luma(&pixel(0.5)), 128);
    }
}
