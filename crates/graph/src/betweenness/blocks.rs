//! An undirected graph falls apart into blocks, and most of its betweenness can be counted there.
//!
//! A block is a largest part that no single node cuts (a biconnected component). Two nodes of a block have all their
//! shortest paths inside it. So a pair of nodes anywhere becomes, in each block that its paths cross, the pair of the
//! nodes where they enter and leave; and at the nodes between two blocks, the cut nodes, how many pairs must pass is
//! a matter of counting. What is left to measure is each block by itself, each of its nodes standing for all that
//! hang on it: less to walk through, and for an estimate less that varies.
//!
//! Blocks by depth-first search: Hopcroft and Tarjan, "Efficient algorithms for graph manipulation", 1973. Their use for
//! betweenness: Puzis, Elovici, Zilberman, Dolev and Brandes, "Topology manipulations for speeding betweenness
//! centrality computation", 2015.

use crate::Rows;

/// The blocks of an undirected graph.
pub(super) struct Blocks {
    /// Nodes of all blocks, one block after the other.
    members: Vec<u32>,
    /// For each member how many nodes hang on it, seen from its block: itself and all that reach the block through it.
    hanging: Vec<u32>,
    /// Where each block begins in `members`; one more than there are blocks.
    starts: Vec<usize>,
    /// For each node the ordered pairs that it cuts apart: all their paths go through it.
    cut: Vec<u64>,
}

/// One block.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    /// Its nodes. The last is its top: where the search entered it. Each node is below the top of one block at most.
    pub(super) members: &'a [u32],
    /// For each member how many nodes hang on it. They add up to the size of the component.
    pub(super) hanging: &'a [u32],
}

impl Blocks {
    /// Finds the blocks. `rows` is simple and symmetric.
    pub(super) fn find(rows: &Rows) -> Self {
        let mut search = Search::new(rows);
        for root in 0..rows.nodes() {
            if search.entered[root] == 0 && rows.degree(root) > 0 {
                search.component(root as u32);
            }
        }
        search.found
    }

    /// Number of blocks.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// One of them.
    pub(super) fn block(&self, at: usize) -> Block<'_> {
        let range = self.starts[at]..self.starts[at + 1];
        Block { members: &self.members[range.clone()], hanging: &self.hanging[range] }
    }

    /// For each node the ordered pairs of other nodes that it cuts apart.
    pub(super) fn cut(&self) -> &[u64] {
        &self.cut
    }
}

/// The depth-first search, on a stack of its own: a long chain of nodes does not end the program.
struct Search<'a> {
    rows: &'a Rows,
    /// When each node was entered, from 1; 0: not yet.
    entered: Vec<u32>,
    /// The earliest entered node that a node's branch reaches.
    low: Vec<u32>,
    /// Nodes in the branch of each node.
    size: Vec<u32>,
    /// Nodes that hang on a node by branches that are blocks of their own, and itself.
    hang: Vec<u32>,
    clock: u32,
    /// Nodes on the way from the root, each with its next tie.
    way: Vec<(u32, usize)>,
    /// Nodes that are in no block yet.
    open: Vec<u32>,
    found: Blocks,
}

impl<'a> Search<'a> {
    fn new(rows: &'a Rows) -> Self {
        let nodes = rows.nodes();
        let found = Blocks {
            members: Vec::with_capacity(nodes),
            hanging: Vec::with_capacity(nodes),
            starts: vec![0],
            cut: vec![0; nodes],
        };
        Self {
            rows,
            entered: vec![0; nodes],
            low: vec![0; nodes],
            size: vec![1; nodes],
            hang: vec![1; nodes],
            clock: 0,
            way: Vec::new(),
            open: Vec::new(),
            found,
        }
    }

    fn component(&mut self, root: u32) {
        let first = self.found.len();
        self.enter(root);
        while let Some(&mut (node, ref mut next)) = self.way.last_mut() {
            let at = node as usize;
            let rest = &self.rows.targets()[*next..self.rows.offsets()[at + 1]];
            let mut low = self.low[at];
            let mut fresh = None;
            for (step, &other) in rest.iter().enumerate() {
                let entered = self.entered[other as usize];
                if entered == 0 {
                    fresh = Some((other, step + 1));
                    break;
                }
                low = low.min(entered);
            }
            self.low[at] = low;
            match fresh {
                Some((other, steps)) => {
                    *next += steps;
                    self.enter(other);
                }
                None => self.leave(node),
            }
        }
        self.open.clear();
        self.settle(first, self.size[root as usize]);
    }

