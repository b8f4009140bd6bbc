//! Which few nodes to take so that a network falls apart, at the least cost that can be found.
//!
//! The least set is hard to find (NP-hard), so the way is: make the network small ([`ground`]), draft sets in
//! several ways ([`order`], [`belief`]), put back what was not needed ([`put_back`]), and refine the best by exchange
//! ([`exchange`]). Nothing here asks for the time: effort is counted in ties looked at, so a seed gives the same set on
//! every machine. How far the set may be from the least is for [`lower_bound`] to say.

mod belief;
mod bound;
mod depth;
mod exchange;
mod ground;
mod order;
mod parts;
mod put_back;
mod search;
mod steps;

use crate::chance::Chance;
use crate::watch::{Stopped, Watch};
use crate::{Rows, after_each};
use exchange::Exchange;
use put_back::{grown, left_sets, put_back_smallest, take_until};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use depth::Depth;
pub(crate) use ground::Ground;
pub(crate) use parts::Parts;

pub use bound::{LowerBound, NODES_MAX, Piece, lower_bound};

/// One in so many of a set goes back in a round, when it is put in order.
const ROUND_SHARE: usize = 10;
/// The most effort for each entry of the rows.
const EFFORT_EACH: u64 = 200_000;

/// What is asked of a dismantling.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The most nodes that a component may keep; at least 1.
    pub largest_max: u32,
    /// What taking each node costs, by node, each at least 1; none where all cost 1.
    pub costs: Option<&'a [u32]>,
    /// Ties to look at while refining. [`Plan::EFFORT`] is some ten seconds on two processors.
    pub effort: u64,
    /// Where chance begins.
    pub seed: u64,
}

impl Plan<'_> {
    /// An effort after which little more is gained on networks of some hundred thousand nodes.
    pub const EFFORT: u64 = 2_000_000_000;

    /// A plan in which all nodes cost the same.
    pub fn new(largest_max: u32, seed: u64) -> Self {
        Self { largest_max, costs: None, effort: Self::EFFORT, seed }
    }
}

/// How a draft came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By repeated highest degree.
    Degree,
    /// By repeated highest degree in the 2-core.
    CoreDegree,
    /// By beliefs about a forest.
    Belief,
}

/// A draft: a set that dismantles, before it was refined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draft {
    /// How it came about.
    pub way: Way,
    /// Nodes in it, once what was not needed is put back.
    pub size: usize,
    /// What it costs.
    pub cost: u64,
    /// What it costs after a first, short refinement, by which the best is chosen.
    pub refined: u64,
}

/// A set of nodes without which a network falls apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dismantling {
    /// The nodes, in an order in which the largest component shrinks soon.
    pub order: Vec<u32>,
    /// What they cost together.
    pub cost: u64,
    /// Nodes of the largest component that is left.
    pub largest: u32,
    /// What was drafted on the way.
    pub drafts: Vec<Draft>,
}

/// Why a network was not dismantled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DismantleError {
    /// No component may keep a node.
    #[error("components may keep 0 nodes: ask for at least 1")]
    Limit,
    /// There is not a cost for each node.
    #[error("there are {costs} costs for {nodes} nodes: give one for each node")]
    Costs {
        /// Costs given.
        costs: usize,
        /// Nodes there are.
        nodes: usize,
    },
    /// A node costs nothing.
    #[error("node {node} costs 0: a cost is at least 1")]
    Free {
        /// Which.
        node: usize,
    },
    /// The network is too large for what is asked.
    #[error("the network has {nodes} nodes, and this is done up to {max}: ask it of a part of the network")]
    TooLarge {
        /// Nodes there are.
        nodes: usize,
        /// The most for which it is done.
        max: usize,
    },
    /// It was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// How far all that run at once have come.
pub(crate) struct Progress<'a> {
    watch: &'a dyn Watch,
    done: AtomicU64,
    of: u64,
}

impl Progress<'_> {
    /// Tells of `more` ties looked at.
    pub(crate) fn step(&self, more: u64) -> Result<(), Stopped> {
        let done = self.done.fetch_add(more, Ordering::Relaxed) + more;
        if self.watch.goes_on(done.min(self.of), self.of) { Ok(()) } else { Err(Stopped) }
    }
}

