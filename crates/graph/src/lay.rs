//! Arcs are laid in rows by counting, on several threads.
//!
//! Each thread walks all arcs and lays those of its own rows. So no two threads write in one place, and the order within a
//! row is the order of the walk, whatever the number of threads.

use crate::Rows;
use crate::piece::{cut, parts, pieces};
use rayon::prelude::*;
use std::ops::Range;

/// Threads that lay arcs at one time, at most: each reads them all.
const LAYERS_MAX: usize = 16;

/// Where the row of each node begins when items are laid in the row of their key.
pub(crate) fn tally<T: Sync>(nodes: usize, items: &[T], key: impl Fn(&T) -> u32 + Sync) -> Vec<usize> {
    let share = items.len().div_ceil(rayon::current_num_threads()).max(1 << 16);
    let counts = items.par_chunks(share).map(|chunk| {
        let mut counts = vec![0_usize; nodes];
        chunk.iter().for_each(|item| counts[key(item) as usize] += 1);
        counts
    });
    let counts = counts.reduce_with(|mut sum, counts| {
        sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        sum
    });
    running(counts.unwrap_or_else(|| vec![0; nodes]).into_iter())
}

/// Counts become offsets.
fn running(counts: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sum = 0;
    let begins = counts.map(|count| {
        sum += count;
        sum
    });
    std::iter::once(0).chain(begins).collect()
}

/// Something that can be walked arc by arc, always in the same order.
pub(crate) trait Arcs: Sync {
    /// Hands out each arc as key, value and weight.
    fn walk(&self, take: impl FnMut(u32, u32, f32));
}

/// Ties laid in rows, keyed by what stands in the row.
pub(crate) struct Laid<'a> {
    pub(crate) offsets: &'a [usize],
    pub(crate) entries: &'a [(u32, f32)],
}

impl Arcs for Laid<'_> {
    fn walk(&self, mut take: impl FnMut(u32, u32, f32)) {
        for (row, node) in self.offsets.windows(2).zip(0_u32..) {
            self.entries[row[0]..row[1]].iter().for_each(|&(key, weight)| take(key, node, weight));
        }
    }
}

/// Finished rows, keyed by the neighbour.
impl Arcs for Rows {
    fn walk(&self, mut take: impl FnMut(u32, u32, f32)) {
        for (node, number) in (0..self.nodes()).zip(0_u32..) {
            let row = self.neighbours(node).iter().zip(self.weights_of(node));
            row.for_each(|(&key, &weight)| take(key, number, weight));
        }
    }
}

/// Lays arcs in the rows of their keys, in the order in which they are walked.
pub(crate) fn lay(offsets: &[usize], arcs: &impl Arcs) -> Vec<(u32, f32)> {
    let mut laid = vec![(0, 0.0); offsets[offsets.len() - 1]];
    let ranges = cut(offsets, rayon::current_num_threads().min(LAYERS_MAX));
    let parts = parts(&mut laid, &ranges, |node| offsets[node]);
    ranges.par_iter().zip(parts).for_each(|(range, part)| {
        lay_range(offsets, range, arcs, |slot, value, weight| part[slot] = (value, weight));
    });
    laid
}

/// Rows turned over: who is reached becomes who reaches.
pub(crate) fn turned(rows: &Rows) -> Rows {
    let offsets = tally(rows.nodes(), rows.targets(), |to| *to);
    let (mut targets, mut weights) = (vec![0; rows.arcs()], vec![0.0; rows.arcs()]);
    let ranges = cut(&offsets, rayon::current_num_threads().min(LAYERS_MAX));
    let target_parts = parts(&mut targets, &ranges, |node| offsets[node]);
    let weight_parts = parts(&mut weights, &ranges, |node| offsets[node]);
    ranges.par_iter().zip(target_parts).zip(weight_parts).for_each(|((range, targets), weights)| {
        lay_range(&offsets, range, rows, |slot, value, weight| {
            targets[slot] = value;
            weights[slot] = weight;
        });
    });
    Rows::from_parts(offsets, targets, weights)
}

fn lay_range(
    offsets: &[usize],
    range: &Range<usize>,
    arcs: &impl Arcs,
    mut put: impl FnMut(usize, u32, f32),
) {
    let begin = offsets[range.start];
    let mut next: Vec<usize> = offsets[range.clone()].iter().map(|offset| offset - begin).collect();
    arcs.walk(|key, value, weight| {
        // Below the range the difference wraps to a number beyond it.
        if let Some(slot) = next.get_mut((key as usize).wrapping_sub(range.start)) {
            put(*slot, value, weight);
            *slot += 1;
        }
    });
}

/// Something that tells the row of a node, the same each time.
pub(crate) trait Row: Sync {
    /// Hands out each neighbour, ascending, with the weight of the tie.
    fn row(&self, node: usize, put: impl FnMut(u32, f32));
}

/// Finished rows from what `source` tells of each node, asked twice: to count, and to fill. `work` is what asking costs,
/// as offsets.
pub(crate) fn collected(work: &[usize], source: &impl Row) -> Rows {
    let ranges = pieces(work);
    let counted = ranges.par_iter().map(|range| {
        let of_node = |node| {
            let mut count = 0_usize;
            source.row(node, |_, _| count += 1);
            count
        };
        range.clone().map(of_node).collect::<Vec<_>>()
    });
    let offsets = running(counted.collect::<Vec<_>>().into_iter().flatten());
    let arcs = offsets[offsets.len() - 1];
    let (mut targets, mut weights) = (vec![0; arcs], vec![0.0; arcs]);
    let target_parts = parts(&mut targets, &ranges, |node| offsets[node]);
    let weight_parts = parts(&mut weights, &ranges, |node| offsets[node]);
    ranges.par_iter().zip(target_parts).zip(weight_parts).for_each(|((range, targets), weights)| {
        let mut slot = 0;
        for node in range.clone() {
            source.row(node, |to, weight| {
                targets[slot] = to;
                weights[slot] = weight;
                slot += 1;
            });
        }
    });
    Rows::from_parts(offsets, targets, weights)
}

/// Ascending entries, of which those for the same two nodes become one.
impl Row for Laid<'_> {
    fn row(&self, node: usize, mut put: impl FnMut(u32, f32)) {
        let mut row = self.entries[self.offsets[node]..self.offsets[node + 1]].iter();
        let Some(&(mut last, mut sum)) = row.next() else { return };
        for &(to, weight) in row {
            if to == last {
                sum += weight;
            } else {
                put(last, sum);
                (last, sum) = (to, weight);
            }
        }
        put(last, sum);
    }
}
