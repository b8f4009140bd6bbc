//! Pictures become files: JPEG, PNG, GIF, WebP, BMP, TIFF.

use crate::canvas::Canvas;
use crate::fault::Fault;
use image::codecs::gif::GifEncoder;
use image::{ExtendedColorType, ImageFormat};
use std::io::Cursor;

/// JPEG with 4:2:0 colour at a quality of 1 to 100.
pub fn jpeg(picture: &Canvas, quality: i32) -> Result<Vec<u8>, Fault> {
    jpeg_of(&picture.rgb, picture.width, picture.height, quality)
}

pub(crate) fn jpeg_of(rgb: &[u8], width: usize, height: usize, quality: i32) -> Result<Vec<u8>, Fault> {
    let image = turbojpeg::Image {
        pixels: rgb,
        width,
        pitch: 3 * width,
        height,
        format: turbojpeg::PixelFormat::RGB,
    };
    let bytes = turbojpeg::compress(image, quality, turbojpeg::Subsamp::Sub2x2).map_err(Fault::made)?;
    Ok(bytes.to_vec())
}

/// Lossless PNG.
pub fn png(picture: &Canvas) -> Result<Vec<u8>, Fault> {
    written(picture, ImageFormat::Png)
}

/// Lossless WebP.
pub fn webp(picture: &Canvas) -> Result<Vec<u8>, Fault> {
    written(picture, ImageFormat::WebP)
}

/// Windows bitmap.
pub fn bmp(picture: &Canvas) -> Result<Vec<u8>, Fault> {
    written(picture, ImageFormat::Bmp)
}

/// Uncompressed TIFF.
pub fn tiff(picture: &Canvas) -> Result<Vec<u8>, Fault> {
    written(picture, ImageFormat::Tiff)
}

/// GIF with a palette of its own.
pub fn gif(picture: &Canvas) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    GifEncoder::new_with_speed(&mut bytes, 30)
        .encode(&picture.rgb, picture.width as u32, picture.height as u32, ExtendedColorType::Rgb8)
        .map_err(Fault::made)?;
    Ok(bytes)
}

fn written(picture: &Canvas, format: ImageFormat) -> Result<Vec<u8>, Fault> {
    let mut bytes = Cursor::new(Vec::new());
    image::write_buffer_with_format(
        &mut bytes,
        &picture.rgb,
        picture.width as u32,
        picture.height as u32,
        ExtendedColorType::Rgb8,
        format,
    )
    .map_err(Fault::made)?;
    Ok(bytes.into_inner())
}

/// Reads a picture file of any of these formats back.
pub fn decode(bytes: &[u8]) -> Result<Canvas, Fault> {
    let image = image::load_from_memory(bytes).map_err(Fault::made)?.to_rgb8();
    Ok(Canvas { width: image.width() as usize, height: image.height() as usize, rgb: image.into_raw() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lossless_formats_give_the_picture_back() {
        let picture = Canvas::painted(33, 21, |x, y| [7 * x as u8, 9 * y as u8, (x ^ y) as u8]);
        for make in [png, webp, bmp, tiff] {
            assert_eq!(decode(&make(&picture).unwrap()).unwrap(), picture);
        }
        for bytes in [jpeg(&picture, 90).unwrap(), gif(&picture).unwrap()] {
            let read = decode(&bytes).unwrap();
            assert_eq!((read.width, read.height), (33, 21));
        }
    }
}
