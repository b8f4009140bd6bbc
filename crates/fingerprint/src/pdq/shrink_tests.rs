//! The literal way of the published method beside the quick one.

use super::super::plane::LumaPlane;
use super::*;
use proptest::prelude::*;

/// One pass of the box along a line, as the method describes it: the mean of what the window covers.
fn box_pass(line: &[f64]) -> Vec<f64> {
    let full = line.len().div_ceil(128);
    let ahead = (full + 2) / 2;
    (0..line.len() as isize)
        .map(|i| {
            let from = (i - (full as isize - ahead as isize)).max(0) as usize;
            let until = ((i + ahead as isize) as usize).min(line.len());
            line[from..until].iter().sum::<f64>() / (until - from) as f64
        })
        .collect()
}

fn transposed(lines: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..lines[0].len()).map(|j| lines.iter().map(|line| line[j]).collect()).collect()
}

/// Samples to 512 x 512 if large, smooths everything twice in each direction, keeps 64 x 64 points.
fn literal(width: usize, height: usize, samples: &[u8]) -> Vec<Vec<f64>> {
    let at = |i: usize, length: usize| if width.max(height) > 512 { i * length / 512 } else { i };
    let (columns, rows) = if width.max(height) > 512 { (512, 512) } else { (width, height) };
    let mut picture: Vec<Vec<f64>> = (0..rows)
        .map(|y| (0..columns).map(|x| f64::from(samples[at(y, height) * width + at(x, width)])).collect())
        .collect();
    for _ in 0..4 {
        // Four passes in alternating directions: two along rows, two along columns.
        picture = transposed(&picture.iter().map(|line| box_pass(line)).collect::<Vec<_>>());
    }
    let kept = |i: usize, length: usize| ((i as f64 + 0.5) * length as f64 / 64.0) as usize;
    (0..64).map(|y| (0..64).map(|x| picture[kept(y, rows)][kept(x, columns)]).collect()).collect()
}

fn check(width: usize, height: usize, seed: u32) {
    let mut state = seed;
    let samples: Vec<u8> = (0..width * height)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    let plane = LumaPlane::new(width as u32, height as u32, width, &samples).unwrap();
    let small = to_64x64(&plane);
    for (row, truth) in small.iter().zip(literal(width, height, &samples)) {
        for (value, truth) in row.iter().zip(truth) {
            assert!((f64::from(*value) - truth).abs() < 1e-3, "{value} {truth} at {width}x{height}");
        }
    }
}

#[test]
fn sizes_at_the_edges() {
    for (width, height) in [(5, 5), (5, 512), (64, 64), (127, 129), (512, 512), (513, 5), (640, 480)] {
        check(width, height, 7);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_size(width in 5_usize..600, height in 5_usize..600, seed: u32) {
        check(width, height, seed);
    }
}
