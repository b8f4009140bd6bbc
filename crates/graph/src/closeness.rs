//! Harmonic closeness: how near all others are to a node. Whoever is near to all hears of everything early.
//!
//! The closeness of a node is given as a *share*: the sum, over all other nodes, of one over the number of steps from them to
//! the node, nothing where no path leads there, divided by `n - 1` with `n` the number of nodes. 1 is next to everyone. Times
//! `n - 1` it is the sum that others give. Unlike one over the sum of distances it means something
//! where not all is connected (Marchiori and Latora, "Harmony in the small-world", 2000; Boldi and Vigna, "Axioms for
//! centrality", 2014). Ties all count as one step, whatever their weight.
//!
//! Exact: [`harmonic`], [`directed_harmonic`]. Within a stated error: [`harmonic_within`], [`directed_harmonic_within`].

mod approximate;
mod sources;
#[cfg(test)]
mod tests;

use crate::precision::{Estimate, EstimateError, Precision};
use crate::watch::{Stopped, Watch};
use crate::{Graph, Rows};
use sources::{SOURCES, Sources, Worth};

/// Closeness of each node of an undirected graph, as a share. `rows` is simple and symmetric, as [`Graph::undirected`]
/// gives it.
///
/// Takes a search from each node, 512 at a time: for a hundred thousand nodes; beyond that see [`harmonic_within`].
///
/// # Errors
/// When `watch` stops it. It is told of nodes done.
pub fn harmonic(rows: &Rows, watch: &dyn Watch) -> Result<Vec<f64>, Stopped> {
    count_all(&Reach { out: rows, into: rows }, watch)
}

/// Closeness of each node of a directed graph, as a share, over the ties that lead to it.
///
/// # Errors
/// When `watch` stops it. It is told of nodes done.
pub fn directed_harmonic(graph: &Graph, watch: &dyn Watch) -> Result<Vec<f64>, Stopped> {
    count_all(&Reach { out: graph.out(), into: graph.into() }, watch)
}

/// Closeness of each node of an undirected graph, as a share, every one within `epsilon` but for a chance of `delta`.
/// `rows` is simple and symmetric, as [`Graph::undirected`] gives it.
///
/// Sources are drawn in each large component (Eppstein and Wang, 2004), and small ones are counted; how many are needed is seen
/// from how the draws vary. Where they would be as many as the nodes, all is counted and the error is 0.
///
/// # Errors
/// When `epsilon` or `delta` is not between 0 and 1, and when `watch` stops it. It is told of sources drawn, then of
/// nodes counted.
pub fn harmonic_within(
    rows: &Rows,
    precision: &Precision,
    watch: &dyn Watch,
) -> Result<Estimate, EstimateError> {
    approximate::within(&Reach { out: rows, into: rows }, components(rows), precision, watch)
}

/// The same for a directed graph, over the ties that lead to each node.
///
/// # Errors
/// As [`harmonic_within`].
pub fn directed_harmonic_within(
    graph: &Graph,
    precision: &Precision,
    watch: &dyn Watch,
) -> Result<Estimate, EstimateError> {
    let all = vec![(0..graph.nodes() as u32).collect()];
    approximate::within(&Reach { out: graph.out(), into: graph.into() }, all, precision, watch)
}

/// Ties from both ends.
struct Reach<'a> {
    out: &'a Rows,
    into: &'a Rows,
}

impl Reach<'_> {
    /// How many others have a tie to a node.
    fn near(&self, node: usize) -> usize {
        let to_itself = self.into.neighbours(node).binary_search(&(node as u32)).is_ok();
        self.into.degree(node) - usize::from(to_itself)
    }
}

fn count_all(reach: &Reach<'_>, watch: &dyn Watch) -> Result<Vec<f64>, Stopped> {
    let mut sources = Sources::new(reach.out, reach.into);
    let all: Vec<u32> = (0..reach.out.nodes() as u32).collect();
    count(reach, &mut sources, &all, watch)
}

/// One over the distance in whole numbers, as fine as the sum over all nodes allows.
struct Exactly {
    unit: u64,
}

impl Worth for Exactly {
    fn at(&self, distance: u32) -> [u64; 2] {
        let once =
            if distance == 0 { 0 } else { (self.unit + u64::from(distance) / 2) / u64::from(distance) };
        [once, 0]
    }
}

/// Closeness by the sources given. `sources` has no sums yet.
fn count(
    reach: &Reach<'_>,
    sources: &mut Sources<'_>,
    from: &[u32],
    watch: &dyn Watch,
) -> Result<Vec<f64>, Stopped> {
    let nodes = reach.out.nodes();
    let exactly = Exactly { unit: (1 << 62) / (nodes.max(2) as u64).next_power_of_two() };
    for (group, chunk) in from.chunks(SOURCES).enumerate() {
        sources.run(chunk, &exactly);
        let done = group * SOURCES + chunk.len();
        if done < from.len() && !watch.goes_on(done as u64, from.len() as u64) {
            return Err(Stopped);
        }
    }
    let others = exactly.unit as f64 * nodes.saturating_sub(1).max(1) as f64;
    Ok(sources.sums.iter().map(|sums| sums[0] as f64 / others).collect())
}

/// Nodes by component; those without a tie are in none.
fn components(rows: &Rows) -> Vec<Vec<u32>> {
    let mut seen: Vec<bool> = (0..rows.nodes()).map(|node| rows.degree(node) == 0).collect();
    let mut components = Vec::new();
    for root in 0..rows.nodes() {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        let mut members = vec![root as u32];
        let mut at = 0;
        while let Some(&node) = members.get(at) {
            for &other in rows.neighbours(node as usize) {
                if !std::mem::replace(&mut seen[other as usize], true) {
                    members.push(other);
                }
            }
            at += 1;
        }
        components.push(members);
    }
    components
}
