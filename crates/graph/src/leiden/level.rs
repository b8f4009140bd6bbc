//! The graph that one pass works on: at first the nodes themselves, later communities of the pass before.

use rayon::prelude::*;

use super::groups::Groups;
use crate::Rows;

/// Pieces that work on one level is cut into. Fixed, so that nothing depends on the number of threads.
const PIECES: usize = 64;

/// Ties between the nodes of one pass. Ties of a node to itself count in its strength only: they never change who
/// moves where.
#[derive(Debug)]
pub(super) struct Level {
    /// Rows of nodes, as they were made: joining them would hold everything twice.
    pieces: Vec<Piece>,
    places: Vec<Place>,
    /// Whether every tie weighs 1; no weights are kept then.
    even: bool,
    arcs: usize,
    /// Sum of the weights of each node's ties.
    pub(super) strength: Vec<f64>,
    /// Sum of all strengths: twice the weight of the graph.
    pub(super) total: f64,
}

/// Where the row of a node is.
#[derive(Clone, Copy, Debug)]
struct Place {
    begin: usize,
    length: u32,
    piece: u32,
}

impl Level {
    /// The graph itself, with its nodes renumbered from the most ties down: what is read most then lies together.
    /// Nodes without ties are left out. Also gives the node of the graph behind each number.
    pub(super) fn ground(rows: &Rows) -> (Self, Vec<u32>) {
        let nodes = rows.nodes();
        let mut order: Vec<u32> = (0..nodes as u32).filter(|&node| rows.degree(node as usize) > 0).collect();
        order.par_sort_unstable_by_key(|&node| (std::cmp::Reverse(rows.degree(node as usize)), node));
        let mut place = vec![0_u32; nodes];
        for (at, &node) in order.iter().enumerate() {
            place[node as usize] = at as u32;
        }
        let unit = rows.weights().first().copied().unwrap_or(1.0);
        let even = rows.weights().par_iter().all(|&weight| weight == unit);
        let lengths: Vec<usize> = order.iter().map(|&node| rows.degree(node as usize)).collect();
        let level = Self::gather(
            &lengths,
            even,
            || (),
            |(), piece, node| {
                let old = order[node] as usize;
                let mut sum = 0.0;
                for (&to, &weight) in rows.neighbours(old).iter().zip(rows.weights_of(old)) {
                    let weight = if even { 1.0 } else { weight };
                    sum += f64::from(weight);
                    if to as usize != old {
                        piece.targets.push(place[to as usize]);
                        if !even {
                            piece.weights.push(weight);
                        }
                    }
                }
                sum
            },
        );
        (level, order)
    }

    /// The graph between communities: `fine` holds the members of each.
    pub(super) fn merged(&self, fine: &Groups, of: &[u32]) -> Self {
        let count = fine.count();
        let lengths: Vec<usize> =
            (0..count).map(|at| fine.of(at).iter().map(|&node| self.degree(node as usize)).sum()).collect();
        Self::gather(
            &lengths,
            false,
            || (vec![0.0_f64; count], Vec::new()),
            |(sums, touched), piece, at| {
                let mut strength = 0.0;
                for &node in fine.of(at) {
                    strength += self.strength[node as usize];
                    self.ties(node as usize, |to, weight| {
                        let there = of[to as usize];
                        let sum = &mut sums[there as usize];
                        if *sum == 0.0 {
                            touched.push(there);
                        }
                        *sum += weight;
                    });
                }
                for &there in touched.iter() {
                    let sum = std::mem::take(&mut sums[there as usize]);
                    if there as usize != at {
                        piece.targets.push(there);
                        piece.weights.push(sum as f32);
                    }
                }
                touched.clear();
                strength
            },
        )
    }

    /// Number of nodes.
    pub(super) fn nodes(&self) -> usize {
        self.strength.len()
    }

    /// Number of ties, each counted at both ends.
    pub(super) fn arcs(&self) -> usize {
        self.arcs
    }

    /// Number of other nodes that a node is tied to.
    pub(super) fn degree(&self, node: usize) -> usize {
        self.places[node].length as usize
    }

    /// Other nodes that a node is tied to.
    pub(super) fn neighbours(&self, node: usize) -> &[u32] {
        let place = self.places[node];
        &self.pieces[place.piece as usize].targets[place.begin..place.begin + place.length as usize]
    }

    /// Calls `each` with the other end and the weight of every tie of a node.
    #[inline]
    pub(super) fn ties(&self, node: usize, mut each: impl FnMut(u32, f64)) {
        let neighbours = self.neighbours(node);
        if self.even {
            for &to in neighbours {
                each(to, 1.0);
            }
        } else {
            let place = self.places[node];
            let weights = &self.pieces[place.piece as usize].weights[place.begin..];
            for (&to, &weight) in neighbours.iter().zip(weights) {
                each(to, f64::from(weight));
            }
        }
    }

