//! From acts in the tables to ties, and from ties to a weighted graph.
//!
//! Work and memory grow with the number of acts, never with the square of anyone's company: a letter ties its sender to
//! each receiver and not the receivers to each other, a section ties each post to the few members before it.
//! What makes no tie is counted with its reason.

mod act;
mod exchange;
mod presence;

pub use act::{LeftOut, WhyLeftOut};
pub(crate) use exchange::by_file;

use crate::tie::{Tie, TieKind};
use crate::weight::{WeightError, WeightRules};
use crate::world::World;
use act::Loom;
use graph::{BuildError, Edge, Graph, Rows};
use rayon::slice::ParallelSliceMut;

/// Ties of a network, and the graphs that follow from them under rules of weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Woven {
    ties: Vec<Tie>,
    graph: Graph,
    undirected: Rows,
    left_out: Vec<LeftOut>,
}

/// Why a network cannot be woven.
#[derive(Debug, thiserror::Error)]
pub enum WeaveError {
    /// The rules are no rules.
    #[error(transparent)]
    Weight(#[from] WeightError),
    /// The ties make no graph.
    #[error(transparent)]
    Build(#[from] BuildError),
}

impl Woven {
    /// All ties, ordered by who acts, who is acted upon, kind and moment.
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    /// Ties in which a member acts.
    pub fn ties_from(&self, member: u32) -> &[Tie] {
        let begins = self.ties.partition_point(|tie| tie.from < member);
        let ends = self.ties.partition_point(|tie| tie.from <= member);
        &self.ties[begins..ends]
    }

    /// Ties from one member to another.
    pub fn ties_between(&self, from: u32, to: u32) -> &[Tie] {
        let ties = self.ties_from(from);
        &ties[ties.partition_point(|tie| tie.to < to)..ties.partition_point(|tie| tie.to <= to)]
    }

    /// The directed graph; the weight of a tie is its strength under the rules.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The simple undirected graph.
    pub fn undirected(&self) -> &Rows {
        &self.undirected
    }

    /// What made no tie, and why.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// The network without some of its ties: what `keeps` refuses is gone, whoever of the two acts.
    ///
    /// # Errors
    /// Never for ties that were woven; the graph's own check is passed on.
    pub fn thinned(&self, rules: &WeightRules, keeps: impl Fn(&Tie) -> bool) -> Result<Self, WeaveError> {
        let ties = self.ties.iter().filter(|tie| keeps(tie)).copied().collect();
        finish(self.graph.nodes() as u32, rules, ties, self.left_out.clone())
    }
}

/// Weaves a network.
///
/// # Errors
/// When the rules are out of bounds or without grounds.
pub fn weave(world: &World, rules: &WeightRules) -> Result<Woven, WeaveError> {
    rules.check()?;
    let mut loom = Loom::new(rules);
    act::talk(world, rules, &mut loom);
    act::messages(world, rules, &mut loom);
    act::appointments(world, &mut loom);
    exchange::exchanges(world, &mut loom);
    presence::presence(world, rules, &mut loom);
    let (mut ties, left_out) = loom.finish();
    // Every column takes part, so that the order, and with it each sum, is the same on any number of processors.
    ties.par_sort_unstable_by_key(|tie| (tie.from, tie.to, tie.kind, tie.at, tie.amount.to_bits()));
    finish(world.members() as u32, rules, ties, left_out)
}

fn finish(
    members: u32,
    rules: &WeightRules,
    ties: Vec<Tie>,
    left_out: Vec<LeftOut>,
) -> Result<Woven, WeaveError> {
    let graph = Graph::build(members, &edges(&ties, rules))?;
    let undirected = graph.undirected();
    Ok(Woven { ties, graph, undirected, left_out })
}

/// One edge for each pair and direction: the strengths of its kinds added up.
fn edges(ties: &[Tie], rules: &WeightRules) -> Vec<Edge> {
    ties.chunk_by(|a, b| (a.from, a.to) == (b.from, b.to))
        .filter_map(|pair| {
            let kinds = pair.chunk_by(|a, b| a.kind == b.kind);
            let strength: f64 = kinds.map(|kind| strength(kind, rules)).sum();
            let weight = strength as f32;
            (weight > 0.0).then_some(Edge { from: pair[0].from, to: pair[0].to, weight })
        })
        .collect()
}

/// Strength of ties of one kind between two members; the ties are not empty.
fn strength(ties: &[Tie], rules: &WeightRules) -> f64 {
    let amount = ties.iter().map(|tie| f64::from(tie.amount)).sum();
    rules.strength(ties.first().map_or(TieKind::Reply, |tie| tie.kind), amount)
}

/// Strength by kind of ties that lie in order, as [`Woven::ties_between`] gives them.
pub fn strengths(ties: &[Tie], rules: &WeightRules) -> [f64; TieKind::ALL.len()] {
    let mut by_kind = [0.0; TieKind::ALL.len()];
    for pair in ties.chunk_by(|a, b| (a.from, a.to, a.kind) == (b.from, b.to, b.kind)) {
        by_kind[pair[0].kind as usize] += strength(pair, rules);
    }
    by_kind
}
