//! The print against the reference pictures and against what must hold for any picture.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, in its functions too"
)]

use fingerprint::pdq::{self, LumaPlane, Print, RgbPlane};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use turbojpeg::{Decompressor, Image, PixelFormat};
use vocab::Pdq;

/// Where the reference pictures lie: in `shared/data/pdq` beside the project. Tests that need them are skipped
/// where they are missing.
fn reference_folder() -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = project.ancestors().map(|above| above.join("shared/data/pdq")).find(|f| f.is_dir());
    if folder.is_none() {
        println!("skipped: no PDQ reference pictures in shared/data/pdq beside the project");
    }
    folder
}

struct Reference {
    print: Print,
    path: PathBuf,
}

fn references(folder: &Path) -> Vec<Reference> {
    let text = std::fs::read_to_string(folder.join("reference.csv")).unwrap();
    text.lines()
        .skip(1)
        .map(|line| {
            let mut fields = line.split(',');
            let mut field = || fields.next().unwrap();
            let (pdq, quality) = (field().parse().unwrap(), field().parse().unwrap());
            Reference { print: Print { pdq, quality }, path: folder.join(field()) }
        })
        .collect()
}

/// Pixels of a JPEG in one format; a grey picture is asked for as grey.
fn decode(path: &Path, format: PixelFormat) -> Image<Vec<u8>> {
    let jpeg = std::fs::read(path).unwrap();
    let mut decompressor = Decompressor::new().unwrap();
    let header = decompressor.read_header(&jpeg).unwrap();
    let pitch = header.width * format.size();
    let mut image = Image {
        pixels: vec![0; pitch * header.height],
        width: header.width,
        pitch,
        height: header.height,
        format,
    };
    decompressor.decompress(&jpeg, image.as_deref_mut()).unwrap();
    image
}

fn luma_print(path: &Path) -> (Print, [Pdq; 8]) {
    let image = decode(path, PixelFormat::GRAY);
    let plane = LumaPlane::new(image.width as u32, image.height as u32, image.pitch, &image.pixels).unwrap();
    (pdq::hash(&plane), pdq::hash_all(&plane).0)
}

fn rgb_print(path: &Path) -> Print {
    let image = decode(path, PixelFormat::RGB);
    let plane = RgbPlane::new(image.width as u32, image.height as u32, image.pitch, &image.pixels).unwrap();
    pdq::hash_rgb(&plane)
}

/// At most 10 bits on every picture worth comparing and 2 in the middle; elsewhere the quality agrees.
fn check(name: &str, print_of: impl Fn(&Path) -> Print) {
    let Some(folder) = reference_folder() else { return };
    let mut distances = Vec::new();
    for reference in references(&folder) {
        let print = print_of(&reference.path);
        let distance = print.pdq.distance_bits(&reference.print.pdq);
        let shown = reference.path.strip_prefix(&folder).unwrap().display().to_string();
        println!("{name} {shown}: {distance} bits, quality {} ({})", print.quality, reference.print.quality);
        assert!(print.quality.abs_diff(reference.print.quality) <= 1, "{name} {shown}");
        if reference.print.quality >= 50 {
            assert!(distance <= 10, "{name} {shown}: {distance} bits");
            distances.push(distance);
        }
    }
    distances.sort_unstable();
    assert!(distances.len() >= 20, "the reference list is shorter than it was");
    assert!(distances[distances.len() / 2] <= 2, "{distances:?}");
}

#[test]
fn luma_agrees_with_the_reference() {
    check("luma", |path| luma_print(path).0);
}

#[test]
fn colour_agrees_with_the_reference() {
    check("colour", rgb_print);
}

/// The pictures in `orientations` are eight turns of one bridge, numbered as the reference numbers them.
#[test]
fn turned_pictures_are_found_by_turned_prints() {
    let Some(folder) = reference_folder() else { return };
    let mut paths: Vec<_> =
        std::fs::read_dir(folder.join("orientations")).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    assert_eq!(paths.len(), 8);
    let (original, turned) = luma_print(&paths[0]);
    let guessed = pdq::orientations_of(&original.pdq);
    let apart: Vec<u32> =
        guessed.iter().zip(&turned).map(|(guess, turned)| guess.distance_bits(turned)).collect();
    println!("guessed from bits, against coefficients: {apart:?}");
    assert!(apart.iter().all(|bits| *bits <= 12));
    for (i, path) in paths.iter().enumerate() {
        let (print, _) = luma_print(path);
        let from_coefficients = print.pdq.distance_bits(&turned[i]);
        let from_bits = print.pdq.distance_bits(&guessed[i]);
        println!(
            "{}: {from_coefficients} bits from coefficients, {from_bits} from bits",
            pdq::ORIENTATIONS[i]
        );
        assert!(from_coefficients <= 24, "{}", path.display());
        assert!(from_bits <= 31, "{}", path.display());
    }
}

/// A synthetic landscape: smooth hills with texture, seeded.
fn landscape(width: usize, height: usize, seed: u32) -> Vec<u8> {
    let f = |k: u32| f64::from(seed.wrapping_mul(2_654_435_761).rotate_left(5 * k) % 1000) / 1000.0;
    (0..width * height)
        .map(|i| {
            let (x, y) = ((i % width) as f64 / width as f64, (i / width) as f64 / height as f64);
            let hills = (9.0 * f(1) * x + 6.0 * f(2)).sin() + (11.0 * f(3) * y + 7.0 * f(4) * x).cos();
            let texture = (60.0 * f(5) * x * y + 23.0 * y).sin() * 0.6;
            (128.0 + 48.0 * (hills + texture)).clamp(0.0, 255.0) as u8
        })
        .collect()
}

