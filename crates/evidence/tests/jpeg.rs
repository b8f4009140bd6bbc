//! The quick way of decoding JPEGs beside libjpeg-turbo, its slow and obvious twin: the same samples, and the same
//! silence or complaint, whatever the bytes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod picture {
    pub(crate) mod scene;
}

use evidence::Limits;
use evidence::kind::by_content;
use evidence::picture::{Decoder, PictureFacts};
use picture::scene;
use proptest::prelude::*;
use turbojpeg::{Compressor, Image, PixelFormat, Subsamp};

/// Points along the longer sides, as prints sample them.
const SIDE_MAX: u32 = 512;

fn read(mut decoder: Decoder, bytes: &[u8]) -> PictureFacts {
    let limits = Limits { pixels_max: 4_000_000, ..Limits::default() };
    decoder.read(bytes, &by_content(bytes, bytes.len() as u64), &limits)
}

/// What libjpeg-turbo makes of the bytes: its samples, and whether it complained.
fn twin(bytes: &[u8], width: usize, height: usize) -> (Vec<u8>, bool) {
    let mut pixels = vec![0; width * height];
    let image = Image { pixels: &mut pixels[..], width, pitch: width, height, format: PixelFormat::GRAY };
    let mut decompressor = turbojpeg::Decompressor::new().unwrap();
    decompressor.set_scan_limit(200).unwrap();
    let outcome = decompressor.decompress(bytes, image);
    (pixels, outcome.is_err())
}

/// Reads both ways, at full size and sampled, and compares all.
fn compare(bytes: &[u8], side_max: u32) -> Result<(), TestCaseError> {
    let facts = read(Decoder::new(), bytes);
    let sampled = read(Decoder::sampling(side_max), bytes);
    prop_assert_eq!(&facts.defects, &sampled.defects);
    prop_assert_eq!(
        (facts.width, facts.height, facts.frames),
        (sampled.width, sampled.height, sampled.frames)
    );
    prop_assert_eq!(facts.luma.is_some(), sampled.luma.is_some());
    let (Some(luma), Some(few)) = (facts.luma, sampled.luma) else { return Ok(()) };
    if let Ok(header) = turbojpeg::read_header(bytes)
        && matches!(header.colorspace, turbojpeg::Colorspace::YCbCr | turbojpeg::Colorspace::Gray)
    {
        let (samples, complaint) = twin(bytes, header.width, header.height);
        prop_assert!(luma.samples == samples, "other samples than libjpeg-turbo");
        prop_assert_eq!(complaint, facts.defects.iter().any(|defect| defect.text.starts_with("JPEG: ")));
    }
    let (width, height) = (luma.width, luma.height);
    let count = |length| if width.max(height) > side_max { side_max } else { length };
    prop_assert_eq!((few.width, few.height), (count(width), count(height)));
    for y in 0..few.height {
        let row = luma.row((u64::from(y) * u64::from(height) / u64::from(few.height)) as u32);
        let place = |x: u32| (u64::from(x) * u64::from(width) / u64::from(few.width)) as usize;
        let expected: Vec<u8> = (0..few.width).map(|x| row[place(x)]).collect();
        prop_assert_eq!(few.row(y), &expected[..]);
    }
    Ok(())
}

/// What to write: noise laid over a landscape, and how it is coded.
#[derive(Clone, Debug)]
struct Wanted {
    width: u32,
    height: u32,
    noise: u8,
    seed: u32,
    quality: i32,
    subsamp: Subsamp,
    optimised: bool,
    restart_units: u8,
    side_max: u32,
}

fn wanted() -> impl Strategy<Value = Wanted> {
    let subsamp = prop::sample::select(vec![
        Subsamp::None,
        Subsamp::Sub2x1,
        Subsamp::Sub2x2,
        Subsamp::Gray,
        Subsamp::Sub1x2,
        Subsamp::Sub4x1,
    ]);
    let picture = (1_u32..120, 1_u32..120, any::<u8>(), any::<u32>());
    let coding = (1..=100, subsamp, any::<bool>(), 0_u8..4);
    (picture, coding, 1_u32..200).prop_map(|((width, height, noise, seed), coding, side_max)| {
        let (quality, subsamp, optimised, restart_units) = coding;
        Wanted { width, height, noise, seed, quality, subsamp, optimised, restart_units, side_max }
    })
}

