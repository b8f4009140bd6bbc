//! Capital letters in a small raster of our own, for pictures of alphabets.

use crate::seeded::Seeded;

/// A-Z, five columns by seven rows, one row a byte, the leftmost column in bit 4.
const RASTER: [[u8; 7]; 26] = [
    [14, 17, 17, 31, 17, 17, 17],
    [30, 17, 17, 30, 17, 17, 30],
    [14, 17, 16, 16, 16, 17, 14],
    [30, 17, 17, 17, 17, 17, 30],
    [31, 16, 16, 30, 16, 16, 31],
    [31, 16, 16, 30, 16, 16, 16],
    [14, 17, 16, 23, 17, 17, 15],
    [17, 17, 17, 31, 17, 17, 17],
    [14, 4, 4, 4, 4, 4, 14],
    [7, 2, 2, 2, 2, 18, 12],
    [17, 18, 20, 24, 20, 18, 17],
    [16, 16, 16, 16, 16, 16, 31],
    [17, 27, 21, 21, 17, 17, 17],
    [17, 25, 21, 19, 17, 17, 17],
    [14, 17, 17, 17, 17, 17, 14],
    [30, 17, 17, 30, 16, 16, 16],
    [14, 17, 17, 17, 21, 18, 13],
    [30, 17, 17, 30, 20, 18, 17],
    [15, 16, 16, 14, 1, 1, 30],
    [31, 4, 4, 4, 4, 4, 4],
    [17, 17, 17, 17, 17, 17, 14],
    [17, 17, 17, 17, 17, 10, 4],
    [17, 17, 17, 21, 21, 27, 17],
    [17, 17, 10, 4, 10, 17, 17],
    [17, 17, 10, 4, 4, 4, 4],
    [31, 1, 2, 4, 8, 16, 31],
];

/// Letters in a row and rows of letters on one sheet.
const ACROSS: usize = 4;
const DOWN: usize = 3;

/// Letters enough for one sheet, numbered from A = 0.
pub(crate) fn line(numbers: &mut Seeded) -> [usize; ACROSS * DOWN] {
    [0; ACROSS * DOWN].map(|_| numbers.below(RASTER.len()))
}

/// Whether a point of the sheet (0 to 1 each way) is inked. `sway` bends the rows a little.
pub(crate) fn inked(text: &[usize; ACROSS * DOWN], x: f32, y: f32, sway: f32) -> bool {
    let (x, y) = (x * ACROSS as f32, (y + 0.12 * (sway - 0.5)).clamp(0.0, 0.999) * DOWN as f32);
    let (column, row) = ((x as usize).min(ACROSS - 1), (y as usize).min(DOWN - 1));
    let (dx, dy) = ((x - column as f32) * 7.0 - 1.0, (y - row as f32) * 9.0 - 1.0);
    if dx < 0.0 || dy < 0.0 || dx >= 5.0 || dy >= 7.0 {
        return false;
    }
    RASTER[text[row * ACROSS + column]][dy as usize] >> (4 - dx as usize) & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_l_has_a_stem_and_a_foot() {
        let text = [11; ACROSS * DOWN];
        let at = |dx: f32, dy: f32| inked(&text, (dx + 1.5) / 7.0 / 4.0, (dy + 1.5) / 9.0 / 3.0, 0.5);
        assert!(at(0.0, 0.0) && at(0.0, 6.0) && at(4.0, 6.0));
        assert!(!at(4.0, 0.0) && !at(2.0, 3.0));
    }
}