    /// Rows made piece by piece, in parallel. `lengths` bounds the number of ties of each node from above; `row` adds
    /// the ties of a node and gives its strength.
    fn gather<S>(
        lengths: &[usize],
        even: bool,
        scratch: impl Fn() -> S + Sync + Send,
        row: impl Fn(&mut S, &mut Piece, usize) -> f64 + Sync,
    ) -> Self {
        let pieces: Vec<(Piece, Vec<(usize, f64)>)> = cuts(lengths)
            .par_windows(2)
            .map_init(scratch, |scratch, cut| {
                let room: usize = lengths[cut[0]..cut[1]].iter().sum();
                let mut piece = Piece {
                    targets: Vec::with_capacity(room),
                    weights: Vec::with_capacity(if even { 0 } else { room }),
                };
                let ends = (cut[0]..cut[1])
                    .map(|node| {
                        let strength = row(scratch, &mut piece, node);
                        (piece.targets.len(), strength)
                    })
                    .collect();
                piece.targets.shrink_to_fit();
                piece.weights.shrink_to_fit();
                (piece, ends)
            })
            .collect();
        let nodes = lengths.len();
        let mut level = Self {
            pieces: Vec::with_capacity(pieces.len()),
            places: Vec::with_capacity(nodes),
            even,
            arcs: 0,
            strength: Vec::with_capacity(nodes),
            total: 0.0,
        };
        for (at, (piece, ends)) in pieces.into_iter().enumerate() {
            let mut begin = 0;
            for (end, strength) in ends {
                level.places.push(Place { begin, length: (end - begin) as u32, piece: at as u32 });
                level.strength.push(strength);
                begin = end;
            }
            level.arcs += begin;
            level.pieces.push(piece);
        }
        level.total = level.strength.iter().sum();
        level
    }
}

/// Rows of some nodes that follow one another.
#[derive(Debug)]
struct Piece {
    targets: Vec<u32>,
    weights: Vec<f32>,
}

/// Cuts nodes into about [`PIECES`] pieces of about the same length together: where each begins, and the end.
fn cuts(lengths: &[usize]) -> Vec<usize> {
    let whole: usize = lengths.iter().map(|length| length + 1).sum();
    let share = whole.div_ceil(PIECES).max(1);
    let mut cuts = vec![0];
    let mut held = 0;
    for (node, length) in lengths.iter().enumerate() {
        held += length + 1;
        if held >= share {
            cuts.push(node + 1);
            held = 0;
        }
    }
    if cuts.last() != Some(&lengths.len()) {
        cuts.push(lengths.len());
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};
    use proptest::prelude::*;

    /// All ties of a level as a matrix.
    fn matrix(level: &Level) -> Vec<Vec<f64>> {
        let mut matrix = vec![vec![0.0; level.nodes()]; level.nodes()];
        for (from, row) in matrix.iter_mut().enumerate() {
            level.ties(from, |to, weight| row[to as usize] += weight);
        }
        matrix
    }

    proptest! {
        #[test]
        fn merging_sums_what_lies_between_communities(
            ties in proptest::collection::vec((0_u32..30, 0_u32..30, 1_u16..50), 1..200),
            labels in proptest::collection::vec(0_u32..8, 30),
            unweighted: bool,
        ) {
            let edges: Vec<Edge> = ties
                .iter()
                .map(|&(from, to, weight)| Edge { from, to, weight: if unweighted { 1.0 } else { weight.into() } })
                .collect();
            let rows = Graph::build(30, &edges).unwrap().undirected();
            let (level, order) = Level::ground(&rows);
            let before = matrix(&level);
            for (at, &node) in order.iter().enumerate() {
                prop_assert!(at == 0 || level.degree(at) <= level.degree(at - 1));
                for (&to, &weight) in rows.neighbours(node as usize).iter().zip(rows.weights_of(node as usize)) {
                    let there = order.iter().position(|&node| node == to).unwrap();
                    let told = if level.even { 1.0 } else { f64::from(weight) };
                    prop_assert_eq!(before[at][there], told);
                }
            }
            let mut of = labels[..level.nodes()].to_vec();
            let count = super::super::groups::renumber(&mut of, 8);
            let merged = level.merged(&Groups::sort(&of, count), &of);
            let mut slow = vec![vec![0.0; count]; count];
            let mut strength = vec![0.0; count];
            for from in 0..level.nodes() {
                strength[of[from] as usize] += level.strength[from];
                for to in (0..level.nodes()).filter(|&to| of[to] != of[from]) {
                    slow[of[from] as usize][of[to] as usize] += before[from][to];
                }
            }
            prop_assert_eq!(matrix(&merged), slow);
            prop_assert_eq!((&merged.strength, merged.total), (&strength, level.total));
        }
    }

    #[test]
    fn cuts_cover_every_node_once() {
        for nodes in [0, 1, 5, 1000] {
            let lengths: Vec<usize> = (0..nodes).map(|node| nodes - node).collect();
            let cuts = cuts(&lengths);
            assert_eq!((cuts.first(), cuts.last()), (Some(&0), Some(&nodes)));
            assert!(cuts.is_sorted_by(|a, b| a < b) && cuts.len() <= PIECES + 2);
        }
    }
}
