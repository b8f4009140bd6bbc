//! The marker segments before the one scan of a sequential JPEG (ITU-T T.81, Annex B).
//!
//! Strict: whatever is unusual gives `None`, so that another decoder may judge it. It decodes no picture.

use super::huffman::Code;

/// Most components of a frame that are read: luma and two of chroma.
const COMPONENTS_MAX: usize = 3;
/// Most blocks in one unit (B.2.3).
const UNIT_BLOCKS_MAX: usize = 10;

/// Markers (table B.1).
mod marker {
    pub(super) const SOF0: u8 = 0xc0;
    pub(super) const SOF1: u8 = 0xc1;
    pub(super) const DHT: u8 = 0xc4;
    pub(super) const SOI: u8 = 0xd8;
    pub(super) const SOS: u8 = 0xda;
    pub(super) const DQT: u8 = 0xdb;
    pub(super) const DRI: u8 = 0xdd;
    pub(super) const APP0: u8 = 0xe0;
    pub(super) const APP15: u8 = 0xef;
    pub(super) const COM: u8 = 0xfe;
}

/// One component of the frame, as the scan codes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Component {
    id: u8,
    /// Blocks across in one unit.
    pub(super) across: usize,
    /// Blocks down in one unit.
    pub(super) down: usize,
    quantiser: usize,
    /// Number of its code for DC.
    pub(super) dc: usize,
    /// Number of its code for AC.
    pub(super) ac: usize,
}

/// All that is said before the scan's data begin.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) width: u32,
    pub(super) height: u32,
    components: [Component; COMPONENTS_MAX],
    count: usize,
    quantisers: [Option<[u8; 64]>; 4],
    pub(super) dc: [Option<Code>; 4],
    pub(super) ac: [Option<Code>; 4],
    /// Units between two restart markers; 0 where there are none.
    pub(super) restart_interval: usize,
    /// Where the scan's data begin.
    pub(super) scan_at: usize,
}

impl Header {
    /// Reads up to the beginning of the scan.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut header = Self {
            width: 0,
            height: 0,
            components: Default::default(),
            count: 0,
            quantisers: [None; 4],
            dc: Default::default(),
            ac: Default::default(),
            restart_interval: 0,
            scan_at: 0,
        };
        let mut at = 2;
        if bytes.get(..at)? != [0xff, marker::SOI] {
            return None;
        }
        loop {
            let &[0xff, marker, high, low] = bytes.get(at..at + 4)? else { return None };
            let length = usize::from(u16::from_be_bytes([high, low]));
            let segment = bytes.get(at + 4..at + 2 + length)?;
            at += 2 + length;
            match marker {
                marker::DQT => header.quantisation(segment)?,
                marker::DHT => header.codes(segment)?,
                marker::SOF0 | marker::SOF1 if header.count == 0 => header.frame(segment)?,
                marker::DRI => {
                    let interval: [u8; 2] = segment.try_into().ok()?;
                    header.restart_interval = u16::from_be_bytes(interval).into();
                }
                marker::APP0..=marker::APP15 | marker::COM => {}
                marker::SOS => {
                    header.scan(segment)?;
                    header.scan_at = at;
                    return Some(header);
                }
                _ => return None,
            }
        }
    }

    /// The components in their order; the first is luma.
    pub(super) fn components(&self) -> &[Component] {
        self.components.get(..self.count).unwrap_or_default()
    }

    /// Steps of a component's coefficients, in zigzag order.
    pub(super) fn quantiser(&self, component: &Component) -> Option<[u8; 64]> {
        self.quantisers.get(component.quantiser).copied().flatten()
    }

    /// B.2.4.1, tables of 8 bits only.
    fn quantisation(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((number, rest)) = segment.split_first() {
            let (steps, rest) = rest.split_first_chunk()?;
            *self.quantisers.get_mut(usize::from(*number))? = Some(*steps);
            segment = rest;
        }
        Some(())
    }

    /// B.2.4.2.
    fn codes(&mut self, mut segment: &[u8]) -> Option<()> {
        while let Some((class, rest)) = segment.split_first() {
            let (counts, rest) = rest.split_first_chunk()?;
            let total = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, rest) = rest.split_at_checked(total)?;
            let codes = if class >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *codes.get_mut(usize::from(class & 15)).filter(|_| class >> 4 < 2)? =
                Some(Code::new(*counts, symbols)?);
            segment = rest;
        }
        Some(())
    }

    /// B.2.2, 8 bits a sample, luma at full size.
    fn frame(&mut self, segment: &[u8]) -> Option<()> {
        let (&[8, y1, y0, x1, x0, count], rest) = segment.split_first_chunk()? else { return None };
        (self.height, self.width) =
            (u16::from_be_bytes([y1, y0]).into(), u16::from_be_bytes([x1, x0]).into());
        self.count = usize::from(count);
        let (components, []) = rest.as_chunks::<3>() else { return None };
        if !matches!(count, 1 | 3) || components.len() != self.count || self.width == 0 || self.height == 0 {
            return None;
        }
        for (component, [id, sides, quantiser]) in self.components.iter_mut().zip(components) {
            *component = Component {
                id: *id,
                across: usize::from(sides >> 4),
                down: usize::from(sides & 15),
                quantiser: usize::from(*quantiser),
                ..Component::default()
            };
        }
        // A scan of one component goes block by block, whatever its sampling factors say (A.2.2).
        if let [only] = &mut self.components[..self.count] {
            (only.across, only.down) = (1, 1);
        }
        let [luma, ..] = self.components;
        let all = self.components();
        let fits = all.iter().all(|c| {
            matches!((c.across, c.down), (1..=4, 1..=4))
                && luma.across.is_multiple_of(c.across)
                && luma.down.is_multiple_of(c.down)
                && all.iter().filter(|other| other.id == c.id).count() == 1
        });
        let blocks: usize = all.iter().map(|c| c.across * c.down).sum();
        (fits && blocks <= UNIT_BLOCKS_MAX).then_some(())
    }

    /// B.2.3, one scan with all components, all coefficients and all their bits.
    fn scan(&mut self, segment: &[u8]) -> Option<()> {
        let (count, rest) = segment.split_first()?;
        let (chosen, rest) = rest
            .as_chunks::<2>()
            .0
            .split_at_checked(self.count)
            .map(|(chosen, _)| (chosen, rest.get(2 * self.count..).unwrap_or_default()))?;
        if self.count == 0 || usize::from(*count) != self.count || rest != [0, 63, 0] {
            return None;
        }
        for (component, [id, codes]) in self.components.iter_mut().zip(chosen) {
            if component.id != *id {
                return None;
            }
            (component.dc, component.ac) = (usize::from(codes >> 4), usize::from(codes & 15));
        }
        Some(())
    }
}
