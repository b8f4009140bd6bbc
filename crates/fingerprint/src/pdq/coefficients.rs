//! The 16 x 16 cosine coefficients of a shrunken picture, and the prints that follow from them.
//!
//! Turning or mirroring a picture only moves its coefficients across the diagonal and turns some signs, so the
//! prints of all eight orientations follow from one set.

use super::shrink::{SIDE, Small};
use std::f64::consts::PI;
use std::sync::LazyLock;
use vocab::Pdq;

/// Coefficients kept along each axis.
const KEPT: usize = 16;

/// The eight orientations, in the order in which prints of all of them are given. The words are the reference's:
/// rotations run against the clock; `flip-x` mirrors top and bottom, `flip-y` left and right, the other two the
/// diagonals.
pub const ORIENTATIONS: [&str; 8] =
    ["original", "rotate-90", "rotate-180", "rotate-270", "flip-x", "flip-y", "flip-plus-1", "flip-minus-1"];

/// How an orientation comes from the original: whether the axes change places, and which coefficients turn their
/// sign, by the parity of their row and column before that change.
struct Turn {
    transposed: bool,
    negated: fn(row: usize, column: usize) -> bool,
}

const TURNS: [Turn; 8] = [
    Turn { transposed: false, negated: |_, _| false },
    Turn { transposed: true, negated: |_, column| column % 2 == 0 },
    Turn { transposed: false, negated: |row, column| (row + column) % 2 == 1 },
    Turn { transposed: true, negated: |row, _| row % 2 == 0 },
    Turn { transposed: false, negated: |row, _| row % 2 == 0 },
    Turn { transposed: false, negated: |_, column| column % 2 == 0 },
    Turn { transposed: true, negated: |_, _| false },
    Turn { transposed: true, negated: |row, column| (row + column) % 2 == 1 },
];

/// Cosine matrix: row `i` holds frequency `i + 1` at 64 points.
static COSINES: LazyLock<[[f32; SIDE]; KEPT]> = LazyLock::new(|| {
    let scale = f64::from((2.0 / SIDE as f64).sqrt() as f32);
    std::array::from_fn(|i| {
        std::array::from_fn(|j| {
            let angle = (PI / 2.0 / SIDE as f64) * (i + 1) as f64 * (2 * j + 1) as f64;
            (scale * angle.cos()) as f32
        })
    })
});

/// Cosine coefficients of one picture: 1 KiB.
#[derive(Clone, Debug, PartialEq)]
pub struct Coefficients([[f32; KEPT]; KEPT]);

impl Coefficients {
    /// Those of a picture without any structure.
    pub(super) fn flat() -> Self {
        Self([[0.0; KEPT]; KEPT])
    }

    /// D A D^T, each sum taken in the order of its index, as the reference does: the last bits depend on it.
    pub(super) fn of(small: &Small) -> Self {
        let cosines = &*COSINES;
        let mut half = [[0_f32; SIDE]; KEPT];
        for (half, cosines) in half.iter_mut().zip(cosines) {
            for (cosine, row) in cosines.iter().zip(small) {
                for (sum, value) in half.iter_mut().zip(row) {
                    *sum += cosine * value;
                }
            }
        }
        let across: [[f32; KEPT]; SIDE] = std::array::from_fn(|k| std::array::from_fn(|j| cosines[j][k]));
        let mut whole = [[0_f32; KEPT]; KEPT];
        for (whole, half) in whole.iter_mut().zip(&half) {
            for (value, cosines) in half.iter().zip(&across) {
                for (sum, cosine) in whole.iter_mut().zip(cosines) {
                    *sum += value * cosine;
                }
            }
        }
        Self(whole)
    }

    /// The print of the picture as it stands.
    pub fn pdq(&self) -> Pdq {
        let mut ranked: [f32; KEPT * KEPT] = std::array::from_fn(|i| self.0[i / KEPT][i % KEPT]);
        // The lower median, as the reference takes it.
        let (_, median, _) = ranked.select_nth_unstable_by(KEPT * KEPT / 2 - 1, f32::total_cmp);
        let median = *median;
        pack(|row, column| self.0[row][column] > median)
    }

    /// The prints of the eight orientations, in the order of [`ORIENTATIONS`].
    pub fn orientations(&self) -> [Pdq; 8] {
        TURNS.map(|turn| {
            let mut turned = Self::flat();
            for row in 0..KEPT {
                for column in 0..KEPT {
                    let value = self.0[row][column];
                    let value = if (turn.negated)(row, column) { -value } else { value };
                    let (row, column) = if turn.transposed { (column, row) } else { (row, column) };
                    turned.0[row][column] = value;
                }
            }
            turned.pdq()
        })
    }
}

/// Bit 16 * row + column of the print, where bit 0 is the last of the hex text.
fn pack(bit: impl Fn(usize, usize) -> bool) -> Pdq {
    let mut bytes = [0; 32];
    for row in 0..KEPT {
        for column in 0..KEPT {
            let place = KEPT * row + column;
            bytes[31 - place / 8] |= u8::from(bit(row, column)) << (place % 8);
        }
    }
    Pdq(bytes)
}

/// The prints of the eight orientations, guessed from a print alone, in the order of [`ORIENTATIONS`].
///
/// A print says which coefficients exceed their median, not their signs, so a turned sign becomes a turned bit.
/// That is exact where the median is 0. Where it is not, each coefficient between the median and its negative
/// comes out wrong, and the median of the turned picture moves a little too. On a photograph the guesses lay 0 to 10
/// bits from the prints that the coefficients give ([`Coefficients::orientations`]); the diagonal mirror is exact.
/// So where pixels are at hand, turn the query, and keep this for sets that hold nothing but prints.
pub fn orientations_of(print: &Pdq) -> [Pdq; 8] {
    let bit = |row: usize, column: usize| {
        let place = KEPT * row + column;
        print.0[31 - place / 8] >> (place % 8) & 1 == 1
    };
    TURNS.map(|turn| {
        pack(|row, column| {
            let (row, column) = if turn.transposed { (column, row) } else { (row, column) };
            bit(row, column) != (turn.negated)(row, column)
        })
    })
}
