//! Cut nodes: how many nodes lose the rest when one is taken away.

use crate::Rows;

/// For each node, how many others are parted from the largest remaining piece of its component when the node is
/// removed; 0 for a node that is no cut node. Undirected rows.
///
/// One depth-first walk with low points (Tarjan 1972, "Depth-first search and linear graph algorithms"), without
/// recursion: a path of a million nodes is walked as a short one. Linear in nodes and ties.
pub fn cut_off(rows: &Rows) -> Vec<u32> {
    let nodes = rows.nodes();
    let mut walk = Walk {
        found: vec![0; nodes],
        low: vec![0; nodes],
        size: vec![1; nodes],
        largest: vec![0; nodes],
        parted: vec![0; nodes],
        clock: 0,
    };
    let mut order = Vec::new();
    for root in 0..nodes {
        if walk.found[root] == 0 {
            order.clear();
            walk.component(rows, root as u32, &mut order);
            walk.settle(&order);
        }
    }
    walk.largest
}

struct Walk {
    /// Step at which a node was met, from 1; 0 is not yet.
    found: Vec<u32>,
    /// Smallest step that a node's subtree touches.
    low: Vec<u32>,
    /// Nodes in the subtree of the walk.
    size: Vec<u32>,
    /// Largest piece that hangs on the node alone; at the end the answer.
    largest: Vec<u32>,
    /// Nodes in all pieces that hang on the node alone.
    parted: Vec<u32>,
    clock: u32,
}

impl Walk {
    fn component(&mut self, rows: &Rows, root: u32, order: &mut Vec<u32>) {
        // Node, parent, next place in the node's row.
        let mut stack = vec![(root, u32::MAX, 0_usize)];
        self.meet(root, order);
        while let Some((node, parent, next)) = stack.last_mut() {
            let (node, parent) = (*node, *parent);
            if let Some(&to) = rows.neighbours(node as usize).get(*next) {
                *next += 1;
                if self.found[to as usize] == 0 {
                    self.meet(to, order);
                    stack.push((to, node, 0));
                } else if to != parent {
                    self.low[node as usize] = self.low[node as usize].min(self.found[to as usize]);
                }
                continue;
            }
            stack.pop();
            if parent != u32::MAX {
                self.leave(node as usize, parent as usize);
            }
        }
    }

    fn meet(&mut self, node: u32, order: &mut Vec<u32>) {
        self.clock += 1;
        self.found[node as usize] = self.clock;
        self.low[node as usize] = self.clock;
        order.push(node);
    }

    /// Hands what a finished subtree knows to its parent.
    fn leave(&mut self, node: usize, parent: usize) {
        self.low[parent] = self.low[parent].min(self.low[node]);
        self.size[parent] += self.size[node];
        if self.low[node] >= self.found[parent] {
            self.parted[parent] += self.size[node];
            self.largest[parent] = self.largest[parent].max(self.size[node]);
        }
    }

    /// Pieces of each node of a component: those that hang on it alone, and the rest.
    fn settle(&mut self, order: &[u32]) {
        let whole = order.len() as u32;
        for &node in order {
            let node = node as usize;
            let rest = whole - 1 - self.parted[node];
            self.largest[node] = whole - 1 - self.largest[node].max(rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};
    use proptest::prelude::*;

    fn rows(nodes: u32, ties: &[(u32, u32)]) -> Rows {
        let edges: Vec<Edge> = ties.iter().map(|&(from, to)| Edge { from, to, weight: 1.0 }).collect();
        Graph::build(nodes, &edges).unwrap().undirected()
    }

    /// Slow twin: take the node away and flood what is left of its neighbours.
    fn flooded(rows: &Rows, node: usize) -> u32 {
        let mut seen = vec![false; rows.nodes()];
        seen[node] = true;
        let mut pieces = Vec::new();
        for &start in rows.neighbours(node) {
            if std::mem::replace(&mut seen[start as usize], true) {
                continue;
            }
            let mut open = vec![start];
            let mut piece = 0;
            while let Some(at) = open.pop() {
                piece += 1;
                for &to in rows.neighbours(at as usize) {
                    if !std::mem::replace(&mut seen[to as usize], true) {
                        open.push(to);
                    }
                }
            }
            pieces.push(piece);
        }
        pieces.iter().sum::<u32>() - pieces.iter().max().copied().unwrap_or(0)
    }

    #[test]
    fn a_long_path_is_cut_in_its_middle() {
        let ties: Vec<(u32, u32)> = (0..100_000).map(|node| (node, node + 1)).collect();
        let cut = cut_off(&rows(100_001, &ties));
        assert_eq!((cut[0], cut[1], cut[50_000]), (0, 1, 50_000));
    }

    proptest! {
        #[test]
        fn as_by_flooding(ties in proptest::collection::vec((0_u32..16, 0_u32..16), 0..40)) {
            let rows = rows(16, &ties);
            let slow: Vec<u32> = (0..16).map(|node| flooded(&rows, node)).collect();
            prop_assert_eq!(cut_off(&rows), slow);
        }
    }
}
