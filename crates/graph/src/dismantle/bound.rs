//! What no dismantling can cost less than: a bound that is proved, so that the gap to the set found is known.
//!
//! The network is cut into pieces that have no node in common. However it is dismantled, each piece is too, so what the
//! pieces need at least adds up. What one piece needs is found by trying whether one node is enough, then two, and so
//! on, with a search that leaves nothing out ([`search`](super::search)). Ties between pieces are lost to the bound,
//! which is why it may lie far below the least set.

use super::search::needed;
use super::{DismantleError, Plan, Progress, check};
use crate::{Rows, Watch};
use rayon::prelude::*;
use std::sync::atomic::AtomicU64;

/// The most nodes for which a bound is sought.
pub const NODES_MAX: usize = 5_000;
/// Steps of search for each node of a piece.
const STEPS: u64 = 40;
/// Pieces have at most so many nodes.
const PIECE_MAX: usize = 260;

/// A piece of a network and what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its nodes.
    pub nodes: Vec<u32>,
    /// Nodes that must be taken from it, at least.
    pub needed: u32,
}

/// A bound below the cost of any dismantling, with what proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowerBound {
    /// No set that dismantles costs less.
    pub cost: u64,
    /// Pieces without common nodes whose needs add up to the bound. Where costs differ, each needs at least its cheapest nodes.
    pub pieces: Vec<Piece>,
}

impl LowerBound {
    /// The part by which a cost may lie above the least one: 0 where it is proved the least, below 1.
    pub fn gap(&self, cost: u64) -> f64 {
        if cost == 0 { 0.0 } else { (cost.saturating_sub(self.cost)) as f64 / cost as f64 }
    }
}

/// Proves how little a dismantling may cost, for networks of up to [`NODES_MAX`] nodes.
///
/// # Errors
/// When the network is larger, the plan can't be met as it stands, or the watch stops it.
pub fn lower_bound(rows: &Rows, plan: &Plan<'_>, watch: &dyn Watch) -> Result<LowerBound, DismantleError> {
    check(rows, plan)?;
    if rows.nodes() > NODES_MAX {
        return Err(DismantleError::TooLarge { nodes: rows.nodes(), max: NODES_MAX });
    }
    let max = plan.largest_max as usize;
    let step = max.saturating_add(1);
    let mut sizes: Vec<usize> = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256].to_vec();
    sizes.extend([step, step + 1, step * 5 / 4, step * 3 / 2, step * 2, step * 3, step * 4, step * 5]);
    sizes.retain(|&size| size > max && (size <= PIECE_MAX || size <= step + 1));
    sizes.sort_unstable();
    sizes.dedup();
    let tries: Vec<(usize, bool)> = sizes.iter().flat_map(|&size| [(size, false), (size, true)]).collect();
    let progress = Progress { watch, done: AtomicU64::new(0), of: tries.len() as u64 };
    let bounds = tries.par_iter().map(|&(size, from_hubs)| {
        let pieces: Vec<Piece> = cut(rows, size, from_hubs)
            .into_iter()
            .filter(|nodes| nodes.len() > max)
            .map(|nodes| {
                let steps = STEPS * nodes.len() as u64;
                Piece { needed: needed(rows, &nodes, plan.largest_max, steps), nodes }
            })
            .filter(|piece| piece.needed > 0)
            .collect();
        progress.step(1)?;
        let cost = pieces.iter().map(|piece| least_cost(piece, plan.costs)).sum();
        Ok(LowerBound { cost, pieces })
    });
    let bounds: Vec<LowerBound> = bounds.collect::<Result<_, DismantleError>>()?;
    let none = LowerBound { cost: 0, pieces: Vec::new() };
    Ok(bounds.into_iter().max_by_key(|bound| bound.cost).unwrap_or(none))
}

fn least_cost(piece: &Piece, costs: Option<&[u32]>) -> u64 {
    let Some(costs) = costs else { return u64::from(piece.needed) };
    let mut costs: Vec<u32> = piece.nodes.iter().map(|&node| costs[node as usize]).collect();
    costs.sort_unstable();
    costs.iter().take(piece.needed as usize).map(|&cost| u64::from(cost)).sum()
}

/// Cuts a network into connected pieces of at most `size` nodes. A piece grows by the node that has most ties into
/// it, and among those the fewest out of it.
fn cut(rows: &Rows, size: usize, from_hubs: bool) -> Vec<Vec<u32>> {
    let mut roots: Vec<u32> = (0..rows.nodes() as u32).collect();
    roots.sort_by_key(|&node| rows.degree(node as usize));
    if from_hubs {
        roots.reverse();
    }
    let mut free = vec![true; rows.nodes()];
    let mut inward = vec![0_usize; rows.nodes()];
    let mut pieces = Vec::new();
    for root in roots {
        if !free[root as usize] {
            continue;
        }
        let (mut piece, mut rim) = (Vec::new(), vec![root]);
        while piece.len() < size {
            let best = (0..rim.len()).max_by_key(|&at| {
                let node = rim[at] as usize;
                (2 * inward[node]) as i64 - rows.degree(node) as i64
            });
            let Some(best) = best else { break };
            let node = rim.swap_remove(best);
            free[node as usize] = false;
            piece.push(node);
            for &to in rows.neighbours(node as usize) {
                if free[to as usize] {
                    if inward[to as usize] == 0 && to != root {
                        rim.push(to);
                    }
                    inward[to as usize] += 1;
                }
            }
        }
        for &node in piece.iter().chain(&rim) {
            inward[node as usize] = 0;
        }
        pieces.push(piece);
    }
    pieces
}
