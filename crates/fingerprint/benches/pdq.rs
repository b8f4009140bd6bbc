//! Time from a 12-megapixel picture in memory to its print, one core.

use divan::{Bencher, black_box};
use fingerprint::pdq::{self, LumaPlane, RgbPlane};

const WIDTH: u32 = 4000;
const HEIGHT: u32 = 3000;

fn main() {
    divan::main();
}

fn noise(samples: u32) -> Vec<u8> {
    (0..samples).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

#[divan::bench]
fn luma(bencher: Bencher) {
    let samples = noise(WIDTH * HEIGHT);
    bencher
        .bench(|| LumaPlane::new(WIDTH, HEIGHT, WIDTH as usize, black_box(&samples)).map(|p| pdq::hash(&p)));
}

#[divan::bench]
fn luma_in_eight_orientations(bencher: Bencher) {
    let samples = noise(WIDTH * HEIGHT);
    bencher.bench(|| {
        LumaPlane::new(WIDTH, HEIGHT, WIDTH as usize, black_box(&samples)).map(|p| pdq::hash_all(&p))
    });
}

#[divan::bench]
fn colour(bencher: Bencher) {
    let samples = noise(3 * WIDTH * HEIGHT);
    bencher.bench(|| {
        RgbPlane::new(WIDTH, HEIGHT, 3 * WIDTH as usize, black_box(&samples)).map(|p| pdq::hash_rgb(&p))
    });
}
