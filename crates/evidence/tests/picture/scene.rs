//! Synthetic landscapes for tests, and the encoders that write them.
#![allow(dead_code, reason = "each test file uses a part of it")]

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Sky, sun, hills and a meadow with some texture. No randomness: the same size gives the same picture.
pub(crate) fn landscape(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let hill = 0.55 + 0.12 * (u * 7.0).sin() + 0.05 * (u * 19.0).cos();
        let grain = f64::from((x * 31 + y * 17 + x * y) % 23) - 11.0;
        let level = |value: f64| value.clamp(0.0, 255.0) as u8;
        if (u - 0.7).hypot(v - 0.2) < 0.09 {
            Rgb([250, 235, 120])
        } else if v < hill {
            Rgb([level(90.0 + 120.0 * v), level(140.0 + 100.0 * v), level(225.0 + 20.0 * v)])
        } else {
            Rgb([level(60.0 + 60.0 * v + grain), level(110.0 + 50.0 * u + grain), level(40.0 + grain)])
        }
    })
}

/// The formula, in floating point.
pub(crate) fn luma(scene: &RgbImage) -> Vec<u8> {
    scene
        .pixels()
        .map(|Rgb([r, g, b])| {
            (0.299 * f64::from(*r) + 0.587 * f64::from(*g) + 0.114 * f64::from(*b)).round() as u8
        })
        .collect()
}

pub(crate) fn encode(scene: &RgbImage, format: ImageFormat) -> Vec<u8> {
    encode_any(DynamicImage::from(scene.clone()), format)
}

pub(crate) fn encode_any(scene: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    scene.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub(crate) fn jpeg(scene: &RgbImage, quality: i32, subsamp: turbojpeg::Subsamp) -> Vec<u8> {
    let image = turbojpeg::Image {
        pixels: scene.as_raw().as_slice(),
        width: scene.width() as usize,
        pitch: scene.width() as usize * 3,
        height: scene.height() as usize,
        format: turbojpeg::PixelFormat::RGB,
    };
    turbojpeg::compress(image, quality, subsamp).unwrap().to_vec()
}

/// The same coefficients, coded in scans.
pub(crate) fn progressive(jpeg: &[u8]) -> Vec<u8> {
    let mut transform = turbojpeg::Transform::default();
    transform.progressive = true;
    turbojpeg::transform(&transform, jpeg).unwrap().to_vec()
}

/// HEIC or AVIF by the system's encoder; `None` where it is missing or can't write this form.
pub(crate) fn heif(scene: &RgbImage, extension: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("scene.png");
    let to = folder.path().join("scene").with_extension(extension);
    std::fs::write(&from, encode(scene, ImageFormat::Png)).unwrap();
    let mut command = Command::new("heif-enc");
    command.args(["-q", "90"]).arg(&from).arg("-o").arg(&to).stdout(Stdio::null()).stderr(Stdio::null());
    if extension == "avif" {
        command.arg("-A");
    }
    command.status().ok().filter(|status| status.success())?;
    std::fs::read(&to).ok()
}

/// The checksum of PNG chunks, bit by bit.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum: u32, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}

/// A folder of the shared test data, where it is present.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    // A worktree stands one step deeper than the main checkout.
    ["../shared/data", "../../shared/data"]
        .iter()
        .map(|path| root.join(path).join(name))
        .find(|path| path.is_dir())
}
