//! From a picture of any size to 64 x 64 points, and the quality of what is left.
//!
//! The reference smooths the whole picture and then keeps 64 x 64 of its points. Smoothing and keeping are both
//! linear and work on rows and columns apart, so each kept point is a weighted sum of a few points of its row,
//! then of its column. Only those are computed here; the tests hold the literal way as its twin.

use super::SAMPLED_SIDE;
use super::plane::Samples;

/// Side of the shrunken picture.
pub(super) const SIDE: usize = 64;

/// 64 x 64 luma values, row by row.
pub(super) type Small = [[f32; SIDE]; SIDE];

/// Points of the picture that stand for it along one axis.
fn sampled(length: u32, resampled: bool) -> Vec<u32> {
    if resampled {
        let step = |i: u32| (u64::from(i) * u64::from(length) / u64::from(SAMPLED_SIDE)) as u32;
        (0..SAMPLED_SIDE).map(step).collect()
    } else {
        (0..length).collect()
    }
}

/// For each kept point, the first source point and the weights from there on.
struct Taps {
    starts: Vec<usize>,
    /// Equally many for each kept point, zeros where there are fewer.
    weights: Vec<f32>,
    each: usize,
}

/// Points under the box around `i`: the reference's window, cut off at both ends.
fn window(i: usize, length: usize) -> std::ops::Range<usize> {
    let full = length.div_ceil(2 * SIDE);
    let ahead = (full + 2) / 2;
    let behind = full - ahead;
    i.saturating_sub(behind)..(i + ahead).min(length)
}

/// Weights of two passes of the box at the kept points of an axis.
fn taps(length: usize) -> Taps {
    let mut rows = Vec::with_capacity(SIDE);
    for kept in 0..SIDE {
        let centre = (2 * kept + 1) * length / (2 * SIDE);
        let outer = window(centre, length);
        let start = window(outer.start, length).start;
        let end = window(outer.end - 1, length).end;
        let mut weights = vec![0_f64; end - start];
        let outer_count = outer.len() as f64;
        for i in outer {
            let inner = window(i, length);
            let weight = 1.0 / (outer_count * inner.len() as f64);
            inner.for_each(|j| weights[j - start] += weight);
        }
        rows.push((start, weights));
    }
    let each = rows.iter().map(|(_, weights)| weights.len()).max().unwrap_or(0);
    let mut taps = Taps { starts: Vec::with_capacity(SIDE), weights: Vec::with_capacity(SIDE * each), each };
    for (start, weights) in rows {
        // Slid to the left where zeros on the right would reach past the picture.
        let slid = start.min(length - each);
        taps.starts.push(slid);
        let from = taps.weights.len() + start - slid;
        taps.weights.resize(taps.weights.len() + each, 0.0);
        for (slot, weight) in taps.weights[from..].iter_mut().zip(weights) {
            *slot = weight as f32;
        }
    }
    taps
}

impl Taps {
    /// For each kept point, the first source point and the weights from there on.
    fn each(&self) -> impl Iterator<Item = (usize, &[f32])> {
        self.starts.iter().copied().zip(self.weights.chunks_exact(self.each))
    }
}

/// Shrinks a picture of at least 5 x 5 pixels: down first, for that goes over whole rows at a time.
pub(super) fn to_64x64(plane: &impl Samples) -> Small {
    let (width, height) = plane.size_pixels();
    let resampled = width.max(height) > SAMPLED_SIDE;
    let (columns, rows) = (sampled(width, resampled), sampled(height, resampled));
    let (across, down) = (taps(columns.len()), taps(rows.len()));

    let mut luma = vec![0_f32; columns.len()];
    let mut low = vec![0_f32; columns.len()];
    let mut small = [[0_f32; SIDE]; SIDE];
    for (out, (start, weights)) in small.iter_mut().zip(down.each()) {
        low.fill(0.0);
        for (row, weight) in rows[start..].iter().zip(weights).filter(|(_, weight)| **weight != 0.0) {
            plane.gather(*row, &columns, &mut luma);
            for (low, luma) in low.iter_mut().zip(&luma) {
                *low += luma * weight;
            }
        }
        for (out, (start, weights)) in out.iter_mut().zip(across.each()) {
            *out = low[start..].iter().zip(weights).map(|(low, weight)| low * weight).sum();
        }
    }
    small
}

/// How much there is to see, 0 to 100: the steps between neighbours, each cut to a whole percentage of the full
/// range so that noise counts for nothing. The divisor 90 is the reference's.
pub(super) fn quality(small: &Small) -> u8 {
    let step = |a: f32, b: f32| (((a - b) * 100.0) / 255.0) as i32;
    let mut sum = 0;
    for (row, next) in small.iter().zip(&small[1..]) {
        sum += row.iter().zip(next).map(|(a, b)| step(*a, *b).abs()).sum::<i32>();
    }
    for row in small {
        sum += row.iter().zip(&row[1..]).map(|(a, b)| step(*a, *b).abs()).sum::<i32>();
    }
    (sum / 90).min(100) as u8
}

#[cfg(test)]
#[path = "shrink_tests.rs"]
mod tests;
