//! The ground that shortest paths are walked on: some parts of a graph, numbered anew and close together.

use super::blocks::{Block, Blocks};
use crate::chance::Chance;
use crate::{Graph, Rows};
use rayon::prelude::*;

/// Neighbours of each place, without weights.
#[derive(Clone, Copy)]
pub(super) struct Ways<'a> {
    pub(super) offsets: &'a [usize],
    pub(super) targets: &'a [u32],
}

impl<'a> Ways<'a> {
    pub(super) fn of(rows: &'a Rows) -> Self {
        Self { offsets: rows.offsets(), targets: rows.targets() }
    }

    /// Places that one leads to.
    pub(super) fn from(&self, place: u32) -> &'a [u32] {
        &self.targets[self.offsets[place as usize]..self.offsets[place as usize + 1]]
    }

    pub(super) fn degree(&self, place: u32) -> usize {
        self.offsets[place as usize + 1] - self.offsets[place as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.offsets.len() - 1
    }
}

/// Blocks side by side, each with its own places. A node that is in two of them has two places.
pub(super) struct Parts {
    offsets: Vec<usize>,
    targets: Vec<u32>,
    /// The node of each place.
    pub(super) node: Vec<u32>,
    /// How many nodes stand behind each place.
    pub(super) behind: Vec<u32>,
    /// Where each part begins; one more than there are parts.
    pub(super) starts: Vec<usize>,
}

impl Parts {
    /// Takes the blocks with these numbers out of the graph.
    pub(super) fn take(rows: &Rows, blocks: &Blocks, chosen: &[usize]) -> Self {
        let mut parts = Self {
            offsets: vec![0],
            targets: Vec::new(),
            node: Vec::new(),
            behind: Vec::new(),
            starts: vec![0],
        };
        let mut place = vec![u32::MAX; rows.nodes()];
        for &at in chosen {
            parts.add(rows, &blocks.block(at), &mut place);
        }
        parts
    }

    /// Each node is below the top of one block only, so over all blocks each row is read once; the row of the top,
    /// which may be long and in many blocks, is read from the other side.
    fn add(&mut self, rows: &Rows, block: &Block<'_>, place: &mut [u32]) {
        let Some(&top) = block.members.last() else { return };
        let begin = self.node.len();
        let mut members: Vec<(u32, u32)> =
            block.members.iter().copied().zip(block.hanging.iter().copied()).collect();
        members.sort_unstable();
        for (at, &(node, hanging)) in members.iter().enumerate() {
            place[node as usize] = (begin + at) as u32;
            self.node.push(node);
            self.behind.push(hanging);
        }
        let place_of = &*place;
        let below_top: Vec<u32> = members
            .iter()
            .filter(|&&(node, _)| node != top && rows.neighbours(node as usize).binary_search(&top).is_ok())
            .map(|&(node, _)| place_of[node as usize])
            .collect();
        let inside = |node: u32| {
            let row = if node == top { &[] } else { rows.neighbours(node as usize) };
            let within = row.iter().map(|&other| place_of[other as usize]).filter(|&at| at != u32::MAX);
            within.chain(if node == top { below_top.as_slice() } else { &[] }.iter().copied())
        };
        let degrees: Vec<usize> =
            members.par_iter().with_min_len(1024).map(|&(node, _)| inside(node).count()).collect();
        let mut end = self.targets.len();
        self.targets.resize(end + degrees.iter().sum::<usize>(), 0);
        let mut open = &mut self.targets[end..];
        let mut pieces = Vec::new();
        for (members, degrees) in members.chunks(4096).zip(degrees.chunks(4096)) {
            let (piece, rest) = open.split_at_mut(degrees.iter().sum());
            pieces.push((members, piece));
            open = rest;
            for &degree in degrees {
                end += degree;
                self.offsets.push(end);
            }
        }
        pieces.into_par_iter().for_each(|(members, piece)| {
            let all = members.iter().flat_map(|&(node, _)| inside(node));
            piece.iter_mut().zip(all).for_each(|(slot, target)| *slot = target);
        });
        members.iter().for_each(|&(node, _)| place[node as usize] = u32::MAX);
        self.starts.push(self.node.len());
    }

    pub(super) fn ways(&self) -> Ways<'_> {
        Ways { offsets: &self.offsets, targets: &self.targets }
    }
}

/// Pairs of places, each drawn as often as pairs of nodes stand behind it.
pub(super) struct Pairs {
    /// Ordered pairs of nodes up to and with each part.
    upto: Vec<u64>,
    /// Where each part begins.
    starts: Vec<usize>,
    /// Nodes behind the places that a path may begin at, and end at, added up over all places before each.
    begins: Vec<u64>,
    ends: Vec<u64>,
}

impl Pairs {
    /// Of blocks.
    pub(super) fn of_parts(parts: &Parts) -> Self {
        let begins = added(parts.behind.iter().map(|&n| u64::from(n)));
        let mut upto = Vec::new();
        let mut all = 0_u64;
        for part in parts.starts.windows(2) {
            let behind = &parts.behind[part[0]..part[1]];
            let reach = begins[part[1]] - begins[part[0]];
            all += reach * reach - behind.iter().map(|&n| u64::from(n) * u64::from(n)).sum::<u64>();
            upto.push(all);
        }
        Self { upto, starts: parts.starts.clone(), ends: begins.clone(), begins }
    }

    /// Of a directed graph: from nodes with a tie that leaves them, to nodes with a tie that reaches them.
    pub(super) fn of_graph(graph: &Graph) -> Self {
        let leaves = |node: usize| u64::from(graph.out().degree(node) > 0);
        let reached = |node: usize| u64::from(graph.into().degree(node) > 0);
        let nodes = graph.nodes();
        let begins = added((0..nodes).map(leaves));
        let ends = added((0..nodes).map(reached));
        let itself: u64 = (0..nodes).map(|node| leaves(node) * reached(node)).sum();
        let all = begins[nodes] * ends[nodes] - itself;
        Self { upto: vec![all], starts: vec![0, nodes], begins, ends }
    }

    /// How many ordered pairs of nodes stand behind all pairs that can be drawn.
    pub(super) fn all(&self) -> u64 {
        self.upto.last().copied().unwrap_or(0)
    }

    /// Two places in the same part, different ones. There must be a pair.
    pub(super) fn draw(&self, chance: &mut Chance) -> (u32, u32) {
        let drawn = chance.below(self.all());
        let part = self.upto.partition_point(|&upto| upto <= drawn);
        let (begin, end) = (self.starts[part], self.starts[part + 1]);
        loop {
            let from = pick(&self.begins[begin..=end], chance) + begin;
            let to = pick(&self.ends[begin..=end], chance) + begin;
            if from != to {
                return (from as u32, to as u32);
            }
        }
    }
}

/// Sums before each item, and the whole at the end.
fn added(counts: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut sum = 0;
    let mut sums = vec![0];
    sums.extend(counts.map(|count| {
        sum += count;
        sum
    }));
    sums
}

/// Which item, drawn by its count, from sums as [`added`] makes them.
fn pick(sums: &[u64], chance: &mut Chance) -> usize {
    let drawn = sums[0] + chance.below(sums[sums.len() - 1] - sums[0]);
    sums.partition_point(|&sum| sum <= drawn) - 1
}
