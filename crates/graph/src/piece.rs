//! Rows are cut into pieces of about equal work, so that processors share them.
//!
//! The cuts depend on the graph alone. Sums are made within a piece, then over pieces in their order: so a result is
//! the same to the last bit, whatever the number of processors.

use std::ops::Range;

/// Arcs and nodes of a piece, about: enough that a thread does not spend its time in taking pieces.
const WORK_A_PIECE: usize = 1 << 15;

/// Ranges of nodes, ascending and without gaps, of about equal work. A node with very many neighbours is a piece alone.
pub(crate) fn pieces(offsets: &[usize]) -> Vec<Range<usize>> {
    cut(offsets, work(offsets).div_ceil(WORK_A_PIECE).max(1))
}

/// At most so many ranges of nodes, ascending and without gaps, of about equal work.
pub(crate) fn cut(offsets: &[usize], count: usize) -> Vec<Range<usize>> {
    let (nodes, whole) = (offsets.len() - 1, work(offsets));
    let mut ranges = Vec::with_capacity(count);
    let mut begin = 0;
    for number in 1..=count {
        let wanted = (whole as u128 * number as u128 / count as u128) as usize;
        let end = if number == count { nodes } else { first_beyond(offsets, begin, wanted) };
        if end > begin {
            ranges.push(begin..end);
            begin = end;
        }
    }
    ranges
}

/// A node costs something also where it has no neighbours.
fn work(offsets: &[usize]) -> usize {
    offsets[offsets.len() - 1] + offsets.len() - 1
}

/// The first node, from `begin` on, before which at least `wanted` work lies.
fn first_beyond(offsets: &[usize], begin: usize, wanted: usize) -> usize {
    let (mut low, mut high) = (begin, offsets.len() - 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if offsets[middle] + middle < wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// A slice cut into the parts that belong to ranges of nodes; `begins` says where the part of a node begins.
pub(crate) fn parts<'a, T>(
    mut all: &'a mut [T],
    ranges: &[Range<usize>],
    begins: impl Fn(usize) -> usize,
) -> Vec<&'a mut [T]> {
    let mut parts = Vec::with_capacity(ranges.len());
    for range in ranges {
        let (part, rest) = all.split_at_mut(begins(range.end) - begins(range.start));
        parts.push(part);
        all = rest;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_each_node_once() {
        for offsets in [vec![0], vec![0, 0, 0], vec![0, 90_000, 90_000, 90_001], vec![0, 1, 200_000]] {
            for ranges in [pieces(&offsets), cut(&offsets, 1), cut(&offsets, 7)] {
                let nodes: Vec<usize> = ranges.iter().cloned().flatten().collect();
                assert_eq!(nodes, (0..offsets.len() - 1).collect::<Vec<_>>(), "{offsets:?}");
            }
        }
    }

    #[test]
    fn work_is_shared_evenly() {
        let offsets: Vec<usize> = (0..=1_000).map(|node| node * 9).collect();
        assert_eq!(cut(&offsets, 4), [0..250, 250..500, 500..750, 750..1_000]);
    }
}
