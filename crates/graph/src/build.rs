//! Ties in any order become a graph.
//!
//! Sorting is by counting alone. Ties are laid in rows by the node that they reach; walking those rows in order and laying each
//! tie in the row of the node that it leaves gives rows that are ascending, with ties between the same two nodes side by
//! side in the order given. Turning the rows over once more gives the ties that reach each node, ascending too.

use crate::Rows;
use crate::lay::{Arcs, Laid, Row, collected, lay, tally, turned};
use rayon::prelude::*;

/// The greatest weight of one tie. Sums over all ties that numbers can name stay finite.
pub const WEIGHT_MAX: f32 = 1e20;

/// A directed tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Node that it leaves.
    pub from: u32,
    /// Node that it reaches.
    pub to: u32,
    /// How strong it is: above 0 and at most [`WEIGHT_MAX`].
    pub weight: f32,
}

/// Why ties make no graph.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BuildError {
    /// A tie names a node that is not there.
    #[error(
        "tie {at} joins {from} and {to}, and the nodes are numbered below {nodes}: number members and ties alike"
    )]
    NoSuchNode {
        /// Which tie, from 0.
        at: usize,
        /// The node that it leaves.
        from: u32,
        /// The node that it reaches.
        to: u32,
        /// How many nodes there are.
        nodes: u32,
    },
    /// A weight is no strength.
    #[error("tie {at} has weight {weight}: weights are above 0 and at most 1e20")]
    Weight {
        /// Which tie, from 0.
        at: usize,
        /// Its weight.
        weight: f32,
    },
}

/// A directed, weighted graph: ties out of and into each node. Ties between the same two nodes, in the same
/// direction, are one tie with the sum of the weights. A node may be tied to itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    out: Rows,
    into: Rows,
}

impl Graph {
    /// Builds a graph of `nodes` nodes. Time and memory grow with nodes and ties, and with nothing else.
    ///
    /// # Errors
    /// When a tie names a node that is not there, or its weight is not above 0 or greater than [`WEIGHT_MAX`].
    pub fn build(nodes: u32, edges: &[Edge]) -> Result<Self, BuildError> {
        check(nodes, edges)?;
        let nodes = nodes as usize;
        let reached = tally(nodes, edges, |edge| edge.to);
        let left = tally(nodes, edges, |edge| edge.from);
        let by_target = lay(&reached, &Given(edges));
        let loose = lay(&left, &Laid { offsets: &reached, entries: &by_target });
        drop(by_target);
        let out = collected(&left, &Laid { offsets: &left, entries: &loose });
        drop(loose);
        let into = turned(&out);
        Ok(Self { out, into })
    }

    /// Ties that leave each node.
    pub fn out(&self) -> &Rows {
        &self.out
    }

    /// Ties that reach each node.
    pub fn into(&self) -> &Rows {
        &self.into
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.out.nodes()
    }

    /// The simple undirected graph: direction dropped, weights of both directions summed, ties of a node to itself left out.
    pub fn undirected(&self) -> Rows {
        let (out, into) = (&self.out, &self.into);
        let work: Vec<usize> = out.offsets().iter().zip(into.offsets()).map(|(a, b)| a + b).collect();
        collected(&work, &Both { out, into })
    }
}

fn check(nodes: u32, edges: &[Edge]) -> Result<(), BuildError> {
    let is_node = |edge: &Edge| edge.from < nodes && edge.to < nodes;
    // Written so that a weight that is no number fails.
    let is_strength = |edge: &Edge| edge.weight > 0.0 && edge.weight <= WEIGHT_MAX;
    let is_good = |edge: &Edge| is_node(edge) && is_strength(edge);
    if edges.par_chunks(1 << 16).all(|chunk| chunk.iter().all(is_good)) {
        return Ok(());
    }
    for (at, edge) in edges.iter().enumerate() {
        if !is_node(edge) {
            return Err(BuildError::NoSuchNode { at, from: edge.from, to: edge.to, nodes });
        }
        if !is_strength(edge) {
            return Err(BuildError::Weight { at, weight: edge.weight });
        }
    }
    Ok(())
}

/// Ties as given, keyed by the node that they reach.
struct Given<'a>(&'a [Edge]);

impl Arcs for Given<'_> {
    fn walk(&self, mut take: impl FnMut(u32, u32, f32)) {
        self.0.iter().for_each(|edge| take(edge.to, edge.from, edge.weight));
    }
}

/// The undirected graph: two ascending rows become one.
struct Both<'a> {
    out: &'a Rows,
    into: &'a Rows,
}

impl Row for Both<'_> {
    fn row(&self, node: usize, mut put: impl FnMut(u32, f32)) {
        let mut out =
            self.out.neighbours(node).iter().copied().zip(self.out.weights_of(node).iter().copied());
        let mut into =
            self.into.neighbours(node).iter().copied().zip(self.into.weights_of(node).iter().copied());
        let (mut a, mut b) = (out.next(), into.next());
        while let Some((to, weight)) = match (a, b) {
            (Some((x, x_weight)), Some((y, y_weight))) if x == y => {
                (a, b) = (out.next(), into.next());
                Some((x, x_weight + y_weight))
            }
            (Some((x, weight)), Some((y, _))) if x < y => {
                a = out.next();
                Some((x, weight))
            }
            (_, Some((y, weight))) => {
                b = into.next();
                Some((y, weight))
            }
            (Some((x, weight)), None) => {
                a = out.next();
                Some((x, weight))
            }
            (None, None) => None,
        } {
            if to as usize != node {
                put(to, weight);
            }
        }
    }
}
