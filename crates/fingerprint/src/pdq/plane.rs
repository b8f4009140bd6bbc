//! Pixels as a decoder leaves them: 8-bit samples in rows. May not copy them, nor know how they were decoded.

/// Why pixels and their stated size do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} samples, but {width} x {height} pixels with rows of {stride} need {wanted}")]
pub struct PlaneError {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Samples from the start of one row to the start of the next.
    pub stride: usize,
    /// Samples present.
    pub found: usize,
    /// Samples needed; the largest number where the size overflows or a row is longer than its stride.
    pub wanted: usize,
}

/// Where the reference's luma comes from: one point of a picture.
pub(super) trait Samples {
    /// Width and height in pixels.
    fn size_pixels(&self) -> (u32, u32);
    /// Luma, 0 to 255, of the points `columns` of one row. All are inside the picture, and where there are as many as
    /// it is wide, they are all of them in their order.
    fn gather(&self, row: u32, columns: &[u32], luma: &mut [f32]);
}

fn check(width: u32, height: u32, stride: usize, channels: usize, found: usize) -> Result<(), PlaneError> {
    let needed = || {
        let row = (width as usize).checked_mul(channels)?;
        let rows = (height as usize).checked_sub(1)?;
        if row > stride && rows > 0 { None } else { rows.checked_mul(stride)?.checked_add(row) }
    };
    let wanted = if width == 0 || height == 0 { 0 } else { needed().unwrap_or(usize::MAX) };
    if found >= wanted { Ok(()) } else { Err(PlaneError { width, height, stride, found, wanted }) }
}

/// A picture's 8-bit luma at full size.
#[derive(Clone, Copy, Debug)]
pub struct LumaPlane<'a> {
    width: u32,
    height: u32,
    stride: usize,
    samples: &'a [u8],
}

impl<'a> LumaPlane<'a> {
    /// A plane of `width` x `height` pixels; `stride` samples lie between the starts of two rows.
    ///
    /// # Errors
    /// Where `samples` is too short for that, or rows overlap.
    pub fn new(width: u32, height: u32, stride: usize, samples: &'a [u8]) -> Result<Self, PlaneError> {
        check(width, height, stride, 1, samples.len())?;
        Ok(Self { width, height, stride, samples })
    }
}

impl Samples for LumaPlane<'_> {
    fn size_pixels(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    #[inline]
    fn gather(&self, row: u32, columns: &[u32], luma: &mut [f32]) {
        let row = &self.samples[row as usize * self.stride..][..self.width as usize];
        if columns.len() == row.len() {
            luma.iter_mut().zip(row).for_each(|(luma, sample)| *luma = f32::from(*sample));
            return;
        }
        for (luma, column) in luma.iter_mut().zip(columns) {
            *luma = f32::from(row[*column as usize]);
        }
    }
}

/// A picture's red, green and blue, 8 bits each, side by side, at full size.
#[derive(Clone, Copy, Debug)]
pub struct RgbPlane<'a> {
    width: u32,
    height: u32,
    stride: usize,
    samples: &'a [u8],
}

impl<'a> RgbPlane<'a> {
    /// A plane of `width` x `height` pixels; `stride` samples (bytes) lie between the starts of two rows.
    ///
    /// # Errors
    /// Where `samples` is too short for that, or rows overlap.
    pub fn new(width: u32, height: u32, stride: usize, samples: &'a [u8]) -> Result<Self, PlaneError> {
        check(width, height, stride, 3, samples.len())?;
        Ok(Self { width, height, stride, samples })
    }
}

impl Samples for RgbPlane<'_> {
    fn size_pixels(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    #[inline]
    fn gather(&self, row: u32, columns: &[u32], luma: &mut [f32]) {
        let row = &self.samples[row as usize * self.stride..][..3 * self.width as usize];
        for (luma, column) in luma.iter_mut().zip(columns) {
            let at = 3 * *column as usize;
            let [r, g, b] = [row[at], row[at + 1], row[at + 2]].map(f32::from);
            // The weights of ITU-R BT.601, added in this order as the reference does.
            *luma = 0.299 * r + 0.587 * g + 0.114 * b;
        }
    }
}
