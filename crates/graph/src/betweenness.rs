//! Betweenness: through whom the shortest paths between others run. It finds brokers that have no rank and few ties.
//!
//! The betweenness of a node is given as a *share*: of all ordered pairs of other nodes, each counted for the part of its
//! shortest paths that runs through the node, divided by `n (n - 1)` with `n` the number of nodes (as in KADABRA). Times
//! `n (n - 1)` it is a number of ordered pairs; half of that is the number of unordered pairs, as others give it for
//! undirected graphs without normalising. Ties all count as one step, whatever their weight.
//!
//! Exact: [`betweenness`], [`directed_betweenness`]. Within a stated error: [`betweenness_within`],
//! [`directed_betweenness_within`].

mod approximate;
mod blocks;
mod exact;
mod ground;
mod pair;
mod plan;
mod tally;
#[cfg(test)]
mod tests;

use crate::precision::{Estimate, EstimateError, Precision};
use crate::watch::{Stopped, Watch};
use crate::{Graph, Rows};
use blocks::Blocks;
use ground::{Parts, Ways};

/// Betweenness of each node of an undirected graph, as a share. `rows` is simple and symmetric, as
/// [`Graph::undirected`] gives it.
///
/// Brandes, "A faster algorithm for betweenness centrality", 2001, in each block by itself (Puzis and others, 2015). Takes a
/// search through its block for each node: for some tens of thousands of nodes; beyond that see [`betweenness_within`].
///
/// # Errors
/// When `watch` stops it. It is told of nodes done.
pub fn betweenness(rows: &Rows, watch: &dyn Watch) -> Result<Vec<f64>, Stopped> {
    let nodes = rows.nodes();
    let blocks = Blocks::find(rows);
    let mut counted: Vec<f64> = blocks.cut().iter().map(|&pairs| pairs as f64).collect();
    let chosen: Vec<usize> = (0..blocks.len()).filter(|&at| blocks.block(at).members.len() > 2).collect();
    let parts = Parts::take(rows, &blocks, &chosen);
    let field = exact::Field { ways: parts.ways(), behind: &parts.behind, starts: &parts.starts };
    approximate::add(&mut counted, &parts, &exact::count(&field, watch)?);
    Ok(counted.into_iter().map(|pairs| share(pairs, nodes)).collect())
}

/// Betweenness of each node of a directed graph, as a share. Ties of a node to itself do not matter.
///
/// Brandes, "A faster algorithm for betweenness centrality", 2001.
///
/// # Errors
/// When `watch` stops it. It is told of nodes done.
pub fn directed_betweenness(graph: &Graph, watch: &dyn Watch) -> Result<Vec<f64>, Stopped> {
    let nodes = graph.nodes();
    let behind = vec![1; nodes];
    let field = exact::Field { ways: Ways::of(graph.out()), behind: &behind, starts: &[0, nodes] };
    let counted = exact::count(&field, watch)?;
    Ok(counted.into_iter().map(|pairs| share(pairs, nodes)).collect())
}

/// Betweenness of each node of an undirected graph, as a share, every one within `epsilon` but for a chance of `delta`.
/// `rows` is simple and symmetric, as [`Graph::undirected`] gives it.
///
/// Pairs of nodes are drawn and searched from both ends (Borassi and Natale, KADABRA, 2016), but only in blocks that
/// are too large to count, and each for all of its shortest paths; the bound is of the kind of SILVAN (Pellegrina and
/// Vandin, 2023). Where drawing would take more work than counting, all is counted and the error is 0.
///
/// # Errors
/// When `epsilon` or `delta` is not between 0 and 1, and when `watch` stops it. It is told of nodes counted, then of pairs drawn.
pub fn betweenness_within(
    rows: &Rows,
    precision: &Precision,
    watch: &dyn Watch,
) -> Result<Estimate, EstimateError> {
    approximate::undirected(rows, precision, None, watch)
}

/// The same for a directed graph, whose blocks are not used.
///
/// # Errors
/// As [`betweenness_within`].
pub fn directed_betweenness_within(
    graph: &Graph,
    precision: &Precision,
    watch: &dyn Watch,
) -> Result<Estimate, EstimateError> {
    approximate::directed(graph, precision, watch)
}

/// Ordered pairs as a share of all ordered pairs.
fn share(pairs: f64, nodes: usize) -> f64 {
    if nodes < 2 { 0.0 } else { pairs / (nodes as f64 * (nodes - 1) as f64) }
}