fn write(wanted: &Wanted) -> Vec<u8> {
    let mut scene = scene::landscape(wanted.width, wanted.height);
    let mut state = wanted.seed;
    for channel in scene.iter_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *channel = channel.wrapping_add(((state >> 24) as u8) & wanted.noise);
    }
    let mut compressor = Compressor::new().unwrap();
    compressor.set_quality(wanted.quality).unwrap();
    compressor.set_subsamp(wanted.subsamp).unwrap();
    compressor.set_optimize(wanted.optimised).unwrap();
    let image = Image {
        pixels: scene.as_raw().as_slice(),
        width: wanted.width as usize,
        pitch: wanted.width as usize * 3,
        height: wanted.height as usize,
        format: PixelFormat::RGB,
    };
    let bytes = compressor.compress_to_vec(image).unwrap();
    if wanted.restart_units == 0 { bytes } else { with_restarts(&bytes, wanted.restart_units) }
}

/// States an interval of restarts that the scan does not keep: both ways must make the same of it.
fn with_restarts(jpeg: &[u8], units: u8) -> Vec<u8> {
    let at = jpeg.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    [&jpeg[..at], &[0xff, 0xdd, 0, 4, 0, units], &jpeg[at..]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_way_of_coding(wanted in wanted()) {
        compare(&write(&wanted), wanted.side_max)?;
    }

    #[test]
    fn damage_anywhere(wanted in wanted(), flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), cut in any::<Option<prop::sample::Index>>()) {
        let mut bytes = write(&wanted);
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        compare(&bytes, wanted.side_max)?;
    }
}

/// Strips of one unit's height, coded apart, are the segments between restart markers of one picture.
#[test]
fn restart_markers() {
    for (subsamp, side) in [(Subsamp::Gray, 8_usize), (Subsamp::None, 8), (Subsamp::Sub2x2, 16)] {
        let scene = scene::landscape(84, 12 * side as u32);
        let strips: Vec<Vec<u8>> = scene
            .as_raw()
            .chunks(3 * 84 * side)
            .map(|strip| {
                let strip = image::RgbImage::from_raw(84, side as u32, strip.to_vec()).unwrap();
                scene::jpeg(&strip, 80, subsamp)
            })
            .collect();
        let mut jpeg = with_restarts(&strips[0], 84_usize.div_ceil(side) as u8);
        let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        jpeg[frame + 5..frame + 7].copy_from_slice(&(12 * side as u16).to_be_bytes());
        for (number, strip) in (0_u8..).zip(&strips[1..]) {
            let scan = strip.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
            let scan = scan + 2 + usize::from(strip[scan + 3]);
            let end = jpeg.len() - 1;
            jpeg[end] = 0xd0 + number % 8;
            jpeg.extend_from_slice(&strip[scan..]);
        }
        compare(&jpeg, 50).unwrap();
        assert_eq!(read(Decoder::new(), &jpeg).defects, []);
        // The wrong number, and one marker too few.
        let marker = jpeg.windows(2).position(|pair| pair == [0xff, 0xd3]).unwrap();
        jpeg[marker + 1] = 0xd4;
        compare(&jpeg, 50).unwrap();
        jpeg.drain(marker..marker + 2);
        compare(&jpeg, 50).unwrap();
        assert_ne!(read(Decoder::new(), &jpeg).defects, []);
    }
}

#[test]
fn photographs() {
    let Some(folder) = scene::shared("pdq") else {
        println!("skipped: the reference photographs are not here");
        return;
    };
    let mut read = 0;
    for part in ["bridge-mods", "orientations", "small"] {
        for file in std::fs::read_dir(folder.join(part)).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            compare(&bytes, SIDE_MAX).unwrap();
            read += 1;
        }
    }
    assert!(read >= 29, "{read}");
}
