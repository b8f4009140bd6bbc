//! JPEGs: our own decoder of the common kind beside libjpeg-turbo.
#![no_main]

use evidence::picture::Decoder;
use evidence::{Limits, kind};
use libfuzzer_sys::fuzz_target;
use turbojpeg::{Colorspace, Decompressor, Image, PixelFormat};

/// Small limits keep one input quick; they are limits like any other.
const PIXELS_MAX: u64 = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { pixels_max: PIXELS_MAX, ..Limits::default() };
    let kind = kind::by_content(bytes, bytes.len() as u64);
    if kind.media_type != "image/jpeg" {
        return;
    }
    let facts = Decoder::new().read(bytes, &kind, &limits);
    let sampled = Decoder::sampling(512).read(bytes, &kind, &limits);
    assert_eq!(facts.defects, sampled.defects);
    let Some(luma) = facts.luma else { return assert!(sampled.luma.is_none()) };

    let mut decompressor = Decompressor::new().unwrap();
    decompressor.set_scan_limit(200).unwrap();
    let Ok(header) = decompressor.read_header(bytes) else { return };
    if !matches!(header.colorspace, Colorspace::YCbCr | Colorspace::Gray) {
        return;
    }
    let (width, height) = (header.width, header.height);
    let mut pixels = vec![0; width * height];
    let image = Image { pixels: &mut pixels[..], width, pitch: width, height, format: PixelFormat::GRAY };
    let complained = decompressor.decompress(bytes, image).is_err();
    assert_eq!(complained, facts.defects.iter().any(|defect| defect.text.starts_with("JPEG: ")));
    assert_eq!(luma.samples, pixels);
});
