//! What a network looks like after each node that is taken.

use crate::Rows;
use crate::sets::Sets;

/// A network after some nodes were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// Nodes of the largest component that is left; 0 where no node is.
    pub largest: u32,
    /// Components that are left, lone nodes among them.
    pub components: u32,
}

/// The network, undirected and simple, before any node is taken and after each in turn: one more than there are nodes in
/// `order`. A node that is not there, or that stands in the order a second time, changes nothing.
///
/// Done backwards: nodes are put back from the last to the first and components grow together (Tarjan 1975), so
/// the whole curve costs little more than its last point.
pub fn after_each(rows: &Rows, order: &[u32]) -> Vec<After> {
    let mut is_left = vec![true; rows.nodes()];
    // Each step, where it takes a node.
    let steps: Vec<Option<u32>> = order
        .iter()
        .map(|&node| {
            let left = is_left.get_mut(node as usize)?;
            std::mem::replace(left, false).then_some(node)
        })
        .collect();
    let mut sets = Sets::new(vec![1; rows.nodes()]);
    let mut now = After { largest: 0, components: 0 };
    for node in 0..rows.nodes() as u32 {
        if is_left[node as usize] {
            let before = rows
                .neighbours(node as usize)
                .iter()
                .copied()
                .filter(|&to| to < node && is_left[to as usize]);
            put_back(&mut sets, node, before, &mut now);
        }
    }
    let mut curve = vec![now];
    for step in steps.iter().rev() {
        if let Some(node) = *step {
            is_left[node as usize] = true;
            let near = rows
                .neighbours(node as usize)
                .iter()
                .copied()
                .filter(|&to| to != node && is_left[to as usize]);
            put_back(&mut sets, node, near, &mut now);
        }
        curve.push(now);
    }
    curve.reverse();
    curve
}

fn put_back(sets: &mut Sets, node: u32, near: impl Iterator<Item = u32>, now: &mut After) {
    now.components += 1;
    now.largest = now.largest.max(1);
    for to in near {
        if sets.root(node) != sets.root(to) {
            now.components -= 1;
            now.largest = now.largest.max(sets.join(node, to));
        }
    }
}
