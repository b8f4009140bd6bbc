//! Pictures of every format: what they decode to, and that damage never does more than leave a defect.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where it can't go on, and says what it skipped"
)]

mod picture {
    pub(crate) mod scene;
}

use evidence::kind::by_content;
use evidence::picture::{Decoder, PictureFacts, read};
use evidence::{DefectKind, Limits};
use image::ImageFormat;
use picture::scene;

fn facts(bytes: &[u8]) -> PictureFacts {
    read(bytes, &by_content(bytes, bytes.len() as u64), &Limits::default())
}

/// Largest and mean difference of two lumas.
fn apart(a: &[u8], b: &[u8]) -> (u8, f64) {
    assert_eq!(a.len(), b.len());
    let differences = || a.iter().zip(b).map(|(a, b)| a.abs_diff(*b));
    (differences().max().unwrap_or(0), differences().map(f64::from).sum::<f64>() / a.len() as f64)
}

/// Equal, but for the rounding of exact halves.
fn near(luma: &[u8], formula: &[u8]) {
    let (most, mean) = apart(luma, formula);
    assert!(most <= 1 && mean < 0.01, "largest difference {most}, mean {mean}");
}

#[test]
fn lossless_formats_give_the_luma_of_the_formula() {
    let scene = scene::landscape(67, 45);
    let expected = scene::luma(&scene);
    for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::Tiff, ImageFormat::WebP] {
        let facts = facts(&scene::encode(&scene, format));
        assert_eq!(facts.defects, [], "{format:?}");
        assert_eq!((facts.width, facts.height, facts.frames), (67, 45, 1), "{format:?}");
        let luma = facts.luma.unwrap();
        near(&luma.samples, &expected);
        assert_eq!(luma.row(44), &luma.samples[44 * 67..]);
        assert_eq!(luma.row(45), b"");
    }
}

#[test]
fn a_jpegs_luma_is_that_of_its_colours() {
    let scene = scene::landscape(131, 77);
    for subsamp in [turbojpeg::Subsamp::None, turbojpeg::Subsamp::Sub2x2, turbojpeg::Subsamp::Sub2x1] {
        let bytes = scene::jpeg(&scene, 90, subsamp);
        let facts = facts(&bytes);
        assert_eq!(facts.defects, []);
        let luma = facts.luma.unwrap();
        // The slow twin: decode to RGB, then weigh the colours. Only clipping and rounding may differ.
        let full = turbojpeg::decompress(&bytes, turbojpeg::PixelFormat::RGB).unwrap();
        let twin = image::RgbImage::from_raw(131, 77, full.pixels).unwrap();
        let (_, mean) = apart(&luma.samples, &scene::luma(&twin));
        assert!(mean < 0.6, "{subsamp:?}: {mean}");
    }
}

#[test]
fn grey_and_progressive_jpegs_decode_the_same() {
    let scene = scene::landscape(120, 80);
    let grey = scene::jpeg(&scene, 90, turbojpeg::Subsamp::Gray);
    let colour = scene::jpeg(&scene, 90, turbojpeg::Subsamp::Sub2x2);
    let luma = |bytes: &[u8]| facts(bytes).luma.unwrap().samples;
    assert_eq!(luma(&grey), luma(&colour));
    assert_eq!(luma(&scene::progressive(&colour)), luma(&colour));
}

#[test]
fn inks_become_light() {
    // One colour each: inverted inks as Adobe writes them, C M Y K.
    for (ink, grey) in
        [([255, 255, 255, 255], 255), ([0, 0, 0, 0], 0), ([255, 255, 255, 128], 128), ([255, 0, 0, 255], 76)]
    {
        let pixels: Vec<u8> = ink.into_iter().cycle().take(4 * 32 * 32).collect();
        let image = turbojpeg::Image {
            pixels: pixels.as_slice(),
            width: 32,
            pitch: 128,
            height: 32,
            format: turbojpeg::PixelFormat::CMYK,
        };
        let bytes = turbojpeg::compress(image, 95, turbojpeg::Subsamp::None).unwrap();
        let facts = facts(&bytes);
        assert_eq!(facts.defects, []);
        let samples = facts.luma.unwrap().samples;
        assert!(
            samples.iter().all(|sample| sample.abs_diff(grey) <= 3),
            "{ink:?}: {} for {grey}",
            samples[0]
        );
    }
}

