//! Sequential JPEGs with Huffman codes, their luma alone, at the points of a grid (ITU-T T.81, SOF0 and SOF1).
//!
//! It is the quick way for what nearly all cameras write, and no more: samples bit for bit as libjpeg-turbo's, or
//! nothing. Whatever is unusual, damaged or merely suspect gives `None` without a word; libjpeg-turbo then decodes it,
//! and says what is wrong. So it may report no defect of its own.

mod header;
mod huffman;
mod scan;
mod segments;
mod transform;

use super::grid::{BLOCK_SIDE, Grid};
use header::Header;
use huffman::Tables;
use scan::{Coded, Scan, Steps, Wanted};
use segments::Segments;

/// Decodes such JPEGs one after another and keeps what serves the next one.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    segments: Segments,
    tables: Tables,
}

impl Baseline {
    /// Writes the luma at the points of `grid` to `plane`, row by row. The picture's first component must be luma, as
    /// its header tells. Where nothing is given, `plane` holds anything.
    pub(super) fn luma(
        &mut self,
        bytes: &[u8],
        (width, height): (u32, u32),
        grid: &Grid,
        plane: &mut [u8],
    ) -> Option<()> {
        let header = Header::read(bytes)?;
        if (header.width, header.height) != (width, height) || plane.len() != grid.points() {
            return None;
        }
        let components = header.components();
        let coded: Vec<Coded> = components
            .iter()
            .enumerate()
            .map(|(i, component)| {
                let code = header.ac.get(component.ac)?.as_ref()?;
                let ac = if i == 0 {
                    Wanted::Values(self.tables.ac(code)?, Box::new(Steps::new(&header.quantiser(component)?)))
                } else {
                    header.quantiser(component)?;
                    Wanted::Nothing(self.tables.skip(code)?)
                };
                Some(Coded { dc: self.tables.dc(header.dc.get(component.dc)?.as_ref()?)?, ac })
            })
            .collect::<Option<_>>()?;
        let luma = components.first()?;
        let units = |length: u32, blocks: usize| (length as usize).div_ceil(BLOCK_SIDE as usize * blocks);
        let scan = Scan {
            components,
            coded: &coded,
            units: (units(width, luma.across), units(height, luma.down)),
            restart_interval: header.restart_interval,
            grid,
        };
        self.segments.take(bytes.get(header.scan_at..)?)?;
        scan.decode(&self.segments.data, &self.segments.ends, plane)
    }
}