    fn enter(&mut self, node: u32) {
        self.clock += 1;
        self.entered[node as usize] = self.clock;
        self.low[node as usize] = self.clock;
        self.open.push(node);
        self.way.push((node, self.rows.offsets()[node as usize]));
    }

    /// A node's branch is done: a block ends here where the branch reaches no further up than the node above.
    fn leave(&mut self, node: u32) {
        self.way.pop();
        let Some(&(above, _)) = self.way.last() else { return };
        let (at, up) = (node as usize, above as usize);
        self.size[up] += self.size[at];
        if self.low[at] < self.entered[up] {
            self.low[up] = self.low[up].min(self.low[at]);
            return;
        }
        while let Some(member) = self.open.pop() {
            self.found.members.push(member);
            self.found.hanging.push(self.hang[member as usize]);
            if member == node {
                break;
            }
        }
        self.hang[up] += self.size[at];
        self.found.members.push(above);
        // For now what does not hang on it; known the other way round once the component is.
        self.found.hanging.push(self.size[at]);
        self.found.starts.push(self.found.members.len());
    }

    /// Sets right what depends on the size of the component, for its blocks from `first` on.
    fn settle(&mut self, first: usize, reach: u32) {
        let found = &mut self.found;
        for block in first..found.len() {
            let (begin, end) = (found.starts[block], found.starts[block + 1]);
            found.hanging[end - 1] = reach - found.hanging[end - 1];
            for at in begin..end {
                // Nodes that reach this member through the block: one of the parts that it holds together.
                let part = u64::from(reach - found.hanging[at]);
                found.cut[found.members[at] as usize] += part * part;
            }
        }
        let others = u64::from(reach - 1) * u64::from(reach - 1);
        for at in found.starts[first]..found.members.len() {
            // Each node once: its squares are below the whole until they have been taken from it.
            let cut = &mut found.cut[found.members[at] as usize];
            *cut = if *cut & DONE == 0 { (others - *cut) | DONE } else { *cut };
        }
        for at in found.starts[first]..found.members.len() {
            found.cut[found.members[at] as usize] &= !DONE;
        }
    }
}

/// Marks a count that is final. Counts are below 2^63 up to three milliard nodes.
const DONE: u64 = 1 << 63;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    fn undirected(nodes: u32, ties: &[(u32, u32)]) -> Rows {
        let edges: Vec<Edge> = ties.iter().map(|&(from, to)| Edge { from, to, weight: 1.0 }).collect();
        Graph::build(nodes, &edges).unwrap().undirected()
    }

    #[test]
    fn two_triangles_that_share_a_node_and_a_tail() {
        let rows = undirected(8, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2), (4, 5), (5, 6)]);
        let blocks = Blocks::find(&rows);
        let mut seen: Vec<Vec<(u32, u32)>> = (0..blocks.len())
            .map(|at| {
                let block = blocks.block(at);
                let mut members: Vec<_> =
                    block.members.iter().copied().zip(block.hanging.iter().copied()).collect();
                members.sort_unstable();
                members
            })
            .collect();
        seen.sort();
        let expected = vec![
            vec![(0, 1), (1, 1), (2, 5)],
            vec![(2, 3), (3, 1), (4, 3)],
            vec![(4, 5), (5, 2)],
            vec![(5, 6), (6, 1)],
        ];
        assert_eq!(seen, expected);
        // 2 holds 2 and 4 nodes apart; 4 holds 4 and 2; 5 holds 5 and 1.
        assert_eq!(blocks.cut(), [0, 0, 16, 0, 16, 10, 0, 0]);
    }

    #[test]
    fn a_chain_of_a_million_nodes_is_no_deep_call() {
        let ties: Vec<(u32, u32)> = (1..1_000_000).map(|i| (i - 1, i)).collect();
        let blocks = Blocks::find(&undirected(1_000_000, &ties));
        assert_eq!(blocks.len(), 999_999);
        assert_eq!(blocks.cut()[500_000], 2 * 500_000 * 499_999);
    }
}