/// Turns pixels as the orientation's name says; the picture is square.
fn turn(pixels: &[u8], side: usize, orientation: usize) -> Vec<u8> {
    let last = side - 1;
    let at = |row: usize, column: usize| pixels[row * side + column];
    (0..side * side)
        .map(|i| {
            let (row, column) = (i / side, i % side);
            match orientation {
                0 => at(row, column),
                1 => at(column, last - row),
                2 => at(last - row, last - column),
                3 => at(last - column, row),
                4 => at(last - row, column),
                5 => at(row, last - column),
                6 => at(column, row),
                _ => at(last - column, last - row),
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// 64 x 64 pixels are kept as they are, so turning the pixels and turning the coefficients must agree but for
    /// rounding. (Larger pictures are sampled a little off their centre, in the reference as here.)
    #[test]
    fn turning_pixels_is_turning_coefficients(seed: u32) {
        let pixels = landscape(64, 64, seed);
        let prints = pdq::hash_all(&LumaPlane::new(64, 64, 64, &pixels).unwrap()).0;
        for (orientation, print) in prints.iter().enumerate() {
            let turned = turn(&pixels, 64, orientation);
            let direct = pdq::hash(&LumaPlane::new(64, 64, 64, &turned).unwrap()).pdq;
            prop_assert!(direct.distance_bits(print) <= 2, "{}", pdq::ORIENTATIONS[orientation]);
        }
    }

    #[test]
    fn all_prints_begin_with_the_plain_one(width in 1_usize..80, height in 1_usize..80, seed: u32) {
        let pixels = landscape(width, height, seed);
        let plane = LumaPlane::new(width as u32, height as u32, width, &pixels).unwrap();
        let (prints, quality) = pdq::hash_all(&plane);
        prop_assert_eq!(pdq::hash(&plane), Print { pdq: prints[0], quality });
    }

    /// Who decodes a picture may leave out all points but those that the print samples.
    #[test]
    fn sampling_beforehand_changes_nothing(width in 5_usize..900, height in 513_usize..900, seed: u32) {
        let pixels = landscape(width, height, seed);
        let side = pdq::SAMPLED_SIDE as usize;
        let place = |i: usize, length: usize| i * length / side;
        let few: Vec<u8> =
            (0..side * side).map(|i| pixels[place(i / side, height) * width + place(i % side, width)]).collect();
        let whole = LumaPlane::new(width as u32, height as u32, width, &pixels).unwrap();
        let few = LumaPlane::new(side as u32, side as u32, side, &few).unwrap();
        prop_assert_eq!(pdq::hash_all(&few), pdq::hash_all(&whole));
    }

    /// Grey as colour is grey; the stride's spare samples are not looked at.
    #[test]
    fn grey_and_colour_agree(seed: u32, spare in 0_usize..9) {
        let pixels = landscape(90, 70, seed);
        let mut wide = Vec::new();
        for row in pixels.chunks(90) {
            wide.extend(row.iter().flat_map(|p| [*p; 3]));
            wide.extend(std::iter::repeat_n(0xaa, spare));
        }
        let grey = pdq::hash(&LumaPlane::new(90, 70, 90, &pixels).unwrap());
        let colour = pdq::hash_rgb(&RgbPlane::new(90, 70, 270 + spare, &wide).unwrap());
        prop_assert!(grey.pdq.distance_bits(&colour.pdq) <= 2);
        prop_assert!(grey.quality.abs_diff(colour.quality) <= 1);
    }

    #[test]
    fn a_plane_never_reaches_past_its_samples(
        width: u32, height: u32, stride in 0_usize..5000, samples in proptest::collection::vec(any::<u8>(), 0..5000),
    ) {
        for (width, height) in [(width, height), (width % 70, height % 70)] {
            if let Ok(plane) = LumaPlane::new(width, height, stride, &samples) {
                pdq::hash(&plane);
            }
            if let Ok(plane) = RgbPlane::new(width, height, stride, &samples) {
                pdq::hash_rgb(&plane);
            }
        }
    }
}

#[test]
fn tiny_pictures_have_no_print() {
    let pixels = [200; 4 * 900];
    for (width, height) in [(0, 0), (4, 900), (900, 4)] {
        let print = pdq::hash(&LumaPlane::new(width, height, width as usize, &pixels).unwrap());
        assert_eq!(print, Print { pdq: Pdq([0; 32]), quality: 0 });
    }
}

#[test]
fn a_flat_picture_has_no_quality() {
    let pixels = vec![77; 700 * 600];
    assert_eq!(pdq::hash(&LumaPlane::new(700, 600, 700, &pixels).unwrap()).quality, 0);
}

#[test]
fn a_plane_too_short_is_refused() {
    let error = LumaPlane::new(10, 10, 10, &[0; 99]).unwrap_err();
    assert_eq!((error.found, error.wanted), (99, 100));
    assert!(LumaPlane::new(10, 2, 9, &[0; 99]).is_err());
    assert!(RgbPlane::new(u32::MAX, u32::MAX, usize::MAX, &[0; 99]).is_err());
}
