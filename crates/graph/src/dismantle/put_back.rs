//! Nodes are put back, one after the other, as long as no component grows too large.

use super::ground::Ground;
use crate::sets::Sets;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How large the component of a node is to be, once the node is put back; `roots` are the sets that it joins.
pub(crate) fn grown(
    ground: &Ground,
    sets: &mut Sets,
    taken: &[bool],
    node: u32,
    roots: &mut Vec<u32>,
) -> u64 {
    roots.clear();
    for &to in ground.near(node) {
        if !taken[to as usize] {
            roots.push(sets.root(to));
        }
    }
    roots.sort_unstable();
    roots.dedup();
    u64::from(ground.weight[node as usize])
        + roots.iter().map(|&root| u64::from(sets.weight(root))).sum::<u64>()
}

/// Puts back what can be, each time the node whose component is then smallest; among those, the dearest, and among
/// those the lowest number. Gives the order in which they came back.
pub(crate) fn put_back_smallest(ground: &Ground, taken: &mut [bool], largest_max: u32) -> Vec<u32> {
    let mut sets = left_sets(ground, taken);
    let mut roots = Vec::new();
    let mut heap: BinaryHeap<Reverse<(u64, Reverse<u32>, u32)>> = BinaryHeap::new();
    for node in (0..ground.nodes() as u32).filter(|&node| taken[node as usize]) {
        let size = grown(ground, &mut sets, taken, node, &mut roots);
        if size <= u64::from(largest_max) {
            heap.push(Reverse((size, Reverse(ground.cost[node as usize]), node)));
        }
    }
    let mut back = Vec::new();
    while let Some(Reverse((told, cost, node))) = heap.pop() {
        // Components only grow, so a size is never smaller than it was told.
        let size = grown(ground, &mut sets, taken, node, &mut roots);
        if size > u64::from(largest_max) {
            continue;
        }
        if size > told {
            heap.push(Reverse((size, cost, node)));
            continue;
        }
        taken[node as usize] = false;
        back.push(node);
        for &root in &roots {
            sets.join(node, root);
        }
    }
    back
}

/// Takes nodes in an order until no component is larger than `largest_max`. Gives what is taken, as marks by node.
pub(crate) fn take_until(ground: &Ground, order: &[u32], largest_max: u32) -> Vec<bool> {
    let mut taken = vec![true; ground.nodes()];
    let mut sets = Sets::new(ground.weight.clone());
    let mut roots: Vec<u32> = Vec::new();
    for &node in order.iter().rev() {
        if grown(ground, &mut sets, &taken, node, &mut roots) > u64::from(largest_max) {
            break;
        }
        taken[node as usize] = false;
        for &root in &roots {
            sets.join(node, root);
        }
    }
    taken
}

/// The components of what is not taken.
pub(crate) fn left_sets(ground: &Ground, taken: &[bool]) -> Sets {
    let mut sets = Sets::new(ground.weight.clone());
    for node in 0..ground.nodes() as u32 {
        for &to in ground.near(node) {
            if to < node && !taken[node as usize] && !taken[to as usize] {
                sets.join(node, to);
            }
        }
    }
    sets
}
