//! Who stands between others that do not know each other: Burt's constraint.

use crate::piece::{parts, pieces};
use crate::{Rows, Stopped, Watch};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// No place among the neighbours.
const NONE: u32 = u32::MAX;

/// What one thread keeps while it goes from node to node.
struct Desk<'a> {
    rows: &'a Rows,
    strengths: &'a [f64],
    /// For each node its place among the neighbours of the node that is looked at.
    places: Vec<u32>,
    /// How much each neighbour holds that node, directly and by others.
    held: Vec<f64>,
}

/// Burt's constraint of each node of an undirected graph: how much its ties are bound up with one another. Low: its
/// neighbours do not know each other, and it can broker between them. None of a node without neighbours.
///
/// `c(i) = Σ_j (p(i,j) + Σ_q p(i,q) p(q,j))²`, `j` and `q` among the neighbours of `i`, where `p(i,j)` is the part of `i`'s
/// strength that goes to `j`. R. S. Burt, *Structural Holes* (Harvard University Press, 1992), chapter 2. On the undirected
/// graph of directed ties this is Burt's measure with the ties of both directions added up, as he does.
///
/// Exact. Time grows with the triangles that could be: for each tie, the smaller number of neighbours of both ends.
///
/// # Errors
/// [`Stopped`] when the watch says so; steps are nodes.
pub fn constraint(rows: &Rows, watch: &dyn Watch) -> Result<Vec<Option<f64>>, Stopped> {
    let strengths = crate::strengths(rows);
    let ranges = pieces(rows.offsets());
    let mut all = vec![None; rows.nodes()];
    let done = AtomicU64::new(0);
    let desk = || Desk { rows, strengths: &strengths, places: vec![NONE; rows.nodes()], held: Vec::new() };
    ranges.par_iter().zip(parts(&mut all, &ranges, |node| node)).try_for_each_init(
        desk,
        |desk, (range, part)| {
            if !watch.goes_on(done.load(Relaxed), rows.nodes() as u64) {
                return Err(Stopped);
            }
            range.clone().zip(part).for_each(|(node, value)| *value = desk.constraint(node));
            done.fetch_add(range.len() as u64, Relaxed);
            Ok(())
        },
    )?;
    Ok(all)
}

impl Desk<'_> {
    fn constraint(&mut self, node: usize) -> Option<f64> {
        let rows = self.rows;
        let neighbours = rows.neighbours(node);
        if neighbours.is_empty() {
            return None;
        }
        neighbours.iter().zip(0..).for_each(|(to, place)| self.places[*to as usize] = place);
        self.held.clear();
        let strength = self.strengths[node];
        self.held.extend(rows.weights_of(node).iter().map(|weight| f64::from(*weight) / strength));
        for (&by, &weight) in neighbours.iter().zip(rows.weights_of(node)) {
            let share = f64::from(weight) / strength / self.strengths[by as usize];
            self.hold_by(by as usize, share, neighbours);
        }
        neighbours.iter().for_each(|to| self.places[*to as usize] = NONE);
        Some(self.held.iter().map(|held| held * held).sum())
    }

    /// Adds what `by` passes on to the others: from the side that has fewer to look through.
    fn hold_by(&mut self, by: usize, share: f64, neighbours: &[u32]) {
        let (theirs, weights) = (self.rows.neighbours(by), self.rows.weights_of(by));
        let looks = neighbours.len() * (theirs.len().ilog2() as usize + 1);
        if theirs.len() <= looks {
            for (&to, &weight) in theirs.iter().zip(weights) {
                if let Some(held) = self.held.get_mut(self.places[to as usize] as usize) {
                    *held += share * f64::from(weight);
                }
            }
            return;
        }
        for (to, held) in neighbours.iter().zip(&mut self.held) {
            if let Ok(at) = theirs.binary_search(to) {
                *held += share * f64::from(weights[at]);
            }
        }
    }
}
