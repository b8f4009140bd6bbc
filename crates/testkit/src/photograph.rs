//! Photographs: the openly licensed everyday ones beside the project, and synthetic ones in bulk.

use crate::encode;
use crate::fault::Fault;
use crate::scene::{Ground, Subject, scene};
use crate::seeded::Seeded;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use vocab::Pdq;

/// An everyday photograph with the print that the reference hasher gave it.
#[derive(Clone, Debug)]
pub struct Everyday {
    /// Path below the reference folder.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Reference print.
    pub pdq: Pdq,
    /// Reference quality, 0 to 100; under 50 a print is unstable.
    pub quality: u32,
}

/// The reference photographs, where their folder stands beside the project; `None` elsewhere.
pub fn everyday() -> Option<Vec<Everyday>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = source
        .ancestors()
        .map(|up| up.join("shared/data/pdq"))
        .find(|folder| folder.join("reference.csv").is_file())?;
    let table = fs::read_to_string(folder.join("reference.csv")).ok()?;
    table
        .lines()
        .skip(1)
        .map(|line| {
            let mut fields = line.splitn(3, ',');
            let pdq = fields.next()?.parse().ok()?;
            let quality = fields.next()?.parse().ok()?;
            let name = fields.next()?.to_owned();
            let bytes = fs::read(folder.join(&name)).ok()?;
            Some(Everyday { name, bytes, pdq, quality })
        })
        .collect()
}

/// Writes `count` JPEG files of about `megapixels` into a folder, and returns their paths.
///
/// Made for measuring: spectra and grain like a camera's, about 0.15 byte a pixel, no two alike. Each is a
/// seeded cut out of a few large canvases, so that the making is about as quick as the encoding.
pub fn photos(folder: &Path, count: usize, seed: u64, megapixels: f32) -> Result<Vec<PathBuf>, Fault> {
    fs::create_dir_all(folder).map_err(Fault::file(folder))?;
    let height = ((megapixels * 1e6 / 1.5).sqrt() as usize).max(16) & !15;
    let width = (height * 3 / 2) & !15;
    let ground = Ground::new(seed, 10);
    let canvases: Vec<_> = (0..6_usize)
        .into_par_iter()
        .map(|i| {
            let subject = [Subject::Landscape, Subject::Texture, Subject::Sky][i % 3];
            scene(&ground, subject, Seeded::of(seed, "canvas", i), 2 * width, 2 * height)
        })
        .collect();
    let mut numbers = Seeded::of(seed, "grain", 0);
    let grain: Vec<i8> = (0..width + (1 << 20))
        .map(|_| (numbers.between(-GRAIN, GRAIN) + numbers.between(-GRAIN, GRAIN)) as i8)
        .collect();
    (0..count)
        .into_par_iter()
        .map(|i| {
            let mut numbers = Seeded::of(seed, "photo", i);
            let canvas = numbers.pick(&canvases);
            let (x, y) = (numbers.below(width), numbers.below(height));
            let tones = tones(&mut numbers);
            let mirrored = numbers.below(2) == 1;
            let mut rgb = Vec::with_capacity(3 * width * height);
            for row in y..y + height {
                let from = 3 * (row * canvas.width + x);
                let line = canvas.rgb[from..from + 3 * width].chunks_exact(3);
                let start = numbers.below(grain.len() - width);
                let grained = |(pixel, grain): (&[u8], &i8)| {
                    [0, 1, 2].map(|c| tones[c][pixel[c] as usize].saturating_add_signed(*grain))
                };
                let grains = &grain[start..start + width];
                if mirrored {
                    rgb.extend(line.rev().zip(grains).flat_map(grained));
                } else {
                    rgb.extend(line.zip(grains).flat_map(grained));
                }
            }
            let path = folder.join(format!("P{i:06}.JPG"));
            fs::write(&path, encode::jpeg_of(&rgb, width, height, 83)?).map_err(Fault::file(&path))?;
            Ok(path)
        })
        .collect()
}

/// Half the width of the grain, in steps of 256: brings a photograph to about 0.15 byte a pixel.
const GRAIN: f32 = 6.5;

/// One curve a channel: exposure and contrast differ from picture to picture.
fn tones(numbers: &mut Seeded) -> [[u8; 256]; 3] {
    let contrast = numbers.between(0.75, 1.15);
    [0; 3].map(|_| {
        let lift = numbers.between(-18.0, 18.0);
        std::array::from_fn(|v| ((v as f32 - 128.0) * contrast + 128.0 + lift).clamp(0.0, 255.0) as u8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photographs_are_distinct_and_repeatable() {
        let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let first = photos(a.path(), 6, 3, 0.05).unwrap();
        let again = photos(b.path(), 6, 3, 0.05).unwrap();
        let read = |paths: &[PathBuf]| paths.iter().map(|p| fs::read(p).unwrap()).collect::<Vec<_>>();
        let mut files = read(&first);
        assert_eq!(files, read(&again));
        files.sort();
        files.dedup();
        assert_eq!(files.len(), 6);
    }
}