#[test]
fn alpha_and_depth_do_not_change_the_luma() {
    use image::buffer::ConvertBuffer;
    let scene = scene::landscape(40, 30);
    let expected = scene::luma(&scene);
    let mut clear: image::RgbaImage = scene.convert();
    clear.pixels_mut().for_each(|pixel| pixel.0[3] = 10);
    let deep: image::ImageBuffer<image::Rgb<u16>, Vec<u16>> = scene.convert();
    for bytes in
        [scene::encode_any(clear.into(), ImageFormat::Png), scene::encode_any(deep.into(), ImageFormat::Png)]
    {
        near(&facts(&bytes).luma.unwrap().samples, &expected);
    }
}

#[test]
fn animations_count_their_frames() {
    let scene = scene::landscape(20, 20);
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    for _ in 0..5 {
        use image::buffer::ConvertBuffer;
        encoder.encode_frame(image::Frame::new(scene.convert())).unwrap();
    }
    drop(encoder);
    let facts = facts(&bytes);
    assert_eq!((facts.frames, facts.width, facts.defects.len()), (5, 20, 0));
    assert!(facts.luma.is_some());
}

#[test]
fn a_decoder_used_again_gives_the_same() {
    let mut decoder = Decoder::new();
    let limits = Limits::default();
    for (width, height) in [(200, 100), (64, 64), (300, 10), (64, 64)] {
        let bytes = scene::jpeg(&scene::landscape(width, height), 85, turbojpeg::Subsamp::Sub2x2);
        let kind = by_content(&bytes, bytes.len() as u64);
        let again = decoder.read(&bytes, &kind, &limits);
        assert_eq!(again, read(&bytes, &kind, &limits));
        // A broken one in between must leave nothing behind.
        let _ = decoder.read(&bytes[..bytes.len() / 2], &kind, &limits);
        decoder.reuse(again.luma.unwrap());
    }
}

#[test]
fn a_truncated_jpeg_gives_what_there_was() {
    let scene = scene::landscape(256, 256);
    let bytes = scene::jpeg(&scene, 90, turbojpeg::Subsamp::Sub2x2);
    let whole = facts(&bytes).luma.unwrap();
    let cut = facts(&bytes[..bytes.len() / 2]);
    assert_eq!(cut.defects.iter().map(|defect| defect.kind).collect::<Vec<_>>(), [DefectKind::Truncated]);
    let luma = cut.luma.unwrap();
    assert_eq!(luma.row(20), whole.row(20));
    assert_ne!(luma.row(250), whole.row(250));
}

