//! A picture in memory, and the plain changes by which twins are made. Knows no file format.

/// An RGB picture, rows from the top, 3 bytes a pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canvas {
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `3 * width * height` bytes.
    pub rgb: Vec<u8>,
}

impl Canvas {
    /// Makes a picture by asking for the colour of each pixel, `(x, y)` from the top left.
    pub fn painted(width: usize, height: usize, mut colour: impl FnMut(usize, usize) -> [u8; 3]) -> Self {
        let mut rgb = vec![0; 3 * width * height];
        for (y, row) in rgb.chunks_exact_mut((3 * width).max(1)).enumerate() {
            for (x, pixel) in row.chunks_exact_mut(3).enumerate() {
                pixel.copy_from_slice(&colour(x, y));
            }
        }
        Self { width, height, rgb }
    }

    /// The colour of one pixel.
    ///
    /// # Panics
    /// Outside the picture.
    pub fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let i = 3 * (y * self.width + x);
        [self.rgb[i], self.rgb[i + 1], self.rgb[i + 2]]
    }

    /// Left becomes right.
    pub fn mirrored(&self) -> Self {
        Self::painted(self.width, self.height, |x, y| self.at(self.width - 1 - x, y))
    }

    /// A quarter turn clockwise.
    pub fn turned(&self) -> Self {
        Self::painted(self.height, self.width, |x, y| self.at(y, self.height - 1 - x))
    }

    /// Colours become shades of grey (the weights of ITU-R BT.601).
    pub fn gray(&self) -> Self {
        Self::painted(self.width, self.height, |x, y| {
            let [r, g, b] = self.at(x, y).map(u32::from);
            [((299 * r + 587 * g + 114 * b) / 1000) as u8; 3]
        })
    }

    /// Another size, each new pixel the mean of the old ones it covers; for making smaller.
    pub fn resized(&self, width: usize, height: usize) -> Self {
        let span = |i: usize, new: usize, old: usize| {
            let from = i * old / new;
            from..((i + 1) * old / new).max(from + 1).min(old)
        };
        Self::painted(width, height, |x, y| {
            let (mut sum, mut count) = ([0_u32; 3], 0);
            for row in span(y, height, self.height) {
                for column in span(x, width, self.width) {
                    let colour = self.at(column, row);
                    sum.iter_mut().zip(colour).for_each(|(s, c)| *s += u32::from(c));
                    count += 1;
                }
            }
            sum.map(|s| (s / count) as u8)
        })
    }

    /// Half as wide and half as high.
    pub fn halved(&self) -> Self {
        self.resized((self.width / 2).max(1), (self.height / 2).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(width: usize, height: usize) -> Canvas {
        Canvas::painted(width, height, |x, y| [x as u8, y as u8, 0])
    }

    #[test]
    fn four_turns_and_two_mirrors_change_nothing() {
        let picture = numbered(5, 3);
        assert_eq!(picture.turned().turned().turned().turned(), picture);
        assert_eq!(picture.mirrored().mirrored(), picture);
        assert_eq!(picture.turned().at(2, 0), [0, 0, 0], "top left goes to top right");
        assert_eq!(picture.mirrored().at(0, 1), [4, 1, 0]);
    }

    #[test]
    fn halving_takes_means() {
        let halved = numbered(4, 4).halved();
        assert_eq!((halved.width, halved.height), (2, 2));
        assert_eq!(halved.at(1, 0), [2, 0, 0], "mean of columns 2 and 3, rounded down");
    }
}
