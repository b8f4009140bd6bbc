//! Which nodes hang together: weakly, whatever the direction of ties, or strongly, along it.
//!
//! Weak components are found by uniting trees of nodes on all processors at once, sparing most ties of the largest
//! component: M. Sutton, T. Ben-Nun, A. Barak, "Optimizing Parallel Graph Connectivity Computation via Subgraph Sampling",
//! IPDPS 2018, 12-21, doi:10.1109/IPDPS.2018.00012. Strong ones by R. E. Tarjan, "Depth-First Search and Linear Graph
//! Algorithms", SIAM J. Comput. 1 (1972), 146-160, doi:10.1137/0201010, without recursion.

use crate::piece::pieces;
use crate::{Graph, Rows};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Ties of each node that are united before the largest component is guessed.
const FIRST_TIES: usize = 2;
/// Nodes that are looked at to guess it.
const SAMPLE: usize = 1_024;
/// No number of a node or a component.
const NONE: u32 = u32::MAX;

/// Nodes by component. Components are numbered from 0 in the order of their smallest node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Components {
    of: Vec<u32>,
    sizes: Vec<u32>,
}

impl Components {
    /// Components of an undirected graph.
    pub fn of_undirected(rows: &Rows) -> Self {
        united(&[rows])
    }

    /// Weak components of a directed graph: nodes joined by ties in any direction.
    pub fn weak(graph: &Graph) -> Self {
        united(&[graph.out(), graph.into()])
    }

    /// Strong components: nodes of which each reaches the other along ties.
    pub fn strong(graph: &Graph) -> Self {
        strong(graph.out())
    }

    /// The component of each node.
    pub fn of(&self) -> &[u32] {
        &self.of
    }

    /// Nodes in each component.
    pub fn sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// The component with the most nodes, the first of several; none of a graph without nodes.
    pub fn largest(&self) -> Option<u32> {
        let largest =
            (0_u32..).zip(&self.sizes).max_by_key(|&(number, size)| (size, std::cmp::Reverse(number)));
        largest.map(|(number, _)| number)
    }

    /// From one mark a node, the same for the nodes of a component and no greater than the number of nodes.
    fn from_marks(marks: &[u32]) -> Self {
        let mut numbers = vec![NONE; marks.len() + 1];
        let mut sizes = Vec::new();
        let of = marks.iter().map(|&mark| {
            let number = &mut numbers[mark as usize];
            if *number == NONE {
                *number = sizes.len() as u32;
                sizes.push(0);
            }
            sizes[*number as usize] += 1;
            *number
        });
        Self { of: of.collect(), sizes }
    }
}

/// Unites along the ties of all these rows. Where there are two, one holds the other's ties turned.
fn united(sides: &[&Rows]) -> Components {
    let nodes = sides[0].nodes();
    let above: Vec<AtomicU32> = (0..nodes as u32).map(AtomicU32::new).collect();
    let ranges = pieces(sides[0].offsets());
    ranges.par_iter().for_each(|range| {
        for node in range.clone() {
            sides[0].neighbours(node).iter().take(FIRST_TIES).for_each(|to| unite(&above, node as u32, *to));
        }
    });
    flatten(&above);
    let spared = most_seen(&above);
    ranges.par_iter().for_each(|range| {
        for node in range.clone() {
            // A tie of the spared component to outside of it is seen from its other end.
            if above[node].load(Relaxed) == spared {
                continue;
            }
            for (rows, first) in sides.iter().zip([FIRST_TIES, 0]) {
                let rest = rows.neighbours(node).iter().skip(first);
                rest.for_each(|to| unite(&above, node as u32, *to));
            }
        }
    });
    flatten(&above);
    let marks: Vec<u32> = above.into_iter().map(AtomicU32::into_inner).collect();
    Components::from_marks(&marks)
}

/// Hangs the tree of one node below that of the other; the smaller root stays. Only roots are hung, and only once.
fn unite(above: &[AtomicU32], a: u32, b: u32) {
    let mut x = above[a as usize].load(Relaxed);
    let mut y = above[b as usize].load(Relaxed);
    while x != y {
        let (low, high) = (x.min(y), x.max(y));
        let over_high = above[high as usize].load(Relaxed);
        if over_high == low {
            return;
        }
        if over_high == high && above[high as usize].compare_exchange(high, low, Relaxed, Relaxed).is_ok() {
            return;
        }
        x = above[above[high as usize].load(Relaxed) as usize].load(Relaxed);
        y = above[low as usize].load(Relaxed);
    }
}

/// Hangs each node directly below its root.
fn flatten(above: &[AtomicU32]) {
    above.par_chunks(1 << 14).for_each(|chunk| {
        for node in chunk {
            let mut root = node.load(Relaxed);
            loop {
                let over = above[root as usize].load(Relaxed);
                if over == root {
                    break;
                }
                root = over;
            }
            node.store(root, Relaxed);
        }
    });
}

/// The root that most of some evenly spread nodes hang below. A wrong guess costs time alone.
fn most_seen(above: &[AtomicU32]) -> u32 {
    let step = above.len().div_ceil(SAMPLE).max(1);
    let mut seen: Vec<u32> = above.iter().step_by(step).map(|root| root.load(Relaxed)).collect();
    seen.sort_unstable();
    let runs = seen.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| run.len()).and_then(|run| run.first().copied()).unwrap_or(NONE)
}

/// The walk of Tarjan with its own stack.
struct Walk<'a> {
    rows: &'a Rows,
    /// When each node was first seen, from 1; 0 is not yet. After its component is whole: `NONE`.
    low: Vec<u32>,
    /// Mark of each node's component.
    marks: Vec<u32>,
    /// Nodes seen whose component is not whole yet.
    open: Vec<u32>,
    /// Nodes on the way from the start, each with the place of its next tie and when it was seen.
    way: Vec<(u32, usize, u32)>,
    seen: u32,
}

fn strong(rows: &Rows) -> Components {
    let nodes = rows.nodes();
    let mut walk =
        Walk { rows, low: vec![0; nodes], marks: vec![0; nodes], open: Vec::new(), way: Vec::new(), seen: 0 };
    for start in 0..nodes {
        if walk.low[start] == 0 {
            walk.enter(start as u32);
            while walk.step() {}
        }
    }
    Components::from_marks(&walk.marks)
}

impl Walk<'_> {
    fn enter(&mut self, node: u32) {
        self.seen += 1;
        self.low[node as usize] = self.seen;
        self.open.push(node);
        self.way.push((node, self.rows.offsets()[node as usize], self.seen));
    }

    /// One tie further, or one node back; `false` at the end of the way.
    fn step(&mut self) -> bool {
        let Some((node, place, seen)) = self.way.last_mut() else { return false };
        let (at, seen) = (*node as usize, *seen);
        if *place < self.rows.offsets()[at + 1] {
            let to = self.rows.targets()[*place];
            *place += 1;
            match self.low[to as usize] {
                0 => self.enter(to),
                low => self.low[at] = self.low[at].min(low),
            }
            return true;
        }
        self.way.pop();
        let low = self.low[at];
        if let Some((over, ..)) = self.way.last() {
            let over = &mut self.low[*over as usize];
            *over = (*over).min(low);
        }
        if low == seen {
            self.close(at);
        }
        true
    }

    /// The component that was entered at this node is whole.
    fn close(&mut self, first: usize) {
        while let Some(node) = self.open.pop() {
            self.low[node as usize] = NONE;
            self.marks[node as usize] = first as u32;
            if node as usize == first {
                break;
            }
        }
    }
}
