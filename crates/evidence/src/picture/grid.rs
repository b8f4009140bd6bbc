//! Which points of a picture stand for it: those nearest to an even grid, as perceptual prints sample a picture.
//!
//! It knows lengths and blocks of 8 points, and nothing of what the points show or are for.

/// Side of a block of the discrete cosine transform, in points (ITU-T T.81, A.3.1).
pub(super) const BLOCK_SIDE: u32 = 8;

/// The points kept along both axes of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    pub(super) across: Axis,
    pub(super) down: Axis,
}

/// The points kept along one axis, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    /// Where each kept point lies in the picture.
    points: Vec<u32>,
    /// Where each kept point lies in its block of 8.
    within: Vec<u8>,
    /// Number of kept points before each block, and before the end.
    before: Vec<usize>,
}

impl Grid {
    /// All points of a picture; or, where a side is longer than `side_max`, `side_max` points along each axis.
    pub(super) fn new(width: u32, height: u32, side_max: Option<u32>) -> Self {
        let count = |length: u32| match side_max {
            Some(side_max) if width.max(height) > side_max => side_max,
            _ => length,
        };
        Self { across: Axis::new(width, count(width)), down: Axis::new(height, count(height)) }
    }

    /// Number of points kept.
    pub(super) fn points(&self) -> usize {
        self.across.points.len() * self.down.points.len()
    }
}

impl Axis {
    fn new(length: u32, count: u32) -> Self {
        let place = |i: u32| (u64::from(i) * u64::from(length) / u64::from(count.max(1))) as u32;
        let points: Vec<u32> = (0..count).map(place).collect();
        let blocks = length.div_ceil(BLOCK_SIDE);
        let before =
            (0..=blocks).map(|block| points.partition_point(|point| point / BLOCK_SIDE < block)).collect();
        let within = points.iter().map(|point| (point % BLOCK_SIDE) as u8).collect();
        Self { points, within, before }
    }

    /// Number of points kept.
    pub(super) fn count(&self) -> usize {
        self.points.len()
    }

    /// Where the kept points lie in the picture.
    pub(super) fn points(&self) -> &[u32] {
        &self.points
    }

    /// The first kept point in a block, and where each one lies in it. Blocks past the picture have none.
    pub(super) fn in_block(&self, block: usize) -> (usize, &[u8]) {
        match self.before.get(block..block + 2) {
            Some(&[from, until]) => (from, self.within.get(from..until).unwrap_or_default()),
            _ => (0, &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_kept_point_is_in_its_block_once(width in 1_u32..3_000, height in 1_u32..3_000, side_max in 1_u32..600) {
            let grid = Grid::new(width, height, Some(side_max));
            let sampled = width.max(height) > side_max;
            for (axis, length) in [(&grid.across, width), (&grid.down, height)] {
                let count = if sampled { side_max } else { length };
                let expected: Vec<u32> = (0..count).map(|i| (u64::from(i) * u64::from(length) / u64::from(count)) as u32).collect();
                let mut found = Vec::new();
                for block in 0..length.div_ceil(BLOCK_SIDE) + 2 {
                    let (first, within) = axis.in_block(block as usize);
                    prop_assert!(within.is_empty() || first == found.len());
                    found.extend(within.iter().map(|place| block * BLOCK_SIDE + u32::from(*place)));
                }
                prop_assert_eq!(&found, &expected);
                prop_assert_eq!(axis.points(), expected);
            }
        }
    }

    #[test]
    fn all_points_where_nothing_is_asked() {
        let grid = Grid::new(9, 17, None);
        assert_eq!(grid.points(), 9 * 17);
        assert_eq!(grid.across.in_block(1), (8, &[0_u8][..]));
    }
}
