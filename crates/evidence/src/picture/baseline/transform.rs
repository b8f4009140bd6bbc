//! The inverse cosine transform of one block, at some of its points only (ITU-T T.81, A.3.3).
//!
//! Bit for bit what libjpeg-turbo's accurate transform gives: the same integer cosines, and its two roundings, after
//! the columns and after the rows. Between the roundings everything is linear, so each point is a sum over the columns
//! of sums over the rows, and only those that are asked for need be formed.
//!
//! Its vector code works in 16 bits where values out of any real picture's range would wrap or be cut; where that
//! could happen here, nothing is given, and libjpeg-turbo itself must decide.

use wide::{i16x8, i32x4, i32x8};

/// Coefficients multiplied with their steps, each at its [`place`]: rows two by two, so that one instruction takes a
/// coefficient and the one below it.
pub(super) type Block = [i16; 64];

/// Largest magnitude of what enters each pass: two such values still add up within 16 bits.
pub(super) const MAGNITUDE_MAX: i32 = (1 << 14) - 1;
/// Bits after the point of the cosines.
const COSINE_BITS: u32 = 13;
/// Bits after the point that are kept between the passes.
const PASS_BITS: u32 = 2;
/// The first pass keeps those; the second takes them off, and the factor 8 of a transform of 8 x 8.
const COLUMN_SHIFT: u32 = COSINE_BITS - PASS_BITS;
const ROW_SHIFT: u32 = COSINE_BITS + PASS_BITS + 3;

/// Weight of each frequency at each point, `WEIGHTS[point][frequency]`: about 2^13 times the square root of 2 times the
/// cosine. They are what one pass of the quick algorithm (Loeffler, Ligtenberg and Moschytz, 1989) multiplies each
/// input with, all in all; as it adds up constants that were rounded before, a few are off by a unit or two.
const WEIGHTS: [[i16; 8]; 8] = weights();

const fn weights() -> [[i16; 8]; 8] {
    // Even frequencies 0, 2, 4, 6 at the points 0 to 3.
    const EVEN: [[i16; 4]; 4] = [
        [8192, 4433 + 6270, 8192, 4433],
        [8192, 4433, -8192, 4433 - 15137],
        [8192, -4433, -8192, 15137 - 4433],
        [8192, -4433 - 6270, 8192, -4433],
    ];
    // Odd frequencies 1, 3, 5, 7 at the points 0 to 3.
    const A: i16 = 9633 - 7373 - 3196 + 12299;
    const ODD: [[i16; 4]; 4] = [
        [A, 9633, 9633 - 3196, 9633 - 7373],
        [9633, 25172 - 20995 + 9633 - 16069, 9633 - 20995, 9633 - 16069],
        [9633 - 3196, 9633 - 20995, 16819 - 20995 - 3196 + 9633, 9633],
        [9633 - 7373, 9633 - 16069, 9633, 2446 - 7373 - 16069 + 9633],
    ];
    let mut weights = [[0; 8]; 8];
    let mut point = 0;
    while point < 4 {
        let mut i = 0;
        while i < 4 {
            weights[point][2 * i] = EVEN[point][i];
            weights[7 - point][2 * i] = EVEN[point][i];
            weights[point][2 * i + 1] = ODD[point][i];
            weights[7 - point][2 * i + 1] = -ODD[point][i];
            i += 1;
        }
        point += 1;
    }
    weights
}

/// Weights of two frequencies, 2i and 2i + 1, side by side and four times over: `PAIRS[point][i]`.
const PAIRS: [[[i16; 8]; 4]; 8] = {
    let mut pairs = [[[0; 8]; 4]; 8];
    let mut i = 0;
    while i < 256 {
        let (point, pair, lane) = (i / 32, i / 8 % 4, i % 8);
        pairs[point][pair][lane] = WEIGHTS[point][2 * pair + lane % 2];
        i += 1;
    }
    pairs
};

/// Where the coefficient of a row and a column stands in a [`Block`].
pub(super) const fn place(row: usize, column: usize) -> usize {
    16 * (row / 2) + 2 * column + row % 2
}

/// Writes the samples at `rows` and `columns` of a block, whose coefficients are at most [`MAGNITUDE_MAX`], to
/// `plane`, from `at` on, rows `stride` apart. `None` where that can't be done exactly.
#[inline(always)]
pub(super) fn transform(
    block: &Block,
    (rows, columns): (&[u8], &[u8]),
    plane: &mut [u8],
    at: usize,
    stride: usize,
) -> Option<()> {
    let (eights, _) = block.as_chunks::<8>();
    let mut outside = i16x8::ZERO;
    for (line, y) in rows.iter().enumerate() {
        let weights = &PAIRS[usize::from(y & 7)];
        let half = |from: usize| {
            let product = |pair: usize| i16x8::new(eights[2 * pair + from]).dot(i16x8::new(weights[pair]));
            let sum = (product(0) + product(1)) + (product(2) + product(3));
            ((sum + i32x4::splat(1 << (COLUMN_SHIFT - 1))) >> COLUMN_SHIFT).to_array()
        };
        let ([a, b, c, d], [e, f, g, h]) = (half(0), half(1));
        let row = i16x8::from_i32x8_saturate(i32x8::new([a, b, c, d, e, f, g, h]));
        // The two highest bits of what lies within 15 bits are alike.
        outside |= row ^ (row << 1);
        let at = at + line * stride;
        for (point, x) in plane.get_mut(at..at + columns.len())?.iter_mut().zip(columns) {
            let sum = row.dot(i16x8::new(WEIGHTS[usize::from(x & 7)])).reduce_add();
            *point = (((sum + (1 << (ROW_SHIFT - 1))) >> ROW_SHIFT).clamp(-128, 127) + 128) as u8;
        }
    }
    (outside.to_bitmask() == 0).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    #[test]
    fn weights_are_cosines() {
        for (point, weights) in WEIGHTS.iter().enumerate() {
            for (frequency, weight) in weights.iter().enumerate() {
                let scale = if frequency == 0 { 1.0 } else { 2_f64.sqrt() };
                let angle = (2 * point + 1) as f64 * frequency as f64 * PI / 16.0;
                assert!(
                    (f64::from(*weight) - 8192.0 * scale * angle.cos()).abs() < 3.0,
                    "{point} {frequency}"
                );
            }
        }
    }

    /// A block whose rows would leave 15 bits between the passes is not transformed; one that just stays is.
    #[test]
    fn out_of_range_is_told() {
        let (mut block, mut plane): (Block, [u8; 1]) = ([0; 64], [0]);
        block[place(0, 0)] = 4_095;
        assert_eq!(transform(&block, (&[0], &[0]), &mut plane, 0, 1), Some(()));
        assert_eq!(plane, [255]);
        block[place(0, 0)] = 4_096;
        assert_eq!(transform(&block, (&[0], &[0]), &mut plane, 0, 1), None);
    }
}
