//! The network made small before it is dismantled: what no smallest set needs to take is folded away.

use crate::Rows;
use std::collections::VecDeque;

/// No node.
pub(crate) const NONE: u32 = u32::MAX;

/// The part of a network where the choice lies.
///
/// Components that are small already are gone. A node with one neighbour left is folded into that neighbour, again
/// and again, where taking the neighbour costs no more: whoever would take the leaf does as well to take the neighbour.
/// Nodes are numbered as a walk in breadth meets them, so that near nodes lie near in memory.
#[derive(Debug)]
pub(crate) struct Ground {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    /// Nodes of the network that each stands for: itself, and what is folded into it.
    pub(crate) weight: Vec<u32>,
    /// What taking each costs.
    pub(crate) cost: Vec<u32>,
    /// Its number in the network.
    pub(crate) name: Vec<u32>,
}

impl Ground {
    /// The ground of a network whose components are to have at most `largest_max` nodes.
    pub(crate) fn folded(rows: &Rows, costs: Option<&[u32]>, largest_max: u32) -> Self {
        Self::laid(rows, costs, largest_max, true)
    }

    /// The same without folding leaves.
    pub(crate) fn plain(rows: &Rows, costs: Option<&[u32]>, largest_max: u32) -> Self {
        Self::laid(rows, costs, largest_max, false)
    }

    fn laid(rows: &Rows, costs: Option<&[u32]>, largest_max: u32, fold: bool) -> Self {
        let cost_of = |node: u32| costs.map_or(1, |costs| costs[node as usize]);
        let name = walked(rows, largest_max);
        let mut number = vec![NONE; rows.nodes()];
        for (at, &node) in name.iter().enumerate() {
            number[node as usize] = at as u32;
        }
        let weight =
            if fold { weights(rows, &number, &name, &cost_of, largest_max) } else { vec![1; name.len()] };
        // Numbers without those folded away.
        let mut kept = 0;
        for (at, &node) in name.iter().enumerate() {
            number[node as usize] = if weight[at] == 0 { NONE } else { kept };
            kept += u32::from(weight[at] > 0);
        }
        let mut ground = Self {
            offsets: vec![0],
            targets: Vec::new(),
            weight: weight.iter().copied().filter(|&weight| weight > 0).collect(),
            cost: Vec::new(),
            name: name.into_iter().filter(|&node| number[node as usize] != NONE).collect(),
        };
        for &node in &ground.name {
            let near = rows.neighbours(node as usize).iter().map(|&to| number[to as usize]);
            ground.targets.extend(near.filter(|&to| to != NONE));
            ground.offsets.push(ground.targets.len() as u32);
            ground.cost.push(cost_of(node));
        }
        ground
    }

    /// What a set costs.
    pub(crate) fn cost_of(&self, taken: &[bool]) -> u64 {
        self.cost.iter().zip(taken).filter(|&(_, &taken)| taken).map(|(&cost, _)| u64::from(cost)).sum()
    }

    pub(crate) fn nodes(&self) -> usize {
        self.weight.len()
    }

    pub(crate) fn arcs(&self) -> usize {
        self.targets.len()
    }

    pub(crate) fn degree(&self, node: u32) -> u32 {
        self.offsets[node as usize + 1] - self.offsets[node as usize]
    }

    /// The arcs of a node: places in one row of all targets.
    pub(crate) fn arcs_of(&self, node: u32) -> std::ops::Range<usize> {
        self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize
    }

    /// Where an arc leads.
    pub(crate) fn target(&self, arc: usize) -> u32 {
        self.targets[arc]
    }

    /// For each arc, the arc that leads back.
    pub(crate) fn back(&self) -> Vec<u32> {
        // Rows are gone through in the order of nodes, so the arcs into a node come by rising source.
        let mut next: Vec<Vec<u32>> = Vec::new();
        next.resize_with(self.nodes(), Vec::new);
        for node in 0..self.nodes() as u32 {
            for arc in self.arcs_of(node) {
                next[self.targets[arc] as usize].push(arc as u32);
            }
        }
        let mut back = vec![0; self.arcs()];
        for node in 0..self.nodes() as u32 {
            let mut arcs: Vec<usize> = self.arcs_of(node).collect();
            arcs.sort_by_key(|&arc| self.targets[arc]);
            for (&arc, &into) in arcs.iter().zip(&next[node as usize]) {
                back[arc] = into;
            }
        }
        back
    }

    pub(crate) fn near(&self, node: u32) -> &[u32] {
        &self.targets[self.offsets[node as usize] as usize..self.offsets[node as usize + 1] as usize]
    }
}

/// Nodes of the components that are too large, as a walk in breadth meets them.
fn walked(rows: &Rows, largest_max: u32) -> Vec<u32> {
    let mut met = vec![false; rows.nodes()];
    let mut order: Vec<u32> = Vec::new();
    for root in 0..rows.nodes() {
        if met[root] {
            continue;
        }
        met[root] = true;
        let begins = order.len();
        order.push(root as u32);
        let mut at = begins;
        while at < order.len() {
            for &to in rows.neighbours(order[at] as usize) {
                if !met[to as usize] {
                    met[to as usize] = true;
                    order.push(to);
                }
            }
            at += 1;
        }
        if order.len() - begins <= largest_max as usize {
            order.truncate(begins);
        }
    }
    order
}

/// The nodes that each stands for once leaves are folded; 0 for those folded away.
fn weights(
    rows: &Rows,
    number: &[u32],
    name: &[u32],
    cost_of: &dyn Fn(u32) -> u32,
    largest_max: u32,
) -> Vec<u32> {
    let mut weight = vec![1_u32; name.len()];
    let mut left: Vec<u32> = name.iter().map(|&node| rows.degree(node as usize) as u32).collect();
    // The cheapest node folded into each, itself among them.
    let mut cheapest: Vec<u32> = name.iter().map(|&node| cost_of(node)).collect();
    let mut leaves: VecDeque<u32> = (0..name.len() as u32).filter(|&at| left[at as usize] == 1).collect();
    while let Some(leaf) = leaves.pop_front() {
        let at = leaf as usize;
        let near = rows.neighbours(name[at] as usize).iter().map(|&to| number[to as usize]);
        let Some(to) = near.into_iter().find(|&to| to != NONE && weight[to as usize] > 0) else { continue };
        let to = to as usize;
        if left[at] != 1 || weight[at] > largest_max || cheapest[at] < cost_of(name[to]) {
            continue;
        }
        weight[to] += weight[at];
        weight[at] = 0;
        cheapest[to] = cheapest[to].min(cheapest[at]);
        left[to] -= 1;
        if left[to] == 1 {
            leaves.push_back(to as u32);
        }
    }
    weight
}
