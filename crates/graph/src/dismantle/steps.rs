//! A queue of nodes by the degree that is left to them, or by that degree for each unit of cost.

use super::ground::Ground;
use std::collections::BinaryHeap;

/// Nodes by falling degree, or by falling degree a unit of cost. A node may stand in it more than once, with the degrees
/// that it had; whoever pops compares.
#[derive(Debug)]
pub(crate) enum Steps<'a> {
    /// All cost the same: a list for each degree. Among equals, the node that came last.
    Even {
        /// Nodes by degree.
        lists: Vec<Vec<u32>>,
        /// No list above this has nodes.
        top: usize,
    },
    /// Costs differ.
    Costly {
        /// What each costs.
        cost: &'a [u32],
        /// The degree over the cost, the degree, the node.
        heap: BinaryHeap<(u64, u32, u32)>,
    },
}

impl<'a> Steps<'a> {
    /// An empty queue for nodes of which none has more neighbours than one of `left`.
    pub(crate) fn new(ground: &'a Ground, left: &[u32]) -> Self {
        if ground.cost.iter().all(|cost| Some(cost) == ground.cost.first()) {
            let top = left.iter().copied().max().unwrap_or(0) as usize;
            Self::Even { lists: vec![Vec::new(); top + 1], top: 0 }
        } else {
            Self::Costly { cost: &ground.cost, heap: BinaryHeap::new() }
        }
    }

    pub(crate) fn push(&mut self, degree: u32, node: u32) {
        match self {
            Self::Even { lists, top } => {
                lists[degree as usize].push(node);
                *top = (*top).max(degree as usize);
            }
            Self::Costly { cost, heap } => {
                heap.push(((u64::from(degree) << 32) / u64::from(cost[node as usize]), degree, node));
            }
        }
    }

    /// The first of the queue, with the degree that it was pushed with.
    pub(crate) fn pop(&mut self) -> Option<(u32, u32)> {
        match self {
            Self::Even { lists, top } => loop {
                if let Some(node) = lists[*top].pop() {
                    return Some((*top as u32, node));
                }
                *top = top.checked_sub(1)?;
            },
            Self::Costly { heap, .. } => heap.pop().map(|(_, degree, node)| (degree, node)),
        }
    }
}