/// Headers that promise 65,535 x 65,535 or 2^31 pixels in a few dozen bytes.
#[test]
fn a_giant_header_costs_nothing() {
    let scene = scene::landscape(16, 16);
    let mut jpeg = scene::jpeg(&scene, 90, turbojpeg::Subsamp::None);
    let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let mut png = scene::encode(&scene, ImageFormat::Png);
    png[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
    let sum = scene::crc32(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    let mut bmp = scene::encode(&scene, ImageFormat::Bmp);
    bmp[18..26].copy_from_slice(&[0, 0, 1, 0, 0, 0x80, 0, 0]);
    let mut gif = scene::encode(&scene, ImageFormat::Gif);
    gif[6..10].copy_from_slice(&[0xff; 4]);
    for (name, bytes) in [("jpeg", jpeg), ("png", png), ("bmp", bmp), ("gif", gif)] {
        let facts = facts(&bytes);
        assert!(facts.luma.is_none(), "{name}");
        assert!(
            facts.defects.iter().any(|d| matches!(d.kind, DefectKind::LimitReached | DefectKind::Malformed)),
            "{name}: {:?}",
            facts.defects
        );
    }
}

#[test]
fn the_limit_on_pixels_is_the_callers() {
    let bytes = scene::encode(&scene::landscape(20, 20), ImageFormat::Png);
    let limits = Limits { pixels_max: 399, ..Limits::default() };
    let facts = read(&bytes, &by_content(&bytes, 400), &limits);
    assert_eq!((facts.width, facts.height), (20, 20));
    assert!(facts.luma.is_none());
    assert_eq!(facts.defects[0].kind, DefectKind::LimitReached);
}

fn small_files() -> Vec<(&'static str, Vec<u8>)> {
    let scene = scene::landscape(24, 18);
    let mut files = vec![
        ("jpeg", scene::jpeg(&scene, 60, turbojpeg::Subsamp::Sub2x2)),
        ("progressive", scene::progressive(&scene::jpeg(&scene, 60, turbojpeg::Subsamp::Sub2x2))),
        ("png", scene::encode(&scene, ImageFormat::Png)),
        ("gif", scene::encode(&scene, ImageFormat::Gif)),
        ("webp", scene::encode(&scene, ImageFormat::WebP)),
        ("bmp", scene::encode(&scene, ImageFormat::Bmp)),
        ("tiff", scene::encode(&scene, ImageFormat::Tiff)),
    ];
    for (name, extension) in [("heic", "heic"), ("avif", "avif")] {
        match scene::heif(&scene, extension) {
            Some(bytes) => files.push((name, bytes)),
            None => println!("{name} skipped: heif-enc of libheif-examples could not make one"),
        }
    }
    files
}

/// Limits that keep a flipped size from asking for hundreds of megapixels in a test.
fn narrow() -> Limits {
    Limits { pixels_max: 4_000_000, ..Limits::default() }
}

#[test]
fn a_flipped_bit_anywhere_is_survived() {
    for (name, bytes) in small_files() {
        let kind = by_content(&bytes, bytes.len() as u64);
        let mut decoder = Decoder::new();
        // HEVC and AV1 take milliseconds each: fewer places there.
        let step = if matches!(name, "heic" | "avif") { 7 } else { 1 };
        for at in (0..bytes.len()).step_by(step) {
            let mut broken = bytes.clone();
            broken[at] ^= 1 << (at % 8);
            let facts = decoder.read(&broken, &kind, &narrow());
            assert!(
                facts.luma.is_some() || !facts.defects.is_empty(),
                "{name} at {at}: nothing read and nothing said"
            );
        }
    }
}

#[test]
fn a_cut_anywhere_is_survived() {
    for (name, bytes) in small_files() {
        let kind = by_content(&bytes, bytes.len() as u64);
        let step = if bytes.len() > 2_000 { 97 } else { 13 };
        for end in (0..bytes.len()).step_by(step) {
            let facts = read(&bytes[..end], &kind, &narrow());
            assert!(
                facts.luma.is_some() || !facts.defects.is_empty(),
                "{name} cut at {end}: nothing read and nothing said"
            );
        }
    }
}

#[test]
fn heic_and_avif_show_the_scene() {
    let scene = scene::landscape(128, 96);
    let expected = scene::luma(&scene);
    for extension in ["heic", "avif"] {
        let Some(bytes) = scene::heif(&scene, extension) else {
            println!("{extension} skipped: heif-enc of libheif-examples could not make one");
            continue;
        };
        let facts = facts(&bytes);
        assert_eq!(facts.defects, [], "{extension}");
        assert_eq!((facts.width, facts.height), (128, 96));
        let (_, mean) = apart(&facts.luma.unwrap().samples, &expected);
        assert!(mean < 4.0, "{extension}: {mean}");
    }
}

#[test]
fn reference_photographs_decode() {
    let folder = scene::shared("pdq");
    let Some(folder) = folder else {
        println!("skipped: the reference photographs are not here");
        return;
    };
    let mut read = 0;
    for part in ["bridge-mods", "orientations", "small"] {
        for file in std::fs::read_dir(folder.join(part)).unwrap() {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let facts = facts(&bytes);
            assert_eq!(facts.defects, [], "{}", path.display());
            assert!(facts.luma.is_some(), "{}", path.display());
            read += 1;
        }
    }
    assert!(read >= 29, "{read}");
}
