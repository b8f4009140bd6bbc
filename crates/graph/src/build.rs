//! Ties in any order become a graph.

use crate::Rows;

/// A directed tie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Node that it leaves.
    pub from: u32,
    /// Node that it reaches.
    pub to: u32,
    /// How strong it is: finite and above 0.
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
    #[error("tie {at} has weight {weight}: weights are finite and above 0")]
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
    /// Builds a graph of `nodes` nodes.
    ///
    /// # Errors
    /// When a tie names a node that is not there, or its weight is not finite or not above 0.
    pub fn build(nodes: u32, edges: &[Edge]) -> Result<Self, BuildError> {
        check(nodes, edges)?;
        let arcs = |turned: bool| {
            edges.iter().map(move |edge| {
                if turned { (edge.to, edge.from, edge.weight) } else { (edge.from, edge.to, edge.weight) }
            })
        };
        Ok(Self { out: gather(nodes, || arcs(false)), into: gather(nodes, || arcs(true)) })
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
        let both = || {
            (0..self.nodes()).flat_map(|from| {
                let ties = self.out.neighbours(from).iter().zip(self.out.weights_of(from));
                ties.filter(move |&(&to, _)| to as usize != from)
                    .flat_map(move |(&to, &weight)| [(from as u32, to, weight), (to, from as u32, weight)])
            })
        };
        gather(self.nodes() as u32, both)
    }
}

fn check(nodes: u32, edges: &[Edge]) -> Result<(), BuildError> {
    for (at, edge) in edges.iter().enumerate() {
        if edge.from >= nodes || edge.to >= nodes {
            return Err(BuildError::NoSuchNode { at, from: edge.from, to: edge.to, nodes });
        }
        if !(edge.weight.is_finite() && edge.weight > 0.0) {
            return Err(BuildError::Weight { at, weight: edge.weight });
        }
    }
    Ok(())
}

/// Sorts arcs into rows by counting, then each row by target, summing doubles in the order given.
fn gather<I: Iterator<Item = (u32, u32, f32)>>(nodes: u32, arcs: impl Fn() -> I) -> Rows {
    let nodes = nodes as usize;
    let mut offsets = vec![0_usize; nodes + 1];
    for (from, _, _) in arcs() {
        offsets[from as usize + 1] += 1;
    }
    for node in 0..nodes {
        offsets[node + 1] += offsets[node];
    }
    let mut next = offsets.clone();
    let mut filled = vec![(0_u32, 0.0_f32); offsets[nodes]];
    for (from, to, weight) in arcs() {
        let slot = &mut next[from as usize];
        filled[*slot] = (to, weight);
        *slot += 1;
    }
    let mut kept = vec![0_usize; nodes + 1];
    let mut targets = Vec::with_capacity(filled.len());
    let mut weights: Vec<f32> = Vec::with_capacity(filled.len());
    for node in 0..nodes {
        let row = &mut filled[offsets[node]..offsets[node + 1]];
        row.sort_by_key(|&(to, _)| to);
        let begins = targets.len();
        for &(to, weight) in row.iter() {
            match weights.last_mut() {
                Some(last) if targets.len() > begins && targets.last() == Some(&to) => *last += weight,
                _ => {
                    targets.push(to);
                    weights.push(weight);
                }
            }
        }
        kept[node + 1] = targets.len();
    }
    Rows::from_parts(kept, targets, weights)
}