/// Finds a cheap set of nodes without which no component of a network, undirected and simple, is larger than the plan
/// allows. No node of the set can be put back alone.
///
/// # Errors
/// When the plan can't be met as it stands, or the watch stops it.
pub fn dismantle(rows: &Rows, plan: &Plan<'_>, watch: &dyn Watch) -> Result<Dismantling, DismantleError> {
    check(rows, plan)?;
    let max = plan.largest_max;
    let ground = Ground::folded(rows, plan.costs, max);
    // A small network is settled long before the effort is spent.
    let effort = plan.effort.min(EFFORT_EACH * (ground.arcs() as u64 + 100));
    let progress = Progress { watch, done: AtomicU64::new(0), of: effort };
    let mut chance = Chance::new(plan.seed);
    let seeds: [u64; 5] = std::array::from_fn(|_| chance.next());
    let ways = [Way::Degree, Way::CoreDegree, Way::Belief];
    let refine = |taken: &[bool], effort: u64, seed: u64| {
        Exchange::new(&ground, taken, max, Chance::new(seed)).refine(effort, &progress)
    };
    let drafted = ways.par_iter().zip(&seeds).map(|(&way, &seed)| {
        let mut taken = draft(&ground, way, plan);
        put_back_smallest(&ground, &mut taken, max);
        let size = taken.iter().filter(|&&taken| taken).count();
        let cost = ground.cost_of(&taken);
        let taken = refine(&taken, effort / 12, seed)?;
        Ok((Draft { way, size, cost, refined: ground.cost_of(&taken) }, taken))
    });
    let drafted: Vec<(Draft, Vec<bool>)> = drafted.collect::<Result<_, Stopped>>()?;
    let least =
        |sets: Vec<Vec<bool>>| sets.into_iter().min_by_key(|taken| ground.cost_of(taken)).unwrap_or_default();
    let drafts = drafted.iter().map(|(draft, _)| *draft).collect();
    let best = least(drafted.into_iter().map(|(_, taken)| taken).collect());
    let chains = seeds[3..].par_iter().map(|&seed| refine(&best, effort / 8 * 3, seed));
    let mut taken = least(chains.collect::<Result<_, Stopped>>()?);
    put_back_smallest(&ground, &mut taken, max);
    let cost = ground.cost_of(&taken);
    let mut marks = vec![false; rows.nodes()];
    for (&name, &taken) in ground.name.iter().zip(&taken) {
        marks[name as usize] = taken;
    }
    let order = in_order(rows, &marks);
    let largest = after_each(rows, &order).last().map_or(0, |after| after.largest);
    Ok(Dismantling { order, cost, largest, drafts })
}

fn check(rows: &Rows, plan: &Plan<'_>) -> Result<(), DismantleError> {
    if plan.largest_max == 0 {
        return Err(DismantleError::Limit);
    }
    let Some(costs) = plan.costs else { return Ok(()) };
    if costs.len() != rows.nodes() {
        return Err(DismantleError::Costs { costs: costs.len(), nodes: rows.nodes() });
    }
    match costs.iter().position(|&cost| cost == 0) {
        Some(node) => Err(DismantleError::Free { node }),
        None => Ok(()),
    }
}

fn draft(ground: &Ground, way: Way, plan: &Plan<'_>) -> Vec<bool> {
    match way {
        Way::Degree => take_until(ground, &order::by_degree(ground), plan.largest_max),
        Way::CoreDegree => take_until(ground, &order::by_core_degree(ground), plan.largest_max),
        Way::Belief => {
            let mut taken = belief::decycle(ground, plan.effort / 8);
            belief::fell(ground, &mut taken, plan.largest_max);
            taken
        }
    }
}

/// The set in an order in which the largest component shrinks soon: those that would join least come last.
///
/// Found backwards, in rounds: what each would join is looked up for all, and those that join least go back before the
/// next look. Going back one by one would look at the hubs again after each.
fn in_order(rows: &Rows, marks: &[bool]) -> Vec<u32> {
    let whole = Ground::plain(rows, None, 0);
    let mut taken: Vec<bool> = whole.name.iter().map(|&name| marks[name as usize]).collect();
    let mut sets = left_sets(&whole, &taken);
    let mut left: Vec<u32> = (0..whole.nodes() as u32).filter(|&node| taken[node as usize]).collect();
    let mut back = Vec::with_capacity(left.len());
    let mut joined = Vec::new();
    while !left.is_empty() {
        left.sort_by_cached_key(|&node| {
            (grown(&whole, &mut sets, &taken, node, &mut joined), whole.name[node as usize])
        });
        for node in left.drain(..left.len().div_ceil(ROUND_SHARE)) {
            grown(&whole, &mut sets, &taken, node, &mut joined);
            taken[node as usize] = false;
            for &root in &joined {
                sets.join(node, root);
            }
            back.push(whole.name[node as usize]);
        }
    }
    back.reverse();
    back
}

/// The set that repeated highest degree gives, with what was not needed put back: a plain way, for comparing with.
///
/// # Errors
/// When the plan can't be met as it stands.
pub fn plain_dismantling(rows: &Rows, way: Way, plan: &Plan<'_>) -> Result<Vec<u32>, DismantleError> {
    check(rows, plan)?;
    let ground = Ground::plain(rows, plan.costs, plan.largest_max);
    let mut taken = draft(&ground, way, plan);
    put_back_smallest(&ground, &mut taken, plan.largest_max);
    Ok(ground.name.iter().zip(&taken).filter(|&(_, &taken)| taken).map(|(&name, _)| name).collect())
}

#[cfg(test)]
mod tests;
